"""The search against every staffing tried, in halls so small that this can be done."""

from __future__ import annotations

import pytest

from optimize.cuts.search import Search
from optimize.oracle import Oracle
from optimize.simulation import Simulation
from tests.optimize.made_halls import CASES, every_staffing, made

REPLICATIONS = range(8)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_enumerated_optimum(case: tuple[int, int, bool, bool]) -> None:
    """The cheapest of all staffings that hold, by brute force, costs what the search finds; and it knows that."""
    choice = made(*case)
    searched = Search(choice, Oracle(Simulation(choice, REPLICATIONS, 1)))
    searched.follow_lines(10)
    searched.prune()
    proven = searched.prove(400)
    enumerated = Oracle(Simulation(choice, REPLICATIONS, 1))
    enumerated.known |= searched.oracle.known
    every = list(every_staffing(choice))
    holding = [heads for heads, good in zip(every, enumerated.hold(every), strict=True) if good]
    costs = [
        sum(shift.cost * count for shift, count in zip(choice.shifts, heads, strict=True))
        for heads in holding
    ]
    assert proven
    if holding:
        assert searched.best is not None
        assert searched.best.heads in holding
        assert searched.best.cost == pytest.approx(min(costs))
        assert searched.bound == pytest.approx(min(costs))
    else:
        assert searched.best is None
