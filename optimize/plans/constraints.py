"""The program of people on shifts at least cost: each family of its constraints is one function."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

import pulp

from optimize.plans.choice import Choice
from optimize.plans.people_rules import (
    days_off_follow_each_other,
    nights_keep_people,
    people_are_there,
    roster_days_off_leave_people,
    shares_are_kept,
    somebody_is_there,
    weeks_have_hours,
)
from optimize.plans.program import Constraint, Program, weighted
from optimize.plans.shifts import ShiftOption
from optimize.plans.stretches import Stretch
from sim.scenario.calendar import overlap
from sim.scenario.floaters import Floaters
from sim.scenario.units import DAY, Window


@dataclass(frozen=True)
class Cut:
    """A line that heads must keep to: the sum of coefficient times heads is at least `least`."""

    slopes: tuple[tuple[int, float], ...]
    least: float

    def value(self, heads: Sequence[int]) -> float:
        """The sum for some heads by stretch."""
        return sum(slope * heads[index] for index, slope in self.slopes)


@dataclass(frozen=True)
class Rise:
    """At least one of some stretches has at least so many heads: numbers of stretches, each with heads."""

    levels: tuple[tuple[int, int], ...]


def cheapest(choice: Choice, heads: Any = pulp.LpInteger) -> Program:
    """The program with its bounds and rules, and nothing yet that says how many customers come.

    Parameters
    ----------
    choice : Choice
        What is chosen.
    heads : str
        PuLP's kind of the variables of heads. They are whole where people are, whatever the kind.
    """
    program = Program(choice, pulp.LpProblem("staffing", pulp.LpMinimize))
    add = program.problem.add_variable
    program.people = [
        add(f"people_{number}", 0, None, pulp.LpInteger) for number in range(len(choice.shifts))
    ]
    program.heads = [
        add(f"heads_{number}", *choice.bounds(number), heads) for number in range(len(choice.places))
    ]
    program.trained = [
        add(f"trained_{number}", 0, each.most, pulp.LpInteger) for number, each in enumerate(choice.trainings)
    ]
    program.problem += total_cost(program)
    for family in (
        heads_are_people,
        changes_are_small,
        total_is_kept,
        floaters_have_time,
        budget_is_kept,
        types_are_used,
        part_time_is_limited,
        people_are_there,
        nights_keep_people,
        days_off_follow_each_other,
        roster_days_off_leave_people,
        weeks_have_hours,
        shares_are_kept,
        somebody_is_there,
    ):
        program.add(family(program))
    return program


def total_cost(program: Program) -> Any:
    """What all people cost over the horizon, with what is paid to train some of them."""
    return pulp.lpSum(program.choice.cost(program.people, program.trained))


def heads_are_people(program: Program) -> Iterator[Constraint]:
    """Heads of a stretch are the people whose shifts cover it."""
    covering: list[list[Any]] = [[] for _ in program.heads]
    for shift, people in zip(program.choice.shifts, program.people, strict=True):
        for index in shift.covers:
            covering[index].append(people)
    for index, (heads, people) in enumerate(zip(program.heads, covering, strict=True)):
        yield weighted([(heads, 1), *((each, -1) for each in people)]) == 0, f"on_duty_{index}"


def changes_are_small(program: Program) -> Iterator[Constraint]:
    """Heads change little from one stretch of an opening to the next."""
    places, staffing = program.choice.places, program.choice.scenario.staffing
    assert staffing is not None
    for index, (before, after) in enumerate(pairwise(places)):
        most = staffing.pools[before.pool].change
        next_to = (before.pool, before.days, before.span.end) == (after.pool, after.days, after.span.start)
        if next_to and most is not None:
            step = pulp.lpSum([program.heads[index + 1], -1 * program.heads[index]])
            yield step <= most, f"rise_{index}"
            yield step >= -most, f"fall_{index}"


def total_is_kept(program: Program) -> Iterator[Constraint]:
    """All pools together have no more heads at once than there are."""
    places, staffing = program.choice.places, program.choice.scenario.staffing
    assert staffing is not None
    if staffing.total is None:
        return
    for number, (day, time) in enumerate(
        sorted({(day, part.start) for each in places for part in each.parts for day in each.days})
    ):
        now = [
            heads
            for place, heads in zip(places, program.heads, strict=True)
            if day in place.days and place.has(time)
        ]
        yield pulp.lpSum(now) <= staffing.total, f"total_{number}"


def floaters_have_time(program: Program) -> Iterator[Constraint]:
    """Floaters are in one hall at a time, and have the time to travel from one to another between two stretches.

    Whoever is in a hall within the travel's time before a stretch begins, or in that stretch, cannot have been in another one in that time. So
    those who are in all halls, in each in any one of its stretches there, are no more than there are people. Who has a break of a shift is
    there.
    """
    choice, known = program.choice, set[tuple[int, ...]]()
    for name, floaters in choice.scenario.floaters.items():
        for moment in sorted(
            {(day, choice.places[index].span.start) for day, index in _stretches(choice, floaters)}
        ):
            near = [_near(choice, pool, *moment, floaters.travel) for pool in floaters.pools]
            for some in product(*(each for each in near if each)):
                if some not in known:
                    known.add(some)
                    there = pulp.lpSum(each for index in some for each in _there(program, index))
                    yield there <= floaters.people, f"floaters_{name}_{len(known)}"


def _there(program: Program, index: int) -> list[Any]:
    """Who is in a hall in a stretch: its heads, or the people of all shifts that lie in it, with a break or not."""
    choice, place = program.choice, program.choice.places[index]
    assert choice.scenario.staffing is not None
    if not (choice.scenario.staffing.pools[place.pool].shift_types and program.people):
        return [program.heads[index]]
    return [
        people
        for shift, people in zip(choice.shifts, program.people, strict=True)
        if shift.pool == place.pool and _lies_in(shift, place)
    ]


def _lies_in(shift: ShiftOption, place: Stretch) -> bool:
    """Whether some of a shift lies in a stretch, on its day or, past midnight, on the day after."""
    late = Window(shift.time.start - DAY, shift.time.end - DAY)
    return any(
        (day in place.days and overlap(shift.time, [place.span]) > 0)
        or (day + 1 in place.days and overlap(late, [place.span]) > 0)
        for day in shift.days
    )


def _stretches(choice: Choice, floaters: Floaters) -> Iterator[tuple[int, int]]:
    """Days and stretches of the pools of some floaters."""
    for index, place in enumerate(choice.places):
        if place.pool in floaters.pools:
            yield from ((day, index) for day in place.days)


def _near(choice: Choice, pool: str, day: int, time: float, travel: float) -> list[int]:
    """Stretches of a pool on a day that begin up to a time and end less than the travel before it."""
    return [
        index
        for index in choice.stretches_of(pool, day)
        if choice.places[index].span.start <= time and choice.places[index].span.end > time - travel
    ]


def budget_is_kept(program: Program) -> Iterator[Constraint]:
    """The plan costs no more than its budget."""
    assert program.choice.scenario.staffing is not None
    budget = program.choice.scenario.staffing.budget
    if budget is not None:
        yield total_cost(program) <= budget, "budget"


def types_are_used(program: Program) -> Iterator[Constraint]:
    """Types of shifts are used as often as they must and may be."""
    staffing = program.choice.scenario.staffing
    assert staffing is not None
    by_type: dict[tuple[str, str, tuple[int, ...]], list[Any]] = {}
    for shift, people in zip(program.choice.shifts, program.people, strict=True):
        if shift.kind:
            by_type.setdefault((shift.pool, shift.kind, shift.days), []).append(people)
    for number, ((pool, name, _), people) in enumerate(by_type.items()):
        kind = staffing.pools[pool].shift_types[name]
        if kind.least:
            yield pulp.lpSum(people) >= kind.least, f"least_{number}"
        if kind.most < type(kind).model_fields["most"].default:
            yield pulp.lpSum(people) <= kind.most, f"most_{number}"


def part_time_is_limited(program: Program) -> Iterator[Constraint]:
    """Of all who work on a day, part-time people are no more than their share."""
    staffing = program.choice.scenario.staffing
    assert staffing is not None
    by_days: dict[tuple[str, tuple[int, ...]], list[tuple[ShiftOption, Any]]] = {}
    for shift, people in zip(program.choice.shifts, program.people, strict=True):
        by_days.setdefault((shift.pool, shift.days), []).append((shift, people))
    for number, ((pool, _), working) in enumerate(by_days.items()):
        share = staffing.pools[pool].most_part_time
        if share < 1 and any(shift.part_time for shift, _ in working):
            sum_of = weighted((people, shift.part_time - share) for shift, people in working)
            yield sum_of <= 0, f"part_time_{number}"


def cuts_are_kept(program: Program, cuts: Sequence[Cut]) -> Iterator[Constraint]:
    """What simulation says of heads that fell short, as lines."""
    for number, each in enumerate(cuts):
        yield (
            weighted((program.heads[index], slope) for index, slope in each.slopes) >= each.least,
            f"cut_{number}",
        )


def rises_are_made(program: Program, rises: Sequence[Rise]) -> Iterator[Constraint]:
    """What simulation says of heads that fell short: fewer of all of them fall short too."""
    levels = sorted({level for rise in rises for level in rise.levels})
    reached = {
        (index, heads): program.problem.add_variable(f"from_{index}_{heads}", 0, 1, pulp.LpInteger)
        for index, heads in levels
    }
    for (index, heads), flag in reached.items():
        least = program.choice.bounds(index)[0]
        sum_of = weighted([(program.heads[index], 1), (flag, least - heads)])
        yield sum_of >= least, f"reach_{index}_{heads}"
    for number, rise in enumerate(rises):
        yield pulp.lpSum(reached[level] for level in rise.levels) >= 1, f"rise_of_{number}"


def people_differ(program: Program, struck: Sequence[Sequence[int]]) -> Iterator[Constraint]:
    """The people on the shifts are others than those of some plans: on some shift there are more or fewer."""
    most = [
        max((program.choice.bounds(index)[1] for index in shift.covers), default=0)
        for shift in program.choice.shifts
    ]
    for number, people in enumerate(struck):
        flags = []
        for place, (variable, count) in enumerate(zip(program.people, people, strict=True)):
            more, fewer = (
                program.problem.add_variable(f"{what}_{number}_{place}", 0, 1, pulp.LpInteger)
                for what in ("more", "fewer")
            )
            flags += [more, fewer]
            yield weighted([(variable, 1), (more, -(count + 1))]) >= 0, f"more_of_{number}_{place}"
            left = most[place] - count + 1
            yield weighted([(variable, 1), (fewer, left)]) <= most[place], f"fewer_of_{number}_{place}"
        yield pulp.lpSum(flags) >= 1, f"other_than_{number}"
