"""The greeter's day in every lane, run before that of counters and kiosks: nothing that happens there reaches the greeter.

As at a counter, the end of a greeting needs no event of its own: the greeter is busy until then. Whether help with the
form follows is settled as soon as it is known that nobody stands in line at that time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.lanes.comers import Comers
from sim.lanes.counters import Counters
from sim.lanes.greetings import Greetings
from sim.lanes.joining import COMES_IN, PASSES_BY, Joining
from sim.lanes.ranks import UNIT, floor_time, number_in
from sim.lanes.stretches import Progress
from sim.lanes.track import NONE, Greeted
from sim.records import Outcome
from sim.ticks import on_grid, on_grid_one

if TYPE_CHECKING:
    from sim.lanes.stepping import Day

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Reception:
    """Greeters, and the line before them, on one day. Times count from its midnight.

    Parameters
    ----------
    day : Day
        The day, with its visits and staff.
    who, entry : ndarray
        Visits that go to the greeter, lane by lane, each lane in order, and when they come in.
    """

    def __init__(self, day: Day, who: Ints, entry: Floats) -> None:
        self.day, self._who, self._entry, self._lanes = day, who, entry, day.lanes
        pools = day.floor.greeters
        self._first, self._own = pools[0].first, slice(pools[0].first, day.staff.nobody)
        groups = [[[0]] for _ in pools]
        self.counters = Counters(day.floor, day.staff, pools, groups, False, day.lanes, day.places)
        self._progress = Progress(day.stretches, day.state.candidate)
        self._now = np.full(day.lanes, -np.inf)
        self._does = Greetings(day.floor, day.visits)
        self.track = day.track.greeting = Greeted(len(day.visits))
        self._prepare_visits()
        # one row a greeter, and one that is nobody's
        shape = (day.staff.nobody - self._first + 1, day.lanes)
        self._ends, self._serves = np.full(shape, np.inf), np.zeros(shape, dtype=np.int64)

    def _prepare_visits(self) -> None:
        """Place in line, minutes and patience of each visit, and whether help with the form may follow."""
        day, counters, greeter = self.day, self.counters, self.day.floor.rules.greeter
        assert greeter is not None
        slot = day.slot[self._who]
        counters.class_of[slot] = 0
        counters.minutes[slot] = self._does.minutes[self._who]
        counters.gives_up[slot] = self._entry + on_grid_one(greeter.bypass_after)
        counters.queues.key[slot] = self._entry + day.place[self._who] * UNIT
        self._helps = np.zeros(len(counters.class_of), dtype=np.bool_)
        self._helps[slot] = self._does.help[self._who] > 0
        nobody = counters.queues.nobody
        self._comers = Comers(day.lanes, day.visits.lane[self._who], self._entry, slot, nobody)

    def run(self) -> list[Joining]:
        """Step until everybody has been greeted, or waits no longer; returns who then joins the other lines."""
        while self._step():
            pass
        return self._finish()

    def _step(self) -> bool:
        """Move every lane to its next event; whether there was any."""
        self._settle()
        counters, comers, progress = self.counters, self._comers, self._progress
        call = counters.next_call(self._now)
        now = np.minimum(np.minimum(progress.next, call), comers.next)
        left = now < np.inf
        if not left.any():
            return False
        np.copyto(self._now, now, where=left)
        left, changing = progress.due(left, now)
        if len(changing):
            self._change(changing)
        calls = (call == now) & left
        comes = (comers.next == now) & left & ~calls
        counters.turn(self._now, comers.take(comes), comes, calls)
        at = (counters.server - self._first) * self._lanes + np.arange(self._lanes)
        self._ends.reshape(-1)[at] = np.where(self._helps[counters.called], counters.end, np.inf)
        self._serves.reshape(-1)[at] = counters.called
        return True

    # -- help with forms --------------------------------------------------------------------------------------------

    def _settle(self) -> None:
        """Help with forms where a greeting ends before anything else happens, and nobody stands in line then."""
        ends, until = self._ends[:-1], self.day.staff.until[self._own.start : self._own.stop]
        alone = np.isinf(self.counters.queues.first[0])
        off_duty = np.isinf(until)
        over = (ends <= self._comers.next) & (ends < self._progress.next) & (alone | off_duty)
        greeter, lanes = np.nonzero(over)
        if not len(lanes):
            return
        on_duty = ~off_duty[greeter, lanes]
        self._help(greeter[on_duty], lanes[on_duty])
        ends[greeter, lanes] = np.inf

    def _help(self, greeter: Ints, lanes: Ints) -> None:
        """Greeters on duty go on with the form, but for those who go to a kiosk."""
        day = self.day
        slot = self._serves[greeter, lanes]
        visit = day.base[lanes] + slot // self._lanes
        helps = ~(day.stretches.kiosk_open[self._progress.stretch[lanes]] & self._does.uses_kiosk[visit])
        greeter, lanes, visit = greeter[helps], lanes[helps], visit[helps]
        begin, server = self._ends[greeter, lanes], greeter + self._first
        end = begin + self._own_minutes(self._does.help[visit], server)
        self.track.formed[visit], self.track.form_ended[visit] = begin, end
        day.staff.until[server, lanes] = end + server * UNIT

    def _own_minutes(self, minutes: Floats, server: Ints) -> Floats:
        """What some minutes of work are at a server's own speed."""
        floor = self.day.floor
        return minutes if floor.same_speed else on_grid(minutes / floor.speed[server])

    # -- changes ----------------------------------------------------------------------------------------------------

    def _change(self, lanes: Ints) -> None:
        """Greeters come and go, and the line is emptied; who comes on duty calls before a greeting ends."""
        time = self._progress.next[lanes]
        come, go, empties = self._progress.turn(lanes)
        back = self.day.staff.away[:, lanes]
        self.day.staff.change(lanes, time, come, go, self._own)
        emptied = lanes[empties[:, self.day.floor.greeter_line]]
        if len(emptied):
            self._empty(emptied)
        free = come & (floor_time(back) < time)
        while True:
            calls = free[self._own].any(axis=0) & np.isfinite(self.counters.queues.first[0, lanes])
            if not calls.any():
                return
            self._call(lanes, time, free, np.flatnonzero(calls))

    def _call(self, lanes: Ints, time: Floats, free: Flags, rows: Ints) -> None:
        """The first in line leaves it, and goes to the greeter who has come on duty, if he has not passed by."""
        counters, day = self.counters, self.day
        slot, _ = counters.queues.pop(lanes[rows])
        stays = counters.gives_up[slot] >= time[rows]
        slot, rows = slot[stays], rows[stays]
        server = np.argmax(free[:, rows], axis=0)
        free[server, rows] = False
        begin = time[rows]
        end = begin + self._own_minutes(counters.minutes[slot], server)
        counters.started[slot] = begin + server * UNIT
        day.staff.until[server, lanes[rows]] = end + server * UNIT
        self._serves[server - self._first, lanes[rows]] = slot
        self._ends[server - self._first, lanes[rows]] = np.where(self._helps[slot], end, np.inf)

    def _empty(self, lanes: Ints) -> None:
        """Send home all who stand in line."""
        slot = self.counters.queues.emptied(lanes)
        lane = slot % self._lanes
        time = self._now[lane]
        stays = self.counters.gives_up[slot] >= time
        visit = self.day.base[lane] + slot // self._lanes
        self.day.track.leave(visit[stays], Outcome.SENT_HOME, time[stays])

    # -- the end of the day -----------------------------------------------------------------------------------------

    def _finish(self) -> list[Joining]:
        """Times of all who were greeted; who was not, waited no longer."""
        day, does, track, who = self.day, self._does, self.track, self._who
        slot = day.slot[who]
        key = self.counters.started[slot]
        greeted = ~np.isnan(key)
        waits = ~greeted & (day.track.outcome[who] == NONE)
        passing, slot = who[waits], slot[waits]
        track.ended[passing] = self.counters.gives_up[slot]
        entry, key, who = self._entry[greeted], key[greeted], who[greeted]
        track.started[who], track.server[who] = floor_time(key), number_in(key)
        track.ended[who] = track.started[who] + self._own_minutes(does.minutes[who], track.server[who])
        over = does.over[who]
        gone = who[over]
        day.track.leave(gone, does.outcome[gone], track.ended[gone])
        return self._joining(passing, who[~over], entry[~over])

    def _joining(self, passing: Ints, sent: Ints, entry: Floats) -> list[Joining]:
        """Those who have passed by, and those whom greeters send, after their forms."""
        track = self.track
        helped = ~np.isnan(track.formed[sent])
        ticket = track.ended[sent]
        time = np.where(helped, track.form_ended[sent], ticket)
        # who takes no time joins in turn with those who come in
        turn = np.where(time == entry, COMES_IN, track.server[sent] - self.day.staff.nobody)
        greeted = Joining(sent, time, ticket, turn, np.ones(len(sent), dtype=np.bool_), helped)
        passed = Joining.without_greeter(passing, track.ended[passing], PASSES_BY)
        return [greeted, passed]
