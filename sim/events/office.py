"""An office, order by order: desks where heads do the steps, lags between these, deadlines, escalations."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from heapq import heappop, heappush
from math import inf, nan

import numpy as np
import simpy

from sim.events.batches import Gathering
from sim.events.clock import MORNING, MOVE_ON, NEW_ORDER, SHIFT, Moment
from sim.events.desk_lines import DeskLines
from sim.events.office_heads import in_lists
from sim.events.order import Order, Origin, Source
from sim.events.order_clock import OrderClock
from sim.events.order_rules import Level, OrderRules
from sim.events.order_ways import Ways
from sim.events.rows import NOBODY
from sim.events.station import ServerPool, Station
from sim.log.orders import OrderOutcome
from sim.network.cause_months import CauseMonths
from sim.network.following_orders import following_orders
from sim.network.itineraries import MEETING, WORKING
from sim.network.needs_found import NeedsFound, averting
from sim.network.office import OfficePlan
from sim.network.rules_by_order import RulesByOrder
from sim.rules.office import (
    accepts,
    approves,
    desk_of,
    gathers,
    informs,
    is_shortened,
    moves_now,
    needs_approval,
    pauses,
    stands_from,
)
from sim.time.duty_windows import Servers
from sim.time.meetings import next_meeting
from sim.time.ticks import on_grid_one
from sim.time.working_hours import work_end
from sim.time.working_time import WorkingTime

SITE = 0
"""The number of the office in its table of working time."""

LANE = np.zeros(1, dtype=np.int64)
"""The only lane of what an office learns of its causes."""


class OfficeProcess:
    """One office on SimPy's clock, for one replication.

    Parameters
    ----------
    env : simpy.Environment
        The clock.
    plan : OfficePlan
        Its desks and categories.
    rules : RulesByOrder
        The rules that each order lives under.
    time : WorkingTime
        Its working time, as that of the only site.
    servers : mapping
        The heads of each of its pools, by number of the pool, without those who are missing.
    end : float
        When the horizon ends; from then on nothing happens here.
    months : CauseMonths, optional
        What it learns of its causes from month to month.
    needs : NeedsFound, optional
        What it finds before it becomes a problem.

    Attributes
    ----------
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
        rules: RulesByOrder,
        time: WorkingTime,
        servers: Mapping[int, Servers],
        end: float,
        months: CauseMonths | None = None,
        needs: NeedsFound | None = None,
    ) -> None:
        self.env, self.plan, self.rules = env, plan, rules
        self.orders: list[Order] = []
        self.chased: list[Order] = []
        self.done: list[Order] = []
        self.rows = array("d")
        self._end, self._over = end, False
        self.months, self.needs, self._counted = months, needs, 0
        self._time = time._replace(hours=in_lists(time.hours))
        self._new: list[tuple[Origin, Order]] = []
        self._under = [OrderRules.of(each) for each in rules.each]
        Moment(env, end, SHIFT, self._stop)  # made first: nothing else happens then
        self._gathering = Gathering(env, plan.batches, self._time, end, self._go_on)
        self._clock = OrderClock(env, self._under, self._time, end, self._escalated)
        self._lines = DeskLines(env, plan, self._time, servers, end, self._begin, self._done)
        self.heads, self._speed = self._lines.heads, plan.skills.speed.tolist()
        self._busy = [-inf] * self.heads.size

    def priority(self, ways: Ways, index: int, category: int) -> int:
        """The priority of a new order of a category."""
        return self._under[ways.rules[index]].priority[category]

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
            order.typical_share = float(self.months.work_shares(LANE, np.array([order.cause]))[0])
        if order.chased_at is not None and self.plan.chases is not None:
            self.chased.append(order)
        if not self._under[order.rules].on_acceptance[order.category]:
            self._clock.start(order, order.created)
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
        """Stand in line for the step that is next, or first for an approval of it."""
        if needs_approval(order.asked, order.approved) and not approves(order.ways.kind[order.step]):
            order.resumes, order.step = order.step, order.end + order.approved
        kind = order.ways.kind[order.step]
        if accepts(kind, order.accepted):
            order.accepted = self.env.now
            if self._under[order.rules].on_acceptance[order.category]:
                self._clock.start(order, order.accepted)
            if self._lies(order):
                return
        desk = desk_of(order.taken_over_by, order.ways.desk[order.step], kind)
        group = int(self.plan.batches.group[desk, order.ways.region[order.index]])
        if gathers(kind, group, order.has_gathered):
            self._gathering.add(order, group)
            return
        self._lines.stand(order, desk)

    def _lies(self, order: Order) -> bool:
        """Stop the clock of an accepted order, if it has a pause; whether it waits for its customer, and stands in line only then."""
        now, pause = self.env.now, order.ways.pause[order.index]
        for_customer = order.ways.for_customer[order.index]
        if pauses(order.due, pause, now):
            self._clock.pause(order, now + pause, for_customer)
        ready = stands_from(pause, for_customer, now)
        if now < ready < self._end:
            Moment(self.env, ready, MOVE_ON + order.number, self._go_on, order)
        return ready > now

    def _begin(self, station: Station[Order], pool: ServerPool, head: int, order: Order) -> float:
        """A head begins with a step; its work lies over nights and days off."""
        if self._over:
            return inf
        order.seat = pool, head
        if self._lines.owns(order):
            order.owned += 1
            order.by_own += self._lines.is_own(order, pool, head)
        work = order.ways.work[order.step]
        if is_shortened(order.ways.kind[order.step]):
            work = work * order.typical_share * order.work_share
        speed = self._speed[pool.number][order.category] * pool.pace(head)
        minutes = on_grid_one(work / speed)
        order.minutes = minutes + order.ways.travel[order.step]
        number = self._lines.first_head[pool.number] + head
        end = work_end(self._lines.duty, number, self.env.now, order.minutes)
        order.alone, self._busy[number] = max(self.env.now, self._busy[number]), max(end, self._busy[number])
        return end

    def _done(self, station: Station[Order], pool: ServerPool, head: int, order: Order) -> None:
        if self._over:
            return
        ways, step, now = order.ways, order.step, self.env.now
        self._row(order, now, ways.outcome[step])
        order.worked += order.minutes
        order.travelled += ways.travel[step]
        if informs(ways.kind[step]):
            order.informed_since = min(now, order.informed_since)
        order.seat = None
        self._go_forward(order)
        ready = self._behind(order, now, ways.lag[step], ways.lag_clock[step])
        if order.step == order.end:
            order.closed = ready
            if self.rules.each[order.rules].leaves is not None:
                self._leave_another(order)
            if order.chased_at is not None and self.plan.causes.any_recurs and order.cause >= 0:
                self.done.append(order)
        elif ready < self._end:
            Moment(self.env, ready, MOVE_ON + order.number, self._go_on, order)

    def _go_forward(self, order: Order) -> None:
        """A step of an order is over; behind an approval follows what was next before it."""
        order.begun += 1
        if approves(order.ways.kind[order.step]):
            order.step = order.resumes
            order.approved += 1
        else:
            order.step += 1
            order.has_gathered, order.work_share = False, 1.0

    def _leave_another(self, order: Order) -> None:
        """Let the order come that a closed one leaves, if it leaves one."""
        category, seed, region = order.category, order.ways.seed[order.index], order.ways.region[order.index]
        rules = self.rules.each[order.rules]
        found = following_orders(rules, np.array([category]), np.array([seed]), np.array([order.closed]))
        if not len(found.of) or found.created[0] >= self._end:
            return
        own, whole = int(found.category[0]), self.plan.first_category + found.category
        begun, segment = self.rules.begun(found.created), order.origin.segment
        nobody, its = np.array([NOBODY]), np.array([segment])
        ways = Ways.in_regions(self.rules, begun, whole, nobody, its, found.seed, np.array([region]))
        origin = Origin(Source.ORDER, NOBODY, 0, order.number, 0, NOBODY, segment)
        following = Order(origin, own, self.priority(ways, 0, own), ways, 0)
        following.customer = order.customer
        averts = bool(len(averting(found)))
        Moment(self.env, float(found.created[0]), MORNING, self._follows, (following, averts))

    def _follows(self, moment: Moment) -> None:
        """A need comes in the morning, before it is asked who comes on that day: its customer does not, if it would have become a problem."""
        order, averts = moment.subject
        self.receive(order)
        if averts and self.needs is not None and not self._over and not self._is_prevented(order):
            own = (order.category, order.origin.segment, order.ways.region[order.index])
            self.needs.found(LANE, *(np.array([each]) for each in own))

    def _behind(self, order: Order, now: float, lag: float, clock: int) -> float:
        """When an order has lain for so long, by the clock of its lag."""
        if clock == MEETING:
            held = self.rules.each[order.rules].meetings
            return next_meeting(held.times, 0, len(held.times), now) + held.lasts
        return work_end(self._time.hours, SITE, now, lag) if clock == WORKING else now + lag

    def _go_on(self, moment: Moment) -> None:
        if not self._over:
            self._join(moment.subject)

    def _escalated(self, order: Order, level: Level) -> None:
        """An order has reached a level: one in line moves, or needs an approval, at once; one in hand or lying from its next step on."""
        stands = order.entry is not None
        if not stands and order.opens == inf:
            return
        kind = order.ways.kind[order.step]
        if (level.asks and not approves(kind)) or moves_now(kind, level):
            if stands:
                self._lines.leave(order)
            self._join(order)
        elif stands:
            self._lines.rank_anew(order)

    # -- the end ----------------------------------------------------------------------------------------------------

    def _stop(self, moment: Moment) -> None:
        """The horizon ends: write down the steps that somebody has in hand, or that are in line."""
        self._over = True
        for order in self.orders:
            if order.seat is not None or order.entry is not None or order.opens < inf:
                self._row(order, nan, OrderOutcome.OPEN)

    def _row(self, order: Order, ended: float, outcome: int) -> None:
        pool, head, started, taken = NOBODY, NOBODY, nan, (nan, nan)
        if order.seat is not None:
            pool, head, started = order.seat[0].number, order.seat[1], order.started
            taken = order.minutes, order.alone
        step, kind = order.begun, order.ways.kind[order.step]
        times = (order.joined, started, ended)
        self.rows.extend((order.number, step, kind, order.desk, pool, head, *times, outcome, *taken))
