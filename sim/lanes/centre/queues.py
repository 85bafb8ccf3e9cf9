"""Who waits: one queue for each class in each lane, first come first served, as lists through the rows of a table."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lanes.ranks import UNIT

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]

NOBODY = -1


class Queues:
    """The queues of all lanes.

    Parameters
    ----------
    route : ndarray
        Route of each class.
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
    there, holds : ndarray
        Whether the call of each row waits, and whether it takes a trunk meanwhile.
    """

    def __init__(self, route: Ints, routes: int, lanes: int) -> None:
        shape = (len(route), lanes)
        self.route = route
        self.head, self.tail = np.full(shape, NOBODY), np.full(shape, NOBODY)
        self.since, self.turn = np.full(shape, np.inf), np.full(shape, np.inf)
        self.waiting, self.holding = (np.zeros(lanes, dtype=np.int64) for _ in range(2))
        self.length = np.zeros((routes, lanes), dtype=np.int64)
        self._turns = np.zeros(lanes, dtype=np.int64)
        self.there, self.holds = np.empty(0, dtype=np.bool_), np.empty(0, dtype=np.bool_)
        self._next, self._before, self._turn = (np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))

    def take_rows(self, rows: int) -> None:
        """Room for lists through so many rows; what they hold is kept."""
        more = rows - len(self._next)
        if more > 0:
            nobody = np.full(more, NOBODY)
            self._next = np.concatenate((self._next, nobody))
            self._before = np.concatenate((self._before, nobody))
            self._turn = np.concatenate((self._turn, np.zeros(more)))
            self.there, self.holds = (
                np.concatenate((each, np.zeros(more, dtype=np.bool_))) for each in (self.there, self.holds)
            )

    def join(self, lanes: Ints, rows: Ints, klass: Ints, now: Floats, holds: Flags) -> None:
        """Calls wait behind all others of their class; `holds` says which take a trunk."""
        self.there[rows], self.holds[rows] = True, holds
        self._turns[lanes] += 1
        self._turn[rows] = now + self._turns[lanes] * UNIT
        last = self.tail[klass, lanes]
        self._before[rows], self._next[rows] = last, NOBODY
        self.tail[klass, lanes] = rows
        first = last == NOBODY
        self._next[last[~first]] = rows[~first]
        at = klass[first], lanes[first]
        self.head[at], self.since[at], self.turn[at] = rows[first], now[first], self._turn[rows[first]]
        self._count(lanes, rows, klass, 1)

    def _count(self, lanes: Ints, rows: Ints, klass: Ints, change: int) -> None:
        self.waiting[lanes] += change
        self.holding[lanes] += change * self.holds[rows]
        self.length[self.route[klass], lanes] += change
        self.there[rows] = change > 0

    def leave_trunk(self, lanes: Ints, rows: Ints) -> None:
        """Calls go on waiting, and take no trunk any more."""
        self.holding[lanes] -= self.holds[rows]
        self.holds[rows] = False

    def rejoin(self, lanes: Ints, rows: Ints, klass: Ints, since: Floats) -> None:
        """Calls wait again at the places that they had; `since` as for :meth:`leave`."""
        for lane, row, own in zip(lanes.tolist(), rows.tolist(), klass.tolist(), strict=True):
            before, ahead = NOBODY, int(self.head[own, lane])
            while ahead != NOBODY and self._turn[ahead] < self._turn[row]:
                before, ahead = ahead, int(self._next[ahead])
            self._before[row], self._next[row] = before, ahead
            if before == NOBODY:
                self.head[own, lane], self.since[own, lane] = row, since[row]
                self.turn[own, lane] = self._turn[row]
            else:
                self._next[before] = row
            if ahead == NOBODY:
                self.tail[own, lane] = row
            else:
                self._before[ahead] = row
        self._count(lanes, rows, klass, 1)

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
        self._count(lanes, rows, klass, -1)
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
        self._count(lanes, rows, klass, -1)

    def renumber(self, rows: Ints, new: Ints, minutes: float) -> None:
        """Rows are numbered anew, ``rows[i]`` becomes ``new[i]``; times count from so many minutes later."""
        self.take_rows(int(rows.max(initial=-1)) + 1)
        table = np.full(len(self._next) + 1, NOBODY)
        table[rows] = new
        there, holds = self.there[rows], self.holds[rows]
        following, before, turn = table[self._next[rows]], table[self._before[rows]], self._turn[rows]
        self.head, self.tail = table[self.head], table[self.tail]
        count = int(new.max(initial=-1)) + 1
        self._next, self._before = np.full(count, NOBODY), np.full(count, NOBODY)
        self._turn = np.zeros(count)
        self.there, self.holds = np.zeros(count, dtype=np.bool_), np.zeros(count, dtype=np.bool_)
        self.there[new], self.holds[new] = there, holds
        self._next[new], self._before[new], self._turn[new] = following, before, turn - minutes
        self.since -= minutes
        self.turn -= minutes
        self._turns.fill(0)  # calls of one instant are never split by this
