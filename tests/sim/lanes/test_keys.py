"""Times with numbers below the tick, one at a time: the same as for arrays."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from numba import njit

from sim.compiling.compiled import OPTIONS
from sim.lanes import keys
from sim.lanes.ranks import NUMBERS, TICK, UNIT
from sim.time.ticks import on_grid

MOST = 2**36 - 1
TICKS = st.integers(-MOST, MOST)


@njit(**OPTIONS)
def parts(key):
    return keys.time_of(key), keys.number_of(key)


@njit(**OPTIONS)
def time_of(key):
    return keys.time_of(key)


@njit(**OPTIONS)
def grid_of(minutes):
    return keys.grid_of(minutes)


@given(TICKS, st.integers(0, NUMBERS - 1))
@example(MOST, NUMBERS - 1)
@example(-MOST, 0)
def test_time_and_number_can_be_read_back(ticks: int, number: int) -> None:
    assert parts(ticks * TICK + number * UNIT) == (ticks * TICK, number)


def test_never_stays_never() -> None:
    assert time_of(np.inf) == np.inf


@given(st.floats(0, 2.0**30))
@example(0.5 * TICK)
@example(1.5 * TICK)
def test_minutes_are_rounded_as_those_of_arrays(minutes: float) -> None:
    assert grid_of(minutes) == on_grid(np.array([minutes]))[0]
