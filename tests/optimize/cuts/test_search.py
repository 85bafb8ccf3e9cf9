"""The search against every staffing tried, in halls so small that this can be done."""

from __future__ import annotations

import pytest

from optimize.cuts.search import Search
from optimize.oracle import Oracle
from optimize.simulation import Simulation
from tests.optimize.made_halls import CASES, every_staffing, made
from tests.optimize.true_costs import holding_costs

REPLICATIONS = range(8)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_enumerated_optimum(case: tuple[int, int, bool, bool]) -> None:
    """The cheapest of all staffings that hold, by brute force, costs what the search finds, overtime with it; and it knows that."""
    choice = made(*case)
    searched = Search(choice, Oracle(Simulation(choice, REPLICATIONS, 1)))
    searched.follow_lines(10)
    searched.prune()
    proven = searched.prove(400)
    costs = holding_costs(choice, every_staffing(choice), len(REPLICATIONS))
    assert proven
    if costs:
        assert searched.best is not None
        assert searched.best.heads in costs
        assert searched.best.cost == pytest.approx(min(costs.values()))
        assert searched.bound == pytest.approx(min(costs.values()))
    else:
        assert searched.best is None
