"""Poisson processes by time rescaling: the *i*-th point comes when the cumulative rate reaches the sum of *i* unit exponential gaps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.draws.dice import Dice, Stream

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def points(
    dice: Dice, stream: Stream, site: str, day: int, volume: Floats, replications: range
) -> tuple[Floats, Ints]:
    """Cumulative unit gaps up to the volume of each replication, one replication after the other; how many each has.

    Parameters
    ----------
    dice : Dice
        The random numbers.
    stream, site, day : str, str, int
        The address of the gaps.
    volume : ndarray
        Mean number of points of each replication.
    replications : range
        For which they are drawn.
    """
    if volume.max(initial=0.0) <= 0:
        return np.empty(0), np.zeros(len(replications), dtype=np.int64)
    most = float(volume.max())
    size = int(most + 6 * np.sqrt(most)) + 16
    while True:
        gaps = dice.uniforms(stream, site, day, size, replications)
        np.negative(gaps, out=gaps)
        np.log1p(gaps, out=gaps)
        np.negative(gaps, out=gaps)
        reached = np.cumsum(gaps, axis=1, out=gaps)
        if (reached[:, -1] > volume).all():
            break
        size *= 2
    count = np.count_nonzero(reached <= volume[:, None], axis=1)
    return np.concatenate([row[:of_row] for row, of_row in zip(reached, count, strict=True)]), count
