"""Times with numbers below the tick: times order first."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.lanes.ranks import NUMBERS, TICK, UNIT

MOST = 2**36 - 1
TICKS = st.integers(-MOST, MOST)
"""Times below 2**16 min, in ticks; urgent customers have keys below zero."""
PAIRS = st.lists(st.tuples(TICKS, st.integers(0, NUMBERS - 1)), min_size=1, max_size=30)


def keys(pairs: list[tuple[int, int]]) -> np.ndarray:
    ticks, numbers = np.array(pairs, dtype=np.float64).T
    return ticks * TICK + numbers * UNIT


@given(PAIRS)
def test_keys_order_by_time_and_then_by_number(pairs: list[tuple[int, int]]):
    assert sorted(keys(pairs).tolist()) == keys(sorted(pairs)).tolist()
