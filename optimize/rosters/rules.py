"""Families of rules that a roster keeps, each one function."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pulp

from optimize.rosters.program import Family, RosterProgram, Rule
from sim.scenario.units import DAY

SATURDAY = 5


def posts_are_filled(program: RosterProgram) -> Iterator[Rule]:
    """Each post has as many people as the plan wants, of those who can work it."""
    people = range(len(program.task.people))
    for number, post in enumerate(program.task.posts):
        able = tuple(program.works[person, number] for person in people if (person, number) in program.works)
        yield Rule("posts", None, (post.day,), able, post.heads, post.heads, post)


def one_shift_a_day(program: RosterProgram) -> Iterator[Rule]:
    """Nobody works two shifts on a day."""
    for person, day in _person_days(program):
        posts = tuple(program.on(person, day))
        if len(posts) > 1:
            yield Rule("one", person, (day,), posts, most=1)


def fixed_days_are_off(program: RosterProgram) -> Iterator[Rule]:
    """Nobody works on a fixed day off."""
    for person, day in _person_days(program):
        if program.task.people[person].is_off(program.task.scenario.calendar.date(day)):
            yield Rule("off", person, (day,), tuple(program.on(person, day)), most=0)


def rest_is_kept(program: RosterProgram) -> Iterator[Rule]:
    """Between the shifts of two days there is the rest: of all that end late and all that begin early, at most one."""
    task = program.task
    for person, day in _person_days(program):
        today, tomorrow = program.posts_on(person, day), program.posts_on(person, day + 1)
        last: tuple[int, ...] = ()
        for end in sorted({task.posts[number].time.end for number in today}):
            early = _earlier(program, tomorrow, end + task.rules.rest - DAY)
            if early and early != last:
                late = [number for number in today if task.posts[number].time.end >= end]
                terms = tuple(program.works[person, number] for number in (*late, *early))
                yield Rule("rest", person, (day, day + 1), terms, most=1)
            last = early
        before = task.before(person, -1) if day == 0 else None
        early = _earlier(program, today, before.time.end + task.rules.rest - DAY) if before else ()
        if early:
            yield Rule(
                "rest", person, (-1, 0), tuple(program.works[person, number] for number in early), most=0
            )


def _earlier(program: RosterProgram, posts: list[int], time: float) -> tuple[int, ...]:
    return tuple(number for number in posts if program.task.posts[number].time.start < time)


def days_in_a_row_are_limited(program: RosterProgram) -> Iterator[Rule]:
    """In each stretch of one day more than the most days in a row, somebody is off; days before the horizon count."""
    task, most = program.task, program.task.rules.days_in_a_row
    for person in range(len(task.people)):
        for first in range(-most, len(task.days) - most):
            stretch = range(first, first + most + 1)
            worked = sum(task.before(person, day) is not None for day in stretch)
            terms = tuple(term for day in stretch for term in program.on(person, day))
            if terms and _days_open(program, person, stretch) + worked > most:
                yield Rule("days_in_a_row", person, tuple(stretch), terms, most=most - worked)


def days_off_are_given(program: RosterProgram) -> Iterator[Rule]:
    """In each week that is wholly known, somebody has the days off, in a row where the rules say so."""
    task, wanted = program.task, program.task.rules.days_off
    for person in range(len(task.people)):
        for number, week in enumerate(task.weeks):
            if not wanted or not task.knows(week):
                continue
            if task.rules.together and wanted > 1:
                yield from _run_of_days_off(program, person, number, week)
                continue
            worked = sum(task.before(person, day) is not None for day in week)
            terms = tuple(term for day in week for term in program.on(person, day))
            if _days_open(program, person, week) + worked > 7 - wanted:
                yield Rule("days_off", person, tuple(week), terms, most=7 - wanted - worked)


def _run_of_days_off(program: RosterProgram, person: int, number: int, week: range) -> Iterator[Rule]:
    """Some run of days off lies in the week: one begins, and nobody works on its days."""
    task, wanted = program.task, program.task.rules.days_off
    begins = {day: program.flag(f"off_from_{person}_{number}_{day - week[0]}") for day in week[: 8 - wanted]}
    for day in week:
        runs = [flag for first, flag in begins.items() if first <= day < first + wanted]
        worked = task.before(person, day) is not None
        yield Rule("one", person, (day,), (*program.on(person, day), *runs), most=1 - worked)
    yield Rule("days_off", person, tuple(week), tuple(begins.values()), least=1)


def weekends_are_free(program: RosterProgram) -> Iterator[Rule]:
    """Enough weekends of the horizon are free, on both days."""
    task = program.task
    weekends = [
        week[SATURDAY:] for week in task.weeks if week[SATURDAY] in task.days and week[6] in task.days
    ]
    if not task.rules.free_weekends:
        return
    for person in range(len(task.people)):
        flags = []
        for number, weekend in enumerate(weekends):
            flags.append(program.flag(f"free_{person}_{number}"))
            for day in weekend:
                yield Rule("one", person, (day,), (*program.on(person, day), flags[-1]), most=1)
        days = tuple(day for weekend in weekends for day in weekend)
        yield Rule("free_weekends", person, days, tuple(flags), least=task.rules.free_weekends)


def weeks_have_hours(program: RosterProgram) -> Iterator[Rule]:
    """Nobody is paid more hours in a week than the contract has; hours before the horizon count."""
    task = program.task
    for person, contract in enumerate(task.people):
        for week in task.weeks:
            before = sum(task.hours_before(person, day) for day in week)
            terms = tuple(term for day in week for term in _hours(program, person, day))
            longest = sum(
                max((task.posts[post].minutes / 60 for post in program.posts_on(person, day)), default=0.0)
                for day in week
            )
            if before + longest > contract.most:
                yield Rule("most_hours", person, tuple(week), terms, most=contract.most - before)


def contracts_are_filled(program: RosterProgram) -> Iterator[Rule]:
    """Everybody has the least hours of the contract, on average over the horizon."""
    task = program.task
    for person, contract in enumerate(task.people):
        if contract.least:
            terms = tuple(term for day in task.days for term in _hours(program, person, day))
            least = contract.least * len(task.days) / 7
            yield Rule("least_hours", person, tuple(task.days), terms, least=least)


def _hours(program: RosterProgram, person: int, day: int) -> Iterator[object]:
    """The hours of somebody on a day, as terms."""
    for number in program.posts_on(person, day):
        yield program.task.posts[number].minutes / 60 * program.works[person, number]


def _person_days(program: RosterProgram) -> Iterator[tuple[int, int]]:
    """Each person with each day on which there is something to work."""
    for person in range(len(program.task.people)):
        for day in program.task.days:
            if program.posts_on(person, day):
                yield person, day


def _days_open(program: RosterProgram, person: int, days: range) -> int:
    return sum(bool(program.posts_on(person, day)) for day in days)


RULES: tuple[Callable[[RosterProgram], Iterator[Rule]], ...] = (
    posts_are_filled,
    one_shift_a_day,
    fixed_days_are_off,
    rest_is_kept,
    days_in_a_row_are_limited,
    days_off_are_given,
    weekends_are_free,
    weeks_have_hours,
    contracts_are_filled,
)
"""All families."""


def add_rules(program: RosterProgram, softened: Mapping[Family, float]) -> None:
    """Add all families; those that are softened may give way, at a price."""
    for family in RULES:
        program.add(family(program), softened)


def price_of_giving_way(program: RosterProgram, softened: Mapping[Family, float]) -> object:
    """What the rules that give way cost together."""
    return pulp.lpSum(softened[rule.family] * slack for rule, slack in program.given_way)
