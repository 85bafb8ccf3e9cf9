"""A stage that is added from outside is staffed as any other part of a hall: nothing in `optimize` names it, nor its measure."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from optimize.plans.choice import choice_of
from optimize.staff import staff
from optimize.task import Effort
from sim.scenario import Scenario
from tests.optimize.true_costs import holding_costs
from tests.sim.test_toy_stage import cloakroom, hall

__all__ = ["cloakroom"]

EFFORT = Effort(search=12, check=24, rounds=10, proof=200)
POOLS = {"clerks": {"least": 1, "most": 4, "block": "2 h"}, "greeters": {"most": 2, "block": "4 h"}}


def to_staff(cloak: str, wait: str, **more: Any) -> Scenario:
    """The hall with a cloakroom, with targets on the time in it and on the wait that comes after it."""
    targets = [
        {"measure": "cloakroom_time", "at_most": cloak},
        {"measure": "wait_mean", "scope": "hall:north", "at_most": wait},
    ]
    costs = {"pools.clerks.cost": "60 yuan/h", "pools.greeters.cost": "40 yuan/h"}
    return hall(**{"targets": targets, "staffing": {"pools": POOLS}, **costs, **more})


def test_pools_of_a_hall_with_a_stage_of_its_own(cloakroom: int) -> None:
    """Clerks and greeters as every plan tried says; a coat is hung up in a minute in the mean, whoever is there."""
    scenario = to_staff("70 s", "6 min")
    found, choice = staff(scenario, effort=EFFORT), choice_of(scenario)
    every = product(*(range(low, high + 1) for low, high in map(choice.bounds, range(len(choice.places)))))
    costs = holding_costs(choice, every, EFFORT.search)
    assert found.record.found is not None
    assert (found.status, found.record.found.cost) == ("optimal", pytest.approx(min(costs.values())))
    assert found.check is not None
    cloak, wait = found.check.verdicts()
    assert cloak.estimate.mean == pytest.approx(1.0, abs=0.2)
    assert wait.holds


def test_no_plan_keeps_a_target_that_no_head_moves(cloakroom: int) -> None:
    """Half a minute is less than a coat takes: every plan is tried, and none holds."""
    found = staff(to_staff("30 s", "6 min"), effort=EFFORT)
    assert (found.status, found.plan) == ("infeasible", None)
    assert "cloakroom_time" in found.reason
