"""Event stepping in lanes: each step moves every lane to its own next event.

Servers at counters and kiosks need no event of their own: they are busy until a time, and free from then on. So the
events of a lane are changes (staff come and go, lines close), calls (a server is free, or gets free, and somebody waits)
and customers who join a line. At one instant they come in the order of :mod:`sim.events.clock`. Greeters, and all who
wait in one line, are gone through lane by lane instead, customer by customer.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.lanes.comers import Comers
from sim.lanes.counters import Counters
from sim.lanes.floor import Change, Floor
from sim.lanes.joining import Joining, merged
from sim.lanes.ranks import LEVEL, UNIT, check_room, floor_time, number_in
from sim.lanes.staff import Staff
from sim.lanes.stretches import Progress, Stretches
from sim.lanes.track import NONE, Track
from sim.lanes.visits import Visits
from sim.order import order_by
from sim.records import Outcome
from sim.scenario.units import DAY
from sim.ticks import TICKS_PER_MINUTE, on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


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

    When and in which line everybody joins is known before the first step: only the clock and the greeter decide it.

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
        self.progress = Progress(self.stretches, state.candidate)
        self.now = np.full(self.lanes, -np.inf)
        self.track = Track(len(visits))
        self.place = np.arange(len(visits)) - self.base[visits.lane]
        self.slot = self.place * self.lanes + visits.lane
        self.counters = Counters(floor, self.staff, self.lanes, int(self.place.max(initial=-1)) + 1)
        self.own = slice(0, max((pool.end for pool in floor.counters), default=0))
        self._late: Flags | None = None
        self._prepare_visits()

    def _prepare_visits(self) -> None:
        """Class, rank and minutes of each visit at the counters; away with those who cannot get in."""
        visits, floor, counters = self.visits, self.floor, self.counters
        level = floor.level_of_segment[visits.segment]
        counters.class_of[self.slot] = floor.class_of(floor.line_of_service[visits.service], level)
        self._rank = self.place * UNIT - (len(floor.levels) - 1 - level) * LEVEL
        minutes = visits.carried("handle")
        if floor.misses_papers.any():
            minutes = np.where(visits.lacks_papers, minutes * floor.found_after[visits.service], minutes)
        check_room(int(self.place.max(initial=-1)) + 1, minutes / floor.speed.min())
        counters.minutes[self.slot] = on_grid(minutes) if floor.same_speed else minutes
        away = np.flatnonzero(~np.isfinite(visits.entry))
        self.track.leave(away, Outcome.TURNED_AWAY, visits.arrived[away])

    # -- the run of a day -------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Step until everybody has left."""
        joining = self._with_tickets(merged(self._joining(), self.visits.lane, self.place))
        if self.floor.one_line:
            from sim.lanes.one_line import OneLine  # with it comes the compiler

            OneLine(self, joining).run()
        else:
            self._line_up(joining)
            while self._step():
                pass
        self.finish()

    def _joining(self) -> list[Joining]:
        """Who joins the lines at counters and kiosks, from the door and from the greeter."""
        visits, floor = self.visits, self.floor
        who = np.flatnonzero(np.isfinite(visits.entry))
        entry = visits.entry[who] - self.midnight
        stretch = self.stretches.at(self.state.candidate[visits.lane[who]], entry)
        greeted = self.stretches.greeted[stretch]
        direct = Joining.without_greeter(who[~greeted], entry[~greeted])
        if not floor.greeters:
            return [direct]
        self.track.line[who[greeted]] = floor.greeter_line
        closed = greeted & self.stretches.closed[stretch, floor.greeter_line]
        self.track.leave(who[closed], Outcome.SENT_HOME, entry[closed])
        greeted &= ~closed
        from sim.lanes.reception import Reception  # with it comes the compiler

        return [direct, *Reception(self, who[greeted], entry[greeted]).run()]

    def _with_tickets(self, joining: Joining) -> Joining:
        """Give everybody a ticket; those for whom there is a line."""
        visit, time = joining.visit, joining.time
        stretch = self.stretches.at(self.state.candidate[self.visits.lane[visit]], time)
        if self.stretches.kiosk_open.any():
            uses = self.visits.carried("kiosk")[visit]
            uses = uses | (joining.steered & self.visits.carried("steered")[visit])
            self.to_kiosk(visit[uses & self.stretches.kiosk_open[stretch] & ~joining.helped])
        self.with_form(visit[joining.helped])
        stays = self.draw_tickets(visit, time, joining.ticket, stretch)
        return joining if stays.all() else joining.where(stays)

    def _line_up(self, joining: Joining) -> None:
        """Let everybody join the lines in order."""
        slot, nobody = self.slot[joining.visit], self.counters.queues.nobody
        if self.floor.greeters:
            self._late = np.zeros(len(self.counters.class_of), dtype=np.bool_)
            self._late[slot] = self._goes_ahead(joining)
        self._comers = Comers(self.lanes, self.visits.lane[joining.visit], joining.time, slot, nobody)

    def _goes_ahead(self, joining: Joining) -> Flags:
        """Whose place in line is ahead of one who joined before: by an older ticket, or by one of the same instant."""
        visit = joining.visit
        ticks = (joining.ticket * TICKS_PER_MINUTE).astype(np.int64)
        rank = np.empty(len(visit), dtype=np.int64)
        rank[order_by(self.visits.lane[visit], ticks, self.place[visit])] = np.arange(len(visit))
        ahead: Flags = rank < np.maximum.accumulate(rank)
        return ahead

    def _step(self) -> bool:
        """Move every lane to its next event; whether there was any."""
        counters, comers, progress = self.counters, self._comers, self.progress
        call = counters.next_call(self.now)
        now = np.minimum(np.minimum(progress.next, call), comers.next)
        left = now < np.inf
        if not left.any():
            return False
        np.copyto(self.now, now, where=left)
        left, changing = progress.due(left, now)
        if len(changing):
            self._change(changing)
        calls = (call == now) & left
        comes = (comers.next == now) & left & ~calls
        joining = comers.take(comes)
        late = None if self._late is None else self._late[joining]
        counters.turn(self.now, joining, comes, calls, late)
        return True

    def _change(self, lanes: Ints) -> None:
        """Staff come and go, and lines are emptied and opened."""
        time = self.progress.next[lanes]
        come, go, empties = self.progress.turn(lanes)
        self.staff.change(lanes, time, come, go, self.own)
        for line in np.flatnonzero(empties[:, : self.floor.greeter_line].any(axis=0)):
            self.empty(int(line), lanes[empties[:, line]])

    # -- shared with days on which customers see who waits ----------------------------------------------------------

    def to_kiosk(self, visit: Ints) -> None:
        """Class and minutes of visits that go to the kiosks."""
        level = self.floor.level_of_segment[self.visits.segment[visit]]
        self.counters.class_of[self.slot[visit]] = self.floor.class_of(self.floor.kiosk_line, level)
        self.counters.minutes[self.slot[visit]] = self.visits.carried("kiosk_time")[visit]

    def with_form(self, visit: Ints) -> None:
        """Class and minutes of visits with a form filled in."""
        floor, service = self.floor, self.visits.service[visit]
        minutes = self.visits.carried("handle")[visit] * (1.0 - floor.form_saves[service])
        minutes = np.where(self.visits.lacks_papers[visit], minutes * floor.found_after[service], minutes)
        self.counters.minutes[self.slot[visit]] = on_grid(minutes) if floor.same_speed else minutes
        self.counters.class_of[self.slot[visit]] += 1  # the way of those with an older ticket

    def draw_tickets(self, visit: Ints, now: Floats, ticket: Floats, stretch: Ints) -> Flags:
        """Give tickets; returns for whom there is a line: a closed one sends home."""
        counters, slot = self.counters, self.slot[visit]
        line = counters.class_of[slot] // (len(self.floor.levels) * self.floor.ways)
        self.track.line[visit] = line
        counters.queues.key[slot] = ticket + self._rank[visit]
        if self.floor.rules.patience is not None:
            counters.gives_up[slot] = now + self.visits.carried("patience")[visit]
        closed: Flags = self.stretches.closed[stretch, line]
        if closed.any():
            self.track.leave(visit[closed], Outcome.SENT_HOME, now[closed])
        return ~closed

    def empty(self, line: int, lanes: Ints) -> Ints:
        """Send home all who wait in a line, but for those who gave up before; returns all who stood there."""
        queues, classes = self.counters.queues, self.floor.classes_of_line(line)
        slot = np.concatenate([queues.emptied(each * self.lanes + lanes) for each in classes])
        gone = self.base[slot % self.lanes] + slot // self.lanes
        time = self.now[slot % self.lanes]
        stays = ~(self.counters.gives_up[slot] < time)
        self.track.leave(gone[stays], Outcome.SENT_HOME, time[stays])
        return np.asarray(gone)

    def finish(self) -> None:
        """Ends and outcomes of all who stood in line, and times since the horizon's first midnight again."""
        last, track, floor = self.stretches.last, self.track, self.floor
        self.state.on_duty, self.state.closed = self.stretches.on_duty[last], self.stretches.closed[last]
        key = self.counters.started[self.slot]
        served = np.flatnonzero(~np.isnan(key))
        track.started[served] = floor_time(key[served])
        track.server[served] = number_in(key[served])
        minutes = floor.at_speed(self.counters.minutes[self.slot[served]], track.server[served])
        track.ended[served] = track.started[served] + minutes
        lacks = self.visits.lacks_papers[served] & (track.line[served] != floor.kiosk_line)
        track.outcome[served] = np.where(lacks, Outcome.PAPERS_MISSING, Outcome.RESOLVED)
        gone = np.flatnonzero(track.outcome == NONE)
        track.leave(gone, Outcome.RENEGED, self.counters.gives_up[self.slot[gone]])
        inside = track.outcome != Outcome.TURNED_AWAY
        np.add(track.ended, self.midnight, out=track.ended, where=inside)
        track.started += self.midnight
        track.since = self.visits.arrived
        if track.greeting:
            track.greeting.shift(self.midnight)
            moved_on = ~np.isnan(track.greeting.ended)
            track.since = np.where(moved_on, track.greeting.ended, self.visits.arrived)
