"""The recursion against a loop over customers that keeps the free times in a plain list."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.dice import Dice, Stream
from sim.lanes.fcfs import WIDE, Floats, serve, servers_of_starts
from sim.scenario.units import Window


def one_by_one(
    ready: Floats, minutes: Floats, free: Floats, gives_up: Floats | None, gaps: Sequence[Window]
) -> tuple[Floats, Floats]:
    """Starts, and the free times afterwards, of each lane on its own."""
    starts, left = np.empty_like(ready), np.empty_like(free)
    for lane in range(ready.shape[1]):
        servers = sorted(free[:, lane].tolist())
        for customer in range(len(ready)):
            start = max(ready[customer, lane], servers[0])
            for gap in gaps:
                start = gap.end if gap.start <= start < gap.end else start
            starts[customer, lane] = start
            if gives_up is None or start <= gives_up[customer, lane]:
                servers[0] = start + minutes[customer, lane]
            servers.sort()
        left[:, lane] = servers
    return starts, left


@given(
    seed=st.integers(0, 10**6),
    servers=st.integers(1, 6),
    customers=st.integers(1, 40),
    patient=st.booleans(),
    gaps=st.sampled_from([[], [Window(-np.inf, 3.0)], [Window(4.0, 6.0), Window(9.0, 30.0)]]),
)
def test_starts_are_those_of_a_plain_loop(
    seed: int, servers: int, customers: int, patient: bool, gaps: list[Window]
) -> None:
    """All times are multiples of 1/8, so that sums are exact whatever their order."""
    draws = Dice(seed).uniforms(Stream.GAP, "test", 0, 3 * customers + servers, range(4))
    eighths = np.round(draws.T * 16) / 8
    ready, minutes = np.cumsum(eighths[:customers], axis=0), eighths[customers : 2 * customers] * servers
    gives_up = ready + 2 * eighths[2 * customers : 3 * customers] if patient else None
    free = np.sort(eighths[3 * customers :], axis=0)
    expected, left = one_by_one(ready, minutes, free, gives_up, gaps)
    np.testing.assert_array_equal(serve(ready, minutes, free, gives_up, gaps), expected)
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


@given(
    seed=st.integers(0, 10**6),
    servers=st.integers(1, 5),
    idle=st.integers(0, 2),
    customers=st.integers(1, 30),
    windows=st.sampled_from([[0.0], [0.0, 8.0], [2.0, 5.0, 11.0]]),
)
def test_who_serves_is_who_is_free_longest_since_coming_on_duty(
    seed: int, servers: int, idle: int, customers: int, windows: list[float]
) -> None:
    """Against a list of servers for each lane: the least (free since, number), where nobody is free from before duty began."""
    draws = Dice(seed).uniforms(Stream.GAP, "test", 0, 3 * customers + servers, range(4)).T
    eighths = np.round(draws * 16) / 8  # many at one time
    ready = windows[0] + np.cumsum(eighths[:customers], axis=0)
    minutes, served = eighths[customers : 2 * customers] * servers, draws[2 * customers : 3 * customers] < 0.9
    until = np.full((servers + idle, 4), np.inf)
    until[:servers] = eighths[3 * customers :]
    begins, started, expected = np.array(windows), np.zeros_like(ready), np.zeros(ready.shape, dtype=np.int64)
    left = until.copy()
    for lane in range(4):
        for customer in np.flatnonzero(served[:, lane]):
            start = max(ready[customer, lane], left[:, lane].min())
            opened = begins[np.searchsorted(begins, start, side="right") - 1]
            free = [(max(each, opened), number) for number, each in enumerate(left[:, lane])]
            expected[customer, lane] = min(free)[1]
            started[customer, lane] = start
            left[expected[customer, lane], lane] = start + minutes[customer, lane]
    opened = np.where(served, begins[np.searchsorted(begins, started, side="right") - 1], -np.inf)
    found = servers_of_starts(opened, np.where(served, started + minutes, -np.inf), until)
    np.testing.assert_array_equal(found[served], expected[served])
    late = np.isfinite(left) & (left > begins[-1])  # earlier times may have been lifted to when duty began
    np.testing.assert_array_equal(until[late], left[late])
