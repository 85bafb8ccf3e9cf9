"""A day in the lanes of a hall where customers turn away at the sight of those who wait: nothing is known beforehand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.lanes.comers import Comers
from sim.lanes.floor import Change, Floor
from sim.lanes.greeting import Greeting
from sim.lanes.ranks import UNIT
from sim.lanes.stepping import Day, State
from sim.lanes.visits import Visits
from sim.records import Outcome

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class SightedDay(Day):
    """Steps through one day as :class:`Day` does, door and greeter together with the counters.

    Parameters
    ----------
    floor, state, visits, day, changes
        As those of :class:`Day`.
    """

    def __init__(
        self, floor: Floor, state: State, visits: Visits, day: int, changes: list[list[Change]]
    ) -> None:
        super().__init__(floor, state, visits, day, changes)
        self.greeting = Greeting(self) if floor.greeters else None
        self._waiting = np.zeros(self.lanes, dtype=np.int64)
        self._stands = np.zeros(len(self.counters.class_of), dtype=np.bool_)
        self._joining_now = np.full(self.lanes, self.counters.queues.nobody)
        self._late_now = np.zeros(self.lanes, dtype=np.bool_)
        self._newest = np.full(self.lanes, -np.inf)
        self._joiners: list[tuple[Ints, Ints, Floats]] = []

    def run(self) -> None:
        """Step until everybody has left."""
        visits = self.visits
        who = np.flatnonzero(np.isfinite(visits.entry))
        entry = visits.entry[who] - self.midnight
        self._comers = Comers(self.lanes, visits.lane[who], entry, who, len(visits))
        while self._step():
            pass
        self.finish()

    def _step(self) -> bool:
        """Move every lane to its next event; whether there was any."""
        call, comers, greeting = self.counters.next_call(self.now), self._comers, self.greeting
        now = np.minimum(np.minimum(self.progress.next, call), comers.next)
        if greeting:
            events = [(greeting.next_move(), greeting.move_on)]
            if greeting.called:
                events.insert(0, (greeting.next_call(self.now), greeting.call))
            for time, _ in events:
                np.minimum(now, time, out=now)
            np.minimum(now, greeting.pass_at, out=now)
        left = now < np.inf
        if not left.any():
            return False
        np.copyto(self.now, now, where=left)
        left, changing = self.progress.due(left, now)
        if len(changing):
            self._change(changing)
        calls = (call == now) & left
        left ^= calls
        if greeting:
            for time, happen in events:
                lanes = np.flatnonzero((time == now) & left)
                if len(lanes):
                    left[lanes] = False
                    happen(lanes, now[lanes])
        comes = (comers.next == now) & left
        self._arrive(comes)
        if greeting:
            lanes = np.flatnonzero((greeting.pass_at == now) & left & ~comes)
            if len(lanes):
                greeting.pass_by(lanes, now[lanes])
        self._turn(calls)
        return True

    def _arrive(self, comes: Flags) -> None:
        """The next customers turn away, go to the greeter, or take a ticket."""
        visit, lanes = self._comers.take(comes), np.flatnonzero(comes)
        if not len(lanes):
            return
        visit, now = visit[lanes], self.now[lanes]
        balks = self.visits.carried("balk")[visit] < self._balking(lanes)
        self.track.leave(visit[balks], Outcome.BALKED, now[balks])
        lanes, visit, now = lanes[~balks], visit[~balks], now[~balks]
        greeted = self.stretches.greeted[self.progress.stretch[lanes]]
        if self.greeting:
            self.greeting.join(lanes[greeted], visit[greeted], now[greeted])
        self.take_ticket(lanes[~greeted], visit[~greeted], now[~greeted])

    def _turn(self, calls: Flags) -> None:
        """Let those join who do in this step, and servers call."""
        if self._joiners:
            self._draw_tickets()
        nobody, joining = self.counters.queues.nobody, self._joining_now
        joins = joining != nobody
        waits = self.counters.turn(self.now, joining, joins, calls, self._late_now)
        self._waiting += waits
        self._waiting -= calls
        self._stands[np.where(waits, joining, nobody)] = True
        self._stands[np.where(calls, self.counters.called, nobody)] = False
        self._stands[nobody] = False
        joining.fill(nobody)
        self._late_now.fill(False)

    def _change(self, lanes: Ints) -> None:
        """Staff come and go, and lines are emptied and opened."""
        time = self.progress.next[lanes]
        come, go, empties = self.progress.turn(lanes)
        self.staff.change(lanes, time, come, go)
        if self.greeting:
            self.greeting.change(lanes, time, come)
        for line in np.flatnonzero(empties.any(axis=0)):
            gone = self._emptied(int(line), lanes[empties[:, line]])
            np.subtract.at(self._waiting, self.visits.lane[gone], 1)
            self._stands[self.slot[gone]] = False

    def _emptied(self, line: int, lanes: Ints) -> Ints:
        """Send home all who wait in a line; returns all who stood there."""
        if line != self.floor.greeter_line:
            return self.empty(line, lanes)
        gone = self.greeting.emptied(lanes) if self.greeting else np.empty(0, dtype=np.int64)
        self.track.leave(gone, Outcome.SENT_HOME, self.now[self.visits.lane[gone]])
        return gone

    # -- who waits --------------------------------------------------------------------------------------------------

    def _balking(self, lanes: Ints) -> Floats:
        """Share of customers who leave at the sight of those who wait now."""
        waiting = self._waiting[lanes]
        if self.floor.rules.patience is not None:  # some of those in line are gone already
            stands = np.flatnonzero(self._stands)
            of = stands % self.lanes
            gone = self.counters.gives_up[stands] < self.now[of]
            waiting -= np.bincount(of[gone], minlength=self.lanes)[lanes]
        steps = self.floor.rules.balking
        shares = np.array([0.0, *(step.leave for step in steps)])
        share: Floats = shares[np.searchsorted([step.waiting for step in steps], waiting, side="right")]
        return share

    def counts(self, lanes: Ints, visit: Ints, waits: bool) -> None:
        """Who waits before the greeter is seen by those who come."""
        self._waiting[lanes] += 1 if waits else -1
        self._stands[self.slot[visit]] = waits

    # -- lines ------------------------------------------------------------------------------------------------------

    def take_ticket(self, lanes: Ints, visit: Ints, now: Floats) -> None:
        """Go to a kiosk, if there is one and the customer likes it, or to the line at the counters."""
        if not len(lanes):
            return
        kiosk = self.stretches.kiosk_open[self.progress.stretch[lanes]]
        if kiosk.any():
            self.to_kiosk(visit[kiosk & self.visits.carried("kiosk")[visit]])
        self.join(lanes, visit, now)

    def join(self, lanes: Ints, visit: Ints, ticket: Floats) -> None:
        """Stand in line at the end of this step, unless the line is closed; a free server calls at once."""
        if len(lanes):
            self._joiners.append((lanes, visit, ticket))

    def _draw_tickets(self) -> None:
        """Let those join whom :meth:`join` has told."""
        lanes, visit, ticket = (np.concatenate(column) for column in zip(*self._joiners, strict=True))
        self._joiners.clear()
        now = self.now[lanes]
        stays = self.draw_tickets(visit, now, ticket, self.progress.stretch[lanes])
        lanes, visit, ticket = lanes[stays], visit[stays], ticket[stays]
        self._joining_now[lanes] = self.slot[visit]
        drawn = ticket + self.place[visit] * UNIT
        self._late_now[lanes] = drawn < self._newest[lanes]
        self._newest[lanes] = np.maximum(drawn, self._newest[lanes])
