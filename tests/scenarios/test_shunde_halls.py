"""The bundled halls of Shunde against what the paper says of them (named in the scenario file)."""

from __future__ import annotations

import pytest

from optimize.plans.choice import choice_of
from optimize.sites.separability import are_separable
from sim.running.candidates import evaluate
from sim.scenario import load

VISITS = 77_352
"""Transactions of a month at the halls."""


def test_twelve_halls_with_the_paper_s_clerks() -> None:
    """77,352 transactions, 63 a clerk and day, 22 days: 56 clerks at the counters, and so many at once in a plan."""
    scenario = load("shunde_halls")
    clerks = [pool for name, pool in scenario.pools.items() if name.endswith("_clerks")]
    assert len(scenario.halls) == len(clerks) == 12
    heads = sum(piece.heads for pool in clerks for piece in pool.heads or ())
    assert scenario.staffing is not None
    assert heads == scenario.staffing.total == round(VISITS / 63 / 22)


def test_visits_of_a_month() -> None:
    """Return visits included, to a hundredth."""
    (result,) = evaluate(load("shunde_halls"), [{}], range(16), 1, frozenset({("contacts", "all")}))
    assert result.estimate("contacts").mean == pytest.approx(VISITS, rel=0.01)


def test_halls_are_staffed_one_by_one() -> None:
    """Nothing but the total couples them."""
    assert are_separable(choice_of(load("shunde_halls")))
