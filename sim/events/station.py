"""A station: lines in which customers wait, and the servers of some pools who call them.

The greeter, the kiosks and the counters of a hall are stations.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush

import simpy

from sim.events.clock import CALL, FREE, GIVE_UP, SHIFT, Moment
from sim.events.visit import Visit
from sim.rules.hall import end_behind_pause
from sim.scenario.units import Window
from sim.time.duty_windows import Servers
from sim.time.ticks import on_grid_one

Serve = Callable[["Station", "ServerPool", int, Visit], float]
"""Called when a server starts with a visit; gives when the service ends."""
Done = Callable[["Station", "ServerPool", int, Visit], float | None]
"""Called when it ends; gives until when the same server goes on with the same visit, if it does."""
Leave = Callable[["Station", Visit], None]
"""Called when a visit leaves the line unserved."""


class ServerPool:
    """The servers of one pool at a station: who is on duty, who is free.

    Free servers are called longest free first, then by number. `free` is a heap of (free since, server); an entry
    counts only while ``since[server]`` agrees.
    """

    __slots__ = ("busy", "first", "free", "lines", "number", "pauses", "ranked", "since", "speed", "working")

    def __init__(
        self, number: int, first: int, count: int, lines: tuple[int, ...], ranked: bool, speed: float
    ) -> None:
        self.number, self.first = number, first
        self.lines, self.ranked, self.speed = lines, ranked, speed
        self.free: list[tuple[float, int]] = []
        self.since: list[float | None] = [None] * count
        self.working = [False] * count
        self.busy = [False] * count
        self.pauses: tuple[tuple[Window, ...], ...] = ()

    def release(self, server: int, now: float) -> None:
        """Make a server free, if it is on duty."""
        self.busy[server] = False
        if self.working[server]:
            self.since[server] = now
            heappush(self.free, (now, server))

    def end(self, server: int, begun: float, minutes: float) -> float:
        """When a server ends what takes so many minutes at speed 100 %, with pauses in between."""
        end = begun + on_grid_one(minutes / self.speed)
        for pause in self.pauses[server] if self.pauses else ():
            end = end_behind_pause(begun, end, pause.start, pause.end)
        return end

    def any_free(self) -> bool:
        """Whether somebody is free; drops entries that no longer count."""
        while self.free:
            since, server = self.free[0]
            if self.since[server] == since:
                return True
            heappop(self.free)
        return False

    def take(self) -> int:
        """The server free longest; :meth:`any_free` must have been true."""
        server = heappop(self.free)[1]
        self.since[server] = None
        self.busy[server] = True
        return server


class Station:
    """Lines and pools; calls customers by rank.

    Parameters
    ----------
    env : simpy.Environment
        The clock.
    lines : int
        Number of lines.
    ends : int
        The kind of moment at which services end here: ``FREE`` where the visit ends, ``MOVE_ON`` where it goes on.
    serve, done, leave : callable
        What happens to a visit when service starts, ends, or when it gives up.
    """

    def __init__(
        self, env: simpy.Environment, lines: int, ends: int, serve: Serve, done: Done, leave: Leave
    ) -> None:
        self.env = env
        self.lines: list[list[tuple[tuple[float, float, int], Visit]]] = [[] for _ in range(lines)]
        self.closed = [False] * lines
        self.waiting = 0
        self.on_duty = 0
        self.pools: list[ServerPool] = []
        self._ends, self._serve, self._done, self._leave = ends, serve, done, leave
        self._calling = -1.0

    def staff(
        self, servers: Servers, number: int, lines: tuple[int, ...], ranked: bool, speed: float
    ) -> None:
        """Add a pool, with the windows in which its servers call customers."""
        first = sum(len(pool.since) for pool in self.pools)
        pool = ServerPool(number, first, len(servers), lines, ranked, speed)
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
            pool.working[server] = True
            self.on_duty += 1
            if not pool.busy[server]:
                pool.release(server, window.start)
                self._call_later(window.start)
            if window.end != float("inf"):
                Moment(self.env, window.end, SHIFT + rank, go)

        def go(moment: Moment) -> None:
            pool.working[server] = False
            self.on_duty -= 1
            pool.since[server] = None
            self._next_window(pool, server, windows)

        Moment(self.env, window.start, SHIFT + rank, come)

    def join(self, visit: Visit, line: int, rank: tuple[float, float, int], give_up_at: float) -> None:
        """Stand in a line at the place that `rank` gives, until called or until `give_up_at`."""
        if not self.waiting:
            for pool in self.pools:
                if line in pool.lines and pool.any_free():
                    self._start(pool, pool.take(), visit)
                    return
        visit.waits_at = self
        heappush(self.lines[line], (rank, visit))
        self.waiting += 1
        self.call()
        if visit.waits_at is self and give_up_at != float("inf"):
            Moment(self.env, give_up_at, GIVE_UP + visit.place, self._give_up, visit)

    def call(self) -> None:
        """Let free servers call whoever waits: the pool named first calls first."""
        if not self.waiting:
            return
        for pool in self.pools:
            while pool.any_free():
                visit = self._next(pool)
                if visit is None:
                    break
                self._start(pool, pool.take(), visit)

    def _start(self, pool: ServerPool, server: int, visit: Visit) -> None:
        now = self.env.now
        visit.started = now
        end = self._serve(self, pool, server, visit)
        if end == now and self._ends == FREE:  # what takes no time is over before anything else happens
            self._done(self, pool, server, visit)
            pool.release(server, now)
            return
        Moment(self.env, end, self._ends + pool.first + server, self._end, (pool, server, visit))

    def _end(self, moment: Moment) -> None:
        pool, server, visit = moment.subject
        now = self.env.now
        end = self._done(self, pool, server, visit)
        if end is not None:
            Moment(self.env, end, self._ends + pool.first + server, self._end, moment.subject)
            return
        if self.waiting and pool.working[server] and self.env.peek() > now:
            # nobody else gets free at this instant, and whoever was free before can serve nobody who waits
            following = self._next(pool)
            if following is not None:
                self._start(pool, server, following)
                if not pool.busy[server]:
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

    def _next(self, pool: ServerPool) -> Visit | None:
        """Take the customer whom a pool calls next out of its line; None where none waits for it."""
        best: list[tuple[tuple[float, float, int], Visit]] | None = None
        for number in pool.lines:
            line = self.lines[number]
            while line and line[0][1].waits_at is not self:
                heappop(line)
            if line and (best is None or line[0][0] < best[0][0]):
                best = line
                if pool.ranked:
                    break
        if not best:
            return None
        visit = heappop(best)[1]
        visit.waits_at = None
        self.waiting -= 1
        return visit

    def _give_up(self, moment: Moment) -> None:
        visit: Visit = moment.subject
        if visit.waits_at is self:
            visit.waits_at = None
            self.waiting -= 1
            self._leave(self, visit)

    def empty(self, line: int) -> list[Visit]:
        """Take all who wait in a line out of it."""
        gone = [visit for _, visit in sorted(self.lines[line]) if visit.waits_at is self]
        for visit in gone:
            visit.waits_at = None
        self.waiting -= len(gone)
        self.lines[line].clear()
        return gone
