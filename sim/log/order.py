"""Order of rows by several whole numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def order_by(*keys: Ints) -> Ints:
    """Places of rows in rising order of some keys, the most significant first; no two rows share all of them.

    Where the keys fit into 63 bits together they are sorted as one number, which is many times as quick as one by one.
    """
    lows = [int(key.min(initial=0)) for key in keys]
    bits = [(int(key.max(initial=0)) - low).bit_length() for key, low in zip(keys, lows, strict=True)]
    if sum(bits) > 63:
        return np.lexsort(keys[::-1])
    packed = keys[0] - lows[0]
    for key, low, width in zip(keys[1:], lows[1:], bits[1:], strict=True):
        packed <<= width
        packed |= key - low
    return np.argsort(packed)
