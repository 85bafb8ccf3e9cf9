"""Where the orders of one office stand in line, in one replication: at the stations of its desks, for everybody or for their own heads, on the days for
their regions."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from math import inf

import simpy

from sim.events.clock import FOR_ALL, FREE, MOVE_ON, SHIFT, Moment
from sim.events.office_heads import Heads, OwnHeads, in_lists
from sim.events.order import Order
from sim.events.station import Done, Rank, Serve, ServerPool, Station
from sim.network.office import OfficePlan
from sim.rules.office import has_days, line_of, own_head, rank
from sim.time.deadlines import due
from sim.time.duty_windows import Servers
from sim.time.working_hours import inside_from, inside_until, works_within
from sim.time.working_time import WorkingTime

SITE = 0
"""The number of the office in its table of working time."""


class DeskLines:
    """The lines of all desks.

    Parameters
    ----------
    env : simpy.Environment
        The clock.
    plan : OfficePlan
        The desks.
    time : WorkingTime
        The office's working time, as that of the only site.
    servers : mapping
        The heads of each pool, by number of the pool.
    end : float
        When the horizon ends.
    begin, done : callable
        What happens when a head begins with an order, and when it has done the step.
    """

    def __init__(
        self,
        env: simpy.Environment,
        plan: OfficePlan,
        time: WorkingTime,
        servers: Mapping[int, Servers],
        end: float,
        begin: Serve[Order],
        done: Done[Order],
    ) -> None:
        self.env, self.plan, self._time, self._end = env, plan, time, end
        self.heads = Heads.of(servers)
        self.duty, self.first_head = in_lists(self.heads.duty), self.heads.first.tolist()
        self._begin, self._done = begin, done
        self._line = plan.skills.line.tolist()
        self._own = [self._own_heads(number, servers) for number in range(len(plan.desks))]
        self._desks = [self._desk(number, servers) for number in range(len(plan.desks))]

    def _own_heads(self, number: int, servers: Mapping[int, Servers]) -> OwnHeads | None:
        rules, desk = self.plan.desks[number].own, self.plan.desks[number]
        if rules is None:
            return None
        takes = self.plan.skills.takes[number]
        found = [
            (self.first_head[pool] + head, lines)
            for pool, lines in zip(desk.pools[: rules.pools], takes, strict=False)
            for head in range(len(servers[pool]))
        ]
        return OwnHeads(rules, [head for head, _ in found], [lines for _, lines in found])

    def _desk(self, number: int, servers: Mapping[int, Servers]) -> Station[Order]:
        desk, own = self.plan.desks[number], self._own[number]
        skills, portfolios = self.plan.skills, own.heads if own else []
        common = skills.lines(number)
        station: Station[Order] = Station(
            self.env, common + len(portfolios), FREE, self._begin, self._done, _stays
        )
        lines = iter(range(common, common + len(portfolios)))
        for place, (pool, takes) in enumerate(zip(desk.pools, skills.takes[number], strict=True)):
            with_own = own is not None and place < own.rules.pools
            of_heads = tuple(islice(lines, len(servers[pool]))) if with_own else ()
            several = skills.pace[pool], skills.at_once[pool]
            station.staff(servers[pool], pool, takes, False, 1.0, of_heads, *several)
        return station

    def stand(self, order: Order, desk: int) -> None:
        """Stand in line at a desk, from now on or from the next day on which it works for the order's region."""
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
        if order.opens == self.env.now:
            self._let_in(order)

    def _day_ends(self, moment: Moment) -> None:
        """The days end for the region of an order, which waits for the next ones if nobody has taken it."""
        order = moment.subject
        if order.entry is not None and order.shuts == self.env.now:
            self._desks[order.desk].leave(order)
            self._let_in(order)

    def _stand_in_line(self, order: Order) -> None:
        """Stand in the line of those who can do it, or of the own head."""
        order.line, order.for_all = self._common_line(order), inf
        own = self._own[order.desk]
        if own is not None:
            self._choose_line(order, own)
        until = order.for_all
        self._desks[order.desk].join(order, order.line, self._rank(order), inf)
        if order.entry is not None and until < self._end:
            Moment(self.env, until, FOR_ALL + order.number, self._for_all, order)

    def _common_line(self, order: Order) -> int:
        """The line at its desk of an order that stands for nobody by name."""
        return line_of(order.ways.kind[order.step], self._line[order.desk][order.category])

    def _choose_line(self, order: Order, own: OwnHeads) -> None:
        """Stand for the own head, if that can do it, and is on duty before somebody else may take the order."""
        place = own_head(order.customer, len(own.heads))
        if not own.heads or order.line not in own.takes[place]:
            return
        until = due(self._time, SITE, own.rules.unit, self.env.now, own.rules.amount)
        if works_within(self.duty, own.heads[place], self.env.now, until):
            order.line, order.for_all = self.plan.skills.lines(order.desk) + place, until

    def _for_all(self, moment: Moment) -> None:
        """An order has stood long enough for its own head, if it still does."""
        order = moment.subject
        if order.entry is None or order.for_all != self.env.now:
            return
        station = self._desks[order.desk]
        station.leave(order)
        order.line, order.for_all = self._common_line(order), inf
        station.join(order, order.line, self._rank(order), inf)

    def _rank(self, order: Order) -> Rank:
        return rank(order, self.plan.takes_due)

    def owns(self, order: Order) -> bool:
        """Whether customers have heads of their own at the desk of an order."""
        return self._own[order.desk] is not None

    def is_own(self, order: Order, pool: ServerPool, head: int) -> bool:
        """Whether a head is the own one of an order that it begins with."""
        own = self._own[order.desk]
        assert own is not None
        place = own_head(order.customer, len(own.heads))
        return bool(own.heads) and own.heads[place] == self.first_head[pool.number] + head

    def rank_anew(self, order: Order) -> None:
        """Give an order in line its new place, since its priority has changed."""
        self._desks[order.desk].rank_anew(order, order.line, self._rank(order))

    def leave(self, order: Order) -> None:
        """Take an order out of its line."""
        self._desks[order.desk].leave(order)


def _stays(station: Station[Order], order: Order) -> None:
    """Nobody gives up waiting in an office."""
