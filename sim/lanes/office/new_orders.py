"""Orders that come to one office in all lanes: those that nobody reported among those that contacts left, numbered, with their steps."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.draws.dice import Dice
from sim.draws.open_orders import OrdersAtStart
from sim.draws.planned_orders import PlannedOrders
from sim.lanes.case_order import by_case
from sim.lanes.left_orders import LeftOrders
from sim.lanes.office.table import NONE, ORDER, STEP, OrderTables
from sim.log.columns import joined
from sim.log.records import NO_LANGUAGE
from sim.network.cause_months import CauseMonths
from sim.network.itineraries import NOWHERE, Itineraries, itineraries, regions_of
from sim.network.office import OfficePlan
from sim.rules.office import is_shortened
from sim.scenario import Scenario
from sim.scenario.units import DAY
from sim.time.opening import opening_of

Floats = NDArray[np.float64]
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
    months : CauseMonths, optional
        What the office learns of its causes from month to month.
    """

    def __init__(
        self,
        scenario: Scenario,
        plan: OfficePlan,
        dice: Dice,
        replications: range,
        copies: int,
        months: CauseMonths | None = None,
    ) -> None:
        self._months = months
        self._scenario, self._plan, self._replications, self._copies = scenario, plan, replications, copies
        opening, names = opening_of(scenario, plan.name), list(scenario.categories)
        self._planned = [
            (number, PlannedOrders(scenario, plan.name, names[number], opening, dice))
            for number in plan.categories
            if scenario.categories[names[number]].arrivals is not None
        ]
        self._count = np.zeros(copies * len(replications), dtype=np.int64)
        self._begins, self._open = opening.first_day * DAY, OrdersAtStart(scenario, plan.name, dice)
        self._to_come = [self._at_start()]

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

    def _at_start(self) -> LeftOrders:
        """The orders that are open when the horizon begins."""
        lanes, each = self._copies * len(self._replications), len(self._open)

        def in_lanes(column: NDArray[Any]) -> NDArray[Any]:
            return np.tile(column, lanes)

        def by_replication(column: NDArray[Any]) -> NDArray[Any]:
            return np.tile(column, (self._copies, 1)).reshape(-1)

        return _nobodys(
            lane=np.repeat(np.arange(lanes), each),
            category=in_lanes(self._open.category),
            segment=by_replication(self._open.segments(self._replications)),
            number=in_lanes(np.arange(each)),
            created=in_lanes(self._open.created),
            seed=by_replication(self._open.seeds(self._replications)),
        )

    def _of_day(self, day: int, category: int, planned: PlannedOrders) -> LeftOrders:
        """The orders of a category that come by no contact on a day."""
        cases = planned.orders(day, self._replications)
        count, lanes = len(cases) * self._copies, len(self._replications)
        lane = np.tile(cases.lane, self._copies) + np.repeat(np.arange(self._copies) * lanes, len(cases))
        return _nobodys(
            lane=lane,
            category=np.full(count, category),
            segment=np.tile(cases.segment, self._copies),
            number=np.tile(cases.index, self._copies),
            created=np.tile(cases.arrived, self._copies),
            seed=np.tile(planned.seeds(cases), self._copies),
        )

    def _numbered(self, left: LeftOrders) -> OrderTables:
        """The orders by lane and time, with their numbers and steps."""
        left, cause = self._arising(left)
        order = by_case(left.lane, np.maximum(left.created, self._begins), self._turn(left))
        left, cause = left.where(order), cause[order]
        orders = np.zeros(len(left.lane), ORDER)
        for name in (
            "lane",
            "service",
            "segment",
            "language",
            "sender",
            "case",
            "attempt",
            "created",
            "seed",
            "chased",
        ):
            orders[name] = getattr(left, name)
        counts = np.bincount(left.lane, minlength=len(self._count))
        first = np.repeat(self._count - (np.cumsum(counts) - counts), counts)
        orders["number"], self._count = np.arange(len(left.lane)) + first, self._count + counts
        category = left.category - self._plan.first_category
        orders["category"], orders["priority"] = category, self._priority(left, category)
        orders["cause"], orders["repeats"] = cause, left.again >= 0
        orders["region"], orders["desk"] = regions_of(self._scenario, left.seed), NONE
        for name in ("accepted", "due", "closed", "clock", "ready", "escalates"):
            orders[name] = np.inf
        tables = _with_steps(orders, self._ways(left))
        if self._months is not None:
            self._months.came(left.lane, cause, left.created)
            _shorten(tables, self._months.work_shares(left.lane, cause))
        return tables

    def _arising(self, left: LeftOrders) -> tuple[LeftOrders, Ints]:
        """Those of some orders whose problems still arise, and the cause of each of these."""
        category = left.category - self._plan.first_category
        own = self._plan.causes.of_orders(category, left.seed)
        cause = np.where(left.again >= 0, left.again, own)
        if self._months is None:
            return left, cause
        arises = (left.again >= 0) | ~self._months.prevented(left.lane, cause, left.seed, left.created)
        return left.where(arises), cause[arises]

    def _turn(self, left: LeftOrders) -> tuple[Ints, ...]:
        """What says who goes first of those that come at one instant: those that are open at the start, then those of contacts, then the others."""
        nobody, old = left.sender == NOBODY, left.created < self._begins
        kind = np.where(old, 0, np.where(nobody, 2, 1))
        group = np.where(old, 0, np.where(nobody, left.category, left.sender))
        return kind, group, left.case, left.attempt

    def _old(self, left: LeftOrders) -> Ints:
        """Those of the orders that are open when the horizon begins."""
        return np.flatnonzero(left.created < self._begins)

    def _priority(self, left: LeftOrders, category: Ints) -> Ints:
        """That of the category, or what was open has it of its own."""
        old, priority = self._old(left), self._plan.priority[category]
        priority[old] = self._open.priority[left.attempt[old]]
        return priority

    def _ways(self, left: LeftOrders) -> Itineraries:
        """The steps of the orders."""
        old, at = self._old(left), np.full(len(left.lane), NOWHERE)
        at[old] = self._open.at[left.attempt[old]]
        return itineraries(self._plan, left.category, left.sender, left.seed, at)


def _shorten(tables: OrderTables, share: Floats) -> None:
    """Let the work of departments on some orders be a share of what it would be."""
    orders, steps = tables
    of_step = np.repeat(share, orders["end"] - orders["first"])
    steps["work"] *= np.where(is_shortened(steps["kind"]), of_step, 1.0)


def _with_steps(orders: NDArray[np.void], way: Itineraries) -> OrderTables:
    """Orders with their steps, of which none has begun."""
    orders["first"] = orders["step"] = way.start[:-1]
    orders["end"], orders["solved"] = way.start[1:], way.solved
    steps = np.zeros(len(way.kind), STEP)
    for name in ("kind", "desk", "work", "lag", "lag_clock", "outcome"):
        steps[name] = getattr(way, name)
    for name in ("joined", "started", "ended"):
        steps[name] = np.nan
    steps["pool"], steps["head"] = NONE, NONE
    return OrderTables(orders, steps)


def _nobodys(
    lane: Ints, category: Ints, segment: Ints, number: Ints, created: Floats, seed: Floats
) -> LeftOrders:
    """Orders that no contact has left; in place of the attempt stands the number of each."""
    nobody = np.full(len(lane), NOBODY)
    return LeftOrders(
        lane=lane,
        category=category,
        service=nobody,
        segment=segment,
        language=np.full(len(lane), NO_LANGUAGE),
        sender=nobody,
        case=nobody,
        attempt=number,
        created=created,
        seed=seed,
        chased=np.zeros(len(lane), np.bool_),
        again=nobody,
    )


def _no_orders() -> LeftOrders:
    """Nothing; columns are whole numbers but for the times, seeds and flags."""
    other: dict[str, Any] = {"created": np.float64, "seed": np.float64, "chased": np.bool_}
    columns: dict[str, Any] = {
        each.name: np.empty(0, other.get(each.name, np.int64)) for each in fields(LeftOrders)
    }
    return LeftOrders(**columns)
