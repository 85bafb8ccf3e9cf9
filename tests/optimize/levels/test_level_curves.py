"""What heads are worth where nobody hangs up, or hardly anybody does: Erlang C."""

from __future__ import annotations

import tracemalloc

import pytest

from optimize.levels.level_curves import COARSE, supporting_lines
from optimize.requirements.erlang import Goal, fewest
from sim.theory import mmc_wait_within

IN_TIME = Goal("within", 1 / 3)
HANDLE = 4.0


@pytest.mark.parametrize("load", [4.0, 400.0, 1200.0])
def test_lines_are_those_of_erlang_c_above_the_load_and_worth_nothing_at_it(load: float) -> None:
    """At each number of seats above the load, the lowest line is the share of Erlang C, but for lines that are left out since they hardly matter;
    with as many seats as the load the queue grows without end, so that nobody is in time."""
    lines = supporting_lines(load / HANDLE, HANDLE, None, IN_TIME)
    for seats in range(int(load) + 1, int(load) + 60):
        share = float(mmc_wait_within(load / HANDLE, 1 / HANDLE, seats, IN_TIME.time))
        assert min(line.at(seats) for line in lines) == pytest.approx(share, abs=COARSE)
    assert min(line.at(load) for line in lines) <= 1e-9


def test_without_patience_there_is_no_limit_to_what_heads_are_worth_below_the_load_but_their_number() -> None:
    """Whoever waits for as long as it takes is answered in the end: of 400 erlangs 300 seats answer three quarters."""
    lines = supporting_lines(100.0, HANDLE, None, Goal("abandoned", 0.0))
    assert min(line.at(300) for line in lines) == pytest.approx(0.75)


@pytest.mark.parametrize("patience", [None, 300 * HANDLE, 1e6])
def test_large_loads_take_little_memory_however_long_callers_would_wait(patience: float | None) -> None:
    """Erlang A adds up a queue of as many people as come while one of them is patient: millions here."""
    tracemalloc.start()
    supporting_lines(300.0, HANDLE, patience, IN_TIME)
    assert fewest(300.0, HANDLE, IN_TIME, patience) > 1200
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10e6


@pytest.mark.parametrize("load", [400.0, 1200.0])
def test_the_fewest_heads_for_endless_patience_are_those_of_erlang_c(load: float) -> None:
    """The first number of servers with which 80 % wait 20 s at most, and one fewer does not, by the formula itself."""
    servers = fewest(load / HANDLE, HANDLE, Goal("within", 1 / 3, 0.8), 1e9)
    shares = [
        float(mmc_wait_within(load / HANDLE, 1 / HANDLE, each, 1 / 3)) for each in (servers - 1, servers)
    ]
    assert shares[0] < 0.8 <= shares[1]
