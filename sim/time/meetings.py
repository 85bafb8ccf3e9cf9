"""Which joint meeting of an office is the next."""

from __future__ import annotations

from bisect import bisect_right
from math import inf

import numpy as np
from numpy.typing import NDArray


def next_meeting(times: NDArray[np.float64], now: float) -> float:
    """The first meeting after a time; infinite where there is none.

    It is compiled as it stands.
    """
    place = bisect_right(times, now, 0, len(times))
    return float(times[place]) if place < len(times) else inf
