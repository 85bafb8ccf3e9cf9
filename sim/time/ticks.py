"""The grid of time: every time and duration in an engine is a whole number of ticks.

A tick is 2**-20 min (57 microseconds). Sums and differences of such times are exact in double precision for
horizons up to 2**33 min, so two engines that add in another order still agree to the last bit, ties are real ties,
and sums over contacts do not depend on the order of summation.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

TICKS_PER_MINUTE = float(2**20)


def on_grid(minutes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Times rounded to the nearest tick (half to even); infinity stays."""
    return np.rint(minutes * TICKS_PER_MINUTE) / TICKS_PER_MINUTE


def on_grid_one(minutes: float) -> float:
    """One finite time, rounded as :func:`on_grid` does."""
    return round(minutes * TICKS_PER_MINUTE) / TICKS_PER_MINUTE
