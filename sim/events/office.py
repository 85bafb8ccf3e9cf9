"""An office, order by order: desks where heads do the steps, lags between these, deadlines, escalations."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from heapq import heappop, heappush
from math import inf, nan
from typing import NamedTuple

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.events.clock import ESCALATE, FREE, MOVE_ON, NEW_ORDER, SHIFT, Moment
from sim.events.order import Order, Origin
from sim.events.rows import NOBODY
from sim.events.station import Rank, ServerPool, Station
from sim.log.orders import OrderOutcome
from sim.network.cause_months import CauseMonths
from sim.network.itineraries import WORKING
from sim.network.office import OfficePlan
from sim.rules.office import (
    accepts,
    desk_of,
    informs,
    is_closed,
    is_shortened,
    moves_to,
    raised_priority,
    rank,
)
from sim.time.deadlines import due, time_at_share
from sim.time.duty_windows import Servers
from sim.time.ticks import on_grid_one
from sim.time.working_hours import WorkingHours, work_end, working_hours
from sim.time.working_time import WorkingTime

SITE = 0
"""The number of the office in its table of working time."""

LANE = np.zeros(1, dtype=np.int64)
"""The only lane of what an office learns of its causes."""


class Level(NamedTuple):
    """A level of escalation: see :class:`sim.network.office.Escalations`."""

    at: float
    priority: int
    desk: int


class Heads(NamedTuple):
    """The heads of all pools of an office.

    Attributes
    ----------
    duty : WorkingHours
        When each is on duty.
    first : ndarray of int
        Number among them of the first head of each pool, by number of the pool in the scenario.
    """

    duty: WorkingHours
    first: NDArray[np.int64]

    @staticmethod
    def of(servers: Mapping[int, Servers]) -> Heads:
        """The heads of some pools, by number of the pool."""
        first = np.zeros(max(servers, default=-1) + 1, dtype=np.int64)
        first[list(servers)] = np.cumsum([0, *map(len, servers.values())])[:-1]
        return Heads(working_hours([windows for each in servers.values() for windows in each.calls]), first)


class OfficeProcess:
    """One office on SimPy's clock, for one replication.

    Parameters
    ----------
    env : simpy.Environment
        The clock.
    plan : OfficePlan
        Its desks, categories and rules.
    time : WorkingTime
        Its working time, as that of the only site.
    servers : mapping
        The heads of each of its pools, by number of the pool, without those who are missing.
    speeds : mapping
        Speed of each pool, likewise.
    end : float
        When the horizon ends; from then on nothing happens here.
    months : CauseMonths, optional
        What it learns of its causes from month to month.

    Attributes
    ----------
    priorities : list of int
        Those of its categories.
    orders : list of Order
        All that have come, by number.
    chased : list of Order
        Those whose customers may contact again; :mod:`sim.events.chasing` drops what is closed.
    done : list of Order
        Those that are closed, or will be without anybody's work, and whose problems may come back; :mod:`sim.events.chasing` takes them.
    rows : array
        What :func:`sim.events.order_rows.log_of` reads.
    heads : Heads
        Its heads.
    """

    def __init__(
        self,
        env: simpy.Environment,
        plan: OfficePlan,
        time: WorkingTime,
        servers: Mapping[int, Servers],
        speeds: Mapping[int, float],
        end: float,
        months: CauseMonths | None = None,
    ) -> None:
        self.env, self.plan, self.priorities = env, plan, plan.priority.tolist()
        self.orders: list[Order] = []
        self.chased: list[Order] = []
        self.done: list[Order] = []
        self.rows = array("d")
        self._end, self._over = end, False
        self.months, self._counted = months, 0
        self._time = time._replace(hours=in_lists(time.hours))
        self.heads = Heads.of(servers)
        self._duty, self._first_head = in_lists(self.heads.duty), self.heads.first.tolist()
        self._new: list[tuple[Origin, Order]] = []
        levels = zip(*(column.tolist() for column in plan.escalations), strict=True)
        self._levels = [Level(*level) for level in levels]
        Moment(env, end, SHIFT, self._stop)  # made first: nothing else happens then
        self._desks = [self._desk(desk.pools, servers, speeds) for desk in plan.desks]

    def _desk(
        self, pools: tuple[int, ...], servers: Mapping[int, Servers], speeds: Mapping[int, float]
    ) -> Station[Order]:
        station: Station[Order] = Station(self.env, 1, FREE, self._begin, self._done, _stays)
        for pool in pools:
            station.staff(servers[pool], pool, (0,), False, speeds[pool])
        return station

    # -- coming in --------------------------------------------------------------------------------------------------

    def receive(self, order: Order) -> None:
        """An order comes, behind all else that happens at this instant."""
        if not self._over and not self._is_prevented(order):
            order.created = min(
                order.created, self.env.now
            )  # one that was open when the horizon began came before
            heappush(self._new, (order.origin, order))
            Moment(self.env, self.env.now, NEW_ORDER, self._come_in)

    def _come_in(self, moment: Moment) -> None:
        order = heappop(self._new)[1]
        order.number = len(self.orders)
        self.orders.append(order)
        if self.months is not None:
            order.work_share = float(self.months.work_shares(LANE, np.array([order.cause]))[0])
        if order.chased_at is not None and self.plan.chases is not None:
            self.chased.append(order)
        if not self.plan.on_acceptance[order.category]:
            self._start_clock(order, order.created)
        self._join(order)

    # -- causes -----------------------------------------------------------------------------------------------------

    def begin_month(self, day: int) -> None:
        """Turn to the first day of a month, with the orders that have come until then."""
        assert self.months is not None
        new = self.orders[self._counted :]
        self._counted += len(new)
        cause = np.array([order.cause for order in new], dtype=np.int64)
        created = np.array([order.created for order in new], dtype=np.float64)
        self.months.came(np.zeros_like(cause), cause, created)
        self.months.begin(day)

    def _is_prevented(self, order: Order) -> bool:
        """Whether an order is not left, since its problem no longer arises."""
        if self.months is None or order.repeats:
            return False  # whether a problem comes back, is decided before the contact comes
        cause, seed = np.array([order.cause]), np.array([order.seed])
        return bool(self.months.prevented(LANE, cause, seed, min(order.created, self.env.now))[0])

    # -- desks ------------------------------------------------------------------------------------------------------

    def _join(self, order: Order) -> None:
        """Stand in line for the step that is next."""
        kind = order.ways.kind[order.step]
        if accepts(kind, order.accepted):
            order.accepted = self.env.now
            if self.plan.on_acceptance[order.category]:
                self._start_clock(order, order.accepted)
        self._stand(order, desk_of(order.taken_over_by, order.ways.desk[order.step]))

    def _stand(self, order: Order, desk: int) -> None:
        order.joined, order.desk = self.env.now, desk
        self._desks[desk].join(order, 0, self._rank(order), inf)

    def _rank(self, order: Order) -> Rank:
        return rank(order, self.plan.takes_due)

    def _begin(self, station: Station[Order], pool: ServerPool, head: int, order: Order) -> float:
        """A head begins with a step; its work lies over nights and days off."""
        if self._over:
            return inf
        order.seat = pool, head
        work = order.ways.work[order.step]
        if is_shortened(order.ways.kind[order.step]):
            work *= order.work_share
        order.minutes = on_grid_one(work / pool.speed)
        return work_end(self._duty, self._first_head[pool.number] + head, self.env.now, order.minutes)

    def _done(self, station: Station[Order], pool: ServerPool, head: int, order: Order) -> None:
        if self._over:
            return
        ways, step, now = order.ways, order.step, self.env.now
        self._row(order, now, ways.outcome[step])
        order.worked += order.minutes
        if informs(ways.kind[step]):
            order.informed_since = min(now, order.informed_since)
        order.seat = None
        order.step += 1
        ready = self._behind(now, ways.lag[step], ways.lag_clock[step])
        if order.step == order.end:
            order.closed = ready
            if order.chased_at is not None and self.plan.causes.any_recurs and order.cause >= 0:
                self.done.append(order)
        elif ready < self._end:
            Moment(self.env, ready, MOVE_ON + order.number, self._go_on, order)

    def _behind(self, now: float, lag: float, clock: int) -> float:
        """When an order has lain for so long, by the clock of its lag."""
        return work_end(self._time.hours, SITE, now, lag) if clock == WORKING else now + lag

    def _go_on(self, moment: Moment) -> None:
        if not self._over:
            self._join(moment.subject)

    # -- deadlines --------------------------------------------------------------------------------------------------

    def _start_clock(self, order: Order, since: float) -> None:
        limit = self.plan.deadlines[order.category]
        if limit is not None:
            order.clock = since
            order.due = due(self._time, SITE, limit.unit, order.clock, limit.amount)
            self._await_level(order, limit.unit)

    def _await_level(self, order: Order, unit: int) -> None:
        """Set when an order reaches its next level of escalation: at once, if that was before it came."""
        if order.level == len(self._levels):
            return
        share = self._levels[order.level].at
        time = time_at_share(self._time, SITE, unit, order.clock, order.due, share)
        if time < self._end:
            Moment(self.env, max(time, self.env.now), ESCALATE + order.number, self._escalate, (order, unit))

    def _escalate(self, moment: Moment) -> None:
        """An order that is still open reaches a level: one in line at once, one in hand or lying from its next step on."""
        order, unit = moment.subject
        if self._over or is_closed(order.closed, self.env.now):
            return
        level = self._levels[order.level]
        order.level += 1
        order.priority = raised_priority(order.priority, level)
        order.taken_over_by = moves_to(order.taken_over_by, level)
        if order.entry is not None:
            self._move(order, level)
        self._await_level(order, unit)

    def _move(self, order: Order, level: Level) -> None:
        """Give an order in line its new place."""
        station = self._desks[order.desk]
        if level.desk >= 0:
            station.leave(order)
            self._stand(order, level.desk)
        else:
            station.rank_anew(order, 0, self._rank(order))

    # -- the end ----------------------------------------------------------------------------------------------------

    def _stop(self, moment: Moment) -> None:
        """The horizon ends: write down the steps that somebody has in hand, or that are in line."""
        self._over = True
        for order in self.orders:
            if order.seat is not None or order.entry is not None:
                self._row(order, nan, OrderOutcome.OPEN)

    def _row(self, order: Order, ended: float, outcome: int) -> None:
        pool, head, started = NOBODY, NOBODY, nan
        if order.seat is not None:
            pool, head, started = order.seat[0].number, order.seat[1], order.started
        step, kind = order.step - order.first, order.ways.kind[order.step]
        times = (order.joined, started, ended)
        self.rows.extend((order.number, step, kind, order.desk, pool, head, *times, outcome))


def _stays(station: Station[Order], order: Order) -> None:
    """Nobody gives up waiting in an office."""


def in_lists(hours: WorkingHours) -> WorkingHours:
    """The same table as plain lists, whose entries are read one by one faster than those of arrays."""
    return WorkingHours(*(column.tolist() for column in hours))
