"""What lanes of an office ask for at every event: its rules as arrays of plain numbers."""

from __future__ import annotations

import itertools
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

POOL = np.dtype([("first", "i8"), ("desk", "i8"), ("speed", "f8"), ("own", "b1")], align=True)
"""Of a pool: its first head, its desk, its speed; whether its heads have customers of their own."""

DESK = np.dtype([("first", "i8"), ("end", "i8"), ("own", "i8"), ("unit", "i8"), ("amount", "f8")], align=True)
"""Of a desk its pools, from the first one to the end; behind which of them heads have no customers of their own (the first one where none has);
for how long orders wait for their own head, as a deadline."""

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

LEVEL = np.dtype([("at", "f8"), ("priority", "i8"), ("desk", "i8"), ("daily", "b1")], align=True)
"""A level of escalation: at which share of the time until the deadline; what is added to the priority; the desk that does what is left, -1 where
each step keeps its own; whether it acts by the list of the day."""

OFFICE = np.dtype([("takes_due", "b1"), ("begins", "f8")], align=True)
"""Of an office: whether a free head takes the order whose deadline is nearest, among those of one priority, and not the one that has waited longest; when its first day
begins."""


class OfficeRules(NamedTuple):
    """The rules of an office.

    Attributes
    ----------
    office : ndarray
        One entry of `OFFICE`.
    pools, desks, categories, levels : ndarray
        Entries of `POOL`, `DESK`, `CATEGORY` and `LEVEL`. Pools are in the order of their desks, and there as they take orders; categories under
        the first rules, then under the next.
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
    time: WorkingTime
    meetings: NDArray[np.float64]
    batches: Batches
    days: RegionDays


def rules_of(
    scenario: Scenario, plan: OfficePlan, under: Sequence[OfficePlan], heads: Sequence[int]
) -> OfficeRules:
    """The rules of an office with so many heads in each pool, which is a plan under each of some rules."""
    office, speeds = np.zeros(1, OFFICE), [each.speed for each in scenario.pools.values()]
    office["takes_due"], office["begins"] = plan.takes_due, -scenario.calendar.warm_up * DAY
    first = np.cumsum([0, *heads]).tolist()
    desks = [number for number, desk in enumerate(plan.desks) for _ in desk.pools]
    edges = np.cumsum([0, *(len(desk.pools) for desk in plan.desks)]).tolist()
    own = [edge + (desk.own.pools if desk.own else 0) for edge, desk in zip(edges, plan.desks, strict=False)]
    waits = [desk.own[1:] if desk.own else (0.0, 0) for desk in plan.desks]
    with_own = [number < own[desk] for number, desk in enumerate(desks)]
    pools = zip(first, desks, [speeds[pool] for pool in pools_of(plan)], with_own, strict=False)
    levels = np.cumsum([0, *(len(each.escalations.at) for each in under)]).tolist()
    meetings = np.cumsum([0, *(len(each.meetings.times) for each in under)]).tolist()
    return OfficeRules(
        office,
        np.array(list(pools), POOL),
        np.array(
            [
                (*edge, last, unit, amount)
                for edge, last, (amount, unit) in zip(itertools.pairwise(edges), own, waits, strict=True)
            ],
            DESK,
        ),
        np.array(
            [
                row
                for each, level, meeting in zip(under, levels, meetings, strict=False)
                for row in _categories(each, level, meeting)
            ],
            CATEGORY,
        ),
        np.array([row for each in under for row in zip(*each.escalations, strict=True)], LEVEL),
        working_time_of(scenario, [plan.name]),
        np.concatenate([each.meetings.times for each in under]),
        plan.batches,
        plan.days,
    )


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
