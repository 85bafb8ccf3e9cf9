"""Which joint meeting of an office is the next."""

from __future__ import annotations

from bisect import bisect_right
from math import inf

import numpy as np
from numpy.typing import NDArray


def next_meeting(times: NDArray[np.float64], first: int, end: int, now: float) -> float:
    """The first meeting after a time, of those from `first` to `end` in a table; infinite where there is none.

    It is compiled as it stands.
    """
    place = bisect_right(times, now, first, end)
    return float(times[place]) if place < end else inf
