"""What the orders of one run bring to each desk of an office, as far as a plan that holds has to do it: the work of those that are in time, and of
those before them in line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.lanes.office.table import OrderTables
from sim.lanes.office_apart import KnownOrders
from sim.log.orders import StepKind
from sim.network.office import OfficePlan
from sim.network.office_plan import office_plan
from sim.scenario import Scenario
from sim.scenario.office import Category, Office
from sim.scenario.units import DAY
from sim.time.deadlines import due
from sim.time.working_time import WorkingTime, working_time_of

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Share(NamedTuple):
    """What the orders of one category bring to one desk in one replication.

    Attributes
    ----------
    category : str
        Name of the category.
    replication : int
        Number of the replication.
    desk : int
        Number of the desk in its office.
    before : float
        Minutes of the first works there on orders from before the horizon that come straight to it.
    turns : ndarray
        Minutes of the first work on each order of the horizon that comes straight to it and whose deadline ends by the horizon's end, in the order of
        their coming.
    rest : ndarray
        All other minutes there of each order of the horizon whose deadline ends by then, the most first.
    overtake : int
        How many orders may pass another one before they stand in this line.
    """

    category: str
    replication: int
    desk: int
    before: float
    turns: Floats
    rest: Floats
    overtake: int

    @property
    def minutes(self) -> float:
        """All of it."""
        return float(self.before + self.turns.sum() + self.rest.sum())

    @property
    def orders(self) -> int:
        """How many orders of the horizon there are."""
        return len(self.rest)

    def released(self) -> Floats:
        """What need not be done where so many of the orders of the horizon are late, none of them first, but not all: the last in line, and the rest of
        whichever have most of it."""
        last = np.concatenate([[0.0], np.cumsum(self.turns[::-1])])
        count = np.minimum(np.arange(self.orders + 1) + self.overtake, len(self.turns))
        return np.asarray(last[count] + np.concatenate([[0.0], np.cumsum(self.rest)]))


@dataclass(frozen=True)
class OfficeWork:
    """The work of one office.

    Attributes
    ----------
    plan : OfficePlan
        The office.
    shares : list of Share
        By category, replication and desk.
    left : dict of int to float
        By desk the minutes of what somebody has in hand when the horizon ends, in the mean of the works there: half the mean, and more where they vary.
    judged : dict of str to int
        By category with a deadline how many orders come in the horizons of all replications.
    """

    plan: OfficePlan
    shares: list[Share]
    left: dict[int, float]
    judged: dict[str, int]


def office_work(scenario: Scenario, name: str, pieces: Sequence[KnownOrders]) -> OfficeWork:
    """The work of an office on known orders."""
    return _Reading(scenario, name).of(pieces)


class _Reading:
    """What is read from the orders of an office."""

    def __init__(self, scenario: Scenario, name: str) -> None:
        self.scenario, self.name = scenario, name
        self.plan, self.rules = office_plan(scenario, name), scenario.offices[name]
        self._time, self._end = working_time_of(scenario, [name]), scenario.calendar.days * DAY
        speeds = [
            max(scenario.pools[list(scenario.pools)[pool]].speed for pool in desk.pools)
            for desk in self.plan.desks
        ]
        self._speed = np.array(speeds)

    def of(self, pieces: Sequence[KnownOrders]) -> OfficeWork:
        shares, judged = list[Share](), dict.fromkeys(self.rules.categories, 0)
        works: list[tuple[NDArray[np.int32], Floats]] = []
        for piece in pieces:
            tables = list(piece.coming(self.scenario, self.name).values())
            for lane, replication in enumerate(piece.replications):
                read = [_Orders.of(each, lane, self._speed) for each in tables]
                works += [(each.desk[each.is_work], each.minutes[each.is_work]) for each in read]
                for number, (category, own) in enumerate(self.rules.categories.items()):
                    if own.deadline is None:
                        continue
                    orders = _joined([each.of_category(number) for each in read])
                    judged[category] += int((orders.created >= 0).sum())
                    if is_in_turn(self.rules, category, own):
                        shares += self._shares(category, own, replication, orders)
        desks, minutes = (np.concatenate(each) for each in zip(*works, strict=True))
        return OfficeWork(self.plan, shares, _in_hand(desks, minutes), judged)

    def _shares(self, name: str, category: Category, replication: int, orders: _Orders) -> Iterator[Share]:
        first = category.all_stages[0].department
        own, coordinator = list(self.rules.departments).index(first), self.plan.coordinator
        before = orders.created < 0 if not self.rules.open_orders else np.zeros(len(orders.created), np.bool_)
        known = (orders.created >= 0) & (orders.created <= self._last(category, orders.created))
        for desk in range(len(self.plan.desks)):
            total, turn = orders.total(desk), np.zeros(len(orders.created))
            if desk == coordinator:
                turn = orders.first(StepKind.CLASSIFY)
            elif desk == own:
                turn = np.where(orders.is_straight, orders.first(StepKind.WORK), 0.0)
            straight = known & (turn > 0)
            overtake = self._coordinators() if desk == own else 0
            rest = np.sort((total - turn)[known])[::-1]
            yield Share(name, replication, desk, float(turn[before].sum()), turn[straight], rest, overtake)

    def _coordinators(self) -> int:
        """Most heads that classify: while one of them has an order, each other may be through with one that came later."""
        rules, staffing = self.rules.coordinator, self.scenario.staffing
        if rules is None:
            return 0
        if staffing and rules.pool in staffing.pools:
            return staffing.most_heads(rules.pool)
        return max((each.heads for each in self.scenario.pools[rules.pool].heads or ()), default=0)

    def _last(self, category: Category, created: Floats) -> float:
        """When the last order comes whose deadline ends by the horizon's end: of orders that come later, none ends earlier."""
        assert category.deadline is not None
        limit, times = category.deadline, np.sort(created)
        some = bisect_right(
            times, self._end, key=lambda each: _due(self._time, limit.unit, each, limit.amount)
        )
        return float(times[some - 1]) if some else -np.inf


def _due(time: WorkingTime, unit: int, start: float, amount: float) -> float:
    return due(time, 0, unit, start, amount)


def is_in_turn(office: Office, name: str, category: Category) -> bool:
    """Whether orders of a category, as soon as they come, stand in one line in which none passes another: neither do their clocks stand still, nor do
    they wait for a meeting, for others, or for a head or day of their own."""
    department = office.departments[category.all_stages[0].department]
    meeting = office.coordinator.meeting if office.coordinator else None
    return (
        category.clock == "creation"
        and category.pause is None
        and not (meeting and meeting.categories.get(name))
        and department.batch is None
        and department.own is None
        and not department.days
    )


@dataclass(frozen=True)
class _Orders:
    """Orders of one replication, in the order of their coming, with their steps.

    Attributes
    ----------
    created, category : ndarray
        By order.
    start : ndarray
        Where the steps of each begin, and where the last one's end.
    kind, desk, minutes : ndarray
        By step; minutes of a head at the speed of the fastest pool of its desk.
    """

    created: Floats
    category: NDArray[np.int32]
    start: NDArray[np.int64]
    kind: NDArray[np.int32]
    desk: NDArray[np.int32]
    minutes: Floats

    @classmethod
    def of(cls, tables: OrderTables, lane: int, speed: Floats) -> _Orders:
        """Those of one lane."""
        own = tables.where(np.flatnonzero(tables.orders["lane"] == lane))
        orders, steps = own.orders, own.steps
        start = np.append(orders["first"], len(steps)).astype(np.int64)
        minutes = steps["work"] / speed[steps["desk"]] + steps["travel"]
        return cls(
            orders["created"].copy(),
            orders["category"].copy(),
            start,
            steps["kind"].copy(),
            steps["desk"].copy(),
            minutes,
        )

    @property
    def is_work(self) -> Flags:
        """Whether each step is work, or the first of a coordinator."""
        return np.asarray((self.kind == StepKind.WORK) | (self.kind == StepKind.CLASSIFY))

    @property
    def _of(self) -> NDArray[np.int64]:
        """The order of each step."""
        return np.repeat(np.arange(len(self.created)), np.diff(self.start))

    def of_category(self, category: int) -> _Orders:
        """Those of a category."""
        own = self.category == category
        steps = own[self._of]
        start = np.append(0, np.cumsum(np.diff(self.start)[own]))
        return _Orders(
            self.created[own],
            self.category[own],
            start,
            self.kind[steps],
            self.desk[steps],
            self.minutes[steps],
        )

    def total(self, desk: int) -> Floats:
        """All minutes of each order at a desk."""
        here = self.desk == desk
        return np.bincount(self._of[here], self.minutes[here], len(self.created)).astype(np.float64)

    def first(self, kind: StepKind) -> Floats:
        """Minutes of the first step of a kind of each order; none where it has none."""
        here = np.flatnonzero(self.kind == kind)
        orders, place = np.unique(self._of[here], return_index=True)
        found = np.zeros(len(self.created))
        found[orders] = self.minutes[here[place]]
        return found

    @property
    def is_straight(self) -> Flags:
        """Whether no wrong department has each order before its first work: it has no look before that."""
        of, place = self._of, np.arange(len(self.kind))
        looks = np.full(len(self.created), np.inf)
        works = np.full(len(self.created), np.inf)
        np.minimum.at(looks, of[self.kind == StepKind.LOOK], place[self.kind == StepKind.LOOK])
        np.minimum.at(works, of[self.kind == StepKind.WORK], place[self.kind == StepKind.WORK])
        return np.asarray(works < looks)


def _joined(parts: Sequence[_Orders]) -> _Orders:
    """Orders of several days, in the order of their coming."""
    counts = np.concatenate([np.diff(each.start) for each in parts])
    names = ("created", "category", "kind", "desk", "minutes")
    created, category, kind, desk, minutes = (
        np.concatenate([getattr(each, name) for each in parts]) for name in names
    )
    order = np.argsort(created, kind="stable")
    start = np.append(0, np.cumsum(counts))
    steps = np.concatenate(
        [np.arange(start[one], start[one + 1]) for one in order] or [np.zeros(0, np.int64)]
    )
    return _Orders(
        created[order],
        category[order],
        np.append(0, np.cumsum(counts[order])),
        kind[steps],
        desk[steps],
        minutes[steps],
    )


def _in_hand(desks: NDArray[np.int32], minutes: Floats) -> dict[int, float]:
    """By desk what is left of a work that is under way at some time, in the mean: as of a renewal process."""
    return {
        int(desk): float((minutes[desks == desk] ** 2).sum() / (2 * minutes[desks == desk].sum()))
        for desk in np.unique(desks)
    }
