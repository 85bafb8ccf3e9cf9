"""The profile of a day: at what time a fraction of a day's arrivals has come."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CELLS = 1024
"""Equal cells of the index into the pieces: so many that few of them hold the end of a piece."""


class Profile:
    """Inverse of the cumulative share of a day's arrivals: linear in each piece, with jumps where nobody comes.

    Parameters
    ----------
    pieces : sequence of tuple
        Start and end of each piece in minutes since midnight, in order, and its weight; some weight is above zero.
    """

    def __init__(self, pieces: Sequence[tuple[float, float, float]]) -> None:
        some = [piece for piece in pieces if piece[2] > 0]
        starts, ends, weights = np.array(some, dtype=np.float64).reshape(-1, 3).T
        edges = np.concatenate(([0.0], np.cumsum(weights) / weights.sum())) if len(some) else np.zeros(2)
        self._pieces = (starts, ends, np.diff(edges))
        self._ends = edges[1:].copy()
        self._ends[-1] = np.inf
        share = np.diff(edges)
        self._slope = np.divide(ends - starts, share) if len(some) else np.zeros(1)
        self._base = starts - edges[:-1] * self._slope if len(some) else np.zeros(1)
        self._piece = np.searchsorted(self._ends, np.arange(CELLS + 1) / CELLS, side="right")
        self._most = int(np.diff(self._piece).max())

    def share(self, clock: float) -> float:
        """The fraction of a day's arrivals that has come by so many minutes since midnight."""
        starts, ends, shares = self._pieces
        return float(np.sum(shares[: len(starts)] * np.clip((clock - starts) / (ends - starts), 0.0, 1.0)))

    def clock(self, fraction: Floats) -> Floats:
        """Minutes since midnight at which each fraction (0 to 1) has come; at a jump, the time after it."""
        piece = self._piece[(fraction * CELLS).astype(np.int64)]
        for _ in range(self._most):  # the index gives the piece at the beginning of a cell
            piece = piece + (fraction >= self._ends[piece])
        return self._base[piece] + fraction * self._slope[piece]
