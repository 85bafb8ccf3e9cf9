"""Which staffings of a hall are worth simulating: those that decide most of what is open below a cost.

A staffing that falls short rules out all that have nowhere more heads; one that holds rules out all that cost as much or more.
Which of the two will happen is guessed from how many heads lie between it and staffings that are known; the guess decides what is
tried next, and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from optimize.trials import Heads

Table = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


class CandidateStaffings:
    """All staffings of a hall.

    Parameters
    ----------
    bounds : sequence of (int, int)
        Least and most heads by stretch.
    costs : sequence of float
        What a head costs, by stretch.

    Attributes
    ----------
    heads : ndarray
        One row a staffing, one column a stretch.
    cost : ndarray
        What each costs.
    """

    def __init__(self, bounds: Sequence[tuple[int, int]], costs: Sequence[float]) -> None:
        ranges = [range(low, high + 1) for low, high in bounds]
        self.heads: Table = np.array(list(product(*ranges)), dtype=np.int64)
        self.cost: Floats = self.heads @ np.array(costs)

    def still_open(self, short: Sequence[Heads], holding: Sequence[Heads], below: float) -> Flags:
        """Which are cheaper than a cost, and neither known, nor ruled out, nor above one that holds."""
        is_open: Flags = self.cost < below
        for heads in short:
            is_open &= (self.heads > np.array(heads)).any(axis=1)
        for heads in holding:
            is_open &= (self.heads < np.array(heads)).any(axis=1)
        return is_open

    def worth_trying(
        self, short: Sequence[Heads], holding: Sequence[Heads], below: float, count: int
    ) -> list[Heads]:
        """Some staffings, one after the other as each is expected to turn out.

        Parameters
        ----------
        short, holding : sequence of tuple
            Staffings that are known to fall short, and to hold.
        below : float
            What is open costs less.
        count : int
            How many at most.
        """
        rows = np.flatnonzero(self.still_open(short, holding, below))
        if not len(rows):
            return []
        heads, cost = self.heads[rows], self.cost[rows]
        holds = self._likely(heads, short, holding)
        under: Flags = np.asarray((heads[:, None, :] >= heads[None, :, :]).all(axis=2))
        dearer: Flags = np.asarray(cost[:, None] <= cost[None, :])
        left, found = np.ones(len(rows), dtype=np.bool_), list[Heads]()
        while left.any() and len(found) < count:
            weight = left.astype(np.float64)
            decided = np.where(left, (1 - holds) * (under @ weight) + holds * (dearer @ weight), -1.0)
            best = int(decided.argmax())
            found.append(tuple(heads[best].tolist()))
            left &= ~(dearer[best] if holds[best] > 0.5 else under[best])
            left[best] = False
        return found

    def _likely(self, heads: Table, short: Sequence[Heads], holding: Sequence[Heads]) -> Floats:
        """A guess of how likely each holds: by the heads that it has above those that fall short, and lacks to those that hold."""
        above = _least_above(heads, [*short, tuple((self.heads.min(axis=0) - 1).tolist())])
        lacks = _least_above(-heads, [tuple(-each for each in some) for some in holding])
        if not holding:
            lacks = (self.heads.max(axis=0) + 1 - heads).sum(axis=1).astype(np.float64)
        return np.asarray(above / np.maximum(above + lacks, 1.0))


def _least_above(heads: Table, others: Sequence[Heads]) -> Floats:
    """By how many heads each row is above that of some others which it is least above."""
    least = np.full(len(heads), np.inf)
    for other in others:
        least = np.minimum(least, np.maximum(heads - np.array(other), 0).sum(axis=1))
    return least
