"""A day of one line in every lane, where forms or hours of staff keep it from being plain.

Everybody waits in one line in the order of tickets, and every server serves it. So a step takes one customer in every
lane, in that order, and no line has to be kept: only those are set aside who have an earlier ticket than others, but
are not back yet with the form filled in when a server calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.lanes.comers import Turns
from sim.lanes.joining import PASSES_BY, Joining
from sim.lanes.ranks import UNIT, floor_time, number_in
from sim.order import order_by
from sim.records import Outcome
from sim.ticks import TICKS_PER_MINUTE

if TYPE_CHECKING:
    from sim.lanes.stepping import Day

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

TURN = 2.0**32
"""What a turn counts for in a rank: more than any place in the tables."""
JOINS = 2.0**50
"""Rank of those who join only at the instant at which they could be called: behind all who stand in line then."""


class OneLine:
    """The line at the counters on one day. Times count from its midnight.

    Parameters
    ----------
    day : Day
        The day, with its visits and staff.
    joining : Joining
        Who joins, lane by lane.
    """

    def __init__(self, day: Day, joining: Joining) -> None:
        self.day, self._lanes, self._staff = day, day.lanes, day.staff
        self._lane, self._pools = np.arange(day.lanes), day.floor.counters
        self._patient = day.floor.rules.patience is None
        lane, ticks = day.visits.lane[joining.visit], (joining.ticket * TICKS_PER_MINUTE).astype(np.int64)
        order = order_by(lane, ticks, day.place[joining.visit])
        visit, lane, ticket = joining.visit[order], lane[order], joining.ticket[order]
        ready, turn, self._slot = joining.time[order], joining.turn[order], day.slot[visit]
        late = (ready > ticket) | _overtaken(lane, ticket, np.where(ready > ticket, PASSES_BY, turn))
        turns = Turns(day.lanes, lane)
        self._at, self._nobody = turns.at, turns.nobody
        self._ready, self._ticket = turns.table(ready, np.inf), turns.table(ticket, np.inf)
        self._late = turns.table(late, False) if late.any() else None
        self._rank = turns.table(JOINS + TURN * turn + turns.at, 0.0)
        self._visit = turns.table(visit, 0)
        self._minutes = turns.table(day.counters.minutes[self._slot], 0.0)
        self._gives_up = turns.table(day.counters.gives_up[self._slot], np.inf)
        self._started = turns.table(np.nan, np.nan)
        self._next = self._lane.copy()
        # those set aside: when each is ready, and its place in the tables; one row more where those there are taken
        self._aside = np.full((1, day.lanes), np.inf)
        self._who_aside = np.zeros((1, day.lanes), dtype=np.int64)

    def run(self) -> None:
        """Step until everybody has left."""
        while self._step():
            pass
        self.day.counters.started[self._slot] = self._started[self._at]

    def _step(self) -> bool:
        """In every lane the next customer is served, gives up, or is set aside, unless something changes before; whether
        there was any."""
        soonest = np.minimum.reduce(self._staff.until[self.day.own], axis=0)
        free, at = floor_time(soonest), self._next
        ready, aside, row = self._ready[at], None, None
        if self._late is not None:
            at, ready, aside, row = self._first(free, ready)
        start = np.maximum(ready, free)
        gives_up = np.inf if self._patient else self._gives_up[at]
        now = np.minimum(np.minimum(start, gives_up), self.day.progress.next)
        left = now < np.inf
        if aside is not None:
            left &= ~aside
        if not left.any() and (aside is None or not aside.any()):
            return False
        goes_on, changing = self.day.progress.due(left, now)
        if len(changing):
            self._change(changing)
        key = soonest if len(self._pools) == 1 else self._staff.soonest(self._pools, ready)
        self._serve(at, start, key, goes_on & (start <= gives_up))
        if aside is None or row is None:
            self._next = at + goes_on * self._lanes
        else:
            self._move_on(goes_on, aside, row)
        return True

    def _serve(self, at: Ints, start: Floats, key: Floats, starts: Flags) -> None:
        """Services start; their ends are known at once."""
        server = number_in(np.where(starts, key, self._staff.nobody * UNIT))
        self._started[np.where(starts, at, self._nobody)] = start + server * UNIT
        self._staff.start(server, self._lane, start + self.day.floor.at_speed(self._minutes[at], server))

    # -- those set aside --------------------------------------------------------------------------------------------

    def _first(self, free: Floats, ready: Floats) -> tuple[Ints, Floats, Flags, Ints]:
        """Who is called next in each lane, when a server is free from a time on.

        Those who stand in line when a server is free are called before those who join at that very instant; the former
        in the order of their tickets, the latter in the order in which they join.

        Returns
        -------
        tuple of ndarray
            The customer and when it is ready; whether it is to be set aside instead; the row of those set aside in which
            it was found, -1 for the next in turn.
        """
        assert self._late is not None
        at = self._next
        waits = ready < free
        aside = self._late[at] & ~waits
        begin = np.maximum(np.where(aside, self._ticket[at], ready), free)
        rank = np.where(waits, at, np.where(aside, JOINS / 2, self._rank[at]))
        row = np.full(self._lanes, -1)
        for number, (other, who) in enumerate(zip(self._aside, self._who_aside, strict=True)):
            begins = np.maximum(other, free)
            ranks = np.where(other < free, who, self._rank[who])
            before = (begins < begin) | ((begins == begin) & (ranks < rank))
            before &= other < np.inf
            if before.any():
                begin, rank = np.where(before, begins, begin), np.where(before, ranks, rank)
                at, ready = np.where(before, who, at), np.where(before, other, ready)
                row[before] = number
        aside &= row < 0
        return at, ready, aside, row

    def _move_on(self, goes_on: Flags, aside: Flags, row: Ints) -> None:
        """The next customers in turn are gone, or set aside; those set aside are gone who have left there."""
        gone = np.flatnonzero(goes_on & (row >= 0))
        self._aside[row[gone], gone] = np.inf
        lanes = np.flatnonzero(aside)
        if len(lanes):
            self._set_aside(lanes)
        self._next = self._next + ((goes_on & (row < 0)) | aside) * self._lanes

    def _set_aside(self, lanes: Ints) -> None:
        """The next customers in some lanes wait until they are ready, while others are called."""
        empty = np.isinf(self._aside[:, lanes])
        if not empty.any(axis=0).all():
            self._aside = np.concatenate([self._aside, np.full((1, self._lanes), np.inf)])
            self._who_aside = np.concatenate([self._who_aside, np.zeros((1, self._lanes), dtype=np.int64)])
            empty = np.isinf(self._aside[:, lanes])
        row = np.argmax(empty, axis=0)
        self._aside[row, lanes] = self._ready[self._next[lanes]]
        self._who_aside[row, lanes] = self._next[lanes]

    # -- changes ----------------------------------------------------------------------------------------------------

    def _change(self, lanes: Ints) -> None:
        """Staff come and go, and the line is emptied."""
        time = self.day.progress.next[lanes]
        come, go, empties = self.day.progress.turn(lanes)
        self._staff.change(lanes, time, come, go, self.day.own)
        rows = np.flatnonzero(empties[:, 0])
        if len(rows):
            self._empty(lanes[rows], time[rows])

    def _empty(self, lanes: Ints, time: Floats) -> None:
        """Send home all who stand in line, but for those who gave up before."""
        while len(rows := np.flatnonzero(self._ticket[self._next[lanes]] < time)):
            at = self._next[lanes[rows]]
            here = self._ready[at] < time[rows]
            self._send_home(at[here], time[rows[here]])
            self._set_aside(lanes[rows[~here]])
            self._next[lanes[rows]] += self._lanes
        for other, who in zip(self._aside, self._who_aside, strict=True):
            rows = np.flatnonzero(other[lanes] < time)
            self._send_home(who[lanes[rows]], time[rows])
            other[lanes[rows]] = np.inf

    def _send_home(self, at: Ints, time: Floats) -> None:
        """Customers leave as the line is emptied; who gave up before has left already."""
        stays = self._gives_up[at] >= time
        self.day.track.leave(self._visit[at[stays]], Outcome.SENT_HOME, time[stays])


def _overtaken(lane: Ints, ticket: Floats, turn: Ints) -> Flags:
    """Who may join behind others with the same ticket, though standing before them in line."""
    begins = np.append(True, (lane[1:] != lane[:-1]) | (ticket[1:] != ticket[:-1]))[: len(lane)]
    if not len(lane):
        return begins
    return np.asarray(turn > np.minimum.reduceat(turn, np.flatnonzero(begins))[np.cumsum(begins) - 1])
