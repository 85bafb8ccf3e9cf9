"""Who waits: one queue for each class in each lane, first come first served, as lists through the rows of a table."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lanes.ranks import UNIT

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]

NOBODY = -1


class Queues:
    """The queues of all lanes.

    Parameters
    ----------
    route, on_trunk : ndarray
        Route of each class, and 1 where its calls take a trunk, 0 where they do not.
    routes, lanes : int
        How many there are.

    Attributes
    ----------
    head, tail : ndarray
        Row of the first and the last of each queue, shape (classes, lanes).
    since, turn : ndarray
        Since when the first of each queue has been waiting; the same with the number of its turn in the lane below the
        tick. Infinite where nobody waits.
    waiting, length : ndarray
        Calls that wait in each lane, and on each route in each lane.
    holding : ndarray
        Calls that wait in each lane and take a trunk.
    """

    def __init__(self, route: Ints, on_trunk: Ints, routes: int, lanes: int) -> None:
        shape = (len(route), lanes)
        self.route, self._on_trunk = route, on_trunk
        self.head, self.tail = np.full(shape, NOBODY), np.full(shape, NOBODY)
        self.since, self.turn = np.full(shape, np.inf), np.full(shape, np.inf)
        self.waiting = self.holding = np.zeros(lanes, dtype=np.int64)
        if not on_trunk.all():
            self.holding = self.waiting.copy()
        self.length = np.zeros((routes, lanes), dtype=np.int64)
        self._turns = np.zeros(lanes, dtype=np.int64)
        self._next, self._before, self._turn = (np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))

    def take_rows(self, rows: int) -> None:
        """Room for lists through so many rows; what they hold is kept."""
        more = rows - len(self._next)
        if more > 0:
            nobody = np.full(more, NOBODY)
            self._next = np.concatenate((self._next, nobody))
            self._before = np.concatenate((self._before, nobody))
            self._turn = np.concatenate((self._turn, np.zeros(more)))

    def join(self, lanes: Ints, rows: Ints, klass: Ints, now: Floats) -> None:
        """Calls wait behind all others of their class."""
        self._turns[lanes] += 1
        self._turn[rows] = now + self._turns[lanes] * UNIT
        last = self.tail[klass, lanes]
        self._before[rows], self._next[rows] = last, NOBODY
        self.tail[klass, lanes] = rows
        first = last == NOBODY
        self._next[last[~first]] = rows[~first]
        at = klass[first], lanes[first]
        self.head[at], self.since[at], self.turn[at] = rows[first], now[first], self._turn[rows[first]]
        self._count(lanes, klass, 1)

    def _count(self, lanes: Ints, klass: Ints, change: int) -> None:
        self.waiting[lanes] += change
        if self.holding is not self.waiting:
            self.holding[lanes] += change * self._on_trunk[klass]
        self.length[self.route[klass], lanes] += change

    def pop(self, lanes: Ints, klass: Ints, since: Floats) -> Ints:
        """The first calls of some queues leave them; returns their rows, with `since` as for :meth:`leave`."""
        rows = self.head[klass, lanes]
        ahead = self._next[rows]
        some = ahead != NOBODY
        self.head[klass, lanes] = ahead
        self.since[klass, lanes] = np.where(some, since[ahead], np.inf)
        self.turn[klass, lanes] = np.where(some, self._turn[ahead], np.inf)
        self._before[ahead[some]] = NOBODY
        last = (~some).nonzero()[0]
        self.tail[klass[last], lanes[last]] = NOBODY
        self._count(lanes, klass, -1)
        return rows

    def leave(self, lanes: Ints, rows: Ints, klass: Ints, since: Floats) -> None:
        """Calls leave their queues; `since` is when each row of the table began to wait."""
        before, following = self._before[rows], self._next[rows]
        inner = before != NOBODY
        self._next[before[inner]] = following[inner]
        at = klass[~inner], lanes[~inner]
        ahead = following[~inner]
        some = ahead != NOBODY
        self.head[at] = ahead
        self.since[at] = np.where(some, since[ahead], np.inf)
        self.turn[at] = np.where(some, self._turn[ahead], np.inf)
        outer = following != NOBODY
        self._before[following[outer]] = before[outer]
        self.tail[klass[~outer], lanes[~outer]] = before[~outer]
        self._count(lanes, klass, -1)

    def renumber(self, rows: Ints, new: Ints, minutes: float) -> None:
        """Rows are numbered anew, ``rows[i]`` becomes ``new[i]``; times count from so many minutes later."""
        self.take_rows(int(rows.max(initial=-1)) + 1)
        table = np.full(len(self._next) + 1, NOBODY)
        table[rows] = new
        following, before, turn = table[self._next[rows]], table[self._before[rows]], self._turn[rows]
        self.head, self.tail = table[self.head], table[self.tail]
        count = int(new.max(initial=-1)) + 1
        self._next, self._before = np.full(count, NOBODY), np.full(count, NOBODY)
        self._turn = np.zeros(count)
        self._next[new], self._before[new], self._turn[new] = following, before, turn - minutes
        self.since -= minutes
        self.turn -= minutes
        self._turns.fill(0)  # calls of one instant are never split by this
