"""Orders that gather before the desks of one office, in one replication, until so many are there or the first has waited long enough."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any

import simpy

from sim.events.clock import MOVE_ON, Moment
from sim.events.order import Order
from sim.network.office import Batches
from sim.rules.office import work_share
from sim.time.deadlines import due
from sim.time.working_time import WorkingTime

SITE = 0
"""The number of the office in its table of working time."""


class Gathering:
    """Orders that gather.

    Parameters
    ----------
    env : simpy.Environment
        The clock.
    rules : Batches
        The groups in which they do.
    time : WorkingTime
        The office's working time, as that of the only site.
    end : float
        When the horizon ends.
    go_on : callable
        Called at the moment at which an order joins its line, which it has as its subject.
    """

    def __init__(
        self,
        env: simpy.Environment,
        rules: Batches,
        time: WorkingTime,
        end: float,
        go_on: Callable[[Moment], Any],
    ) -> None:
        self.env, self.rules, self._time, self._end, self._go_on = env, rules, time, end, go_on
        self._there: list[list[Order]] = [[] for _ in rules.size]
        self._until = [inf] * len(rules.size)

    def add(self, order: Order, group: int) -> None:
        """An order comes to a group."""
        there, now = self._there[group], self.env.now
        there.append(order)
        if len(there) == self.rules.size[group]:
            self._let_go(group)
        elif len(there) == 1:
            until = due(self._time, SITE, int(self.rules.unit[group]), now, float(self.rules.amount[group]))
            self._until[group] = until
            if until < self._end:  # behind free heads, and before any order joins a line
                Moment(self.env, until, MOVE_ON - len(self._there) + group, self._waited, group)

    def _waited(self, moment: Moment) -> None:
        """The first one of a group has waited long enough, if it still does."""
        group = moment.subject
        if self._until[group] == self.env.now:
            self._let_go(group)

    def _let_go(self, group: int) -> None:
        there, now = self._there[group], self.env.now
        self._there[group], self._until[group] = [], inf
        share = work_share(float(self.rules.work[group]), len(there))
        for order in there:
            order.has_gathered, order.work_share = True, share
            Moment(self.env, now, MOVE_ON + order.number, self._go_on, order)
