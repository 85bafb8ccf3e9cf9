"""Scenarios made with given heads are those that a plan's overrides give."""

from __future__ import annotations

import math

import numpy as np
import pytest

from optimize.oracle import Oracle
from optimize.plans.choice import choice_of
from optimize.plans.plan import fullest
from optimize.plans.stretches import changes_of
from optimize.simulation import Simulation, StaffingVariants
from optimize.slacks import nearest, shortfalls, slacks_of
from sim.scenario import load
from sim.scenario.target import Target
from tests.optimize.made_halls import made
from tests.optimize.made_offices import made_office
from tests.optimize.tiny import tiny


@pytest.mark.parametrize("name", ["lecong_hall", "shunde_halls", "mengxi_95598"])
def test_pools_are_those_of_the_overrides(name: str) -> None:
    """Of bundled scenarios: days alike, days apart, shifts."""
    choice = choice_of(load(name))
    heads = [number % 5 + (number < 3) for number in range(len(choice.places))]
    whole = choice.scenario.replace(changes_of(choice.scenario, choice.places, heads))
    found = StaffingVariants(choice).with_heads(heads)
    assert found.pools == whole.pools
    assert found.halls == whole.halls


def test_nobody_may_be_there() -> None:
    choice = choice_of(made(0, 0, True, False).scenario)
    found = StaffingVariants(choice).with_heads([0] * len(choice.places))
    for name in {place.pool for place in choice.places}:
        assert all(piece.heads == 0 for piece in found.pools[name].heads or ())


WAIT = Target.model_validate({"measure": "wait_mean", "at_most": "10 min"})
LEVEL = Target.model_validate({"measure": "service_level_20_s_missed", "at_least": "80 %"})
GAP = Target.model_validate({"measure": "gap_abandoned", "scope": "language:second", "at_most": "0 %"})
TARGETS = (WAIT, LEVEL, GAP)


def test_the_target_that_is_missed_most_comes_first() -> None:
    """Two minutes of ten are a fifth, eight points of eighty a tenth; of a threshold of zero the points themselves count;
    what just holds is not missed."""
    found = shortfalls(TARGETS, np.array([-2.0, -0.08, 0.0]))
    assert [(each.target.measure, each.by) for each in found] == [
        ("wait_mean", 2.0),
        ("service_level_20_s_missed", 0.08),
    ]
    np.testing.assert_allclose([each.share for each in found], [0.2, 0.1])
    (gap,) = shortfalls(TARGETS, np.array([1.0, 0.1, -0.03]))
    assert (gap.target, gap.share) == (GAP, 0.03)


def test_the_nearest_plan_has_the_least_missed_in_all() -> None:
    """A fifth and a tenth are more than a quarter alone; a measure without a value is farthest of all."""
    tried = [np.array([-2.0, -0.08, 0.0]), np.array([-2.5, 0.1, 0.0]), np.array([-np.inf, 0.1, 0.0])]
    assert nearest(TARGETS, tried) == 1
    assert math.isinf(shortfalls(TARGETS, tried[2])[0].by)


SHIFTS = {"most": 4, "shift_types": {"day": {"earliest": "08:00", "latest": "08:00", "lengths": ["4 h"]}}}


@pytest.mark.parametrize("pool", [{"most": 4, "block": "2 h"}, SHIFTS], ids=["blocks", "shifts"])
def test_slacks_and_costs_of_a_plan_are_known_from_one_run(
    pool: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks for the cost of a plan that was tried, has nothing simulated again; it is that of a run of the plan."""
    choice = tiny({"pools": {"clerks": pool}})
    plan, (result,) = fullest(choice), Simulation(choice, range(2)).of_plans([fullest(choice)])
    oracle = Oracle(Simulation(choice, range(2)))
    oracle.try_plans([plan])
    monkeypatch.setattr(Simulation, "of_variants", None)
    (slacks,), (priced,) = oracle.slacks([plan.heads]), oracle.priced([plan])
    assert priced.cost == pytest.approx(result.estimate("staff_cost").mean)
    np.testing.assert_array_equal(slacks[: len(choice.scenario.targets)], slacks_of(result))


@pytest.mark.filterwarnings("error")
def test_a_target_that_can_never_be_told_is_changed_by_nothing() -> None:
    """Orders without a deadline: none is ever in time, whoever works on them."""
    choice = choice_of(made_office(False, False, changes={"offices.bureau.categories.fault.deadline": None}))
    (effect,) = Oracle(Simulation(choice, range(2))).effects((1,), [(2,)])
    assert effect.tolist() == [0.0]
