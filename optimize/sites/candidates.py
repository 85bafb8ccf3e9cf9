"""Which staffings of a hall are worth simulating: those that decide most of what is open below a cost.

A staffing that falls short rules out all that have nowhere more heads; one that holds rules out all that cost as much or more.
Which of the two will happen is guessed: from how heads move the slacks of staffings that are known, or as long as these are few, from how many heads
lie between it and them. The guess decides what is tried next, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from optimize.simulation import Heads
from optimize.slacks import Slacks

Table = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


FOR_A_LINE = 2
"""Staffings tried for each number that a line has, from which on it is drawn (assumed)."""

LEAST_SPREAD = 0.1
"""By how much a line is wrong at least, against the slack of a middling staffing (assumed)."""


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
        self._prices = np.array(costs)
        self.cost: Floats = self.heads @ self._prices

    def still_open(self, short: Sequence[Heads], holding: Mapping[Heads, float], below: float) -> Flags:
        """Which cost less than something by their schedule, and are neither ruled out, nor above one that holds and is as cheap with what
        comes on top of its schedule."""
        is_open: Flags = self.cost < below
        for heads in short:
            is_open &= (self.heads > np.array(heads)).any(axis=1)
        for heads, on_top in holding.items():
            dearer = self.cost >= self.cost_of(heads) + on_top
            is_open &= (self.heads < np.array(heads)).any(axis=1) | ~dearer
        return is_open

    def cost_of(self, heads: Heads) -> float:
        """What a staffing costs by its schedule."""
        return float(self._prices @ np.array(heads))

    def not_ruled_out(self, short: Sequence[Heads], holding: Mapping[Heads, float]) -> list[Heads]:
        """Those that may be part of a cheapest plan; among them are all that hold."""
        rows = self.heads[self.still_open(short, holding, np.inf)]
        return list(dict.fromkeys([*holding, *(tuple(row) for row in rows.tolist())]))

    def worth_trying(
        self,
        short: Sequence[Heads],
        holding: Mapping[Heads, float],
        below: float,
        count: int,
        tried: Mapping[Heads, Slacks] | None = None,
    ) -> list[Heads]:
        """Some staffings, one after the other as each is expected to turn out.

        Parameters
        ----------
        short : sequence of tuple
            Staffings that are known to fall short.
        holding : mapping
            Those known to hold, each with what comes on top of its schedule.
        below : float
            What is open costs less.
        count : int
            How many at most.
        tried : mapping, optional
            Slacks of staffings that were tried, which are not tried again.
        """
        done = {*holding, *(tried or ())}
        known = np.array([tuple(row) in done for row in self.heads.tolist()])
        rows = np.flatnonzero(self.still_open(short, holding, below) & ~known)
        if not len(rows):
            return []
        heads, cost = self.heads[rows], self.cost[rows]
        holds = self._by_slacks(heads, tried or {})
        if holds is None:
            holds = self._likely(heads, short, list(holding))
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

    def _by_slacks(self, heads: Table, tried: Mapping[Heads, Slacks]) -> Floats | None:
        """A guess of how likely each holds, from a straight line through the slacks of those tried, on a scale on which small ones count most; None
        where these are few."""
        known = {each: slacks for each, slacks in tried.items() if np.isfinite(slacks).all() and len(slacks)}
        if len(known) < FOR_A_LINE * (1 + self.heads.shape[1]):
            return None
        where, found = np.array(list(known), dtype=np.float64), np.ones(len(heads))
        ones, others = np.ones((len(where), 1)), np.ones((len(heads), 1))
        for slacks in np.array(list(known.values())).T:
            scaled = np.arcsinh(slacks / max(float(np.median(np.abs(slacks))), 1e-9))
            weight = (1.0 / (1.0 + scaled**2))[:, None]
            by, *_ = np.linalg.lstsq(np.hstack([ones, where]) * weight, scaled * weight[:, 0], rcond=None)
            wrong = weight[:, 0] * (np.hstack([ones, where]) @ by - scaled)
            spread = max(float(np.sqrt((wrong**2).sum() / (weight**2).sum())), LEAST_SPREAD)
            found *= 1.0 / (1.0 + np.exp(-1.7 * (np.hstack([others, heads]) @ by) / spread))
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
