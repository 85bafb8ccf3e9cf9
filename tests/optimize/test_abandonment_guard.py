"""A short mean wait of the served does not count if the others were driven off."""

from __future__ import annotations

from typing import Any

import pytest

from optimize.abandonment_guard import ALLOWANCE, guard_of, guarded
from optimize.given_check import check_given
from optimize.oracle import Oracle
from optimize.outcome import StaffingOutcome
from optimize.plans.choice import choice_of
from optimize.plans.given import Given
from optimize.plans.plan import StaffingRules
from optimize.simulation import Simulation
from optimize.staff import staff
from optimize.task import Effort
from optimize.why import why
from sim.running.candidates import evaluate
from sim.scenario import Scenario
from tests.scenarios_for_tests import small


def impatient(**changes: Any) -> Scenario:
    """Fifteen customers an hour of six minutes each, nobody with more than a minute's patience."""
    return small(
        {
            "halls.north.arrivals.per_day": 60,
            "halls.north.patience": "1 min",
            "services.pay.handle_time": "6 min",
            "pools.clerks.heads": 3,
            "pools.clerks.cost": "45 yuan/h",
            "targets": [{"measure": "wait_mean", "at_most": "2 min"}],
            "staffing.pools": {"clerks": {"least": 1, "most": 4, "block": "4 h"}},
            **changes,
        }
    )


def test_one_clerk_serves_few_quickly_and_is_no_plan() -> None:
    """The wait of the served is a minute at most whatever the staff; one clerk serves at most 40 of the 60, three nearly all."""
    oracle = Oracle(Simulation(choice_of(impatient()), range(8), 1))
    assert oracle.hold([(1,), (3,)]) == [False, True]
    assert oracle.slacks([(1,)])[0][0] > 0


def test_a_target_on_the_lost_takes_its_place() -> None:
    scenario = impatient(targets=[{"measure": "lost", "scope": "hall:north", "at_most": "50 %"}])
    assert guarded(scenario) == []
    assert guard_of(Simulation(choice_of(scenario), range(2))).most == {}


def test_own_staffing_that_serves_hardly_anybody_is_no_measure() -> None:
    """Nobody at work until the last minutes loses nearly all: then the most heads say what can be kept."""
    own = {"pools.clerks.heads": [{"start": "11:50", "end": "12:00", "heads": 1}]}
    most = guard_of(Simulation(choice_of(impatient(**own)), range(8))).most["north"]
    fullest = guard_of(Simulation(choice_of(impatient(**{"pools.clerks.heads": 4})), range(8))).most["north"]
    assert most == pytest.approx(fullest)
    assert most < 0.1 + ALLOWANCE


def without_plan(found: StaffingOutcome) -> float:
    """What the scenario's own staffing loses on the replications of a check."""
    (own,) = evaluate(found.choice.scenario, [{}], found.record.fresh)
    return float(own.estimate("lost", "hall:north").mean)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_plan_is_told_to_lose_more_than_it_may(seed: int) -> None:
    """The search has two mornings and the check thirty: its own staffing loses another share there, and that is what the plan is held against."""
    found = staff(impatient(), effort=Effort(2, 30), seed=seed)
    assert found.plan is not None
    assert found.record.checked_guard is not None
    (own,) = evaluate(found.choice.scenario, [{}], found.record.fresh, seed)
    most = found.record.guard.most["north"]
    assert most == pytest.approx(own.estimate("lost", "hall:north").mean + ALLOWANCE)
    assert all(share <= limit for share, limit in found.lost.values())


def test_a_given_plan_that_loses_too_many_is_refused_with_figures() -> None:
    """One clerk where three are: which hall, what it loses and may lose; by a simulation of both stated beside each other."""
    scenario = impatient()
    choice = choice_of(scenario)
    plan = StaffingRules(choice).plan((1,))
    assert plan is not None
    checked = check_given(Given(choice, plan, True), range(16), 1, 1)
    results = evaluate(scenario, [{"pools.clerks.heads": 1}, {}], range(16))
    share, own = (100 * result.estimate("lost", "hall:north").mean for result in results)
    assert not checked.holds
    assert checked.outcome.reason == (
        f"north loses {share:.1f} % of its contacts, and may lose {own + 1:.1f} %: what the scenario's own staffing loses of the same contacts, and one "
        "in a hundred"
    )


def test_what_a_plan_loses_is_told_and_counts_for_what_changes_do() -> None:
    """Three clerks are needed so as not to lose more, since the target holds with one, too; so with one fewer the plan does not hold."""
    found = staff(impatient(), effort=Effort(8, 16))
    assert found.plan is not None
    assert found.check is not None
    assert found.plan.heads == (3,)
    share, most = found.lost["north"]
    assert share == pytest.approx(found.check.estimate("lost", "hall:north").mean)
    assert share <= most
    own = without_plan(found)
    assert most == pytest.approx(own + ALLOWANCE)
    fewer = next(each for each in why(found, 8).heads if each.heads == -1)
    assert fewer.change.high < 2
    assert not fewer.holds
