"""Times with numbers below the tick: both can be read back, and times order first."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from sim.lanes.ranks import NUMBERS, TICK, UNIT, floor_time, number_in

MOST = 2**36 - 1
TICKS = st.integers(-MOST, MOST)
"""Times below 2**16 min, in ticks; urgent customers have keys below zero."""
PAIRS = st.lists(st.tuples(TICKS, st.integers(0, NUMBERS - 1)), min_size=1, max_size=30)
ENDS = [(ticks, number) for ticks in (-MOST, 0, MOST) for number in (0, NUMBERS - 1)]


def keys(pairs: list[tuple[int, int]]) -> np.ndarray:
    ticks, numbers = np.array(pairs, dtype=np.float64).T
    return ticks * TICK + numbers * UNIT


@given(PAIRS)
@example(ENDS)
def test_time_and_number_can_be_read_back(pairs: list[tuple[int, int]]):
    read = zip((floor_time(keys(pairs)) / TICK).tolist(), number_in(keys(pairs)).tolist(), strict=True)
    assert list(read) == pairs


@given(PAIRS)
def test_keys_order_by_time_and_then_by_number(pairs: list[tuple[int, int]]):
    assert sorted(keys(pairs).tolist()) == keys(sorted(pairs)).tolist()


def test_never_stays_never():
    assert floor_time(np.array([np.inf])).tolist() == [np.inf]
