"""Counters and kiosks in every lane at once: who is called next, and by whom.

A step touches all lanes alike: what happens in only some of them is told by flags, not by lists of lanes, because NumPy
goes through whole arrays several times as fast as it picks from them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.lanes.floor import Floor
from sim.lanes.queues import Queues
from sim.lanes.ranks import TICK, UNIT, floor_time, number_in
from sim.lanes.staff import Staff

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Counters:
    """Pools at counters and kiosks, and the queues before them, on one day. Times count from its midnight.

    Parameters
    ----------
    floor : Floor
        The hall.
    staff : Staff
        Its servers.
    lanes, places : int
        How many lanes there are, and the most visits of one. A visit is addressed by its place in its lane and then its
        lane (``place * lanes + lane``): lanes that are about as far read neighbouring memory.

    Attributes
    ----------
    queues : Queues
        One class a line, priority, and way of joining: with a new ticket, or with an older one after help with a form.
    class_of : ndarray
        Class of each visit.
    minutes : ndarray
        Minutes of service of each visit: those at speed 100 %, or if all pools have that, rounded to the grid.
    gives_up : ndarray
        When each visit that stands in line gives up.
    called : ndarray
        Who was called in the last step, where somebody was.
    started : ndarray
        When service of each visit started, with the number of its server below the tick; NaN where it did not.
    """

    def __init__(self, floor: Floor, staff: Staff, lanes: int, places: int) -> None:
        self.floor, self.staff, self.lanes = floor, staff, lanes
        self._lane, visits = np.arange(lanes), places * lanes
        self.pools = floor.counters
        self.queues = Queues(self._lane, lanes, floor.classes, visits)
        self.class_of = np.full(visits + 1, floor.classes)
        self.minutes = np.zeros(visits + 1)
        self.gives_up = np.full(visits + 1, np.inf)
        self.started = np.full(visits + 2, np.nan)
        self._soonest, self._best = (np.empty((len(self.pools), self.lanes)) for _ in range(2))
        self._server, self._called_key = np.empty(lanes), np.empty(lanes)
        self._groups = [floor.groups_of(pool) for pool in self.pools]
        able = np.zeros((len(self.pools), floor.classes + 1), dtype=np.bool_)
        for number, groups in enumerate(self._groups):
            able[number, [each for group in groups for each in group]] = True
        self._able = able

    def next_call(self, now: Floats) -> Floats:
        """When a server calls next in each lane: as soon as one is free and somebody waits whom it can serve.

        Keys of those who wait are at most the present time, and infinite where nobody waits.
        """
        if not self.pools:
            return np.full(self.lanes, np.inf)
        for number, pool in enumerate(self.pools):
            np.minimum.reduce(self.staff.until[pool.first : pool.end], axis=0, out=self._soonest[number])
            self._find_best(number)
        self._ready = np.maximum(self._soonest, self._best)
        return floor_time(np.maximum(np.minimum.reduce(self._ready, axis=0), now))

    def _find_best(self, number: int) -> None:
        """The key of the customer whom a pool calls next: it empties one group of classes before the following."""
        best, first = self._best[number], self.queues.first
        for place, group in enumerate(self._groups[number]):
            if not place:
                np.copyto(best, first[group[0]])
                for other in group[1:]:
                    np.minimum(best, first[other], out=best)
            else:
                np.copyto(best, np.minimum.reduce(first[group], axis=0), where=np.isinf(best))

    def turn(
        self, now: Floats, joining: Ints, joins: Flags, calls: Flags, late: Flags | None = None
    ) -> Flags:
        """In each lane somebody joins, or somebody is called, or neither.

        Who joins is served at once if a server is free. Who is called and gave up before leaves the queue, no more.

        Parameters
        ----------
        now : ndarray
            The time in each lane.
        joining : ndarray
            Who joins, where somebody does.
        joins, calls : ndarray
            Where somebody joins, and where a server calls.
        late : ndarray or None
            Where the ticket of who joins is older than that of some who wait.

        Returns
        -------
        ndarray
            Where somebody has joined and waits.
        """
        soon = now + TICK
        server, best = self._server, self._called_key
        server.fill(np.inf)
        best.fill(0.0)
        for number in range(len(self.pools) - 1, -1, -1):  # the pool named first calls first
            ready = (self._ready[number] < soon) & calls
            np.putmask(server, ready, self._soonest[number])
            np.putmask(best, ready, self._best[number])
        visit = np.where(calls, self._lane + self.lanes * number_in(best), joining)
        class_of, self.called = self.class_of[visit], visit
        for number in range(len(self.pools) - 1, -1, -1):
            able = (self._soonest[number] < soon) & joins
            if len(self.pools) > 1:
                able &= self._able[number][class_of]
            np.putmask(server, able, self._soonest[number])
        starts = server < np.inf
        if self.floor.rules.patience is not None:
            starts &= joins | (self.gives_up[visit] >= now)
        self._start(now, visit, starts, server)
        waits, queue = joins & ~starts, class_of * self.lanes + self._lane
        if late is None:
            self.queues.turn(queue, visit, calls, waits)
        else:
            self.queues.turn(queue, visit, calls, waits & ~late)
            between = np.flatnonzero(waits & late)
            if len(between):
                self.queues.insert(queue[between], visit[between])
        return waits

    def _start(self, now: Floats, visit: Ints, starts: Flags, key: Floats) -> None:
        """Start services; their ends are known at once."""
        server = number_in(np.where(starts, key, self.staff.nobody * UNIT))
        self.started[np.where(starts, visit, len(self.started) - 1)] = now + server * UNIT
        end = now + self.floor.at_speed(self.minutes[visit], server)
        self.staff.start(server, self._lane, end)
