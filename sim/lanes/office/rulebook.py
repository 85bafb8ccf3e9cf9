"""What lanes of an office ask for at every event: its rules as arrays of plain numbers."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
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

POOL = np.dtype([("first", "i8"), ("desk", "i8"), ("speed", "f8")], align=True)
"""Of a pool: its first head, its desk, its speed."""

DESK = np.dtype([("first", "i8"), ("end", "i8")], align=True)
"""Of a desk its pools, from the first one to the end."""

CATEGORY = np.dtype([("unit", "i8"), ("amount", "f8"), ("on_acceptance", "b1")], align=True)
"""Of a category: its deadline, infinitely many minutes where it has none; whether its clock begins at acceptance."""

LEVEL = np.dtype([("at", "f8"), ("priority", "i8"), ("desk", "i8")], align=True)
"""A level of escalation: at which share of the time until the deadline; what is added to the priority; the desk that does what is left, -1 where
each step keeps its own."""

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
        Entries of `POOL`, `DESK`, `CATEGORY` and `LEVEL`. Pools are in the order of their desks, and there as they take orders.
    time : WorkingTime
        When the office works: the only site there.
    meetings : ndarray
        When joint meetings are held.
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


def rules_of(scenario: Scenario, plan: OfficePlan, heads: Sequence[int]) -> OfficeRules:
    """The rules of an office with so many heads in each pool."""
    office, speeds = np.zeros(1, OFFICE), [each.speed for each in scenario.pools.values()]
    office["takes_due"], office["begins"] = plan.takes_due, -scenario.calendar.warm_up * DAY
    first = np.cumsum([0, *heads]).tolist()
    desks = [number for number, desk in enumerate(plan.desks) for _ in desk.pools]
    edges = np.cumsum([0, *(len(desk.pools) for desk in plan.desks)]).tolist()
    pools = zip(first, desks, [speeds[pool] for pool in pools_of(plan)], strict=False)
    limits = [each or NEVER for each in plan.deadlines]
    deadlines = list(zip(limits, plan.on_acceptance.tolist(), strict=True))
    return OfficeRules(
        office,
        np.array(list(pools), POOL),
        np.array(list(itertools.pairwise(edges)), DESK),
        np.array([(each.unit, each.amount, late) for each, late in deadlines], CATEGORY),
        np.array(list(zip(*plan.escalations, strict=True)), LEVEL),
        working_time_of(scenario, [plan.name]),
        plan.meetings.times,
        plan.batches,
        plan.days,
    )


def pools_of(plan: OfficePlan) -> list[int]:
    """Numbers in the scenario of the pools of an office, in the order in which `OfficeRules` has them."""
    return [pool for desk in plan.desks for pool in desk.pools]
