"""Plans from beginning to end: checked on fresh replications, never above the two-step plan, and honest where there is none."""

from __future__ import annotations

from itertools import count, product
from typing import Any

import numpy as np
import pytest

from optimize.cuts.search import Search
from optimize.deadline import Deadline
from optimize.outcome import CannotStaff, StaffingOutcome
from optimize.plans.choice import choice_of
from optimize.plans.stretches import changes_of
from optimize.staff import staff
from optimize.task import Effort
from optimize.verify import check as module
from optimize.verify.check import FRESH
from sim.running.candidates import evaluate
from sim.scenario import Scenario
from tests.optimize.made_halls import every_staffing, made
from tests.optimize.true_costs import holding_costs
from tests.scenarios_for_tests import small

QUICK = Effort(search=20, check=80, rounds=10, proof=200)


def hall(staffing: dict[str, Any], target: dict[str, Any] | None = None, **changes: Any) -> Scenario:
    """A hall with one pool: 50 customers in the morning, six minutes each."""
    return small(
        {
            "calendar.interval": "1 h",
            "halls.north.arrivals.per_day": 50,
            "services.pay.handle_time": {"exponential": {"mean": "6 min"}},
            "pools.clerks.cost": "60 yuan/h",
            "targets": [target or {"measure": "wait_mean", "at_most": "5 min"}],
            "staffing": staffing,
            **changes,
        }
    )


@pytest.fixture(scope="module")
def outcome() -> StaffingOutcome:
    """The cheapest heads in two blocks."""
    return staff(hall({"pools": {"clerks": {"most": 5, "block": "2 h"}}}), effort=QUICK)


def test_the_plan_holds_on_fresh_replications(outcome: StaffingOutcome) -> None:
    """The check is on replications from 2**20 on, of which the search knows nothing, and every target holds there; that of a plan without
    somebody on others than that with him."""
    assert outcome.check is not None
    assert isinstance(outcome.record.search, Search)
    assert all(verdict.holds for verdict in outcome.check.verdicts())
    assert outcome.check.replications == 80
    assert outcome.record.search.oracle.replications.stop <= FRESH
    assert outcome.plan is not None
    choice = outcome.choice
    changes = changes_of(choice.scenario, choice.places, outcome.plan.heads)
    (again,) = evaluate(choice.scenario, [changes], outcome.record.fresh, 1)
    assert again.verdicts() == outcome.check.verdicts()
    assert outcome.record.fewer is not None
    assert outcome.record.fresh.start == FRESH * (1 + outcome.record.fewer.left_out)


def test_the_plan_is_proven(outcome: StaffingOutcome) -> None:
    """Status, bound and cost agree; with one person fewer no plan held in the search. Whoever was left out is not needed by the 80
    replications of a check: the 20 of the search, whose intervals are wider, need him."""
    assert outcome.plan is not None
    assert outcome.record.found is not None
    assert isinstance(outcome.record.search, Search)
    assert outcome.status == "optimal"
    assert outcome.bound.cost == pytest.approx(outcome.plan.cost)
    assert outcome.record.fewer
    fewer = [each.plan.heads for each in outcome.record.fewer.tried]
    assert fewer
    assert not any(outcome.record.search.oracle.hold(fewer))


def test_a_plan_that_fails_its_check_is_not_called_feasible(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where fresh replications never bear a plan out, there is none, and that is said."""
    monkeypatch.setattr(module, "slacks_of", lambda result: np.full(len(result.scenario.targets), -1.0))
    scenario = hall({"pools": {"clerks": {"most": 3, "block": "4 h"}}})
    found = staff(scenario, effort=Effort(10, 10, 5, 50))
    assert found.plan is None
    assert found.status != "feasible"
    assert found.reason


@pytest.mark.parametrize("case", [(0, 0, True, False), (0, 1, False, False), (1, 2, True, False)], ids=str)
def test_never_above_the_two_step_plan_that_holds(case: tuple[int, int, bool, bool]) -> None:
    """Both on the same replications."""
    scenario = made(*case).scenario
    cuts, requirements = staff(scenario, effort=QUICK), staff(scenario, "two-step", effort=QUICK)
    assert cuts.plan is not None
    assert requirements.plan is None or cuts.plan.cost <= requirements.plan.cost + 1e-9


def test_with_shifts() -> None:
    """Two ways to work, the long one cheaper an hour: every staffing of up to three people each, by brute force."""
    types = {
        "early": {"earliest": "08:00", "lengths": ["2 h"], "premium": "30 %"},
        "late": {"earliest": "10:00", "lengths": ["2 h"], "premium": "30 %"},
        "day": {"earliest": "08:00", "lengths": ["4 h"]},
    }
    scenario = hall({"pools": {"clerks": {"most": 4, "shift_types": types}}})
    found = staff(scenario, effort=QUICK)
    choice = choice_of(scenario)
    assert [shift.cost for shift in choice.shifts] == pytest.approx([156, 156, 240])
    costs = holding_costs(choice, product(range(4), repeat=3), found.record.replications)
    assert found.record.found is not None
    assert found.record.found.cost == pytest.approx(min(costs.values()))


NO_PLAN = (
    (
        "too few heads",
        {"pools": {"clerks": {"most": 1}}},
        None,
        "too few heads: with the most heads at all times",
    ),
    (
        "a total that is too small",
        {"pools": {"clerks": {"most": 5, "block": "4 h"}}, "total": 1},
        None,
        "too few heads: with a total of 1 at once",
    ),
    (
        "rules that contradict each other",
        {
            "pools": {
                "clerks": {
                    "most": 1,
                    "shift_types": {"day": {"earliest": "08:00", "lengths": ["4 h"], "least": 2}},
                }
            }
        },
        None,
        "without staffing.pools.clerks.shift_types.day.least there is one",
    ),
    (
        "fewer people than must be there",
        {
            "pools": {
                "clerks": {
                    "most": 3,
                    "people": 1,
                    "shift_types": {"day": {"earliest": "08:00", "lengths": ["4 h"]}},
                }
            },
            "cover": [{"pools": ["clerks"], "least": 2}],
        },
        None,
        "without staffing.cover there is one",
    ),
    (
        "fewer hours than must be there",
        {
            "pools": {
                "clerks": {
                    "least": 2,
                    "most": 3,
                    "block": "2 h",
                    "least_in_week": "0 h",
                    "most_in_week": "7 h",
                }
            }
        },
        None,
        "without staffing.pools.clerks.least there is one",
    ),
    (
        "a target beyond reach",
        {"pools": {"clerks": {"most": 3}}},
        {"measure": "time_in_hall", "at_most": "3 min"},
        "a target is beyond reach: even with far more heads",
    ),
    (
        "a budget that is too small",
        {"pools": {"clerks": {"most": 5, "block": "4 h"}}, "budget": "300 yuan"},
        None,
        "the budget of 300 yuan is too small: a plan costs 480.00 yuan or more",
    ),
)


@pytest.mark.parametrize(
    ("staffing", "target", "said"), [case[1:] for case in NO_PLAN], ids=[case[0] for case in NO_PLAN]
)
def test_no_plan(staffing: dict[str, Any], target: dict[str, Any] | None, said: str) -> None:
    """Infeasible, and why. (Six minutes of service cannot fit into three; 240 yuan pay one clerk for the morning.)"""
    found = staff(hall(staffing, target), effort=QUICK)
    assert (found.status, found.plan, found.check) == ("infeasible", None, None)
    assert said in found.reason


def test_the_least_caution_of_a_two_step_plan() -> None:
    """With a target of half a minute the forecast's own plan is too thin: a hundredth less than the caution found does not hold in the
    search; and one plan with no less heads anywhere, that of the largest caution, does."""
    target = {"measure": "wait_mean", "at_most": "30 s"}
    found = staff(hall({"pools": {"clerks": {"most": 9, "block": "1 h"}}}, target), "two-step", effort=QUICK)
    assert found.plan is not None
    own = min(step.factor for step in found.record.by("requirements") if step.checked)
    less = [step for step in found.record.by("requirements") if 1 <= step.factor < own]
    assert not any(step.holds and step.checked is not False for step in less)
    assert own == 1 or own - max(step.factor for step in less) <= 0.01 + 1e-9


def test_targets_that_cannot_guide() -> None:
    """More heads cost more, so a cost is no target of a search; nor is a wait of at least so much."""
    with pytest.raises(CannotStaff, match=r"limit what a plan costs with staffing\.budget"):
        staff(hall({"pools": {"clerks": {"most": 2}}}, {"measure": "staff_cost", "at_most": "900 yuan"}))
    with pytest.raises(CannotStaff, match="only keep it at most something"):
        staff(hall({"pools": {"clerks": {"most": 2}}}, {"measure": "wait_mean", "at_least": "1 min"}))
    with pytest.raises(CannotStaff, match="there is nothing to choose"):
        staff(small())


def test_effort_follows_the_size_of_the_scenario() -> None:
    """50 visits a replication, 20 replications, two stretches: a million visits are 1,000 staffings, or 333 rounds of three;
    a tenth of it is 100 and 33, a thousandth one staffing and no round."""
    choice = choice_of(hall({"pools": {"clerks": {"most": 5, "block": "2 h"}}}))
    effort = Effort(search=20, check=80, rounds=500, proof=5000)
    assert effort.within(choice, 1e6) == Effort(20, 80, 333, 1000)
    assert effort.within(choice, 1e5) == Effort(20, 80, 33, 100)
    assert effort.within(choice, 1e3) == Effort(20, 80, 0, 1)


@pytest.mark.parametrize("replications", [2, 3, 4])
def test_few_replications_where_simulating_is_dear(replications: int) -> None:
    """The quick looks at a dear hall have eight replications and three; of fewer they look at all there are."""
    scenario = hall({"pools": {"clerks": {"most": 4, "block": "4 h"}}})
    found = staff(scenario, effort=Effort(replications, 4 * replications, proof=50))
    assert found.plan is not None
    assert found.plan.heads in ((2,), (3,))


@pytest.mark.slow
def test_a_plan_from_seed_1_on_seeds_2_to_101(outcome: StaffingOutcome) -> None:
    """With other customers the target holds at least as often as its confidence says: 95 of 100 samples as long as the check."""
    assert outcome.plan is not None
    choice = outcome.choice
    changes = [changes_of(choice.scenario, choice.places, outcome.plan.heads)]
    waits = [
        evaluate(choice.scenario, changes, range(80), seed)[0].estimate("wait_mean").mean
        for seed in range(2, 102)
    ]
    assert sum(wait <= 5 for wait in waits) >= 95


@pytest.mark.parametrize("moments", [1, 3, 6, 12, 25, 50])
def test_time_limit(moments: int) -> None:
    """A search that is stopped after so many looks at the clock claims no more than it knows: its bound is below the cost of
    every staffing that holds, and only a plan that was proven is optimal."""
    choice = made(0, 0, True, False)
    ticks = count()
    outcome = staff(
        choice.scenario, effort=Effort(20, 80), deadline=Deadline(moments, lambda: float(next(ticks)))
    )
    assert outcome.status in ("optimal", "feasible", "time_limit")
    cheapest = min(holding_costs(choice, every_staffing(choice), 20).values())
    assert outcome.record.stopped_after == (moments if outcome.status == "feasible" else None)
    if outcome.status == "optimal":
        assert outcome.record.found is not None
        assert outcome.record.found.cost == pytest.approx(cheapest)
    else:
        assert outcome.bound.cost <= cheapest
    if outcome.plan is not None:
        assert outcome.check is not None
        assert all(verdict.holds for verdict in outcome.check.verdicts())
    if outcome.status == "time_limit":
        assert "longer" in outcome.reason


def test_time_that_suffices_changes_nothing() -> None:
    """With a limit that is never reached the plan is the same as without one."""
    scenario = made(1, 0, True, False).scenario
    plan = staff(scenario, effort=Effort(20, 80)).plan
    again = staff(scenario, effort=Effort(20, 80), deadline=Deadline(1000.0, lambda: 0.0))
    assert (again.plan, again.record.stopped_after) == (plan, None)
