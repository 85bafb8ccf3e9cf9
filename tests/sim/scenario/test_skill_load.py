"""Whether heads can do what comes where not everybody does everything, by hand."""

from __future__ import annotations

import pytest

from sim.scenario.skill_load import Demand, Shortage, shortages


def only(**speed: float) -> dict[str, float]:
    """Who does some orders, and how quickly."""
    return speed


def test_pools_that_relieve_each_other_have_no_shortage() -> None:
    """Seniors do 100 of the 120 min that they can, and 20 of the others' 140; juniors the other 120."""
    demands = {
        "hard": Demand(100, 0, only(seniors=1.0)),
        "plain": Demand(140, 0, only(seniors=1.0, juniors=1.0)),
    }
    assert list(shortages(demands, {"seniors": 120.0, "juniors": 120.0})) == []


def test_orders_that_only_busy_pools_can_do() -> None:
    """Two pools together are idle for most of their time, and yet the seniors have 150 min to do in 100."""
    demands = {
        "hard": Demand(150, 0, only(seniors=1.0)),
        "plain": Demand(20, 0, only(seniors=1.0, juniors=1.0)),
    }
    assert list(shortages(demands, {"seniors": 100.0, "juniors": 100.0})) == [
        Shortage(("hard",), ("seniors",), pytest.approx(1.5))
    ]


def test_shortages_are_told_one_by_one() -> None:
    """C has 500 min in 100. A must do 150, and with B, who is twice as quick and as long on the road, 330 min of A's, or 180 of B's: both are done at the
    same time where A takes 30 / 510 of these, and then have 150 + 330 x 30 / 510 min."""
    demands = {
        "one": Demand(150, 0, only(A=1.0)),
        "two": Demand(300, 30, only(A=1.0, B=2.0)),
        "three": Demand(500, 0, only(C=1.0)),
    }
    found = list(shortages(demands, {"A": 100.0, "B": 100.0, "C": 100.0, "D": 5.0}))
    assert found == [
        Shortage(("three",), ("C",), pytest.approx(5.0)),
        Shortage(("one", "two"), ("A", "B"), pytest.approx((150 + 330 * 30 / 510) / 100)),
    ]


def test_pools_that_are_never_there_do_nothing() -> None:
    """Orders that only they do are told of elsewhere."""
    demands = {"one": Demand(50, 0, only(A=1.0, B=1.0)), "two": Demand(50, 0, only(B=1.0))}
    assert list(shortages(demands, {"A": 40.0, "B": 0.0})) == [
        Shortage(("one",), ("A",), pytest.approx(1.25))
    ]
