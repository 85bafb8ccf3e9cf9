"""What :mod:`sim.lanes.ranks` does with arrays, for one number, compiled."""

from __future__ import annotations

import numpy as np

from sim.compiling.compiled import compiled
from sim.lanes.ranks import NUMBERS, TICK
from sim.time.ticks import TICKS_PER_MINUTE


@compiled
def time_of(key: float) -> float:
    """The time alone."""
    return float(np.floor(key * TICKS_PER_MINUTE) * TICK)


@compiled
def number_of(key: float) -> int:
    """The number alone; the key is finite."""
    ticks = key * TICKS_PER_MINUTE
    return int((ticks - np.floor(ticks)) * NUMBERS)


@compiled
def grid_of(minutes: float) -> float:
    """The nearest time on the grid, as :func:`sim.time.ticks.on_grid` has it."""
    return float(np.rint(minutes * TICKS_PER_MINUTE) / TICKS_PER_MINUTE)
