"""What lanes of an office ask for at every event: its rules as arrays of plain numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows
from sim.network.office import Batches, OfficePlan, RegionDays
from sim.scenario import Scenario
from sim.scenario.deadline import TimeLimit, TimeUnit
from sim.scenario.units import DAY
from sim.time.working_time import WorkingTime, working_time_of

NEVER = TimeLimit(inf, TimeUnit.MINUTES)  # type: ignore[arg-type]
"""The deadline of orders without one."""

POOL = np.dtype(
    [
        ("first", "i8"),
        ("desk", "i8"),
        ("line", "i8"),
        ("lines_end", "i8"),
        ("own", "b1"),
        ("at_once", "i8"),
        ("seat", "i8"),
    ],
    align=True,
)
"""Of a pool: its first head; its desk; the places in `takes` of the lines from which it takes orders; whether its heads have customers of their own; how many
orders one has in hand at the most, and the seat of the first where these are several."""

DESK = np.dtype(
    [("first", "i8"), ("end", "i8"), ("own", "i8"), ("unit", "i8"), ("amount", "f8"), ("line", "i8")],
    align=True,
)
"""Of a desk its pools, from the first one to the end; behind which of them heads have no customers of their own (the first one where none has);
for how long orders wait for their own head, as a deadline; its first line."""

CATEGORY = np.dtype(
    [
        ("unit", "i8"),
        ("amount", "f8"),
        ("on_acceptance", "b1"),
        ("level", "i8"),
        ("levels", "i8"),
        ("meeting", "i8"),
        ("meetings_end", "i8"),
        ("meeting_lasts", "f8"),
    ],
    align=True,
)
"""Of a category under some rules: its deadline, infinitely many minutes where it has none; whether its clock begins at acceptance; its first level
of escalation, and how many it has; its first joint meeting, where those end, and how long each takes."""

LEVEL = np.dtype(
    [("at", "f8"), ("priority", "i8"), ("desk", "i8"), ("daily", "b1"), ("asks", "b1")], align=True
)
"""A level of escalation: at which share of the time until the deadline; what is added to the priority; the desk that does what is left, -1 where
each step keeps its own; whether it acts by the list of the day; whether it asks for an approval."""

OFFICE = np.dtype([("takes_due", "b1"), ("begins", "f8"), ("lines", "i8")], align=True)
"""Of an office: whether a free head takes the order whose deadline is nearest, among those of one priority, and not the one that has waited longest; when its first day
begins; how many lines its desks have."""


class OfficeRules(NamedTuple):
    """The rules of an office.

    Attributes
    ----------
    office : ndarray
        One entry of `OFFICE`.
    pools, desks, categories, levels : ndarray
        Entries of `POOL`, `DESK`, `CATEGORY` and `LEVEL`. Pools are in the order of their desks, and there as they take orders; categories under
        the first rules, then under the next.
    takes : ndarray of int
        Lines from which pools take orders, pool by pool.
    line : ndarray of int
        As :class:`sim.network.skills.Skills` has it, by desk and category.
    speed : ndarray
        Speed of heads, by pool and category.
    pace : ndarray
        A factor on it, by pool and how many other orders are in hand.
    time : WorkingTime
        When the office works: the only site there.
    meetings : ndarray
        When joint meetings are held, under the first rules, then under the next.
    batches : Batches
        Orders that gather.
    days : RegionDays
        On which days desks work for regions.
    """

    office: Rows
    pools: Rows
    desks: Rows
    categories: Rows
    levels: Rows
    takes: NDArray[np.int64]
    line: NDArray[np.int64]
    speed: NDArray[np.float64]
    pace: NDArray[np.float64]
    time: WorkingTime
    meetings: NDArray[np.float64]
    batches: Batches
    days: RegionDays


def rules_of(
    scenario: Scenario, plan: OfficePlan, under: Sequence[OfficePlan], heads: Sequence[int]
) -> OfficeRules:
    """The rules of an office with so many heads in each pool, which is a plan under each of some rules."""
    office = np.zeros(1, OFFICE)
    office["takes_due"], office["begins"] = plan.takes_due, -scenario.calendar.warm_up * DAY
    desks, pools = _desks(plan), pools_of(plan)
    office["lines"] = desks["line"][-1] + plan.skills.lines(len(plan.desks) - 1)
    takes = _takes(plan, desks)
    levels = np.cumsum([0, *(len(each.escalations.at) for each in under)]).tolist()
    meetings = np.cumsum([0, *(len(each.meetings.times) for each in under)]).tolist()
    return OfficeRules(
        office,
        _pools(plan, desks, takes, heads),
        desks,
        np.array(
            [
                row
                for each, level, meeting in zip(under, levels, meetings, strict=False)
                for row in _categories(each, level, meeting)
            ],
            CATEGORY,
        ),
        np.array([row for each in under for row in zip(*each.escalations, strict=True)], LEVEL),
        np.concatenate([np.array(each, dtype=np.int64) for each in takes]),
        plan.skills.line,
        plan.skills.speed[pools],
        _pace([plan.skills.pace[pool] for pool in pools], [plan.skills.at_once[pool] for pool in pools]),
        working_time_of(scenario, [plan.name]),
        np.concatenate([each.meetings.times for each in under]),
        plan.batches,
        plan.days,
    )


def _desks(plan: OfficePlan) -> Rows:
    """The entries of the desks of an office."""
    pools = np.cumsum([0, *(len(desk.pools) for desk in plan.desks)]).tolist()
    lines = np.cumsum([0, *(plan.skills.lines(desk) for desk in range(len(plan.desks)))]).tolist()
    found = np.zeros(len(plan.desks), DESK)
    for number, (desk, own) in enumerate(zip(found, (each.own for each in plan.desks), strict=True)):
        desk["first"], desk["end"], desk["line"] = pools[number], pools[number + 1], lines[number]
        desk["own"] = pools[number] + (own.pools if own else 0)
        desk["amount"], desk["unit"] = own[1:] if own else (0.0, 0)
    return found


def _takes(plan: OfficePlan, desks: Rows) -> list[list[int]]:
    """The lines from which each pool takes orders, numbered through all desks."""
    return [
        [line + each for each in own]
        for line, pools in zip(desks["line"].tolist(), plan.skills.takes, strict=True)
        for own in pools
    ]


def _pools(plan: OfficePlan, desks: Rows, takes: Sequence[Sequence[int]], heads: Sequence[int]) -> Rows:
    """The entries of the pools of an office."""
    numbers = pools_of(plan)
    at_once = np.array([plan.skills.at_once[pool] for pool in numbers])
    seats = np.array(heads) * at_once
    found = np.zeros(len(numbers), POOL)
    found["first"], found["seat"] = np.cumsum(heads) - heads, np.cumsum(seats) - seats
    found["desk"] = np.repeat(np.arange(len(desks)), desks["end"] - desks["first"])
    found["lines_end"] = np.cumsum([len(each) for each in takes])
    found["line"] = found["lines_end"] - [len(each) for each in takes]
    found["own"] = np.arange(len(numbers)) < desks["own"][found["desk"]]
    found["at_once"] = at_once
    return found


def _pace(paces: Sequence[Sequence[float]], at_once: Sequence[int]) -> NDArray[np.float64]:
    """The pace of each pool with each number of others in hand."""
    others = range(max(at_once))
    return np.array([[pace[min(count, len(pace) - 1)] for count in others] for pace in paces])


def _categories(plan: OfficePlan, level: int, meeting: int) -> Iterator[tuple[float, ...]]:
    """The entries of the categories of an office, whose first level of escalation, and first joint meeting, has a number."""
    for deadline, late in zip(plan.deadlines, plan.on_acceptance.tolist(), strict=True):
        limit = deadline or NEVER
        last = meeting + len(plan.meetings.times)
        yield (
            limit.unit,
            limit.amount,
            late,
            level,
            len(plan.escalations.at),
            meeting,
            last,
            plan.meetings.lasts,
        )


def pools_of(plan: OfficePlan) -> list[int]:
    """Numbers in the scenario of the pools of an office, in the order in which `OfficeRules` has them."""
    return [pool for desk in plan.desks for pool in desk.pools]
