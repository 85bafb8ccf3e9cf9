"""The recursion against a loop over customers that keeps the free times in a plain list."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.recursion import WIDE, Floats, serve
from sim.draws.dice import Dice, Stream


def one_by_one(ready: Floats, minutes: Floats, free: Floats) -> tuple[Floats, Floats]:
    """Starts, and the free times afterwards, of each lane on its own."""
    starts, left = np.empty_like(ready), np.empty_like(free)
    for lane in range(ready.shape[1]):
        servers = sorted(free[:, lane].tolist())
        for customer in range(len(ready)):
            starts[customer, lane] = max(ready[customer, lane], servers[0])
            servers[0] = starts[customer, lane] + minutes[customer, lane]
            servers.sort()
        left[:, lane] = servers
    return starts, left


@given(seed=st.integers(0, 10**6), servers=st.integers(1, 6), customers=st.integers(1, 40))
def test_starts_are_those_of_a_plain_loop(seed: int, servers: int, customers: int) -> None:
    """All times are multiples of 1/8, so that sums are exact whatever their order."""
    draws = Dice(seed).uniforms(Stream.GAP, "test", 0, 2 * customers + servers, range(4))
    eighths = np.round(draws.T * 16) / 8
    ready, minutes = np.cumsum(eighths[:customers], axis=0), eighths[customers : 2 * customers] * servers
    free = np.sort(eighths[2 * customers :], axis=0)
    expected, left = one_by_one(ready, minutes, free)
    np.testing.assert_array_equal(serve(ready, minutes, free), expected)
    np.testing.assert_array_equal(free, left)


@given(seed=st.integers(0, 10**6), customers=st.integers(1, 20))
def test_one_server_in_many_lanes_is_one_server_in_few(seed: int, customers: int) -> None:
    """So many copies of four lanes that another way of reckoning is taken."""
    draws = np.round(Dice(seed).uniforms(Stream.GAP, "test", 0, 2 * customers + 1, range(4)).T * 16) / 8
    ready, minutes, free = np.cumsum(draws[:customers], axis=0), draws[customers:-1], draws[-1:].copy()
    many = [np.tile(each, (1, WIDE // 4)) for each in (ready, minutes, free)]
    expected = serve(ready, minutes, free)
    np.testing.assert_array_equal(serve(*many), np.tile(expected, (1, WIDE // 4)))
    np.testing.assert_array_equal(many[2], np.tile(free, (1, WIDE // 4)))
