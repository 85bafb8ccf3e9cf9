"""The profile of a day: linear between its edges, and past a gap at the edge of one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.draws.profile import CELLS, Profile

Pieces = list[tuple[float, float, float]]


@st.composite
def pieces(draw: st.DrawFn) -> Pieces:
    """Pieces in order, some apart from the one before, some without anybody; the last one has somebody."""
    found, time = [], 0.0
    for _ in range(draw(st.integers(1, 12))):
        start = time + draw(st.sampled_from([0, 0, 15, 60]))
        time = start + draw(st.integers(1, 120))
        found.append((float(start), float(time), draw(st.sampled_from([0.0, 0.01, 1.0, 3.0, 250.0]))))
    return [*found, (time, time + 30.0, 1.0)]


def edges(of: Pieces) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cumulative share at the end of each piece with somebody; where the pieces start and end."""
    starts, ends, weights = np.array([piece for piece in of if piece[2] > 0]).T
    return np.cumsum(weights) / weights.sum(), starts, ends


@given(pieces(), st.lists(st.floats(0.0, 1.0), min_size=1, max_size=40))
def test_away_from_jumps_it_is_linear_interpolation(of: Pieces, fractions: list[float]):
    shares, starts, ends = edges(of)
    fraction = np.array(fractions)
    fraction = fraction[np.abs(fraction[:, None] - shares[:-1]).min(axis=1, initial=1.0) > 1e-9]
    known = np.repeat(np.concatenate(([0.0], shares)), 2)[1:-1]
    expected = np.interp(fraction, known, np.stack([starts, ends], axis=1).ravel())
    # shares are known to some 1e-16, and the thinnest piece turns 1e-5 of the whole into at most 120 min
    np.testing.assert_allclose(Profile(of).clock(fraction), expected, rtol=0, atol=1e-6)


def test_at_a_jump_it_is_the_time_after_it():
    # half comes from 8 to 9, a quarter from 10 to 11, nobody until 12, a quarter from 12 to 13
    profile = Profile([(480, 540, 2), (600, 660, 1), (660, 720, 0), (720, 780, 1)])
    fractions = np.array([0.0, 0.25, 0.5, 0.625, 0.75, 1.0])
    assert profile.clock(fractions).tolist() == [480, 510, 600, 630, 720, 780]
    just_before = np.nextafter(np.array([0.5, 0.75]), 0)
    np.testing.assert_allclose(profile.clock(just_before), [540, 660], rtol=0, atol=1e-9)


def test_more_pieces_than_the_index_has_cells():
    # minutes of equal weight, every second one of the day's first 8,192 is left out: the n-th ends at 2 n + 1
    number = np.arange(4 * CELLS)
    profile = Profile([(2.0 * each, 2.0 * each + 1, 1.0) for each in number.tolist()])
    np.testing.assert_array_equal(profile.clock(number / len(number)), 2 * number)
    np.testing.assert_array_equal(profile.clock((number + 0.5) / len(number)), 2 * number + 0.5)


def test_a_day_without_anybody_has_no_times_to_ask_for():
    assert Profile([(480, 540, 0)]).clock(np.empty(0)).shape == (0,)
