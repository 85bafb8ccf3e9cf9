"""The greeter in every lane at once, where customers turn away at the sight of those who wait.

Then counters and greeter have to go through the day together. What the greeter does works on lists of lanes here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.lanes.greetings import Greetings
from sim.lanes.queues import Queues
from sim.lanes.ranks import TICK, UNIT, floor_time, number_in
from sim.lanes.track import Greeted
from sim.records import Outcome
from sim.ticks import on_grid_one

if TYPE_CHECKING:
    from sim.lanes.sight import SightedDay

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Greeting:
    """Greeters, and the line before them, on one day.

    Unlike a counter's, the end of a greeter's service is an event: the visit goes on from there.

    Parameters
    ----------
    day : SightedDay
        The day, with its visits and staff.

    Attributes
    ----------
    called : bool
        Whether a greeter may have come on duty while somebody stood in line.
    pass_at : ndarray
        When the first in line passes by in each lane; infinite where nobody stands.
    """

    def __init__(self, day: SightedDay) -> None:
        self.day, self.track = day, Greeted(len(day.visits))
        day.track.greeting = self.track
        floor, visits = day.floor, day.visits
        assert floor.rules.greeter is not None
        self._pools = floor.greeters
        self._first = min(pool.first for pool in self._pools)
        servers = max(pool.end for pool in self._pools) - self._first
        self._line = Queues(day.base, 1, 1, len(visits))
        self._busy = np.full((servers, day.lanes), np.inf)
        self._serves = np.zeros((servers, day.lanes), dtype=np.int64)
        self._bypass_after = on_grid_one(floor.rules.greeter.bypass_after)
        self.called = False
        self.pass_at = np.full(day.lanes, np.inf)
        self._passes = np.full(len(visits) + 2, np.inf)
        self._place = day.place * UNIT
        self._since = visits.arrived - day.midnight
        self._does = Greetings(floor, visits)

    def change(self, lanes: Ints, time: Floats, come: Flags) -> None:
        """Greeters come on duty; who is still busy from before is free at the end of that."""
        come = come[self._first :]
        if come.any():
            self.called = True
            until = self.day.staff.until[self._first : self.day.staff.nobody]
            since = time + np.arange(self._first, self.day.staff.nobody)[:, None] * UNIT
            since[np.isfinite(self._busy[:, lanes])] = np.inf
            until[:, lanes] = np.where(come, since, until[:, lanes])

    # -- the next events --------------------------------------------------------------------------------------------

    def next_call(self, now: Floats) -> Floats:
        """When a greeter greets who stood in line already as it came on duty; others are greeted as they come."""
        free = np.minimum.reduce(self.day.staff.until[self._first : self.day.staff.nobody], axis=0)
        time = floor_time(np.maximum(np.maximum(free, self._line.first[0]), now))
        self.called = bool((time < np.inf).any())
        return time

    def next_move(self) -> Floats:
        """When a greeter ends with a customer."""
        return floor_time(np.minimum.reduce(self._busy, axis=0))

    # -- events -----------------------------------------------------------------------------------------------------

    def join(self, lanes: Ints, visit: Ints, now: Floats) -> None:
        """Stand before the greeter."""
        day = self.day
        day.track.line[visit] = day.floor.greeter_line
        closed = day.stretches.closed[day.progress.stretch[lanes], day.floor.greeter_line]
        day.track.leave(visit[closed], Outcome.SENT_HOME, now[closed])
        if closed.any():
            stays = np.flatnonzero(~closed)
            lanes, visit, now = lanes[stays], visit[stays], now[stays]
        server = self._free(lanes, now)
        greets = np.isfinite(server) & np.isinf(self._line.first[0, lanes])
        if greets.any():
            self._greet(lanes[greets], number_in(server[greets]), visit[greets], now[greets])
        stays = np.flatnonzero(~greets)
        if not len(stays):
            return
        lanes, visit, now = lanes[stays], visit[stays], now[stays]
        self._line.key[visit] = now + self._place[visit]
        self._line.append(lanes, visit)
        self._passes[visit] = now + self._bypass_after
        self.pass_at[lanes] = np.minimum(self.pass_at[lanes], self._passes[visit])
        day.counts(lanes, visit, True)

    def call(self, lanes: Ints, now: Floats) -> None:
        """A greeter who has come on duty greets the first in line."""
        self._greet(lanes, number_in(self._free(lanes, now)), self._step_forward(lanes), now)

    def _free(self, lanes: Ints, now: Floats) -> Floats:
        """Key of the greeter who greets next in some lanes, of the pool named first; infinite where nobody is free."""
        key = np.full(len(lanes), np.inf)
        for pool in reversed(self._pools):
            free = np.minimum.reduce(self.day.staff.until[pool.first : pool.end, lanes], axis=0)
            np.copyto(key, free, where=free < now + TICK)
        return key

    def _greet(self, lanes: Ints, server: Ints, visit: Ints, now: Floats) -> None:
        self.track.started[visit], self.track.server[visit] = now, server
        self._begin(lanes, server, visit, now, self._does.minutes[visit])

    def _step_forward(self, lanes: Ints) -> Ints:
        """Take the first in line out of it."""
        visit, following = self._line.pop(lanes)
        self.pass_at[lanes] = self._passes[following]
        self.day.counts(lanes, visit, False)
        return visit

    def _begin(self, lanes: Ints, server: Ints, visit: Ints, now: Floats, minutes: Floats) -> None:
        """A greeter is busy with a visit."""
        end = now + self.day.floor.at_speed(minutes, server)
        self._busy[server - self._first, lanes] = end + server * UNIT
        self._serves[server - self._first, lanes] = visit
        self.day.staff.until[server, lanes] = np.inf

    def move_on(self, lanes: Ints, now: Floats) -> None:
        """A greeter ends with a customer."""
        server = number_in(np.minimum.reduce(self._busy[:, lanes], axis=0))
        visit = self._serves[server - self._first, lanes]
        forming, goes_on = ~np.isnan(self.track.formed[visit]), np.zeros(len(lanes), dtype=np.bool_)
        if forming.any():
            self._form_ends(lanes[forming], visit[forming], now[forming])
            rest = np.flatnonzero(~forming)
            goes_on[rest] = self._greeting_ends(lanes[rest], server[rest], visit[rest], now[rest])
        else:
            goes_on = self._greeting_ends(lanes, server, visit, now)
        done = np.flatnonzero(~goes_on)
        lanes, server, now = lanes[done], server[done], now[done]
        on_duty = self.day.stretches.on_duty[self.day.progress.stretch[lanes], server]
        follows = on_duty & np.isfinite(self._line.first[0, lanes])
        self._busy[server - self._first, lanes] = np.inf
        self.day.staff.until[server, lanes] = np.where(on_duty, now + server * UNIT, np.inf)
        if follows.any():
            greets = lanes[follows]
            self._greet(greets, server[follows], self._step_forward(greets), now[follows])

    def _form_ends(self, lanes: Ints, visit: Ints, now: Floats) -> None:
        """Into line with a form filled in, at the place of the ticket."""
        self.track.form_ended[visit] = now
        self.day.with_form(visit)
        self.day.join(lanes, visit, self._since[visit])

    def _greeting_ends(self, lanes: Ints, server: Ints, visit: Ints, now: Floats) -> Flags:
        """Customers go home, to a kiosk, or into line with a ticket; returns where the greeter goes on with the form."""
        day, does = self.day, self._does
        self.track.ended[visit] = now
        over = does.over[visit]
        day.track.leave(visit[over], does.outcome[visit[over]], now[over])
        stays = ~over
        self._since[visit] = np.where(over, self._since[visit], now)
        kiosk = stays & day.stretches.kiosk_open[day.progress.stretch[lanes]]
        if kiosk.any():
            kiosk &= does.uses_kiosk[visit]
            day.to_kiosk(visit[kiosk])
            day.join(lanes[kiosk], visit[kiosk], now[kiosk])
            stays &= ~kiosk
        helping: Flags = stays & (does.help[visit] > 0) & np.isinf(self._line.first[0, lanes])
        helping &= day.stretches.on_duty[day.progress.stretch[lanes], server]
        if helping.any():
            helped = visit[helping]
            self.track.formed[helped] = now[helping]
            self._begin(lanes[helping], server[helping], helped, now[helping], does.help[helped])
        line = stays & ~helping
        day.join(lanes[line], visit[line], now[line])
        return helping

    def pass_by(self, lanes: Ints, now: Floats) -> None:
        """The first in line before the greeter has waited too long, and takes a ticket."""
        visit = self._step_forward(lanes)
        self.track.ended[visit], self._since[visit] = now, now
        self.day.take_ticket(lanes, visit, now)

    def emptied(self, lanes: Ints) -> Ints:
        """Take everybody out of the line; returns who stood there."""
        self.pass_at[lanes] = np.inf
        return self._line.emptied(lanes)
