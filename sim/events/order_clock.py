"""The clocks of the deadlines of an office's orders, and the levels of escalation that these reach, in one replication."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf

import simpy

from sim.events.clock import ESCALATE, Moment
from sim.events.order import Order
from sim.events.order_rules import Level, OrderRules
from sim.rules.office import is_closed, moves_to, raised_priority
from sim.time.deadlines import due, due_after_pause, minutes_run, on_list, time_at_share
from sim.time.working_time import WorkingTime

SITE = 0
"""The number of the office in its table of working time."""


class OrderClock:
    """The clocks of deadlines.

    Parameters
    ----------
    env : simpy.Environment
        The clock.
    under : sequence of OrderRules
        The rules that orders live under.
    time : WorkingTime
        The office's working time, as that of the only site.
    end : float
        When the horizon ends.
    escalated : callable
        Called with an order that has just reached a level, and with that.
    """

    def __init__(
        self,
        env: simpy.Environment,
        under: Sequence[OrderRules],
        time: WorkingTime,
        end: float,
        escalated: Callable[[Order, Level], None],
    ) -> None:
        self.env, self._under, self._time, self._end = env, under, time, end
        self._escalated = escalated

    def start(self, order: Order, since: float) -> None:
        """The clock of an order begins, or began at a time before; there is none without a deadline."""
        limit = self._under[order.rules].deadlines[order.category]
        if limit is not None:
            order.clock = since
            order.due = due(self._time, SITE, limit.unit, order.clock, limit.amount)
            order.promised = order.due
            self._await_level(order, limit.unit, self.env.now)

    def pause(self, order: Order, resumed: float, for_customer: bool) -> None:
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
            Moment(self.env, time, ESCALATE + order.number, self._reaches, (order, unit))

    def _reaches(self, moment: Moment) -> None:
        """An order that is still open reaches a level."""
        order, unit = moment.subject
        if is_closed(order.closed, self.env.now) or order.escalates != self.env.now:
            return  # a pause has put it off
        level = self._under[order.rules].levels[order.level]
        order.level += 1
        order.priority = raised_priority(order.priority, level)
        order.taken_over_by = moves_to(order.taken_over_by, level)
        order.asked += level.asks
        self._escalated(order, level)
        self._await_level(order, unit, self.env.now)
