"""An office, order by order: desks where heads do the steps, lags between these, deadlines, escalations."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from heapq import heappop, heappush
from itertools import islice
from math import inf, nan

import numpy as np
import simpy

from sim.events.batches import Gathering
from sim.events.clock import ESCALATE, FOR_ALL, FREE, MORNING, MOVE_ON, NEW_ORDER, SHIFT, Moment
from sim.events.office_heads import Heads, OwnHeads, in_lists
from sim.events.order import EVERYBODY, Order, Origin, Source
from sim.events.order_rules import Level, OrderRules
from sim.events.order_ways import Ways
from sim.events.rows import NOBODY
from sim.events.station import Rank, ServerPool, Station
from sim.log.orders import OrderOutcome
from sim.network.cause_months import CauseMonths
from sim.network.following_orders import following_orders
from sim.network.itineraries import MEETING, WORKING
from sim.network.needs_found import NeedsFound, averting
from sim.network.office import Desk, OfficePlan
from sim.network.rules_by_order import RulesByOrder
from sim.rules.office import (
    accepts,
    desk_of,
    gathers,
    has_days,
    informs,
    is_closed,
    is_shortened,
    moves_to,
    own_head,
    pauses,
    raised_priority,
    rank,
    stands_from,
)
from sim.time.deadlines import due, due_after_pause, minutes_run, on_list, time_at_share
from sim.time.duty_windows import Servers
from sim.time.meetings import next_meeting
from sim.time.ticks import on_grid_one
from sim.time.working_hours import (
    inside_from,
    inside_until,
    work_end,
    works_within,
)
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
    speeds : mapping
        Speed of each pool, likewise.
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
        speeds: Mapping[int, float],
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
        self.heads = Heads.of(servers)
        self._gathering = Gathering(env, plan.batches, self._time, end, self._go_on)
        self._duty, self._first_head = in_lists(self.heads.duty), self.heads.first.tolist()
        self._new: list[tuple[Origin, Order]] = []
        self._under = [OrderRules.of(each) for each in rules.each]
        Moment(env, end, SHIFT, self._stop)  # made first: nothing else happens then
        self._own = [self._own_heads(desk, servers) for desk in plan.desks]
        self._desks = [
            self._desk(desk, own, servers, speeds) for desk, own in zip(plan.desks, self._own, strict=True)
        ]

    def _own_heads(self, desk: Desk, servers: Mapping[int, Servers]) -> OwnHeads | None:
        if desk.own is None:
            return None
        heads = [
            self._first_head[pool] + head
            for pool in desk.pools[: desk.own.pools]
            for head in range(len(servers[pool]))
        ]
        return OwnHeads(desk.own, heads)

    def _desk(
        self,
        desk: Desk,
        own: OwnHeads | None,
        servers: Mapping[int, Servers],
        speeds: Mapping[int, float],
    ) -> Station[Order]:
        portfolios = own.heads if own else []
        station: Station[Order] = Station(
            self.env, 1 + len(portfolios), FREE, self._begin, self._done, _stays
        )
        lines = iter(range(1, 1 + len(portfolios)))
        for number, pool in enumerate(desk.pools):
            with_own = desk.own is not None and number < desk.own.pools
            of_heads = tuple(islice(lines, len(servers[pool]))) if with_own else ()
            station.staff(servers[pool], pool, (EVERYBODY,), False, speeds[pool], of_heads)
        return station

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
            if self._under[order.rules].on_acceptance[order.category]:
                self._start_clock(order, order.accepted)
            if self._lies(order):
                return
        desk = desk_of(order.taken_over_by, order.ways.desk[order.step])
        group = int(self.plan.batches.group[desk, order.ways.region[order.index]])
        if gathers(kind, group, order.has_gathered):
            self._gathering.add(order, group)
            return
        self._stand(order, desk)

    def _lies(self, order: Order) -> bool:
        """Stop the clock of an accepted order, if it has a pause; whether it waits for its customer, and stands in line only then."""
        now, pause = self.env.now, order.ways.pause[order.index]
        for_customer = order.ways.for_customer[order.index]
        if pauses(order.due, pause, now):
            self._pause(order, now + pause, for_customer)
        ready = stands_from(pause, for_customer, now)
        if now < ready < self._end:
            Moment(self.env, ready, MOVE_ON + order.number, self._go_on, order)
        return ready > now

    def _stand(self, order: Order, desk: int) -> None:
        order.joined, order.desk = self.env.now, desk
        self._let_in(order)

    def _let_in(self, order: Order) -> None:
        """Let an order into its line at once, or on the next day on which the desk works for its region."""
        now, days = self.env.now, self.plan.days
        order.opens = order.shuts = order.for_all = inf
        owner = int(days.owner[order.desk, order.ways.region[order.index]])
        gated = has_days(order.ways.kind[order.step], owner)
        if gated and inside_from(days.windows, owner, now) > now:
            order.opens = inside_from(days.windows, owner, now)
            if order.opens < self._end:
                Moment(self.env, order.opens, MOVE_ON + order.number, self._day_begins, order)
            return
        self._stand_in_line(order)
        if gated and order.entry is not None:
            order.shuts = inside_until(days.windows, owner, now)
            if order.shuts < self._end:
                Moment(self.env, order.shuts, SHIFT + order.number, self._day_ends, order)

    def _day_begins(self, moment: Moment) -> None:
        """A day begins for the region of an order, if it still waits for it."""
        order = moment.subject
        if not self._over and order.opens == self.env.now:
            self._let_in(order)

    def _day_ends(self, moment: Moment) -> None:
        """The days end for the region of an order, which waits for the next ones if nobody has taken it."""
        order = moment.subject
        if not self._over and order.entry is not None and order.shuts == self.env.now:
            self._desks[order.desk].leave(order)
            self._let_in(order)

    def _stand_in_line(self, order: Order) -> None:
        """Stand in the line of everybody, or of the own head."""
        order.line, order.for_all = EVERYBODY, inf
        own = self._own[order.desk]
        if own is not None:
            self._choose_line(order, own)
        until = order.for_all
        self._desks[order.desk].join(order, order.line, self._rank(order), inf)
        if order.entry is not None and until < self._end:
            Moment(self.env, until, FOR_ALL + order.number, self._for_all, order)

    def _choose_line(self, order: Order, own: OwnHeads) -> None:
        """Stand for the own head, if that is on duty before somebody else may take the order."""
        place = own_head(order.customer, len(own.heads))
        until = due(self._time, SITE, own.rules.unit, self.env.now, own.rules.amount)
        if own.heads and works_within(self._duty, own.heads[place], self.env.now, until):
            order.line, order.for_all = 1 + place, until

    def _for_all(self, moment: Moment) -> None:
        """An order has stood long enough for its own head, if it still does."""
        order = moment.subject
        if self._over or order.entry is None or order.for_all != self.env.now:
            return
        station = self._desks[order.desk]
        station.leave(order)
        order.line, order.for_all = EVERYBODY, inf
        station.join(order, order.line, self._rank(order), inf)

    def _rank(self, order: Order) -> Rank:
        return rank(order, self.plan.takes_due)

    def _begin(self, station: Station[Order], pool: ServerPool, head: int, order: Order) -> float:
        """A head begins with a step; its work lies over nights and days off."""
        if self._over:
            return inf
        order.seat = pool, head
        if self._own[order.desk] is not None:
            order.owned += 1
            order.by_own += self._is_own(order, pool, head)
        work = order.ways.work[order.step]
        if is_shortened(order.ways.kind[order.step]):
            work *= order.typical_share
        minutes = on_grid_one(work * order.work_share / pool.speed)
        order.minutes = minutes + order.ways.travel[order.step]
        return work_end(self._duty, self._first_head[pool.number] + head, self.env.now, order.minutes)

    def _is_own(self, order: Order, pool: ServerPool, head: int) -> bool:
        """Whether a head is the own one of an order that it begins with."""
        own = self._own[order.desk]
        assert own is not None
        place = own_head(order.customer, len(own.heads))
        return bool(own.heads) and own.heads[place] == self._first_head[pool.number] + head

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
        order.step += 1
        order.has_gathered, order.work_share = False, 1.0
        ready = self._behind(order, now, ways.lag[step], ways.lag_clock[step])
        if order.step == order.end:
            order.closed = ready
            if self.rules.each[order.rules].leaves is not None:
                self._leave_another(order)
            if order.chased_at is not None and self.plan.causes.any_recurs and order.cause >= 0:
                self.done.append(order)
        elif ready < self._end:
            Moment(self.env, ready, MOVE_ON + order.number, self._go_on, order)

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

    # -- deadlines --------------------------------------------------------------------------------------------------

    def _start_clock(self, order: Order, since: float) -> None:
        limit = self._under[order.rules].deadlines[order.category]
        if limit is not None:
            order.clock = since
            order.due = due(self._time, SITE, limit.unit, order.clock, limit.amount)
            order.promised = order.due
            self._await_level(order, limit.unit, self.env.now)

    def _pause(self, order: Order, resumed: float, for_customer: bool) -> None:
        """Let the clock of a deadline stand still from now on."""
        limit, now = self._under[order.rules].deadlines[order.category], self.env.now
        assert limit is not None
        order.due = due_after_pause(self._time, SITE, limit.unit, order.clock, order.due, now, resumed)
        if for_customer:
            order.promised = order.due
        order.stood = minutes_run(self._time, SITE, limit.unit, resumed) - minutes_run(
            self._time, SITE, limit.unit, now
        )
        self._await_level(order, limit.unit, resumed)

    def _await_level(self, order: Order, unit: int, since: float) -> None:
        """Set when an order reaches its next level of escalation: at a time at the earliest, such as that at which it came."""
        order.escalates, levels = inf, self._under[order.rules].levels
        if order.level == len(levels):
            return
        level = levels[order.level]
        reached = time_at_share(self._time, SITE, unit, order.clock, order.due, level.at, order.stood)
        time = max(reached, since)
        if level.daily:
            time = on_list(self._time, SITE, time)
        if time < self._end:
            order.escalates = time
            Moment(self.env, time, ESCALATE + order.number, self._escalate, (order, unit))

    def _escalate(self, moment: Moment) -> None:
        """An order that is still open reaches a level: one in line at once, one in hand or lying from its next step on."""
        order, unit = moment.subject
        if self._over or is_closed(order.closed, self.env.now) or order.escalates != self.env.now:
            return  # a pause has put it off
        level = self._under[order.rules].levels[order.level]
        order.level += 1
        order.priority = raised_priority(order.priority, level)
        order.taken_over_by = moves_to(order.taken_over_by, level)
        if order.entry is not None or order.opens < inf:
            self._move(order, level)
        self._await_level(order, unit, self.env.now)

    def _move(self, order: Order, level: Level) -> None:
        """Give an order in line its new place."""
        station, stands = self._desks[order.desk], order.entry is not None
        if stands and level.desk < 0:
            station.rank_anew(order, order.line, self._rank(order))
        elif level.desk >= 0:
            if stands:
                station.leave(order)
            self._stand(order, level.desk)

    # -- the end ----------------------------------------------------------------------------------------------------

    def _stop(self, moment: Moment) -> None:
        """The horizon ends: write down the steps that somebody has in hand, or that are in line."""
        self._over = True
        for order in self.orders:
            if order.seat is not None or order.entry is not None or order.opens < inf:
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
