"""Lines of customers in every lane at once.

A class of customers (those of one line and priority) stands in one queue a lane, in the order of their keys: ticket,
then place among the day's visits (:mod:`sim.lanes.ranks`). Each queue is a linked list through the visits; its first
key lies in a matrix, so that the best of several queues is a minimum. Who gives up stays in the list until it is first.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.lanes.ranks import number_in

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Queues:
    """Linked lists of visits. A queue is addressed by ``class * lanes + lane``.

    Parameters
    ----------
    base : ndarray
        Number of each lane's first visit; visits are numbered through all lanes.
    step : int
        From the number of a visit to that of the next in its lane.
    classes, visits : int
        How many of each.

    Attributes
    ----------
    first : ndarray
        Key of the first visit of each queue, shape (classes + 1, lanes); infinite where nobody stands. The last row is
        no queue: what happens nowhere is written there.
    key : ndarray
        Key of each visit, to be set before it joins; infinite for :attr:`nobody`.
    nobody : int
        A visit that is nobody's: it ends each list.
    """

    def __init__(self, base: Ints, step: int, classes: int, visits: int) -> None:
        self._base, self._step = base, step
        self.first = np.full((classes + 1, len(base)), np.inf)
        self._first = self.first.reshape(-1)
        self.nobody, self._nowhere = visits, visits + 1
        self.key = np.full(visits + 2, np.inf)
        self._next = np.full(visits + 2, self.nobody)
        self._last = np.full((classes + 1) * len(base), self._nowhere)
        self._no_queue = classes * len(base) + np.arange(len(base))

    def turn(self, queue: Ints, visit: Ints, leaves: Flags, joins: Flags) -> None:
        """In each lane a visit leaves the front of its queue, or joins its end, or nothing happens.

        Shapes are (lanes,). Where nothing happens, queue and visit may be anything that exists.
        """
        behind = self.key[self._next[visit]]
        first = np.where(leaves, behind, np.minimum(self._first[queue], self.key[visit]))
        self._first[np.where(leaves | joins, queue, self._no_queue)] = first
        # the last may have left the queue: then its link is idle, and may be written too
        self._next[np.where(joins, self._last[queue], self._nowhere)] = visit
        self._last[np.where(joins, queue, self._no_queue)] = visit

    def append(self, queue: Ints, visit: Ints) -> None:
        """Add visits at the ends of queues, at most one a queue."""
        self._next[self._last[queue]] = visit
        self._last[queue] = visit
        self._first[queue] = np.minimum(self._first[queue], self.key[visit])

    def insert(self, queue: Ints, visit: Ints) -> None:
        """Add visits at the places that their keys give, at most one a queue."""
        key = self.key[visit]
        at_end = np.isinf(self._first[queue]) | (self.key[self._last[queue]] < key)
        self.append(queue[at_end], visit[at_end])
        queue, visit, key = queue[~at_end], visit[~at_end], key[~at_end]
        foremost, before = key < self._first[queue], self.head(queue)
        self._next[visit[foremost]] = before[foremost]
        self._first[queue[foremost]] = key[foremost]
        visit, key, before = visit[~foremost], key[~foremost], before[~foremost]
        while True:
            passing = self.key[self._next[before]] < key
            if not passing.any():
                break
            before = np.where(passing, self._next[before], before)
        self._next[visit] = self._next[before]
        self._next[before] = visit

    def head(self, queue: Ints) -> Ints:
        """The first visits of queues that are not empty."""
        return self._base[queue % len(self._base)] + self._step * number_in(self._first[queue])

    def pop(self, queue: Ints) -> tuple[Ints, Ints]:
        """Take the first visits out of queues that are not empty; returns them, and who is first then or nobody."""
        visit = self.head(queue)
        following = self._next[visit]
        self._first[queue] = self.key[following]
        return visit, following

    def emptied(self, queue: Ints) -> Ints:
        """Take everybody out of queues; returns who stood there."""
        gone: list[Ints] = []
        while True:
            queue = queue[np.isfinite(self._first[queue])]
            if not len(queue):
                return np.concatenate([np.empty(0, dtype=np.int64), *gone])
            gone.append(self.pop(queue)[0])
