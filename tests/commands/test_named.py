"""Policies, scopes and periods that somebody names: the unknown ones are told, each with the nearest."""

from __future__ import annotations

import pytest

from commands.named import policies_named, rows_named
from commands.stop import Stop
from sim.results.choice import OPEN, Choice
from tests.scenarios_for_tests import small

SCENARIO = small({"policies": {"greeter": {"pools.clerks.heads": 2}, "rest": {"pools.clerks.heads": 3}}})


def test_policies_without_a_word_are_all() -> None:
    assert policies_named(SCENARIO, None) == ["baseline", "greeter", "rest"]
    assert policies_named(SCENARIO, "greeter, baseline") == ["greeter", "baseline"]


def test_a_policy_that_there_is_not_is_told_with_the_nearest() -> None:
    """Also where it is named alone."""
    with pytest.raises(Stop, match=r"has no policy 'no_greeter', did you mean greeter\?"):
        policies_named(SCENARIO, "no_greeter")
    with pytest.raises(Stop) as stopped:
        policies_named(SCENARIO, "gretter,rest,xyz")
    assert str(stopped.value).splitlines() == [
        "--policies: scenario.yaml has no policy 'gretter', did you mean greeter?",
        "--policies: scenario.yaml has no policy 'xyz', known are baseline, greeter, rest",
    ]


def test_rows_without_a_word_are_all_that_are_open() -> None:
    assert rows_named(SCENARIO, None, None) == OPEN


def test_rows_are_chosen_by_kinds_and_single_ones() -> None:
    assert rows_named(SCENARIO, "hall,pool:clerks", "all,2024-01-01,2024-01-01T08:30") == Choice(
        frozenset({"hall", "pool:clerks"}), frozenset({"all", "2024-01-01", "2024-01-01T08:30"}), True
    )


def test_unknown_scopes_and_periods_are_told_together() -> None:
    with pytest.raises(Stop) as stopped:
        rows_named(SCENARIO, "hall:nort", "peek,2025-01-01")
    said = str(stopped.value).splitlines()
    assert said[0] == "--scopes 'hall:nort': is unknown, did you mean hall:north?"
    assert said[1].startswith("--periods '2025-01-01': is unknown, ")
    assert said[2].startswith("--periods 'peek': is unknown, did you mean ")
