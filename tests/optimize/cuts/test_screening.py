"""Oracle on known visits: nearly those of the whole simulation, and moved to agree with it where that is known."""

from __future__ import annotations

import numpy as np

from optimize.cuts.screening import FixedArrivalOracle, screening_of, search_on_fixed_arrivals
from optimize.cuts.search import Search
from optimize.oracle import Oracle
from optimize.plans.choice import Choice, choice_of
from optimize.plans.plan import Plan
from optimize.simulation import Simulation
from optimize.task import Effort
from sim.scenario import load
from tests.optimize.tiny import plan_with

CHANGES = {
    "calendar.days": 2,
    "calendar.warm_up": 1,
    "staffing.pools.clerks": {"least": 8, "most": 13, "block": "4 h"},
    "staffing.pools.greeters": {"most": 1, "block": "12 h"},
    "targets": [{"measure": "wait_mean", "scope": "hall:lecong", "period": "all", "at_most": "15 min"}],
}
"""Two days of the bundled Lecong with mornings and afternoons of clerks, and somebody at the door all day or not."""


def begun() -> tuple[Choice, Oracle, FixedArrivalOracle]:
    choice = choice_of(load("lecong_hall").replace(CHANGES))
    oracle = Oracle(Simulation(choice, range(8), 1))
    looks = screening_of(oracle, Effort(8, 16, look=4).within(choice, 0.0))
    assert looks.fixed_arrivals is not None
    return choice, oracle, looks.fixed_arrivals


def test_slacks_are_nearly_those_of_the_whole_simulation() -> None:
    """Within half a minute, where a head in a block of four hours moves the mean wait by some minutes."""
    choice, oracle, near = begun()
    staffings = [(10,) * (len(choice.places) - 1) + (1,), (12,) * (len(choice.places) - 1) + (1,)]
    for one, other in zip(near.slacks(staffings), oracle.slacks(staffings), strict=True):
        np.testing.assert_allclose(one, other, atol=0.5)


def test_leaning_makes_slacks_agree_and_moves_the_others_by_as_much() -> None:
    choice, oracle, near = begun()
    first, other, later = ((count,) * (len(choice.places) - 1) + (1,) for count in (10, 11, 12))
    before = near.slacks([first, other])
    near.lean_on(first)
    np.testing.assert_array_equal(
        near.slacks([first])[0], before[0] + (oracle.slacks([first])[0] - before[0])
    )
    moved = near.slacks([first])[0] - before[0]
    np.testing.assert_array_equal(near.slacks([other])[0], before[1] + moved)
    fresh = begun()[2]
    np.testing.assert_array_equal(near.slacks([later])[0], fresh.slacks([later])[0] + moved)


def test_what_a_search_nearby_ends_with_holds_in_the_whole_simulation() -> None:
    choice, oracle, near = begun()
    search = Search(choice, oracle)
    most = [choice.bounds(index)[1] for index in range(len(choice.places))]
    start: Plan = plan_with(choice, tuple(most[shift.covers[0]] for shift in choice.shifts))
    search_on_fixed_arrivals(search, near, near, [start])
    assert search.best is not None
    assert search.best.cost < start.cost
    assert (oracle.known[search.best.heads] >= 0).all()


def test_a_plan_that_is_known_to_fall_short_is_not_the_end_of_it() -> None:
    """The plan found fell short by little in a check: next to it there is another one, dearer than that and cheaper than most heads."""
    choice, oracle, near = begun()
    most = [choice.bounds(index)[1] for index in range(len(choice.places))]
    start = plan_with(choice, tuple(most[shift.covers[0]] for shift in choice.shifts))
    first = Search(choice, oracle)
    search_on_fixed_arrivals(first, near, near, [start])
    assert first.best is not None
    _, again, near = begun()
    again.known[first.best.heads] = oracle.known[first.best.heads].copy()
    again.known[first.best.heads][0] = -0.05
    second = Search(choice, again)
    search_on_fixed_arrivals(second, near, near, [start])
    assert second.best is not None
    assert first.best.heads != second.best.heads
    assert second.best.cost < start.cost
