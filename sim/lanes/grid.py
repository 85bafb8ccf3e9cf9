"""The grid of time for one number, compiled: as :mod:`sim.time.ticks` has it for arrays."""

from __future__ import annotations

import numpy as np

from sim.compiling.compiled import compiled
from sim.time.ticks import TICKS_PER_MINUTE


@compiled
def grid_of(minutes: float) -> float:
    """The nearest time on the grid, as :func:`sim.time.ticks.on_grid` has it."""
    return float(np.rint(minutes * TICKS_PER_MINUTE) / TICKS_PER_MINUTE)


@compiled
def time_of(moment: float) -> float:
    """The time of a moment on the grid, without what is less than a tick (see :mod:`sim.lanes.phases`)."""
    return float(np.floor(moment * TICKS_PER_MINUTE) / TICKS_PER_MINUTE)
