"""What is to come in one lane: in the order of time and case."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numba import njit

from sim.compiling.compiled import OPTIONS
from sim.lanes.centre import plans
from sim.lanes.centre.state import OWN, CentreLane
from sim.lanes.heap import PLAN


@njit(**OPTIONS)
def in_order(lane, times, places, found):
    for row in range(len(times)):
        plans.plan(lane, times[row], places[row], row, plans.MENU)
    for row in range(len(times)):
        found[row] = lane.plans[0].row
        plans.forget_next(lane)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=40))
def test_plans_come_in_the_order_of_time_and_of_one_time_in_that_of_cases(
    written: list[tuple[int, int]],
) -> None:
    """Held against sorting; of the same time and case either may come first."""
    own, room = np.zeros(1, OWN), np.zeros(40, PLAN)
    lane = CentreLane(own[0], own[0], own, own, own, own, room, own, np.zeros(0, np.int64), own, own)
    times, places = np.array([*written, (0, 0)], dtype=np.int64)[:-1].T.copy()
    found = np.zeros(len(written), np.int64)
    in_order(lane, times.astype(float), places, found)
    assert [written[row] for row in found] == sorted(written)
    assert sorted(found.tolist()) == list(range(len(written)))
    assert own["planned"][0] == 0
