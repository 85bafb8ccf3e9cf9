"""Lines of customers in every lane at once.

A line holds its customers in queues, one for each priority and, within it, one for those who joined with an older
ticket (after help with a form). Each queue is a linked list through the visits, so that a customer takes no room but a
link; who gives up stays in the list until it comes to the head.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NONE = -1


class Queues:
    """Linked lists of visits, one a lane and queue.

    Parameters
    ----------
    lanes, queues, visits : int
        How many of each; visits are numbered through all lanes.

    Attributes
    ----------
    head, tail : ndarray
        First and last visit of each queue, shape (lanes, queues); -1 where empty.
    """

    def __init__(self, lanes: int, queues: int, visits: int) -> None:
        self.head = np.full((lanes, queues), NONE)
        self.tail = np.full((lanes, queues), NONE)
        self._next = np.full(visits, NONE)

    def append(self, lane: Ints, queue: Ints, visit: Ints, ticket: Floats) -> None:
        """Add visits to queues, at most one a lane, at the place that ticket and number give: nearly always the end."""
        last = self.tail[lane, queue]
        early = (last >= 0) & (
            (ticket[visit] < ticket[last]) | ((ticket[visit] == ticket[last]) & (visit < last))
        )
        if early.any():
            self._insert(lane[early], queue[early], visit[early], ticket)
            lane, queue, visit, last = lane[~early], queue[~early], visit[~early], last[~early]
        empty = last < 0
        self.head[lane[empty], queue[empty]] = visit[empty]
        self._next[last[~empty]] = visit[~empty]
        self.tail[lane, queue] = visit

    def _insert(self, lane: Ints, queue: Ints, visit: Ints, ticket: Floats) -> None:
        """Put visits before the first one that comes after them; there is one."""
        before, here = np.full(len(visit), NONE), self.head[lane, queue]
        while True:
            passing = (ticket[here] < ticket[visit]) | ((ticket[here] == ticket[visit]) & (here < visit))
            if not passing.any():
                break
            before[passing] = here[passing]
            here[passing] = self._next[here[passing]]
        first = before < 0
        self.head[lane[first], queue[first]] = visit[first]
        self._next[before[~first]] = visit[~first]
        self._next[visit] = here

    def pop(self, lane: Ints, queue: Ints) -> Ints:
        """Take the first visits out of queues that are not empty."""
        visit = self.head[lane, queue]
        following = self._next[visit]
        self.head[lane, queue] = following
        self._next[visit] = NONE
        ended = following < 0
        self.tail[lane[ended], queue[ended]] = NONE
        return visit
