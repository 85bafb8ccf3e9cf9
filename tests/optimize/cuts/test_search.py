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


@pytest.mark.parametrize("case", CASES[::5], ids=str)
def test_a_plan_that_held_in_a_check_is_the_bound_of_what_is_left(case: tuple[int, int, bool, bool]) -> None:
    """With one person fewer than in the cheapest plan, the targets are missed on these replications. Where a check says that they hold, the
    search's own bound is above that plan, so it is given up; by brute force, nothing that holds or is next to that costs less than the plan."""
    choice = made(*case)
    searched = Search(choice, Oracle(Simulation(choice, REPLICATIONS, 1)))
    searched.follow_lines(10)
    searched.prune()
    assert searched.prove(400)
    held, before = searched.fewer()[0], searched.bound
    searched.take_for_held(held)
    proven = searched.prove(400)
    assert searched.best is not None
    assert proven
    assert searched.bound <= searched.oracle.priced([held])[0].cost < before
    assert searched.best.heads == held.heads
    assert searched.compared[1] == 0
