"""Event stepping in lanes: each step moves every lane to its own next event.

Servers at counters and kiosks need no event of their own: they are busy until a time, and free from then on. So the
events of a lane are changes (staff come and go, lines close), calls (a server is free, or gets free, and somebody waits),
arrivals, and what greeters do. At one instant they come in the order of :mod:`sim.events.clock`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.lanes.counters import Counters
from sim.lanes.floor import Change, Floor
from sim.lanes.greeting import Greeting
from sim.lanes.ranks import LEVEL, UNIT, floor_time, number_in
from sim.lanes.staff import Staff
from sim.lanes.stretches import Stretches
from sim.lanes.track import NONE, Track
from sim.lanes.visits import Visits
from sim.records import Outcome
from sim.scenario.units import DAY
from sim.ticks import on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


GATHER = 16
"""Steps after which changes are made."""


class State:
    """What a hall's lanes carry from day to day.

    Parameters
    ----------
    floor : Floor
        The hall.
    lanes, candidates : int
        How many of each; lanes of one candidate lie together, equally many of each.

    Attributes
    ----------
    staff : Staff
        The servers.
    on_duty, closed : ndarray
        Servers on duty, and lines closed, one row a candidate.
    candidate : ndarray
        Candidate of each lane.
    """

    def __init__(self, floor: Floor, lanes: int, candidates: int = 1) -> None:
        self.staff = Staff(lanes, floor)
        self.on_duty = np.zeros((candidates, floor.server_count), dtype=np.bool_)
        self.closed = np.zeros((candidates, floor.line_count), dtype=np.bool_)
        self.candidate = np.repeat(np.arange(candidates), lanes // candidates)


class Day:
    """Steps through one day of a hall in all lanes. Times in here count from the day's midnight.

    Parameters
    ----------
    floor : Floor
        The hall.
    state : State
        The servers, as the day before left them.
    visits : Visits
        Who comes.
    day : int
        Day of the horizon.
    changes : list of list of Change
        What happens in all lanes of each candidate, in minutes since the horizon's first midnight.
    """

    def __init__(
        self, floor: Floor, state: State, visits: Visits, day: int, changes: list[list[Change]]
    ) -> None:
        self.floor, self.state, self.staff, self.visits = floor, state, state.staff, visits
        self.midnight, self.base, self.lanes = day * DAY, visits.start[:-1], len(visits.start) - 1
        self.staff.turn_to(day)
        own = [[change.after(self.midnight) for change in of_one] for of_one in changes]
        self.stretches = Stretches(floor, state.on_duty, state.closed, own)
        self.stretch = self.stretches.first[state.candidate]
        self._next_change = self.stretches.ends[self.stretch]
        self.now = np.full(self.lanes, -np.inf)
        self.track = Track(len(visits))
        self.place = np.arange(len(visits)) - self.base[visits.lane]
        self.slot = self.place * self.lanes + visits.lane
        places = int(self.place.max(initial=-1)) + 1
        self.counters = Counters(floor, self.staff, self.lanes, places)
        self._waiting = np.zeros(self.lanes, dtype=np.int64)
        self._stands = np.zeros(places * self.lanes + 1, dtype=np.bool_)
        self._prepare_visits()
        greets = any(pool.stage == "greeter" and pool.end > pool.first for pool in floor.pools)
        self.greeting = Greeting(self) if greets else None
        self._steered = bool(self.greeting or floor.rules.balking or self.stretches.kiosk_open.any())
        self._prepare_arrivals()
        self._joining = np.full(self.lanes, self.counters.queues.nobody)
        self._late = np.zeros(self.lanes, dtype=np.bool_) if floor.ways > 1 else None
        self._joiners: list[tuple[Ints, Ints, Floats]] = []
        self._steps = 0

    def _prepare_visits(self) -> None:
        """Class, rank, minutes and patience of each visit at the counters."""
        visits, floor, counters = self.visits, self.floor, self.counters
        level = floor.level_of_segment[visits.segment]
        counters.class_of[self.slot] = floor.class_of(floor.line_of_service[visits.service], level)
        self._rank = self.place * UNIT - (len(floor.levels) - 1 - level) * LEVEL
        minutes = visits.carried("handle")
        if floor.misses_papers.any():
            minutes = np.where(visits.lacks_papers, minutes * floor.found_after[visits.service], minutes)
        counters.minutes[self.slot] = on_grid(minutes) if floor.same_speed else minutes

    def _prepare_arrivals(self) -> None:
        """Turn away who cannot get in; point each lane at its first arrival.

        Where nothing but the clock decides what becomes of those who come, all tickets are drawn at once.
        """
        visits = self.visits
        come = np.isfinite(visits.entry)
        away = np.flatnonzero(~come)
        self.track.leave(away, Outcome.TURNED_AWAY, visits.arrived[away])
        who = np.flatnonzero(come)
        if not self._steered:
            entry = visits.entry[who] - self.midnight
            who = who[self._draws_ticket(who, entry, self._stretch_at(visits.lane[who], entry))]
        lane = visits.lane[who]
        turn = np.arange(len(who)) - np.searchsorted(lane, np.arange(self.lanes))[lane]
        # one entry more a lane, never reached, ends its arrivals
        size = (int(turn.max(initial=-1)) + 2) * self.lanes
        self._entries, self._comes = np.full(size, np.inf), np.zeros(size, dtype=np.int64)
        self._entries[turn * self.lanes + lane] = visits.entry[who] - self.midnight
        self._comes[turn * self.lanes + lane] = who if self._steered else self.slot[who]
        self._pointer = np.arange(self.lanes)
        self._next_entry = self._entries[self._pointer]

    def _stretch_at(self, lane: Ints, time: Floats) -> Ints:
        """The stretch of each time; at a change, the one that begins."""
        candidate, first, last = self.state.candidate[lane], self.stretches.first, self.stretches.last
        if len(first) == 1:
            return np.searchsorted(self.stretches.ends, time, side="right")
        stretch = np.empty(len(lane), dtype=np.int64)
        for number, (low, high) in enumerate(zip(first, last, strict=True)):
            rows = slice(*np.searchsorted(candidate, (number, number + 1)))
            stretch[rows] = low + np.searchsorted(
                self.stretches.ends[low : high + 1], time[rows], side="right"
            )
        return stretch

    # -- the run of a day -------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Step until everybody has left."""
        while self._step():
            pass
        last = self.stretches.last
        self.state.on_duty, self.state.closed = self.stretches.on_duty[last], self.stretches.closed[last]
        self._finish()

    def _step(self) -> bool:
        """Move every lane to its next event; whether there was any."""
        call, greeting = self.counters.next_call(self.now), self.greeting
        now = np.minimum(np.minimum(self._next_change, call), self._next_entry)
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
        left = self._changed(left, now)
        calls = (call == now) & left
        left ^= calls
        if greeting:
            for time, happen in events:
                lanes = np.flatnonzero((time == now) & left)
                if len(lanes):
                    left[lanes] = False
                    happen(lanes, now[lanes])
        comes = (self._next_entry == now) & left
        self._arrive(comes)
        if greeting:
            lanes = np.flatnonzero((greeting.pass_at == now) & left & ~comes)
            if len(lanes):
                greeting.pass_by(lanes, now[lanes])
        self._turn(calls)
        return True

    def _changed(self, left: Flags, now: Floats) -> Flags:
        """Make the changes that are due; returns the other lanes. Lanes gather before a change, so that it is made for
        many at once: they do not see one another."""
        self._steps += 1
        others = left & (self._next_change > now)
        if self._steps % GATHER and others.any():
            return others
        changing = np.flatnonzero(left & (self._next_change == now))
        if len(changing):
            self._change(changing)
        return others

    def _arrive(self, comes: Flags) -> None:
        """The next customers get in."""
        if self._steered:
            lanes = np.flatnonzero(comes)
            visit = self._comes[self._pointer[lanes]]
            self._pointer[lanes] += self.lanes
            self._next_entry = self._entries[self._pointer]
            if len(lanes):
                self._come_in(lanes, visit, self.now[lanes])
        else:
            self._joining = np.where(comes, self._comes[self._pointer], self.counters.queues.nobody)
            self._pointer += comes * self.lanes
            self._next_entry = self._entries[self._pointer]

    def _turn(self, calls: Flags) -> None:
        """Let those join who do in this step, and servers call."""
        if self._joiners:
            self._draw_tickets()
        nobody, joining = self.counters.queues.nobody, self._joining
        joins = joining != nobody
        waits = self.counters.turn(self.now, joining, joins, calls, self._late)
        if self.floor.rules.balking:
            self._waiting += waits
            self._waiting -= calls
            self._stands[np.where(waits, joining, nobody)] = True
            self._stands[np.where(calls, self.counters.called, nobody)] = False
            self._stands[nobody] = False
        joining.fill(nobody)
        if self._late is not None:
            self._late.fill(False)

    # -- events -----------------------------------------------------------------------------------------------------

    def _change(self, lanes: Ints) -> None:
        """Staff come and go, and lines are emptied and opened."""
        before, time, tables = self.stretch[lanes], self._next_change[lanes], self.stretches
        after = before + 1
        come = (tables.on_duty[after] & ~tables.on_duty[before]).T
        self.staff.change(lanes, time, come, (tables.on_duty[before] & ~tables.on_duty[after]).T)
        if self.greeting:
            self.greeting.change(lanes, time, come)
        self.stretch[lanes], self._next_change[lanes] = after, tables.ends[after]
        empties = tables.empties[after]
        for line in np.flatnonzero(empties.any(axis=0)):
            rows = np.flatnonzero(empties[:, line])
            self._empty(int(line), lanes[rows])

    def _come_in(self, lanes: Ints, visit: Ints, now: Floats) -> None:
        """Customers turn away at the sight of those who wait, go to the greeter, or take a ticket."""
        if self.floor.rules.balking:
            balks = self.visits.carried("balk")[visit] < self._balking(lanes)
            self.track.leave(visit[balks], Outcome.BALKED, now[balks])
            lanes, visit, now = lanes[~balks], visit[~balks], now[~balks]
        if not self.greeting:
            self.take_ticket(lanes, visit, now)
            return
        greeted = self.stretches.greeted[self.stretch[lanes]]
        self.greeting.join(lanes[greeted], visit[greeted], now[greeted])
        self.take_ticket(lanes[~greeted], visit[~greeted], now[~greeted])

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
        if self.floor.rules.balking:
            self._waiting[lanes] += 1 if waits else -1
            self._stands[self.slot[visit]] = waits

    def _empty(self, line: int, lanes: Ints) -> None:
        """Send home all who wait in a line; who gave up before has left already."""
        if line == self.floor.greeter_line:
            gone = self.greeting.emptied(lanes) if self.greeting else np.empty(0, dtype=np.int64)
        else:
            queues, classes = self.counters.queues, self.floor.classes_of_line(line)
            slot = np.concatenate([queues.emptied(each * self.lanes + lanes) for each in classes])
            gone = self.base[slot % self.lanes] + slot // self.lanes
        if self.floor.rules.balking:
            np.subtract.at(self._waiting, self.visits.lane[gone], 1)
            self._stands[self.slot[gone]] = False
        time = self.now[self.visits.lane[gone]]
        stays = ~(self.counters.gives_up[self.slot[gone]] < time)
        self.track.leave(gone[stays], Outcome.SENT_HOME, time[stays])

    # -- lines ------------------------------------------------------------------------------------------------------

    def take_ticket(self, lanes: Ints, visit: Ints, now: Floats) -> None:
        """Go to a kiosk, if there is one and the customer likes it, or to the line at the counters."""
        if not len(lanes):
            return
        kiosk = self.stretches.kiosk_open[self.stretch[lanes]]
        if kiosk.any():
            kiosk &= self.visits.carried("kiosk")[visit]
            self.join_kiosk(lanes[kiosk], visit[kiosk], now[kiosk])
            lanes, visit, now = lanes[~kiosk], visit[~kiosk], now[~kiosk]
        self.join(lanes, visit, now)

    def join_kiosk(self, lanes: Ints, visit: Ints, now: Floats) -> None:
        """Stand in line at the kiosks."""
        if not len(lanes):
            return
        level = self.floor.level_of_segment[self.visits.segment[visit]]
        self.counters.class_of[self.slot[visit]] = self.floor.class_of(self.floor.kiosk_line, level)
        self.counters.minutes[self.slot[visit]] = self.visits.carried("kiosk_time")[visit]
        self.join(lanes, visit, now)

    def join(self, lanes: Ints, visit: Ints, ticket: Floats) -> None:
        """Stand in line at the end of this step, unless the line is closed; a free server calls at once."""
        if len(lanes):
            self._joiners.append((lanes, visit, ticket))

    def _draw_tickets(self) -> None:
        """Let those join whom :meth:`join` has told."""
        lanes, visit, ticket = (
            self._joiners[0]
            if len(self._joiners) == 1
            else (np.concatenate(column) for column in zip(*self._joiners, strict=True))
        )
        self._joiners.clear()
        now, slot = self.now[lanes], self.slot[visit]
        stays = self._draws_ticket(visit, now, self.stretch[lanes])
        if not stays.all():
            lanes, slot, now, ticket = lanes[stays], slot[stays], now[stays], ticket[stays]
            visit = visit[stays]
        self._joining[lanes] = slot
        if self._late is not None:
            self.counters.queues.key[slot] = ticket + self._rank[visit]
            self._late[lanes] = ticket < now

    def _draws_ticket(self, visit: Ints, now: Floats, stretch: Ints) -> Flags:
        """Give tickets; returns for whom there is a line: a closed one sends home."""
        counters, slot = self.counters, self.slot[visit]
        line = counters.class_of[slot] // (len(self.floor.levels) * self.floor.ways)
        self.track.line[visit] = line
        counters.queues.key[slot] = now + self._rank[visit]
        if self.floor.rules.patience is not None:
            counters.gives_up[slot] = now + self.visits.carried("patience")[visit]
        closed: Flags = self.stretches.closed[stretch, line]
        if closed.any():
            self.track.leave(visit[closed], Outcome.SENT_HOME, now[closed])
        return ~closed

    # -- the end of the day -----------------------------------------------------------------------------------------

    def _finish(self) -> None:
        """Ends and outcomes of all who stood in line, and times since the horizon's first midnight again."""
        track, floor = self.track, self.floor
        key = self.counters.started[self.slot]
        served = np.flatnonzero(~np.isnan(key))
        track.started[served] = floor_time(key[served])
        track.server[served] = number_in(key[served])
        minutes = self.counters.minutes[self.slot[served]]
        if not floor.same_speed:
            minutes = on_grid(minutes / floor.speed[track.server[served]])
        track.ended[served] = track.started[served] + minutes
        lacks = self.visits.lacks_papers[served] & (track.line[served] != floor.kiosk_line)
        track.outcome[served] = np.where(lacks, Outcome.PAPERS_MISSING, Outcome.RESOLVED)
        gone = np.flatnonzero(track.outcome == NONE)
        track.leave(gone, Outcome.RENEGED, self.counters.gives_up[self.slot[gone]])
        inside = track.outcome != Outcome.TURNED_AWAY
        np.add(track.ended, self.midnight, out=track.ended, where=inside)
        track.started += self.midnight
        track.since = self.visits.arrived
        if self.greeting:
            self.greeting.finish(self.midnight)
