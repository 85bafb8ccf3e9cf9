"""The way of each work order through its office: it does not depend on lines, so it is drawn when the order comes.

All that an order carries follows from its own seed, so that it is the same in whatever company, under whatever policy it comes.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.draws.contact_sampler import number_of
from sim.draws.distribution_table import DistributionTable
from sim.draws.order_streams import OrderStream
from sim.draws.seeded_dice import SeededDice
from sim.log.orders import OrderOutcome, StepKind
from sim.network.office import OfficePlan, Travel
from sim.network.office_plan import region_steps
from sim.scenario import Scenario
from sim.scenario.distributions import Distribution
from sim.time.ticks import on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

CALENDAR, WORKING, MEETING = 0, 1, 2
"""By which clock an order lies: minutes by the calendar, or the office's working minutes; or until the next joint meeting."""

NOWHERE = -1
"""In place of the number of the department where an order stands: it is a new one."""

PASS, STAGE = 40, 20
"""Bits by which the pass and the stage of an order stand above what is counted in them, in addresses of its random numbers."""


class Itineraries(NamedTuple):
    """The steps of some orders, one after the other: those through which each goes in any case, and behind them those that levels of escalation ask for, rising.

    Attributes
    ----------
    start : ndarray
        Where the steps of each order begin, and where the last one's end: shape (orders + 1,).
    own : ndarray
        By order: through how many of its steps it goes in any case.
    kind : ndarray of int
        :class:`~sim.log.orders.StepKind`.
    desk : ndarray of int
        Number of the desk.
    work : ndarray
        Minutes of a head at speed 100 %, not on the grid.
    travel : ndarray
        Minutes for which that head is on the road for it, on the grid, whatever the speed.
    lag : ndarray
        Minutes for which the order lies afterwards, on the grid.
    lag_clock : ndarray of int
        By which clock: :data:`CALENDAR` or :data:`WORKING`.
    outcome : ndarray of int
        :class:`~sim.log.orders.OrderOutcome`.
    solved : ndarray of bool
        By order: whether its last work solves the matter.
    pause : ndarray
        By order: minutes for which the clock of its deadline stands still from its acceptance on, on the grid.
    for_customer : ndarray of bool
        By order: whether it lies meanwhile, waiting for its customer.
    """

    start: Ints
    own: Ints
    kind: Ints
    desk: Ints
    work: Floats
    travel: Floats
    lag: Floats
    lag_clock: Ints
    outcome: Ints
    solved: Flags
    pause: Floats
    for_customer: Flags


BY_ORDER = ("own", "solved", "pause", "for_customer")
"""Columns of :class:`Itineraries` that have a row an order."""


def regions_of(scenario: Scenario, seed: Floats) -> Ints:
    """Number of the region of each order."""
    return _regions(SeededDice(seed), region_steps(scenario))


def _regions(dice: SeededDice, steps: Floats) -> Ints:
    return number_of(dice.uniforms(OrderStream.REGION, 0), steps)


def customer_of(seed: Floats) -> Floats:
    """The uniform of each order that says which customer it is of, for whoever has customers of their own."""
    return SeededDice(seed).uniforms(OrderStream.CUSTOMER, 0)


def itineraries(
    office: OfficePlan, category: Ints, sender: Ints, seed: Floats, at: Ints | None = None
) -> Itineraries:
    """The steps of some orders.

    Parameters
    ----------
    office : OfficePlan
        Where they come to.
    category : ndarray of int
        Number of the category of each, among those of all offices.
    sender : ndarray of int
        Number of the site that sent it; -1 where nobody did.
    seed : ndarray of float
        The uniform from which all that it carries follows.
    at : ndarray of int, optional
        Number of the department in whose line each stands already; -1 of those that begin as new ones, as all do if not given.
    """
    drawing = _Drawing(office, category - office.first_category, sender, SeededDice(seed))
    orders, number = np.arange(len(seed)), 0
    stands = np.full(len(seed), NOWHERE) if at is None else at
    while len(orders):
        orders = drawing.passes(orders, number, stands)
        stands = np.full(len(orders), NOWHERE)
        number += 1
    own = drawing.count()
    drawing.approvals()
    return drawing.steps(own)


class _Some(NamedTuple):
    """One step of each of some orders."""

    orders: Ints
    kind: StepKind
    desk: Ints | int
    work: Floats
    lag: Floats | float
    lag_clock: Ints | int
    outcome: Ints | OrderOutcome
    travel: Floats | float


class _Roads:
    """Time on the road of some orders."""

    def __init__(self, travel: Travel, dice: SeededDice) -> None:
        self._dice, self._regions = dice, _regions(dice, travel.regions)
        self._times, self._count = DistributionTable(travel.time), len(travel.regions) + 1

    def of(self, orders: Ints, department: Ints, step: int) -> Floats:
        """Minutes on the grid for one work of a department on each of some orders."""
        uniforms = self._dice.uniforms(OrderStream.TRAVEL, step, orders)
        return self._times.of(uniforms, department * self._count + self._regions[orders])


class _Drawing:
    """Steps of some orders, as far as they are drawn; each order's are in the order in which it goes through them."""

    def __init__(self, office: OfficePlan, category: Ints, sender: Ints, dice: SeededDice) -> None:
        self.office, self.category, self.sender, self.dice = office, category, sender, dice
        self._solved = np.ones(len(category), dtype=np.bool_)
        self._found: list[_Some] = []
        self._roads = None if office.travel is None else _Roads(office.travel, dice)
        self._work_time, self._waits = (
            DistributionTable(office.stages.work),
            DistributionTable(office.stages.waits),
        )

    def passes(self, orders: Ints, number: int, stands: Ints) -> Ints:
        """Draw one pass of some orders, from their coming, or from the department where each stands, to their closing; those that are opened
        again follow from it."""
        office, first, new = self.office, number << PASS, orders[stands < 0]
        if office.classify is not None:
            meets = self._happens(OrderStream.MEETS, new, first, office.meetings.share[self.category[new]])
            self._add(new, StepKind.CLASSIFY, office.coordinator, self._time(office.classify, OrderStream.CLASSIFY, new, first),
                      np.where(meets, OrderOutcome.TO_MEETING, OrderOutcome.CLASSIFIED), 0.0, np.where(meets, MEETING, CALENDAR))  # fmt: skip
        begin = self._stage_at(orders, stands)
        elsewhere = begin < 0
        self._bounce(orders[elsewhere], stands[elsewhere], first)
        self._work(orders, np.maximum(begin, 0), first)
        solved = self._happens(OrderStream.SOLVED, orders, first, office.solved[self.category[orders]])
        self._solved[orders] = solved
        return orders[:0] if office.closing_time is None else self._call(orders, first, solved)

    def _stage_at(self, orders: Ints, stands: Ints) -> Ints:
        """The first stage of each order's category that the department does where it stands; -1 where it does none."""
        stages, category = self.office.stages, self.category[orders]
        count, found = np.diff(stages.start)[category], np.full(len(orders), NOWHERE)
        for number in reversed(range(int(count.max(initial=0)))):
            place = np.minimum(stages.start[category] + number, len(stages.department) - 1)
            found[(number < count) & (stages.department[place] == stands)] = number
        return found

    def _bounce(self, orders: Ints, stands: Ints, first: int) -> None:
        """Wrong departments look at those that stand there or are sent there, until the right one has them."""
        office = self.office
        right = office.stages.department[office.stages.start[self.category[orders]]]
        share = office.first_right[self.category[orders], self.sender[orders]]
        wrong = (stands >= 0) | (self._uniforms(OrderStream.FIRST, orders, first) >= share)
        orders, right, stands = orders[wrong], right[wrong], stands[wrong]
        sent = _chosen(self._uniforms(OrderStream.WRONG, orders, first), office.wrong[right])
        at, step = np.where(stands < 0, sent, stands), first
        while len(orders):
            look = self._time(office.look, OrderStream.LOOK, orders, step)
            keeps = on_grid(self._time(office.keeps, OrderStream.KEEPS, orders, step))
            self._add(orders, StepKind.LOOK, at, look, OrderOutcome.PASSED_ON, keeps, WORKING)
            at = _chosen(self._uniforms(OrderStream.PASSES, orders, step), office.passed_on[right, at])
            orders, right, at = (each[at != right] for each in (orders, right, at))
            step += 1

    def _work(self, orders: Ints, begin: Ints, first: int) -> None:
        """The stages from a first one on, each done again as often as inspection sends it back."""
        stages, category = self.office.stages, self.category[orders]
        count = np.diff(stages.start)[category]
        for number in range(int(count.max(initial=0))):
            has = (begin <= number) & (number < count)
            last = (count[has] == number + 1) & (self.office.closing_time is None)
            self._stage(orders[has], stages.start[category[has]] + number, first + (number << STAGE), last)

    def _stage(self, orders: Ints, stage: Ints, step: int, last: Flags) -> None:
        stages = self.office.stages
        while len(orders):
            work = self._work_time.minutes(self._uniforms(OrderStream.WORK, orders, step), stage)
            again = self._happens(OrderStream.REWORK, orders, step, stages.rework[stage])
            waits = self._waits_after(orders, stage, step)
            ends = np.where(last, OrderOutcome.CLOSED, OrderOutcome.DONE)
            travel = 0.0 if self._roads is None else self._roads.of(orders, stages.department[stage], step)
            self._add(orders, StepKind.WORK, stages.department[stage], work, np.where(again, OrderOutcome.REWORK, ends),
                      np.where(again, 0.0, waits), CALENDAR, travel)  # fmt: skip
            orders, stage, last = orders[again], stage[again], last[again]
            step += 1

    def _waits_after(self, orders: Ints, stage: Ints, step: int) -> Floats:
        """Minutes of waiting that nobody causes."""
        varies = self._waits.varies  # else any uniforms do
        uniforms = self._uniforms(OrderStream.WAITS, orders, step) if varies else np.zeros(len(orders))
        return self._waits.of(uniforms, stage)

    def _call(self, orders: Ints, first: int, solved: Flags) -> Ints:
        """The call before closing; the orders that it opens again."""
        assert self.office.closing_time is not None
        time = self._time(self.office.closing_time, OrderStream.CLOSING, orders, first)
        again = ~solved & (self._uniforms(OrderStream.FINDS, orders, first) < self.office.finds)
        self._add(orders, StepKind.CLOSING_CALL, self.office.coordinator, time,
                  np.where(again, OrderOutcome.REOPENED, OrderOutcome.CLOSED))  # fmt: skip
        return orders[again]

    def count(self) -> Ints:
        """How many steps of each order there are so far."""
        orders = np.concatenate([each.orders for each in self._found] or [np.empty(0, dtype=np.int64)])
        return np.bincount(orders, minlength=len(self.category))

    def approvals(self) -> None:
        """Those that levels of escalation ask for, of orders with a deadline."""
        office = self.office
        has_deadline = np.array([each is not None for each in office.deadlines])
        orders = np.flatnonzero(has_deadline[self.category])
        rules = zip(office.approvals.desk.tolist(), office.approvals.work, strict=True)
        for number, (desk, work) in enumerate(rules):
            time = self._time(work, OrderStream.APPROVAL, orders, number)
            self._add(orders, StepKind.APPROVE, desk, time, OrderOutcome.APPROVED)

    def steps(self, own: Ints) -> Itineraries:
        """All of them, order by order, of which so many are those through which each goes in any case."""
        orders = np.concatenate([each.orders for each in self._found] or [np.empty(0, dtype=np.int64)])
        order = np.argsort(orders, kind="stable")

        def column(name: str, kind: type[np.float64] | type[np.int64]) -> Any:
            found, low = np.empty(len(orders), kind), 0
            for each in self._found:
                found[low : low + len(each.orders)] = getattr(each, name)
                low += len(each.orders)
            return found[order]

        start = np.concatenate(([0], np.cumsum(np.bincount(orders, minlength=len(self.category)))))
        whole = {name: column(name, np.int64) for name in ("kind", "desk", "lag_clock", "outcome")}
        times = {name: column(name, np.float64) for name in ("work", "travel", "lag")}
        return Itineraries(start, own, **whole, **times, solved=self._solved, **self._pauses())

    def _pauses(self) -> dict[str, Any]:
        """For how long the clock of each order stands still, and whether it waits for its customer."""
        pauses, orders, category = self.office.pauses, np.arange(len(self.category)), self.category
        if not any(pauses.time):
            return {"pause": np.zeros(len(orders)), "for_customer": np.zeros(len(orders), np.bool_)}
        waits = self._uniforms(OrderStream.WAITS_FOR_CUSTOMER, orders, 0) < pauses.share[category]
        misused = self._uniforms(OrderStream.MISUSED, orders, 0) < pauses.misused[category]
        time = DistributionTable(pauses.time).of(self._uniforms(OrderStream.PAUSE, orders, 0), category)
        return {"pause": np.where(waits | misused, time, 0.0), "for_customer": waits}

    def _add(
        self,
        orders: Ints,
        kind: StepKind,
        desk: Ints | int,
        work: Floats,
        outcome: Ints | OrderOutcome,
        lag: Floats | float = 0.0,
        lag_clock: Ints | int = CALENDAR,
        travel: Floats | float = 0.0,
    ) -> None:
        self._found.append(_Some(orders, kind, desk, work, lag, lag_clock, outcome, travel))

    def _uniforms(self, stream: OrderStream, orders: Ints, step: int) -> Floats:
        return self.dice.uniforms(stream, step, orders)

    def _happens(self, stream: OrderStream, orders: Ints, step: int, share: Floats) -> Flags:
        """Whether something happens to each order, of which each has its own chance."""
        if not share.any():
            return np.zeros(len(orders), np.bool_)
        found: Flags = self._uniforms(stream, orders, step) < share
        return found

    def _time(self, time: Distribution, stream: OrderStream, orders: Ints, step: int) -> Floats:
        return time.inverse(self._uniforms(stream, orders, step))


def _chosen(uniforms: Floats, steps: Floats) -> Ints:
    """How many of its own rising steps each uniform reaches, shape (orders, steps)."""
    return np.asarray((uniforms[:, None] >= steps).sum(axis=1), dtype=np.int64)
