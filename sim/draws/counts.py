"""Whole numbers drawn from one uniform each: the inverse of a binomial distribution."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def binomial(uniforms: Floats, count: Ints, chance: Floats | float) -> Ints:
    """The number of successes that each uniform means: the smallest whose distribution function reaches it. It rises with uniform and chance.

    Parameters
    ----------
    uniforms : ndarray
        In [0, 1).
    count : ndarray of int
        How many tries.
    chance : float or ndarray
        Of each of them.
    """
    from scipy.special import bdtr, bdtrik

    found = np.where(np.broadcast_to(chance, uniforms.shape) >= 1.0, count, 0)
    chances = np.broadcast_to(np.asarray(chance, dtype=np.float64), uniforms.shape)
    some = np.flatnonzero((count > 0) & (chances > 0.0) & (chances < 1.0) & (uniforms > 0.0))
    if len(some):
        tries, share, uniform = count[some].astype(np.int64), chances[some], uniforms[some]
        least = np.maximum(np.ceil(bdtrik(uniform, tries, share)), 0.0)
        fewer = np.maximum(
            least - 1.0, 0.0
        )  # where the inverse is a whole number it may be rounded to the next
        reached = np.where(bdtr(fewer, tries, share) >= uniform, fewer, least)
        found[some] = np.minimum(reached, tries).astype(np.int64)
    return found.astype(np.int64)
