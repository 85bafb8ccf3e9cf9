"""The greeter's day in every lane, run before that of counters and kiosks: nothing that happens there reaches the greeter.

Whether help with the form follows a greeting is settled as soon as it is known that nobody stands in line at its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.lanes.comers import Turns
from sim.lanes.greetings import Greetings
from sim.lanes.joining import COMES_IN, PASSES_BY, Joining
from sim.lanes.ranks import UNIT, floor_time, number_in
from sim.lanes.stretches import Progress
from sim.lanes.track import NONE, Greeted
from sim.records import Outcome
from sim.ticks import on_grid_one

if TYPE_CHECKING:
    from sim.lanes.stepping import Day

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Reception:
    """Greeters, and the line before them, on one day. Times count from its midnight.

    There is one line, and everybody in it waits equally long at most, so that customers start, or pass by, in the order
    in which they came. A step therefore takes one customer in every lane, and no line has to be kept.

    Parameters
    ----------
    day : Day
        The day, with its visits and staff.
    who, entry : ndarray
        Visits that go to the greeter, lane by lane, each lane in order, and when they come in.
    """

    def __init__(self, day: Day, who: Ints, entry: Floats) -> None:
        greeter = day.floor.rules.greeter
        assert greeter is not None
        self.day, self._who, self._entry, self._lanes = day, who, entry, day.lanes
        self._bypass_after = on_grid_one(greeter.bypass_after)
        self._first = day.floor.greeters[0].first
        self._own = slice(self._first, day.staff.nobody)
        self._progress = Progress(day.stretches, day.state.candidate)
        self._does = Greetings(day.floor, day.visits)
        self.track = day.track.greeting = Greeted(len(day.visits))
        self._lane = np.arange(day.lanes)
        self._line_up()
        # one row a greeter, and one that is nobody's
        shape = (day.staff.nobody - self._first + 1, day.lanes)
        self._ends, self._with = np.full(shape, np.inf), np.zeros(shape, dtype=np.int64)

    def _line_up(self) -> None:
        """Tables of the customers in their turns."""
        turns = Turns(self._lanes, self.day.visits.lane[self._who])
        self._at, self._nobody = turns.at, turns.nobody
        self._comes, self._visit = turns.table(self._entry, np.inf), turns.table(self._who, 0)
        self._minutes = turns.table(self._does.minutes[self._who], 0.0)
        self._helps = turns.table(self._does.help[self._who] > 0, False)
        self._started = turns.table(np.nan, np.nan)
        self._next = self._lane.copy()

    def run(self) -> list[Joining]:
        """Step until everybody has been greeted, or waits no longer; returns who then joins the other lines."""
        while self._step():
            pass
        return self._finish()

    def _step(self) -> bool:
        """In every lane the next customer is greeted or passes by, unless something changes before; whether there was any."""
        comes = self._comes[self._next]
        self._settle(comes)
        key = self.day.staff.soonest(self.day.floor.greeters, comes)
        start = np.maximum(comes, floor_time(key))
        passes = comes + self._bypass_after
        now = np.minimum(np.minimum(start, passes), self._progress.next)
        left = now < np.inf
        if not left.any():
            return False
        goes_on, changing = self._progress.due(left, now)
        if len(changing):
            self._change(changing)
        self._greet(start, key, goes_on & (start <= passes))
        self._next += goes_on * self._lanes
        return True

    def _greet(self, start: Floats, key: Floats, starts: Flags) -> None:
        """Greetings start; their ends are known at once, but not whether forms follow."""
        server = number_in(np.where(starts, key, self.day.staff.nobody * UNIT))
        at = np.where(starts, self._next, self._nobody)
        end = start + self.day.floor.at_speed(self._minutes[self._next], server)
        self._started[at] = start + server * UNIT
        self.day.staff.start(server, self._lane, end)
        place = (server - self._first) * self._lanes + self._lane
        self._ends.reshape(-1)[place] = np.where(self._helps[self._next], end, np.inf)
        self._with.reshape(-1)[place] = self._next

    # -- help with forms --------------------------------------------------------------------------------------------

    def _settle(self, comes: Floats) -> None:
        """Help with forms where a greeting ends before the next customer comes, and before anything changes."""
        ends, off_duty = self._ends[:-1], np.isinf(self.day.staff.until[self._first : self.day.staff.nobody])
        over = ((ends <= comes) | off_duty) & (ends < self._progress.next)
        greeter, lanes = np.nonzero(over)
        if len(lanes):
            on_duty = ~off_duty[greeter, lanes]
            self._help(greeter[on_duty], lanes[on_duty])
            ends[greeter, lanes] = np.inf

    def _help(self, greeter: Ints, lanes: Ints) -> None:
        """Greeters on duty go on with the form, but for those who go to a kiosk."""
        day = self.day
        visit = self._visit[self._with[greeter, lanes]]
        helps = ~(day.stretches.kiosk_open[self._progress.stretch[lanes]] & self._does.uses_kiosk[visit])
        greeter, lanes, visit = greeter[helps], lanes[helps], visit[helps]
        begin, server = self._ends[greeter, lanes], greeter + self._first
        end = begin + self.day.floor.at_speed(self._does.help[visit], server)
        self.track.formed[visit], self.track.form_ended[visit] = begin, end
        day.staff.until[server, lanes] = end + server * UNIT

    # -- changes ----------------------------------------------------------------------------------------------------

    def _change(self, lanes: Ints) -> None:
        """Greeters come and go, and the line is emptied; who comes on duty calls before a greeting ends."""
        time, staff = self._progress.next[lanes], self.day.staff
        come, go, empties = self._progress.turn(lanes)
        free = come & (floor_time(staff.away[:, lanes]) < time)
        staff.change(lanes, time, come, go, self._own)
        self._empty(lanes, time, empties[:, self.day.floor.greeter_line])
        free[: self._first] = False
        while len(rows := np.flatnonzero(free.any(axis=0) & (self._comes[self._next[lanes]] < time))):
            server, here = np.argmax(free[:, rows], axis=0), lanes[rows]
            free[server, rows] = False
            at = self._next[here]
            end = time[rows] + self.day.floor.at_speed(self._minutes[at], server)
            self._started[at] = time[rows] + server * UNIT
            staff.until[server, here] = end + server * UNIT
            self._ends[server - self._first, here] = np.where(self._helps[at], end, np.inf)
            self._with[server - self._first, here] = at
            self._next[here] += self._lanes

    def _empty(self, lanes: Ints, time: Floats, empties: Flags) -> None:
        """Send home all who stand in line where that is emptied."""
        while len(rows := np.flatnonzero(empties & (self._comes[self._next[lanes]] < time))):
            visit = self._visit[self._next[lanes[rows]]]
            self.day.track.leave(visit, Outcome.SENT_HOME, time[rows])
            self._next[lanes[rows]] += self._lanes

    # -- the end of the day -----------------------------------------------------------------------------------------

    def _finish(self) -> list[Joining]:
        """Times of all who were greeted; who was not, waited no longer."""
        day, does, track, who = self.day, self._does, self.track, self._who
        key = self._started[self._at]
        greeted = ~np.isnan(key)
        waits = ~greeted & (day.track.outcome[who] == NONE)
        passing = who[waits]
        track.ended[passing] = self._entry[waits] + self._bypass_after
        entry, key, who = self._entry[greeted], key[greeted], who[greeted]
        track.started[who], track.server[who] = floor_time(key), number_in(key)
        track.ended[who] = track.started[who] + self.day.floor.at_speed(does.minutes[who], track.server[who])
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
