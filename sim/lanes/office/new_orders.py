"""Orders that come to one office in all lanes: those that nobody reported among those that contacts left, numbered, with their steps."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows
from sim.draws.dice import Dice
from sim.draws.open_orders import OrdersAtStart
from sim.draws.planned_orders import PlannedOrders
from sim.lanes.case_order import by_case
from sim.lanes.left_orders import OWN_REGION, LeftOrders
from sim.lanes.office.table import NONE, ORDER, STEP, OrderTables
from sim.log.columns import joined
from sim.log.records import NO_LANGUAGE
from sim.network.cause_months import CauseMonths
from sim.network.following_orders import following_orders
from sim.network.itineraries import NOWHERE, Itineraries, customer_of, itineraries, regions_of
from sim.network.needs_found import NeedsFound, averting
from sim.network.office import OfficePlan
from sim.network.rules_by_order import RulesByOrder, by_rules
from sim.rules.office import is_shortened
from sim.scenario import Scenario
from sim.scenario.units import DAY
from sim.time.opening import opening_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NOT_YET = (
    "accepted",
    "due",
    "closed",
    "clock",
    "ready",
    "escalates",
    "for_all",
    "promised",
    "opens",
    "shuts",
)
"""Times of an order that have not come, and may never."""

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
    rules : RulesByOrder
        The rules that each order lives under.
    dice : Dice
        The random numbers.
    replications : range
        One lane each.
    copies : int
        How often each replication is simulated: the lanes of a second candidate follow those of the first.
    months : CauseMonths, optional
        What the office learns of its causes from month to month.
    needs : NeedsFound, optional
        What it finds before it becomes a problem.
    """

    def __init__(
        self,
        scenario: Scenario,
        plan: OfficePlan,
        rules: RulesByOrder,
        dice: Dice,
        replications: range,
        copies: int,
        months: CauseMonths | None = None,
        needs: NeedsFound | None = None,
    ) -> None:
        self._months, self._needs = months, needs
        self._scenario, self._plan, self._rules = scenario, plan, rules
        self._replications, self._copies = replications, copies
        self._priority = np.stack([each.priority for each in rules.each])
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

    def follow(self, closed: OrderTables) -> None:
        """Expect the orders that some leave that are closed."""
        rules = closed.orders["rules"] // len(self._plan.categories)
        for number, plan in enumerate(self._rules.each):
            if plan.leaves is not None:
                self._follow(plan, closed.orders[rules == number])

    def _follow(self, plan: OfficePlan, closed: Rows) -> None:
        """Expect what some leave that lived under a set of rules."""
        left = following_orders(plan, *(closed[name].copy() for name in ("category", "seed", "closed")))
        orders = closed[left.of]
        found = _nobodys(
            lane=orders["lane"].astype(np.int64),
            category=left.category + self._plan.first_category,
            segment=orders["segment"].astype(np.int64),
            number=orders["number"].copy(),
            created=left.created,
            seed=left.seed,
        )
        own = {"customer": orders["customer"].copy(), "region": orders["region"].astype(np.int64)}
        self._to_come.append(replace(found, **own))
        if self._needs is not None:
            self._find(self._needs, self._to_come[-1].where(averting(left)))

    def _find(self, needs: NeedsFound, left: LeftOrders) -> None:
        """Take needs that would have become problems, as far as they are left at all."""
        left, _ = self._arising(left)
        needs.found(left.lane, left.category - self._plan.first_category, left.segment, left.region)

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
            "customer",
        ):
            orders[name] = getattr(left, name)
        counts = np.bincount(left.lane, minlength=len(self._count))
        first = np.repeat(self._count - (np.cumsum(counts) - counts), counts)
        orders["number"], self._count = np.arange(len(left.lane)) + first, self._count + counts
        category = left.category - self._plan.first_category
        region = self._regions(left)
        rules = self._rules.of(self._rules.begun(left.created), region, left.segment)
        orders["category"], orders["priority"] = (
            category,
            self._priority_of(left, self._priority[rules, category]),
        )
        orders["rules"], orders["region"], orders["desk"] = (
            rules * len(self._plan.categories) + category,
            region,
            NONE,
        )
        orders["cause"], orders["repeats"] = cause, left.again >= 0
        orders["group"] = NONE
        for name in NOT_YET:
            orders[name] = np.inf
        tables = _with_steps(orders, self._ways(left, rules))
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
        """What says who goes first of those that come at one instant: those that are open at the start, then those of contacts, then planned ones, then
        those that other orders leave."""
        nobody, old = left.sender == NOBODY, left.created < self._begins
        kind = np.where(old, 0, np.where(nobody, 2, 1))
        group = np.where(old, 0, np.where(nobody, left.category, left.sender))
        follows = left.region != OWN_REGION
        kind[follows], group[follows] = 3, 0
        return kind, group, left.case, left.attempt

    def _old(self, left: LeftOrders) -> Ints:
        """Those of the orders that are open when the horizon begins."""
        return np.flatnonzero(left.created < self._begins)

    def _priority_of(self, left: LeftOrders, usual: Ints) -> Ints:
        """The usual priority of each, or what was open has it of its own."""
        old, priority = self._old(left), usual.copy()
        priority[old] = self._open.priority(left.attempt[old], usual[old])
        return priority

    def _regions(self, left: LeftOrders) -> Ints:
        """The regions of the orders."""
        return np.where(left.region == OWN_REGION, regions_of(self._scenario, left.seed), left.region)

    def _ways(self, left: LeftOrders, rules: Ints) -> Itineraries:
        """The steps of the orders, each by its own rules."""
        old, at = self._old(left), np.full(len(left.lane), NOWHERE)
        at[old] = self._open.at[left.attempt[old]]

        def draw(which: int, some: Ints) -> Itineraries:
            of_some = left.category[some], left.sender[some], left.seed[some], at[some]
            return itineraries(self._rules.each[which], *of_some)

        return by_rules(rules, draw)


def _shorten(tables: OrderTables, share: Floats) -> None:
    """Let the work of departments on some orders be a share of what it would be."""
    orders, steps = tables
    of_step = np.repeat(share, orders["end"] - orders["first"])
    steps["work"] *= np.where(is_shortened(steps["kind"]), of_step, 1.0)


def _with_steps(orders: NDArray[np.void], way: Itineraries) -> OrderTables:
    """Orders with their steps, of which none has begun."""
    orders["first"] = orders["step"] = way.start[:-1]
    orders["end"], orders["solved"] = way.start[1:], way.solved
    orders["last"] = way.start[:-1] + way.own - 1
    orders["pause"], orders["for_customer"] = way.pause, way.for_customer
    steps = np.zeros(len(way.kind), STEP)
    for name in ("kind", "desk", "work", "travel", "lag", "lag_clock", "outcome"):
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
        customer=customer_of(seed),
        region=np.full(len(lane), OWN_REGION),
        again=nobody,
    )


def _no_orders() -> LeftOrders:
    """Nothing; columns are whole numbers but for the times, seeds and flags."""
    other: dict[str, Any] = {
        "created": np.float64,
        "seed": np.float64,
        "chased": np.bool_,
        "customer": np.float64,
    }
    columns: dict[str, Any] = {
        each.name: np.empty(0, other.get(each.name, np.int64)) for each in fields(LeftOrders)
    }
    return LeftOrders(**columns)
