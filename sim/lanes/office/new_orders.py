"""Orders that come to one office in all lanes: those that nobody reported among those that contacts left, numbered, with their steps."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.draws.dice import Dice
from sim.draws.planned_orders import PlannedOrders
from sim.lanes.case_order import by_case
from sim.lanes.left_orders import LeftOrders
from sim.lanes.office.table import NONE, ORDER, STEP, OrderTables
from sim.log.columns import joined
from sim.log.records import NO_LANGUAGE
from sim.network.itineraries import itineraries, regions_of
from sim.network.office import OfficePlan
from sim.scenario import Scenario
from sim.time.opening import opening_of

Ints = NDArray[np.int64]

NOBODY = -1
"""The sender of an order that nobody reported; its service, and its case."""


class NewOrders:
    """Collects the orders of an office, and numbers those that come until a time.

    Parameters
    ----------
    scenario : Scenario
        What holds.
    plan : OfficePlan
        The office.
    dice : Dice
        The random numbers.
    replications : range
        One lane each.
    copies : int
        How often each replication is simulated: the lanes of a second candidate follow those of the first.
    """

    def __init__(
        self, scenario: Scenario, plan: OfficePlan, dice: Dice, replications: range, copies: int
    ) -> None:
        self._scenario, self._plan, self._replications, self._copies = scenario, plan, replications, copies
        opening, names = opening_of(scenario, plan.name), list(scenario.categories)
        self._planned = [
            (number, PlannedOrders(scenario, plan.name, names[number], opening, dice))
            for number in plan.categories
            if scenario.categories[names[number]].arrivals is not None
        ]
        self._count = np.zeros(copies * len(replications), dtype=np.int64)
        self._to_come: list[LeftOrders] = []

    def expect(self, left: LeftOrders) -> None:
        """Take those of some orders that are for this office."""
        categories = self._plan.categories
        own = (left.category >= categories.start) & (left.category < categories.stop)
        self._to_come.append(left.where(own))

    def until(self, day: int, limit: float) -> OrderTables:
        """The orders that come before the end of a day, lane by lane in the order of their numbers."""
        every = joined([*self._to_come, *(self._of_day(day, *each) for each in self._planned), _no_orders()])
        come = every.created < limit
        self._to_come = [every.where(~come)]
        return self._numbered(every.where(come))

    def _of_day(self, day: int, category: int, planned: PlannedOrders) -> LeftOrders:
        """The orders of a category that come by no contact on a day."""
        cases = planned.orders(day, self._replications)
        count, lanes = len(cases) * self._copies, len(self._replications)
        lane = np.tile(cases.lane, self._copies) + np.repeat(np.arange(self._copies) * lanes, len(cases))
        nobody = np.full(count, NOBODY)
        return LeftOrders(
            lane=lane,
            category=np.full(count, category),
            service=nobody,
            segment=np.tile(cases.segment, self._copies),
            language=np.full(count, NO_LANGUAGE),
            sender=nobody,
            case=nobody,
            attempt=np.tile(cases.index, self._copies),
            created=np.tile(cases.arrived, self._copies),
            seed=np.tile(planned.seeds(cases), self._copies),
            chased=np.zeros(count, np.bool_),
        )

    def _numbered(self, left: LeftOrders) -> OrderTables:
        """The orders by lane and time, with their numbers and steps."""
        nobody = left.sender == NOBODY
        turn = (
            nobody.astype(np.int64),
            np.where(nobody, left.category, left.sender),
            left.case,
            left.attempt,
        )
        left = left.where(by_case(left.lane, left.created, turn))
        orders = np.zeros(len(left.lane), ORDER)
        for name in ("lane", "service", "segment", "language", "sender", "case", "created", "seed", "chased"):
            orders[name] = getattr(left, name)
        counts = np.bincount(left.lane, minlength=len(self._count))
        first = np.repeat(self._count - (np.cumsum(counts) - counts), counts)
        orders["number"], self._count = np.arange(len(left.lane)) + first, self._count + counts
        category = left.category - self._plan.first_category
        orders["category"], orders["priority"] = category, self._plan.priority[category]
        orders["region"], orders["desk"] = regions_of(self._scenario, left.seed), NONE
        for name in ("accepted", "due", "closed", "clock", "ready", "escalates"):
            orders[name] = np.inf
        return _with_steps(self._plan, left, orders)


def _with_steps(plan: OfficePlan, left: LeftOrders, orders: NDArray[np.void]) -> OrderTables:
    way = itineraries(plan, left.category, left.sender, left.seed)
    orders["first"] = orders["step"] = way.start[:-1]
    orders["end"], orders["solved"] = way.start[1:], way.solved
    steps = np.zeros(len(way.kind), STEP)
    for name in ("kind", "desk", "work", "lag", "lag_clock", "outcome"):
        steps[name] = getattr(way, name)
    for name in ("joined", "started", "ended"):
        steps[name] = np.nan
    steps["pool"], steps["head"] = NONE, NONE
    return OrderTables(orders, steps)


def _no_orders() -> LeftOrders:
    """Nothing; columns are whole numbers but for the times, seeds and flags."""
    other: dict[str, Any] = {"created": np.float64, "seed": np.float64, "chased": np.bool_}
    columns: dict[str, Any] = {
        each.name: np.empty(0, other.get(each.name, np.int64)) for each in fields(LeftOrders)
    }
    return LeftOrders(**columns)
