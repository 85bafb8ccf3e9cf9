"""Times on the grid, one at a time and compiled: the same as for arrays."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from numba import njit

from sim.compiling.compiled import OPTIONS
from sim.lanes import grid, phases
from sim.lanes.phases import TICK
from sim.time.ticks import on_grid

MOST = 2**48
"""Ticks of some five hundred years."""


@njit(**OPTIONS)
def time_of(moment):
    return grid.time_of(moment)


@njit(**OPTIONS)
def grid_of(minutes):
    return grid.grid_of(minutes)


@given(st.integers(-MOST, MOST), st.sampled_from([0.0, phases.CALL, phases.COME_IN, phases.GIVE_UP]))
@example(MOST, phases.GIVE_UP)
@example(-MOST, phases.CALL)
def test_a_moment_has_its_time(ticks: int, phase: float) -> None:
    """What orders an instant is less than a tick, in the last digits of a double."""
    assert ticks * TICK + phase != ticks * TICK or not phase
    assert time_of(ticks * TICK + phase) == ticks * TICK


def test_never_stays_never() -> None:
    assert time_of(np.inf) == np.inf


@given(st.floats(0, 2.0**30))
@example(0.5 * TICK)
@example(1.5 * TICK)
def test_minutes_are_rounded_as_those_of_arrays(minutes: float) -> None:
    assert grid_of(minutes) == on_grid(np.array([minutes]))[0]
