"""A station: lines in which customers or orders wait, and the servers of some pools who call them.

The greeter, the kiosks and the counters of a hall are stations, and so is each desk of an office.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from math import inf
from typing import Any, Generic, Protocol, TypeVar

import simpy

from sim.events.clock import CALL, FREE, GIVE_UP, SHIFT, Moment
from sim.rules.hall import end_behind_pause
from sim.scenario.units import Window
from sim.time.duty_windows import Servers
from sim.time.ticks import on_grid_one

Rank = tuple[float, float, int]
"""The place in a line: the least is called first."""


class Waiting(Protocol):
    """A visit or an order, as a station sees it.

    Attributes
    ----------
    place : int
        Their place among those that give up at one instant.
    started : float
        When the present service started.
    entry : tuple or None
        The entry with which they stand in a line; None while they stand in none.
    """

    started: float
    entry: tuple[Rank, int, Any] | None

    @property
    def place(self) -> int:
        """Its place."""


Who = TypeVar("Who", bound=Waiting)

Serve = Callable[["Station[Who]", "ServerPool", int, Who], float]
"""Called when a server starts with somebody; gives when the service ends, infinity if never."""
Done = Callable[["Station[Who]", "ServerPool", int, Who], float | None]
"""Called when it ends; gives until when the same server goes on with the same one, if it does."""
Leave = Callable[["Station[Who]", Who], None]
"""Called when somebody leaves the line unserved."""


class ServerPool:
    """The servers of one pool at a station: who is on duty, who can take another.

    Who has fewest in hand is called first, then who has gone longest without any change (came on duty, took or ended something), then by
    number. `free` is a heap of (in hand, since, server); an entry counts only while both agree. `own` is a line for each server from which nobody
    else takes anybody; empty where there are none.

    Parameters
    ----------
    number, first, count : int
        Number of the pool in the scenario, of its first server at the station, and of its servers.
    lines : tuple of int
        From which lines they call.
    ranked : bool
        Whether they empty the first of these before they call from the next.
    speed : float
        Their speed.
    own : tuple of int
        The line of each server, where each has one.
    pace : tuple of float
        Speed with one in hand, with two, and so on; the last holds for more.
    at_once : int
        How many one may have in hand.
    """

    __slots__ = (
        "at_once",
        "first",
        "free",
        "in_hand",
        "lines",
        "number",
        "own",
        "paces",
        "pauses",
        "ranked",
        "since",
        "speed",
        "working",
    )

    def __init__(
        self,
        number: int,
        first: int,
        count: int,
        lines: tuple[int, ...],
        ranked: bool,
        speed: float,
        own: tuple[int, ...] = (),
        pace: tuple[float, ...] = (1.0,),
        at_once: int = 1,
    ) -> None:
        self.number, self.first = number, first
        self.lines, self.ranked, self.speed = lines, ranked, speed
        self.own, self.paces, self.at_once = own, pace, at_once
        self.free: list[tuple[int, float, int]] = []
        self.since = [0.0] * count
        self.working = [False] * count
        self.in_hand = [0] * count
        self.pauses: tuple[tuple[Window, ...], ...] = ()

    def come(self, server: int, now: float) -> None:
        """A server comes on duty."""
        self.working[server] = True
        self.changed(server, now)

    def go(self, server: int) -> None:
        """A server goes off duty, after what is in hand."""
        self.working[server] = False

    def release(self, server: int, now: float) -> None:
        """A server is done with one."""
        self.in_hand[server] -= 1
        self.changed(server, now)

    def engage(self, server: int, now: float) -> None:
        """A server takes one."""
        self.in_hand[server] += 1
        self.changed(server, now)

    def changed(self, server: int, now: float) -> None:
        """Something has changed of a server, who can be called if there is room."""
        self.since[server] = now
        if self.working[server] and self.has_room(server):
            heappush(self.free, (self.in_hand[server], now, server))

    def has_room(self, server: int) -> bool:
        """Whether a server can have one more in hand."""
        return self.in_hand[server] < self.at_once

    def pace(self, server: int) -> float:
        """The speed of what a server has just taken, with all that is in hand."""
        return self.paces[min(self.in_hand[server], len(self.paces)) - 1]

    def end(self, server: int, begun: float, minutes: float) -> float:
        """When a server ends what takes so many minutes at speed 100 %, with pauses in between."""
        end = begun + on_grid_one(minutes / self.speed)
        for pause in self.pauses[server] if self.pauses else ():
            end = end_behind_pause(begun, end, pause.start, pause.end)
        return end

    def any_free(self) -> bool:
        """Whether somebody can be called; drops entries that no longer count."""
        while self.free:
            if self._counts(self.free[0]):
                return True
            heappop(self.free)
        return False

    def _counts(self, entry: tuple[int, float, int]) -> bool:
        in_hand, since, server = entry
        return self.working[server] and self.in_hand[server] == in_hand and self.since[server] == since

    def take(self, now: float) -> int:
        """Who is called first takes one; :meth:`any_free` must have been true."""
        server = heappop(self.free)[2]
        self.engage(server, now)
        return server

    def by_turn(self) -> list[int]:
        """All who can be called, in that order."""
        return [entry[2] for entry in sorted(set(self.free)) if self._counts(entry)]

    def lines_of(self, server: int) -> tuple[int, ...]:
        """The lines from which a server takes."""
        return (*self.lines, self.own[server]) if self.own else self.lines


class Station(Generic[Who]):
    """Lines and pools; calls whoever waits by rank.

    A line is a heap of entries: rank, a number of their own, and who. One that its owner has left counts no more.

    Parameters
    ----------
    env : simpy.Environment
        The clock.
    lines : int
        Number of lines.
    ends : int
        The kind of moment at which services end here: ``FREE`` where the visit ends, ``MOVE_ON`` where it goes on.
    serve, done, leave : callable
        What happens to somebody when service starts, ends, or when they give up.
    """

    def __init__(
        self,
        env: simpy.Environment,
        lines: int,
        ends: int,
        serve: Serve[Who],
        done: Done[Who],
        leave: Leave[Who],
    ) -> None:
        self.env = env
        self.lines: list[list[tuple[Rank, int, Who]]] = [[] for _ in range(lines)]
        self._entries = 0
        self.closed = [False] * lines
        self.waiting = 0
        self.on_duty = 0
        self.pools: list[ServerPool] = []
        self._ends, self._serve, self._done, self._leave = ends, serve, done, leave
        self._calling = -1.0

    def staff(
        self,
        servers: Servers,
        number: int,
        lines: tuple[int, ...],
        ranked: bool,
        speed: float,
        own: tuple[int, ...] = (),
        pace: tuple[float, ...] = (1.0,),
        at_once: int = 1,
    ) -> None:
        """Add a pool (see :class:`ServerPool`), with the windows in which its servers call customers."""
        first = sum(len(pool.since) for pool in self.pools)
        pool = ServerPool(number, first, len(servers), lines, ranked, speed, own, pace, at_once)
        pool.pauses = servers.pauses
        self.pools.append(pool)
        for server, windows in enumerate(servers.calls):
            self._next_window(pool, server, iter(windows))

    def _next_window(self, pool: ServerPool, server: int, windows: object) -> None:
        window: Window | None = next(windows, None)  # type: ignore[call-overload]
        if window is None:
            return
        rank = pool.first + server

        def come(moment: Moment) -> None:
            self.on_duty += 1
            pool.come(server, window.start)
            if pool.has_room(server):
                self._call_later(window.start)
            if window.end != inf:
                Moment(self.env, window.end, SHIFT + rank, go)

        def go(moment: Moment) -> None:
            self.on_duty -= 1
            pool.go(server)
            self._next_window(pool, server, windows)

        Moment(self.env, window.start, SHIFT + rank, come)

    def join(self, who: Who, line: int, rank: Rank, give_up_at: float) -> None:
        """Stand in a line at the place that `rank` gives, until called or until `give_up_at`."""
        if not self.waiting:
            for pool in self.pools:
                if line in pool.lines and pool.any_free():
                    self._start(pool, pool.take(self.env.now), who)
                    return
        entry = self._stand(who, line, rank)
        self.call()
        if who.entry is entry and give_up_at != inf:
            Moment(self.env, give_up_at, GIVE_UP + who.place, self._give_up, entry)

    def _stand(self, who: Who, line: int, rank: Rank) -> tuple[Rank, int, Who]:
        self._entries += 1
        entry = who.entry = (rank, self._entries, who)
        heappush(self.lines[line], entry)
        self.waiting += 1
        return entry

    def leave(self, who: Who) -> None:
        """Take one that waits here out of its line."""
        who.entry = None
        self.waiting -= 1

    def rank_anew(self, who: Who, line: int, rank: Rank) -> None:
        """Give another place to one that waits in a line here."""
        self.leave(who)
        self._stand(who, line, rank)

    def call(self) -> None:
        """Let free servers call whoever waits: the pool named first calls first."""
        if not self.waiting:
            return
        for pool in self.pools:
            while pool.any_free():
                if pool.own:
                    if not self._call_own(pool):
                        break
                    continue
                who = self._next(pool.lines, pool.ranked)
                if who is None:
                    break
                self._start(pool, pool.take(self.env.now), who)

    def _call_own(self, pool: ServerPool) -> bool:
        """Let the first of those free in a pool who has anybody to call do so; whether anybody has."""
        for server in pool.by_turn():
            who = self._next(pool.lines_of(server), pool.ranked)
            if who is not None:
                pool.engage(server, self.env.now)
                self._start(pool, server, who)
                return True
        return False

    def _start(self, pool: ServerPool, server: int, who: Who) -> None:
        now = self.env.now
        who.started = now
        end = self._serve(self, pool, server, who)
        if end == now and self._ends == FREE:  # what takes no time is over before anything else happens
            self._done(self, pool, server, who)
            pool.release(server, now)
            return
        if end < inf:
            Moment(self.env, end, self._ends + pool.first + server, self._end, (pool, server, who))

    def _end(self, moment: Moment) -> None:
        pool, server, who = moment.subject
        now = self.env.now
        end = self._done(self, pool, server, who)
        if end is not None:
            Moment(self.env, end, self._ends + pool.first + server, self._end, moment.subject)
            return
        if self.waiting and pool.working[server] and self.env.peek() > now:
            # nobody else gets free at this instant, and whoever was free before can serve nobody who waits
            following = self._next(pool.lines_of(server), pool.ranked)
            if following is not None:
                pool.changed(server, now)
                self._start(pool, server, following)
                if pool.has_room(server):
                    self.call()
                return
        pool.release(server, now)
        if self.waiting:
            self._call_later(now)

    def _call_later(self, now: float) -> None:
        """Call at once if nothing else happens at this instant, else when all who get free now are free."""
        if self.env.peek() > now:
            self.call()
        elif self._calling != now:
            self._calling = now
            Moment(self.env, now, CALL, self._call_now)

    def _call_now(self, moment: Moment) -> None:
        self._calling = -1.0
        self.call()

    def _next(self, lines: tuple[int, ...], ranked: bool) -> Who | None:
        """Take the first of those in some lines out of it, of the first line with anybody where these are ranked; None where none waits there."""
        best: list[tuple[Rank, int, Who]] | None = None
        for number in lines:
            line = self.lines[number]
            while line and line[0][2].entry is not line[0]:
                heappop(line)
            if line and (best is None or line[0][0] < best[0][0]):
                best = line
                if ranked:
                    break
        if not best:
            return None
        who = heappop(best)[2]
        self.leave(who)
        return who

    def _give_up(self, moment: Moment) -> None:
        who: Who = moment.subject[2]
        if who.entry is moment.subject:
            self.leave(who)
            self._leave(self, who)

    def empty(self, line: int) -> list[Who]:
        """Take all who wait in a line out of it."""
        gone = [entry[2] for entry in sorted(self.lines[line]) if entry[2].entry is entry]
        for who in gone:
            self.leave(who)
        self.lines[line].clear()
        return gone
