"""Event stepping in lanes: each step moves every lane to its own next event.

The order of events at one instant is that of :mod:`sim.events.clock`; here the kinds are: a service ends (`FREE`), free
staff call (`CALL`, only where it was put off), a greeter lets go (`MOVE_ON`), a customer gets in (`COME_IN`), a customer
passes by the greeter (`GIVE_UP`). What happens in all lanes at once (staff come and go, lines close) cuts the day into
stretches, in which who is on duty is the same in every lane.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.lanes.floor import Change, Floor, LanePool
from sim.lanes.queues import NONE, Queues
from sim.lanes.track import Track
from sim.lanes.visits import Visits
from sim.records import Outcome
from sim.ticks import on_grid, on_grid_one

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class State:
    """What a hall's lanes carry from day to day: the servers.

    Attributes
    ----------
    end : ndarray
        When each server's service ends, shape (lanes, servers); infinite where it serves nobody.
    since : ndarray
        Since when each server is free; infinite where it is busy or off duty.
    on_duty : ndarray
        Which servers are on duty, the same in all lanes.
    closed : ndarray
        Which lines are closed.
    """

    def __init__(self, lanes: int, floor: Floor) -> None:
        self.end = np.full((lanes, floor.server_count), np.inf)
        self.since = np.full((lanes, floor.server_count), np.inf)
        self.on_duty = np.zeros(floor.server_count, dtype=np.bool_)
        self.closed = np.zeros(floor.line_count, dtype=np.bool_)


class Day:
    """Steps through one day of a hall in all lanes.

    Parameters
    ----------
    floor : Floor
        The hall.
    state : State
        The servers, as the day before left them.
    visits : Visits
        Who comes.
    """

    def __init__(self, floor: Floor, state: State, visits: Visits) -> None:
        self.floor, self.state, self.visits = floor, state, visits
        self.lanes, self.track = len(visits.start) - 1, Track(len(visits))
        scenario, carried = floor.scenario, visits.carried
        services = list(scenario.services.values())
        self._levels = sorted({segment.priority for segment in scenario.segments.values()}, reverse=True)
        level = np.array([self._levels.index(segment.priority) for segment in scenario.segments.values()])
        self._level = level[visits.segment]
        self._queues = Queues(self.lanes, floor.line_count * len(self._levels) * 2, len(visits))
        self._waiting = np.zeros((self.lanes, floor.line_count), dtype=np.int64)
        self._ticket = visits.entry.copy()
        self._gives_up = np.full(len(visits), np.inf)
        self._serves = np.full((self.lanes, floor.server_count), NONE)
        self._helped = np.zeros(len(visits), dtype=np.bool_)
        self._saves = np.array([service.form.saves if service.form else 0.0 for service in services])[
            visits.service
        ]
        self._found_after = np.array([service.found_after for service in services])[visits.service]
        needs_papers = np.array([service.papers_missing > 0 for service in services])[visits.service]
        quick, answered = carried["quick"].astype(np.bool_), carried["answered"].astype(np.bool_)
        extra = np.where(
            quick, np.where(answered, carried["answer"], 0.0), np.where(needs_papers, carried["check"], 0.0)
        )
        self._greeting = carried["triage"] + extra
        greeter = floor.rules.greeter
        self._bypass_after = on_grid_one(greeter.bypass_after) if greeter else np.inf
        self._helps = bool(greeter and greeter.helps_with_forms)
        self._call_at = np.full(self.lanes, np.inf)
        self._in_line = np.zeros(len(visits), dtype=np.bool_)
        self._speed = np.ones(floor.server_count)
        for pool in floor.pools:
            self._speed[pool.first : pool.end] = pool.speed
        self._prepare_arrivals()
        self._counters = slice(
            0, max((pool.end for pool in floor.pools if pool.stage != "greeter"), default=0)
        )
        self._greeters = slice(self._counters.stop, floor.server_count)

    def _prepare_arrivals(self) -> None:
        """Turn away who cannot get in; point each lane at its first arrival."""
        away = np.flatnonzero(np.isinf(self.visits.entry))
        self.track.leave(away, Outcome.TURNED_AWAY, self.visits.arrived[away])
        inside = np.flatnonzero(np.isfinite(self.visits.entry))
        self._order = inside
        starts = np.searchsorted(self.visits.lane[inside], np.arange(self.lanes + 1))
        self._pointer, self._last = starts[:-1].copy(), starts[1:]
        self._entry = np.append(self.visits.entry[inside], np.inf)
        self._next_entry = np.where(self._pointer < self._last, self._entry[self._pointer], np.inf)

    # -- the run of a day -------------------------------------------------------------------------------------------

    def run(self, changes: list[Change]) -> None:
        """Go through the day's changes, and what happens between them, until everybody has left."""
        for change in changes:
            self._step_until(change.time)
            self._apply(change)
        self._step_until(np.inf)

    def _step_until(self, end: float) -> None:
        state = self.state
        while True:
            free_at = state.end[:, self._counters].min(axis=1, initial=np.inf)
            move_at = state.end[:, self._greeters].min(axis=1, initial=np.inf)
            pass_at = self._pass_at()
            now = np.minimum(
                np.minimum(np.minimum(free_at, self._call_at), np.minimum(move_at, pass_at)), self._next_entry
            )
            if end == np.inf:
                now[
                    (now == free_at)
                    & (self._call_at > now)
                    & (move_at > now)
                    & self._idle_lanes(move_at, pass_at)
                ] = np.inf
            active = now < end
            if not active.any():
                return
            frees = active & (free_at == now)
            calls = active & ~frees & (self._call_at == now)
            moves = active & ~frees & ~calls & (move_at == now)
            comes = active & ~frees & ~calls & ~moves & (self._next_entry == now)
            passes = active & ~frees & ~calls & ~moves & ~comes
            for mask, happen in (
                (frees, self._free),
                (calls, self._call_put_off),
                (moves, self._move_on),
                (comes, self._come_in),
                (passes, self._pass_by),
            ):
                lanes = np.flatnonzero(mask)
                if len(lanes):
                    happen(lanes, now[lanes])

    def _idle_lanes(self, move_at: Floats, pass_at: Floats) -> Flags:
        """Lanes in which nobody waits and nobody will come: services under way there end without consequence."""
        idle: Flags = (
            (self._next_entry == np.inf)
            & (move_at == np.inf)
            & (pass_at == np.inf)
            & (self._waiting.sum(axis=1) == 0)
        )
        return idle

    def _pass_at(self) -> Floats:
        """When the first customer before the greeter passes by."""
        head = self._queues.head[:, self._queue(self.floor.greeter_line)]
        return (
            np.where(head >= 0, self._gives_up[head], np.inf)
            if len(self.visits)
            else np.full(self.lanes, np.inf)
        )

    def _apply(self, change: Change) -> None:
        """Staff come and go, and lines are emptied and opened, in all lanes."""
        state = self.state
        for server in change.go:
            state.on_duty[server] = False
            state.since[:, server] = np.inf
        for server in change.come:
            state.on_duty[server] = True
            free = np.isinf(state.end[:, server])
            state.since[free, server] = change.time
        for line in change.close:
            state.closed[line] = True
            self._empty(line, change.time)
        for line in change.open:
            state.closed[line] = False
        if change.come:
            self._call_at[self._waiting.sum(axis=1) > 0] = change.time

    # -- events -----------------------------------------------------------------------------------------------------

    def _free(self, lanes: Ints, now: Floats) -> None:
        """A service at a counter or kiosk ends; its server calls, unless others get free at this instant."""
        server = self.state.end[lanes, self._counters].argmin(axis=1)
        self._release(lanes, server, now)
        others = self.state.end[lanes, self._counters].min(axis=1) == now
        self._call_at[lanes[others]] = now[others]
        calling = ~others & (self._call_at[lanes] != now)
        self._call(lanes[calling], now[calling], once=True)

    def _call_put_off(self, lanes: Ints, now: Floats) -> None:
        self._call_at[lanes] = np.inf
        self._call(lanes, now, once=False)
        self._greet(lanes, now, once=False)

    def _release(self, lanes: Ints, server: Ints, now: Floats) -> None:
        self.state.end[lanes, server] = np.inf
        self.state.since[lanes, server] = np.where(self.state.on_duty[server], now, np.inf)

    def _move_on(self, lanes: Ints, now: Floats) -> None:
        """A greeter ends with a customer."""
        server = self._greeters.start + self.state.end[lanes, self._greeters].argmin(axis=1)
        visit = self._serves[lanes, server]
        forming = ~np.isnan(self.track.formed[visit])
        self._form_ends(lanes[forming], visit[forming], now[forming])
        helping = np.zeros(len(lanes), dtype=np.bool_)
        rest = np.flatnonzero(~forming)
        if len(rest):
            helping[rest] = self._greeting_ends(lanes[rest], server[rest], visit[rest], now[rest])
        done = ~helping
        self._release(lanes[done], server[done], now[done])
        self._greet(lanes[done], now[done], once=True)

    def _form_ends(self, lanes: Ints, visit: Ints, now: Floats) -> None:
        if len(visit):
            self.track.form_ended[visit] = now
            self._helped[visit] = True
            self._join_counter(lanes, visit, now)

    def _greeting_ends(self, lanes: Ints, server: Ints, visit: Ints, now: Floats) -> Flags:
        """Customers go home, to a kiosk, or into line with a ticket; returns where the greeter goes on with the form."""
        carried, track = self.visits.carried, self.track
        track.let_go[visit] = now
        quick = carried["quick"][visit].astype(np.bool_)
        solved = quick & carried["answered"][visit].astype(np.bool_)
        caught = ~solved & self.visits.lacks_papers[visit] & carried["caught"][visit].astype(np.bool_)
        self.track.leave(visit[solved], Outcome.RESOLVED, now[solved])
        self.track.leave(visit[caught], Outcome.PAPERS_MISSING, now[caught])
        stays = ~solved & ~caught
        self._ticket[visit[stays]] = now[stays]
        track.since[visit[stays]] = now[stays]
        kiosk = (
            stays
            & self._kiosk_open()
            & (carried["kiosk"][visit].astype(np.bool_) | carried["steered"][visit].astype(np.bool_))
        )
        helping: Flags = stays & ~kiosk & ~quick & self._helps & (carried["help"][visit] > 0)
        helping &= (self._waiting[lanes, self.floor.greeter_line] == 0) & self.state.on_duty[server]
        self._help(lanes[helping], server[helping], visit[helping], now[helping])
        self._join(lanes[kiosk], visit[kiosk], self.floor.kiosk_line, now[kiosk])
        line = stays & ~kiosk & ~helping
        self._join_counter(lanes[line], visit[line], now[line])
        return helping

    def _help(self, lanes: Ints, server: Ints, visit: Ints, now: Floats) -> None:
        if len(visit):
            self.track.formed[visit] = now
            minutes = on_grid(self.visits.carried["help"][visit] / self._speed[server])
            self.state.end[lanes, server] = now + minutes

    def _come_in(self, lanes: Ints, now: Floats) -> None:
        """The next customer gets in, and turns away, goes to the greeter, or takes a ticket."""
        visit = self._order[self._pointer[lanes]]
        self._pointer[lanes] += 1
        pointer = self._pointer[lanes]
        self._next_entry[lanes] = np.where(pointer < self._last[lanes], self._entry[pointer], np.inf)
        self.track.since[visit] = self.visits.arrived[visit]
        if self.floor.rules.balking:
            balks = self.visits.carried["balk"][visit] < self._balking(lanes, now)
            self.track.leave(visit[balks], Outcome.BALKED, now[balks])
            lanes, visit, now = lanes[~balks], visit[~balks], now[~balks]
        if self.state.on_duty[self._greeters].any():
            self._join(lanes, visit, self.floor.greeter_line, now)
        else:
            self._take_ticket(lanes, visit, now)

    def _balking(self, lanes: Ints, now: Floats) -> Floats:
        """Share of customers who leave at the sight of those who wait now."""
        waiting = self._waiting[lanes].sum(axis=1)
        if self.floor.rules.patience is not None:
            waiting = waiting - self._gone(lanes, now)
        steps = self.floor.rules.balking
        shares = np.array([0.0, *(step.leave for step in steps)])
        share: Floats = shares[np.searchsorted([step.waiting for step in steps], waiting, side="right")]
        return share

    def _gone(self, lanes: Ints, now: Floats) -> Ints:
        """How many of those who are still in a line have given up before `now`."""
        gone = np.zeros(len(lanes), dtype=np.int64)
        for number, (lane, time) in enumerate(zip(lanes, now, strict=True)):
            own = slice(self.visits.start[lane], self.visits.start[lane + 1])
            gone[number] = np.sum(self._in_line[own] & (self._gives_up[own] < time))
        return gone

    def _pass_by(self, lanes: Ints, now: Floats) -> None:
        """The customer first in line before the greeter has waited too long."""
        visit = self._queues.pop(lanes, np.full(len(lanes), self._queue(self.floor.greeter_line)))
        self._waiting[lanes, self.floor.greeter_line] -= 1
        self._in_line[visit] = False
        self.track.let_go[visit] = now
        self.track.since[visit] = now
        self._ticket[visit] = now
        self._take_ticket(lanes, visit, now)

    # -- lines ------------------------------------------------------------------------------------------------------

    def _queue(self, line: int) -> int:
        """The first queue of a line."""
        return line * len(self._levels) * 2

    def _kiosk_open(self) -> bool:
        return any(
            self.state.on_duty[pool.first : pool.end].any()
            for pool in self.floor.pools
            if pool.stage == "kiosk"
        )

    def _take_ticket(self, lanes: Ints, visit: Ints, now: Floats) -> None:
        kiosk = self.visits.carried["kiosk"][visit].astype(np.bool_) & self._kiosk_open()
        self._join(lanes[kiosk], visit[kiosk], self.floor.kiosk_line, now[kiosk])
        self._join_counter(lanes[~kiosk], visit[~kiosk], now[~kiosk])

    def _join_counter(self, lanes: Ints, visit: Ints, now: Floats) -> None:
        for line in np.unique(self.floor.line_of_service):
            rows = self.floor.line_of_service[self.visits.service[visit]] == line
            self._join(lanes[rows], visit[rows], int(line), now[rows])

    def _join(self, lanes: Ints, visit: Ints, line: int, now: Floats) -> None:
        """Stand in a line, unless it is closed; whoever is free calls."""
        if not len(visit):
            return
        if self.state.closed[line]:
            self.track.leave(visit, Outcome.SENT_HOME, now)
            self.track.line[visit] = line
            return
        self.track.line[visit] = line
        self._in_line[visit] = True
        if line == self.floor.greeter_line:
            self._gives_up[visit] = now + self._bypass_after
            queue = np.full(len(visit), self._queue(line))
        else:
            self._gives_up[visit] = now + self.visits.carried["patience"][visit]
            queue = self._queue(line) + 2 * self._level[visit] + self._helped[visit]
        self._queues.append(lanes, queue, visit, self._ticket)
        self._waiting[lanes, line] += 1
        if line == self.floor.greeter_line:
            self._greet(lanes, now, once=True)
        else:
            self._call(lanes, now, once=True)

    def _empty(self, line: int, time: float) -> None:
        """Send home all who wait in a line; who gave up before has left already."""
        members = np.flatnonzero(self._in_line & (self.track.line == line))
        gave_up = self._gives_up[members] < time
        reneged, sent = members[gave_up], members[~gave_up]
        self.track.leave(reneged, Outcome.RENEGED, self._gives_up[reneged])
        self.track.leave(sent, Outcome.SENT_HOME, np.full(len(sent), time))
        self._in_line[members] = False
        first = self._queue(line)
        for queue in range(first, first + 2 * len(self._levels)):
            self._queues.head[:, queue] = NONE
            self._queues.tail[:, queue] = NONE
        self._waiting[:, line] = 0

    # -- calling ----------------------------------------------------------------------------------------------------

    def _call(self, lanes: Ints, now: Floats, once: bool) -> None:
        """Let free servers at counters and kiosks call: the pool named first calls first."""
        while len(lanes):
            started = np.zeros(len(lanes), dtype=np.bool_)
            for pool in self.floor.pools:
                if pool.stage != "greeter" and pool.end > pool.first:
                    rest = np.flatnonzero(~started)
                    started[rest] = self._call_from(pool, lanes[rest], now[rest])
            if once:
                return
            lanes, now = lanes[started], now[started]

    def _call_from(self, pool: LanePool, lanes: Ints, now: Floats) -> Flags:
        """One call of one pool in each lane, where it has somebody free and somebody waits; returns where."""
        since = self.state.since[lanes, pool.first : pool.end]
        server = since.argmin(axis=1)
        free = np.flatnonzero(since[np.arange(len(lanes)), server] < np.inf)
        started = np.zeros(len(lanes), dtype=np.bool_)
        if not len(free):
            return started
        queue = self._best_queue(pool.lines, lanes[free], now[free])
        some = queue >= 0
        rows = free[some]
        started[rows] = True
        visit = self._queues.pop(lanes[rows], queue[some])
        self._serve(lanes[rows], pool.first + server[rows], visit, now[rows])
        return started

    def _best_queue(self, lines: tuple[int, ...], lanes: Ints, now: Floats) -> Ints:
        """The queue whose first customer a pool calls next; -1 where none waits."""
        best = np.full(len(lanes), NONE)
        if self.floor.ranked:
            for line in lines:
                open_ = np.flatnonzero(best < 0)
                best[open_] = self._best_of((line,), lanes[open_], now[open_])
            return best
        return self._best_of(lines, lanes, now)

    def _best_of(self, lines: tuple[int, ...], lanes: Ints, now: Floats) -> Ints:
        """As :meth:`_best_queue`, by priority, then ticket, then place, over some lines together."""
        best = np.full(len(lanes), NONE)
        for level in range(len(self._levels)):
            undecided = np.flatnonzero(best < 0)
            if not len(undecided):
                break
            chosen = np.full(len(undecided), NONE)
            for line in lines:
                for queue in (self._queue(line) + 2 * level, self._queue(line) + 2 * level + 1)[
                    : 2 if self._helps else 1
                ]:
                    head = self._living_head(lanes[undecided], queue, now[undecided])
                    better = (head >= 0) & ((chosen < 0) | self._before(head, chosen))
                    chosen[better] = head[better]
                    best[undecided[better]] = queue
        return best

    def _before(self, head: Ints, other: Ints) -> Flags:
        """Whether visits come before others by ticket, then place."""
        ticket, later = self._ticket[head], self._ticket[other]
        first: Flags = (ticket < later) | ((ticket == later) & (head < other))
        return first

    def _living_head(self, lanes: Ints, queue: int, now: Floats) -> Ints:
        """The first of a queue in each lane; those who gave up before are taken out."""
        head: Ints = self._queues.head[lanes, queue]
        if self.floor.rules.patience is None:
            return head
        while True:
            dead = np.flatnonzero((head >= 0) & (self._gives_up[head] < now))
            if not len(dead):
                return head
            where = np.full(len(dead), queue)
            gone = self._queues.pop(lanes[dead], where)
            self.track.leave(gone, Outcome.RENEGED, self._gives_up[gone])
            self._in_line[gone] = False
            self._waiting[lanes[dead], self.track.line[gone]] -= 1
            head[dead] = self._queues.head[lanes[dead], queue]

    def _serve(self, lanes: Ints, server: Ints, visit: Ints, now: Floats) -> None:
        """Start service at a counter or kiosk; its end is known at once."""
        track = self.track
        track.started[visit], track.server[visit] = now, server
        self._in_line[visit] = False
        self._waiting[lanes, track.line[visit]] -= 1
        kiosk = track.line[visit] == self.floor.kiosk_line
        minutes = self.visits.carried["handle"][visit].copy()
        minutes = np.where(self._helped[visit], minutes * (1.0 - self._saves[visit]), minutes)
        lacks = self.visits.lacks_papers[visit] & ~kiosk
        minutes = np.where(lacks, minutes * self._found_after[visit], minutes)
        minutes = np.where(kiosk, self.visits.carried["kiosk_time"][visit], minutes)
        end = now + on_grid(minutes / self._speed[server])
        self.state.end[lanes, server], self.state.since[lanes, server] = end, np.inf
        track.outcome[visit] = np.where(lacks, Outcome.PAPERS_MISSING, Outcome.RESOLVED)
        track.ended[visit] = end

    def _greet(self, lanes: Ints, now: Floats, once: bool) -> None:
        """Let free greeters greet."""
        queue = self._queue(self.floor.greeter_line)
        while len(lanes):
            started = np.zeros(len(lanes), dtype=np.bool_)
            for pool in self.floor.pools:
                if pool.stage != "greeter" or pool.end == pool.first:
                    continue
                rows = np.flatnonzero(~started & (self._queues.head[lanes, queue] >= 0))
                since = self.state.since[lanes[rows], pool.first : pool.end]
                server = since.argmin(axis=1)
                free = since[np.arange(len(rows)), server] < np.inf
                rows, server = rows[free], pool.first + server[free]
                started[rows] = True
                visit = self._queues.pop(lanes[rows], np.full(len(rows), queue))
                self._waiting[lanes[rows], self.floor.greeter_line] -= 1
                self._in_line[visit] = False
                self.track.greeted[visit], self.track.greeter[visit] = now[rows], server
                self._serves[lanes[rows], server] = visit
                self.state.end[lanes[rows], server] = now[rows] + on_grid(
                    self._greeting[visit] / self._speed[server]
                )
                self.state.since[lanes[rows], server] = np.inf
            if once:
                return
            lanes, now = lanes[started], now[started]
