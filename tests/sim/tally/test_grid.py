"""Minutes of stretches in cells of time, against the overlap of each stretch with each cell."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario.units import Window
from sim.tally.grid import Grid

DAYS = 2
INSIDE = [Window(485.0, 720.0), Window(1440.0 + 481.0, 1440.0 + 600.0), Window(2700.0, 2880.0)]

MOMENTS = st.one_of(
    st.integers(-20, 3000).map(float),
    st.integers(-20 * 2**20, 3000 * 2**20).map(lambda ticks: ticks / 2**20),
    st.sampled_from([0.0, 480.0, 485.0, 1440.0, 2700.0, 2880.0]),
)
STRETCHES = st.lists(st.tuples(MOMENTS, MOMENTS).map(sorted), min_size=1, max_size=8)


def bounds(grid: Grid) -> list[tuple[float, float]]:
    """Start and end of each cell; the first and the last have no other end."""
    edges = [-np.inf, *grid.edges.tolist(), np.inf]
    return list(pairwise(edges))


@pytest.mark.parametrize("interval", [30.0, 1.5, 1.6])  # 1.6 min are no whole number of ticks
@settings(max_examples=40)
@given(stretches=STRETCHES)
def test_minutes_are_the_overlap_of_stretch_and_cell(interval, stretches):
    grid = Grid(DAYS, interval, INSIDE)
    since, until = np.array(stretches).T
    key = np.arange(len(stretches)) % 2
    first, minutes = grid.minutes(key, 2, since, until)
    for place in range(2):
        for number, (low, high) in enumerate(bounds(grid)):
            right = sum(
                max(0.0, min(end, high) - max(start, low))
                for start, end in zip(since[key == place], until[key == place], strict=True)
            )
            inside = first <= number < first + minutes.shape[1]
            found = minutes[place, number - first] if inside else 0.0
            assert found == right


@given(st.lists(MOMENTS, min_size=1))
def test_a_time_lies_in_the_cell_that_begins_at_or_before_it(times):
    grid = Grid(DAYS, 30.0, INSIDE)
    cells = bounds(grid)
    for time, cell in zip(times, grid.cell(np.array(times)).tolist(), strict=True):
        assert cells[cell][0] <= time < cells[cell][1]


def test_what_lies_beyond_the_horizon_counts_in_its_last_interval():
    grid = Grid(DAYS, 30.0, INSIDE)
    assert grid.interval_of(np.array([-5.0, 0.0, 29.0, 30.0, 2879.0, 2880.0, 9999.0])).tolist() == [
        0,
        0,
        0,
        1,
        95,
        95,
        95,
    ]


def test_windows_cover_whole_cells():
    grid = Grid(DAYS, 30.0, INSIDE)
    covered = grid.covered(INSIDE)
    for (low, high), share in zip(bounds(grid), covered.tolist(), strict=True):
        middle = np.clip((low + high) / 2, -1.0, DAYS * 1440.0 + 1.0)
        assert share == any(start <= middle < end for start, end in INSIDE)


def test_windows_before_and_behind_the_horizon_cover_nothing_of_it():
    grid = Grid(DAYS, 30.0, INSIDE)
    assert not grid.covered([Window(-900.0, -600.0), Window(3000.0, 3100.0)])[1:-1].any()
