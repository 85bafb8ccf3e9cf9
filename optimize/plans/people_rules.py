"""Families of rules about people and their time, each one function: who there is, days off, hours, shares, who is always there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pulp

from optimize.plans.choice import Choice
from optimize.plans.program import Constraint, Program
from optimize.plans.shifts import day_after, minutes_of
from optimize.plans.stretches import given_heads
from sim.scenario import Scenario
from sim.scenario.units import DAY, Window

WEEK = 7


def people_are_there(program: Program) -> Iterator[Constraint]:
    """On each day no more people of a pool work than it has, without shift types at any time; who was trained for another pool
    is one of its people."""
    staffing = program.choice.scenario.staffing
    assert staffing is not None
    for number, (pool, days) in enumerate(
        dict.fromkeys((shift.pool, shift.days) for shift in program.choice.shifts)
    ):
        chosen, working = staffing.pools[pool], _people_on(program, pool, days[0])
        if chosen.people is None:
            continue
        moved = _moved_away(program, pool)
        if chosen.shift_types:
            yield pulp.lpSum([*working, *moved]) <= chosen.people, f"people_{number}"
            continue
        for place, people in enumerate(working):
            yield pulp.lpSum([people, *moved]) <= chosen.people, f"people_{number}_{place}"


def nights_keep_people(program: Program) -> Iterator[Constraint]:
    """Whoever works through midnight begins no other shift before the end of that one; nor, where shifts are given to people, before
    the rest that they have after any shift. So all who begin by a time of the day, and all of the day before whose shift (and
    rest) ends after it, are different people."""
    scenario, staffing = program.choice.scenario, program.choice.scenario.staffing
    assert staffing is not None
    rest, days = staffing.roster.rest if staffing.roster else 0.0, scenario.calendar.days
    for number, (pool, chosen) in enumerate(staffing.pools.items()):
        if chosen.people is None or not chosen.shift_types:
            continue
        on = [_on(program, pool, day) for day in range(days)]
        pairs = dict.fromkeys((on[day], on[day - 1]) for day in range(days))  # the horizon goes round
        for place, (today, yesterday) in enumerate(pairs):
            times = {each: program.choice.shifts[each].time for each in (*today, *yesterday)}
            for start in sorted({times[each].start for each in today}):
                begun = [each for each in today if times[each].start <= start]
                still = [each for each in yesterday if times[each].end + rest - DAY > start]
                if still:
                    people = [program.people[each] for each in (*begun, *still)]
                    total = pulp.lpSum([*people, *_moved_away(program, pool)])
                    yield total <= chosen.people, f"nights_{number}_{place}_{start:g}"


def _on(program: Program, pool: str, day: int) -> tuple[int, ...]:
    """Numbers of the shifts of a pool that begin on a day."""
    shifts = enumerate(program.choice.shifts)
    return tuple(number for number, shift in shifts if shift.pool == pool and day in shift.days)


def _moved_away(program: Program, pool: str) -> list[Any]:
    """By how many the people of a pool are fewer because some were trained for others, less those trained for it, as terms."""
    pairs = list(zip(program.choice.trainings, program.trained, strict=True))
    away = [1 * trained for training, trained in pairs if training.of == pool]
    return away + [-1 * trained for training, trained in pairs if training.into == pool]


def days_off_follow_each_other(program: Program) -> Iterator[Constraint]:
    """In each week the people of a pool have their days off in a row: whoever begins them on one day of the week works the
    others, and no night before them. They are no more than there are."""
    staffing, days = program.choice.scenario.staffing, program.choice.scenario.calendar.days
    assert staffing is not None
    for place, (pool, choice) in enumerate(staffing.pools.items()):
        for week in range(0, days if choice.days_off else 0, WEEK):
            begins = [
                program.problem.add_variable(f"off_{place}_{week + day}", 0, None, pulp.LpInteger)
                for day in range(WEEK)
            ]
            if choice.people is not None:
                everybody = pulp.lpSum([*begins, *_moved_away(program, pool)])
                yield everybody <= choice.people, f"week_{place}_{week}"
            for day in range(WEEK):
                working = _people_on(program, pool, week + day)
                at_work = [
                    people for first, people in enumerate(begins) if (day - first) % WEEK >= choice.days_off
                ]
                if working:
                    total = pulp.lpSum([*working, *(-1 * people for people in at_work)])
                    yield total == 0, f"pattern_{place}_{week + day}"
                nights = _people_on(program, pool, week + day, nights=True)
                if nights:
                    off_next = begins[(day + 1) % WEEK]
                    free = pulp.lpSum([*nights, off_next, *(-1 * people for people in working)])
                    yield free <= 0, f"last_night_{place}_{week + day}"


def roster_days_off_leave_people(program: Program) -> Iterator[Constraint]:
    """Where shifts are given to people who have days off by the rules of the roster, a pool's people begin no more shifts in a whole
    week than they have other days."""
    scenario, staffing = program.choice.scenario, program.choice.scenario.staffing
    assert staffing is not None
    if staffing.roster is None:
        return
    at_most = WEEK - staffing.roster.days_off
    for place, (pool, choice) in enumerate(staffing.pools.items()):
        for number, week in enumerate(_weeks(scenario)):
            if choice.people is not None and _is_whole(scenario, week):
                begun = [term for day in week for term in _people_on(program, pool, day)]
                moved = (at_most * each for each in _moved_away(program, pool))
                total = pulp.lpSum([*begun, *moved])
                yield total <= at_most * choice.people, f"roster_week_{place}_{number}"


def weeks_have_hours(program: Program) -> Iterator[Constraint]:
    """The people of a pool are paid as many hours in a week as they must and may; of a night each part counts for the week in which
    it lies."""
    scenario, staffing = program.choice.scenario, program.choice.scenario.staffing
    assert staffing is not None
    for place, (pool, choice) in enumerate(staffing.pools.items()):
        for number, week in enumerate(_weeks(scenario)):
            hours = pulp.lpSum(_hours(program, pool, week))
            if choice.least_in_week and _is_whole(scenario, week):
                yield hours >= choice.least_in_week / 60, f"least_hours_{place}_{number}"
            if choice.most_in_week is not None:
                yield hours <= choice.most_in_week / 60, f"most_hours_{place}_{number}"


def _weeks(scenario: Scenario) -> list[range]:
    """The weeks from Monday to Sunday that share a day with the horizon."""
    first = -scenario.calendar.date(0).weekday()
    return [range(start, start + WEEK) for start in range(first, scenario.calendar.days, WEEK)]


def _is_whole(scenario: Scenario, week: range) -> bool:
    """Whether all of a week lies in the horizon."""
    return week[0] >= 0 and week[-1] < scenario.calendar.days


def shares_are_kept(program: Program) -> Iterator[Constraint]:
    """A pool's share of all paid hours is as large as it must and may be."""
    scenario, staffing = program.choice.scenario, program.choice.scenario.staffing
    assert staffing is not None
    horizon = range(scenario.calendar.days)
    for place, (pool, choice) in enumerate(staffing.pools.items()):
        for name, share in (("least_share", choice.least_share), ("most_share", choice.most_share)):
            if share == (name == "most_share"):
                continue  # no share below 0 % and none above 100 %
            own = [(1 - share) * hours for hours in _hours(program, pool, horizon)]
            others = [
                -share * hours
                for other in staffing.pools
                if other != pool
                for hours in _hours(program, other, horizon)
            ]
            total = pulp.lpSum([*own, *others])
            yield (total >= 0 if name == "least_share" else total <= 0), f"{name}_{place}"


def somebody_is_there(program: Program) -> Iterator[Constraint]:
    """Pools that must be on duty together have somebody at all times."""
    staffing = program.choice.scenario.staffing
    assert staffing is not None
    for number, cover in enumerate(staffing.cover):
        wanted = {
            _on_duty(program.choice, cover.pools, day, start): None
            for day, start in _moments(program.choice, cover.pools)
        }
        for moment, (indices, given) in enumerate(wanted):
            now = pulp.lpSum(program.heads[index] for index in indices)
            yield now >= cover.least - given, f"cover_{number}_{moment}"


def _moments(choice: Choice, pools: tuple[str, ...]) -> list[tuple[int, float]]:
    """Days and times at which heads of some pools may change."""
    return sorted(
        {
            (day, part.start)
            for each in choice.places
            if each.pool in pools
            for part in each.parts
            for day in each.days
        }
    )


def _on_duty(choice: Choice, pools: tuple[str, ...], day: int, start: float) -> tuple[tuple[int, ...], int]:
    """Numbers of the stretches of some pools that cover a moment, and the heads of those pools that have their own schedule."""
    assert choice.scenario.staffing is not None
    indices = tuple(
        index for pool in pools for index in choice.stretches_of(pool, day) if choice.places[index].has(start)
    )
    ends = (part.end for index in indices for part in choice.places[index].parts)
    span = Window(start, min(end for end in ends if end > start))
    others = [pool for pool in pools if pool not in choice.scenario.staffing.pools]
    return indices, sum(given_heads(choice.scenario, pool, day, span) for pool in others)


def _people_on(program: Program, pool: str, day: int, nights: bool = False) -> list[Any]:
    """How many of a pool begin each shift of a day, or each of those that pass midnight."""
    pairs = zip(program.choice.shifts, program.people, strict=True)
    return [
        people
        for shift, people in pairs
        if shift.pool == pool and day in shift.days and (shift.passes_midnight or not nights)
    ]


def _hours(program: Program, pool: str, days: range) -> list[Any]:
    """The paid hours of a pool that lie on some days, as terms; the horizon goes round, and so does its last night."""
    scenario, found = program.choice.scenario, []
    for shift, people in zip(program.choice.shifts, program.people, strict=True):
        if shift.pool == pool:
            begun = sum(day in days for day in shift.days)
            reached = sum(day_after(scenario, day) in days for day in shift.days)
            after = minutes_of([part for part in shift.paid if part.start >= DAY])
            if begun or (after and reached):
                minutes = begun * (shift.minutes - after) + reached * after
                found.append(minutes / 60 * people)
    return found
