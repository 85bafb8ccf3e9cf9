"""Families of rules that a roster keeps, each one function."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pulp

from optimize.rosters.program import Family, RosterProgram, Rule
from sim.scenario.units import DAY

SATURDAY = 5

GAPS = (1, 2)
"""Days from the beginning of a shift to that of one that it may leave too little rest: a shift is a day long at most, and a rest 16 h."""


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
    """Nobody works on a fixed day off, nor through the midnight at which it begins."""
    for person, day in _person_days(program, nights=True):
        if program.task.is_off(program.task.people[person], day):
            yield Rule("off", person, (day,), tuple(program.at_work(person, day)), most=0)


def rest_is_kept(program: RosterProgram) -> Iterator[Rule]:
    """Between the shifts of two days there is the rest: of all that end late and all that begin early, at most one. A night may end
    so late on the day after that it takes the rest of the next one."""
    task = program.task
    for person, day in _person_days(program):
        today = program.posts_on(person, day)
        for gap in GAPS:
            later = program.posts_on(person, day + gap)
            last: tuple[int, ...] = ()
            for end in sorted({task.posts[number].time.end for number in today}):
                early = _earlier(program, later, end + task.rules.rest - gap * DAY)
                if early and early != last:
                    late = [number for number in today if task.posts[number].time.end >= end]
                    terms = tuple(program.works[person, number] for number in (*late, *early))
                    yield Rule("rest", person, (day, day + gap), terms, most=1)
                last = early
        for gap in GAPS:
            before = task.before(person, day - gap)
            early = _earlier(program, today, before.time.end + task.rules.rest - gap * DAY) if before else ()
            if early:
                terms = tuple(program.works[person, number] for number in early)
                yield Rule("rest", person, (day - gap, day), terms, most=0)


def _earlier(program: RosterProgram, posts: list[int], time: float) -> tuple[int, ...]:
    return tuple(number for number in posts if program.task.posts[number].time.start < time)


def days_in_a_row_are_limited(program: RosterProgram) -> Iterator[Rule]:
    """In each stretch of one day more than the most days in a row, somebody is off; days before the horizon count, and the one into
    which its last night reaches."""
    task, most = program.task, program.task.rules.days_in_a_row
    for person in range(len(task.people)):
        for first in range(-most, len(task.days) - most + 1):
            stretch = range(first, first + most + 1)
            worked = sum(task.worked(person, day) for day in stretch)
            terms = tuple(term for day in stretch for term in program.at_work(person, day))
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
            worked = sum(task.worked(person, day) for day in week)
            terms = tuple(term for day in week for term in program.at_work(person, day))
            if _days_open(program, person, week) + worked > 7 - wanted:
                yield Rule("days_off", person, tuple(week), terms, most=7 - wanted - worked)


def _run_of_days_off(program: RosterProgram, person: int, number: int, week: range) -> Iterator[Rule]:
    """Some run of days off lies in the week: one begins, and nobody works on its days."""
    task, wanted = program.task, program.task.rules.days_off
    begins = {day: program.flag(f"off_from_{person}_{number}_{day - week[0]}") for day in week[: 8 - wanted]}
    for day in week:
        runs = [flag for first, flag in begins.items() if first <= day < first + wanted]
        worked = task.worked(person, day)
        yield Rule("one", person, (day,), (*program.at_work(person, day), *runs), most=1 - worked)
    yield Rule("days_off", person, tuple(week), tuple(begins.values()), least=1)


def weekends_are_free(program: RosterProgram) -> Iterator[Rule]:
    """Enough weekends of the horizon are free, on both days, from the midnight at which Saturday begins."""
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
                terms = (*program.at_work(person, day), flags[-1])
                yield Rule("one", person, (day,), terms, most=1 - task.worked(person, day))
        days = tuple(day for weekend in weekends for day in weekend)
        yield Rule("free_weekends", person, days, tuple(flags), least=task.rules.free_weekends)


def weeks_have_hours(program: RosterProgram) -> Iterator[Rule]:
    """Nobody is paid more hours in a week than the contract has; hours of shifts before the horizon count, and of a night each part
    counts for the week in which it lies."""
    task = program.task
    for person, contract in enumerate(task.people):
        for week in task.weeks:
            before = sum(task.hours_before(person, day) for day in week)
            terms = tuple(term for day in week for term in _hours_on(program, person, day))
            longest = sum(_most_hours_on(program, person, day) for day in week)
            if before + longest > contract.most:
                yield Rule("most_hours", person, tuple(week), terms, most=contract.most - before)


def _hours_on(program: RosterProgram, person: int, day: int) -> Iterator[object]:
    """The hours of somebody that lie on a day, as terms."""
    for number in (*program.posts_on(person, day), *program.nights_into(person, day)):
        yield program.task.posts[number].minutes_on(day) / 60 * program.works[person, number]


def _most_hours_on(program: RosterProgram, person: int, day: int) -> float:
    """The most hours of somebody that can lie on a day."""
    return sum(
        max((program.task.posts[number].minutes_on(day) / 60 for number in posts), default=0.0)
        for posts in (program.posts_on(person, day), program.nights_into(person, day))
    )


def contracts_are_filled(program: RosterProgram) -> Iterator[Rule]:
    """Everybody has the least hours of the contract, on average over the horizon; each shift that begins in it counts whole."""
    task = program.task
    for person, contract in enumerate(task.people):
        if contract.least:
            terms = tuple(term for day in task.days for term in _hours(program, person, day))
            least = contract.least * len(task.days) / 7
            yield Rule("least_hours", person, tuple(task.days), terms, least=least)


def _hours(program: RosterProgram, person: int, day: int) -> Iterator[object]:
    """The hours of somebody's shifts that begin on a day, as terms."""
    for number in program.posts_on(person, day):
        yield program.task.posts[number].minutes / 60 * program.works[person, number]


def _person_days(program: RosterProgram, nights: bool = False) -> Iterator[tuple[int, int]]:
    """Each person with each day on which there is something to begin, or that a shift may reach into from the night before."""
    for person in range(len(program.task.people)):
        for day in (*program.task.days, len(program.task.days)):
            if program.posts_on(person, day) or (nights and program.nights_into(person, day)):
                yield person, day


def _days_open(program: RosterProgram, person: int, days: range) -> int:
    """On how many days somebody may work of whom that is not known beforehand."""
    return sum(bool(program.at_work(person, day)) for day in days)


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
