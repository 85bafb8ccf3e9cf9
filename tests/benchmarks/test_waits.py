"""Each contestant gives the right waits: M/M/2 at load 0.5 from the empty queue, against Erlang C."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from scipy import stats

from benchmarks import lanes, one_server, peers, queue, waits
from benchmarks.waits import LIMIT, Contestant, Waits
from sim.theory import mmc_mean_wait, mmc_wait_within

SERVERS = 2
LOAD = 0.5
SEEDS = range(1, 11)
CUSTOMERS = 2_000
"""The empty start is forgotten in some six mean services (relaxation time 1 / (c (1 - sqrt(load))**2)), a
three-hundredth of the run: far less than the interval."""

OURS = {
    "event engine": queue.event_engine,
    "lane engine": partial(queue.lane_engine, days=2),
    "streamed, lane by lane in memory": partial(lanes.streamed, lanes=4, chunk=512),
}


@pytest.mark.parametrize("name", [*OURS, *peers.PEERS])
def test_mean_wait_and_short_waits_are_those_of_erlang_c(name: str) -> None:
    """Both lie in the 99.9 % interval (Student's t) of runs with different seeds."""
    contestant: Contestant | None = OURS.get(name) or peers.peer(name)
    if contestant is None:
        pytest.skip(f"{name} is not installed")
    runs = [contestant(CUSTOMERS, LOAD, SERVERS, seed) for seed in SEEDS]
    _within([run.mean for run in runs], float(mmc_mean_wait(LOAD * SERVERS, 1, SERVERS)))
    _within([run.share_within for run in runs], float(mmc_wait_within(LOAD * SERVERS, 1, SERVERS, LIMIT)))


def test_many_lanes_are_those_of_erlang_c() -> None:
    """As many lanes as make the other layout in memory; every lane is long enough to forget its start."""
    runs = [lanes.streamed(300 * 1_000, LOAD, SERVERS, seed, lanes=300) for seed in range(1, 6)]
    _within([run.mean for run in runs], float(mmc_mean_wait(LOAD * SERVERS, 1, SERVERS)), 0.01)


@pytest.mark.parametrize("workers", [1, 2])
def test_replications_of_one_server_are_those_of_erlang_c(workers: int) -> None:
    runs = [one_server.replicated(4_000, LOAD, 1, 100 * seed, 60, workers) for seed in range(1, 6)]
    assert all(run.customers == 60 * 4_000 for run in runs)
    _within([run.mean for run in runs], float(mmc_mean_wait(LOAD, 1, 1)), 0.01)


def _within(found: list[float], expected: float, left_out: float = 0.001) -> None:
    error = stats.sem(found)
    assert error > 0
    assert abs(np.mean(found) - expected) <= stats.t.ppf(1 - left_out / 2, len(found) - 1) * error


def test_waits_are_added_up_by_hand() -> None:
    """Waits 0, 1 and 3: mean 4/3, and two of three are at most one mean service."""
    together = waits.of([0.0, 1.0]) + waits.of([3.0])
    assert together == Waits(3, 4.0, 2)
    assert (together.mean, together.share_within) == (4 / 3, 2 / 3)


@pytest.mark.parametrize("count", [3, lanes.MANY])
def test_arrivals_go_on_from_those_before(count: int) -> None:
    """Gaps 2, 1 and 4 after an arrival at 5 (by hand), in either layout."""
    gaps = np.repeat([[2.0], [1.0], [4.0]], count, axis=1)
    expected = np.repeat([[7.0], [8.0], [12.0]], count, axis=1)
    np.testing.assert_array_equal(lanes.arrivals(gaps, np.full(count, 5.0)), expected)
