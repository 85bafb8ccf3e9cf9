"""Staffings that run together have the results that each has alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from sim import run
from sim.results.result import Result
from sim.running import candidates
from sim.running.candidates import evaluate
from sim.scenario import load
from tests.hall_features import BOOKED, EVERYTHING
from tests.hall_strategy import halls
from tests.scenarios_for_tests import small

TWO_DAYS = {"calendar.days": 2, "calendar.warm_up": 1}


def same(one: Result, other: Result) -> None:
    """All that measures are made from, digit by digit."""
    assert one.sums.keys() == other.sums.keys()
    for name, values in other.sums.items():
        np.testing.assert_array_equal(one.sums[name], values, err_msg=name)


@pytest.mark.parametrize("engine", ["simpy", "numpy"])
@pytest.mark.parametrize(
    "changes",
    [
        [{"pools.clerks.heads": heads} for heads in (9, 3, 12)],
        [{"pools.clerks.heads": heads, "pools.greeters.heads": 9 - heads} for heads in (9, 8, 7)],
        [{"pools.clerks.heads": 9}, {"pools.clerks.heads": 1}, {"pools.kiosks.heads": 2}],
    ],
    ids=["plain", "greeters", "mixed"],
)
def test_each_candidate_has_the_measures_of_its_own_run(engine, changes):
    scenario = load("lecong_hall").replace(TWO_DAYS)
    found = evaluate(scenario, changes, range(3), engine=engine)
    for change, result in zip(changes, found, strict=True):
        same(result, run(scenario.replace(change), 3, engine="simpy"))


@settings(max_examples=8)
@given(halls(EVERYTHING))
def test_made_halls_with_other_heads_run_together(scenario):
    fixed = [
        name
        for name, pool in scenario.pools.items()
        if pool.heads is not None and not scenario.floaters_of(name)
    ]
    changes = [{}, *({f"pools.{name}.heads": heads} for name in fixed for heads in (1, 3))]
    for change, result in zip(changes, evaluate(scenario, changes, range(2)), strict=True):
        same(result, run(scenario.replace(change), 2, engine="simpy"))


@settings(max_examples=6)
@given(halls(BOOKED))
def test_made_halls_with_appointments_and_other_heads_run_together(scenario):
    fixed = [name for name, pool in scenario.pools.items() if pool.heads is not None]
    changes = [{}, *({f"pools.{name}.heads": 2} for name in fixed[:2])]
    for change, result in zip(changes, evaluate(scenario, changes, range(3)), strict=True):
        same(result, run(scenario.replace(change), 3, engine="simpy"))


def test_how_many_run_together_changes_no_digit(monkeypatch):
    scenario = load("lecong_hall").replace(TWO_DAYS)
    changes = [{"pools.clerks.heads": heads} for heads in range(6, 13)]
    together = evaluate(scenario, changes, range(4))
    monkeypatch.setattr(candidates, "lanes_at_once", lambda _: 8)
    for one, other in zip(evaluate(scenario, changes, range(4)), together, strict=True):
        same(one, other)


def test_variants_that_differ_in_more_than_staff_run_on_their_own():
    scenario = load("lecong_hall").replace(TWO_DAYS)
    changes = [{"pools.clerks.speed": "90 %"}, {}, {"halls.lecong.arrivals.per_day": 300}]
    for change, result in zip(changes, evaluate(scenario, changes, range(2)), strict=True):
        same(result, run(scenario.replace(change), 2))


def test_only_what_is_asked_for_is_there():
    found = evaluate(small(), [{}], range(2), only=frozenset({("wait_mean", "hall")}))[0]
    whole = run(small(), 2)
    assert found.estimate("wait_mean", "hall:north") == whole.estimate("wait_mean", "hall:north")
    assert len(found.sums) < len(whole.sums)


def test_no_replications_are_refused():
    with pytest.raises(ValueError, match="no replications"):
        evaluate(small(), [{}], range(0))
