"""The fewest servers by closed forms, against books and against each other."""

from __future__ import annotations

import numpy as np
import pytest

from optimize.requirements.erlang import Goal, fewest, fewest_by_square_root, goal_of
from sim.scenario.target import Target
from sim.theory import erlang_a, erlang_c, mmc_mean_wait, mmc_wait_within


def test_the_call_centre_of_the_books() -> None:
    """100 calls in half an hour, three minutes each, 80 % in 20 s: 14 agents (Erlang C tables; docs/validation.md)."""
    assert fewest(100 / 30, 3.0, Goal("within", 1 / 3, 0.8)) == 14
    assert mmc_wait_within(100 / 30, 1 / 3, 13, 1 / 3) < 0.8 <= mmc_wait_within(100 / 30, 1 / 3, 14, 1 / 3)


@pytest.mark.parametrize("load", [0.5, 1.6, 8.0, 50.0])
@pytest.mark.parametrize("wait", [0.05, 0.5, 5.0])
def test_mean_wait_by_erlang_c(load: float, wait: float) -> None:
    """By the formula ``C(c, a) / (c - a)`` of Cooper 1981, (3.4): one server fewer waits too long or is overloaded."""
    found = fewest(load, 1.0, Goal("mean", wait))

    def waits(servers: int) -> float:
        return float(erlang_c(servers, load)) / (servers - load) if servers > load else np.inf

    assert waits(found) <= wait < (waits(found - 1) if found > 1 else np.inf)


def test_patience_needs_fewer() -> None:
    """Garnett, Mandelbaum and Reiman 2002: 48 a minute, one minute each, 50 agents: 20.8 s without patience, and with
    patience of two minutes 3.7 s in queue."""
    assert fewest(48.0, 1.0, Goal("mean", 20.9 / 60)) == 50
    with_patience = fewest(48.0, 1.0, Goal("mean", 20.9 / 60), patience=2.0)
    assert erlang_a(48.0, 1.0, 0.5, with_patience).mean_wait_served <= 20.9 / 60
    assert erlang_a(48.0, 1.0, 0.5, with_patience - 1).mean_wait_served > 20.9 / 60
    assert with_patience < 48


@pytest.mark.parametrize("lost", ["missed", "left out"])
def test_share_within_with_patience(lost: str) -> None:
    """The least number: it holds, one fewer does not."""
    goal = Goal("within", 1 / 3, 0.8, lost)  # type: ignore[arg-type]
    found = fewest(10.0, 3.0, goal, patience=5.0)
    level = [
        erlang_a(10.0, 1 / 3, 0.2, servers).service_level(1 / 3, goal.lost) for servers in (found - 1, found)
    ]
    assert level[0] < 0.8 <= level[1]


@pytest.mark.parametrize("load", [50.0, 400.0])
def test_square_root_is_near_erlang_c_for_many_servers(load: float) -> None:
    """Halfin and Whitt 1981: the limit of many servers; Borst, Mandelbaum and Reiman 2004 find it within one server."""
    goal = Goal("within", 0.2, 0.8)
    assert abs(fewest_by_square_root(load, 1.0, goal) - fewest(load, 1.0, goal)) <= 1
    mean = Goal("mean", 0.02)
    assert abs(fewest_by_square_root(load, 1.0, mean) - fewest(load, 1.0, mean)) <= 1


def test_nobody_for_nothing() -> None:
    assert fewest(0.0, 3.0, Goal("mean", 1.0)) == fewest_by_square_root(0.0, 3.0, Goal("mean", 1.0)) == 0


def test_out_of_reach() -> None:
    with pytest.raises(ValueError, match="no number of servers up to 10,000"):
        fewest(20_000.0, 1.0, Goal("mean", 1.0))


def test_goals_of_targets() -> None:
    """Which targets the closed forms know; how those who give up count follows the registry."""
    assert goal_of(Target(measure="wait_mean", at_most="15 min")) == Goal("mean", 15.0)
    assert goal_of(Target(measure="service_level_20_s", at_least="80 %")) == Goal(
        "within", 1 / 3, 0.8, "missed"
    )
    assert goal_of(Target(measure="wait_within_5_min", at_least="80 %")) == Goal(
        "within", 5.0, 0.8, "left out"
    )
    assert goal_of(Target(measure="wait_p90", at_most="15 min")) is None


def test_mean_wait_matches_the_formula_used() -> None:
    """The closed form of the library is the one that the search uses: stable from load + 1 on."""
    assert np.isinf(mmc_mean_wait(3.0, 1.0, 3))
    assert fewest(3.0, 1.0, Goal("mean", 1000.0)) == 4
