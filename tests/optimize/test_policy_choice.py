"""A plan under the cheapest of some policies: held against every staffing under each of them, and choices made by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from optimize import policy_choice
from optimize.bounds.bound import Bound
from optimize.cuts.search import Search
from optimize.deadline import Deadline
from optimize.outcome import CannotStaff, PlanStatus, StaffingOutcome
from optimize.plans.choice import choice_of
from optimize.plans.plan import Plan
from optimize.policy_choice import chosen, staff_under_policies
from optimize.staff import staffed, task_of
from optimize.task import Effort, Task
from sim.scenario import Scenario
from tests.optimize.made_halls import every_staffing
from tests.optimize.true_costs import holding_costs
from tests.scenarios_for_tests import small

EFFORT = Effort(search=10, check=40, rounds=10, proof=200)
PROFILE = "start,end,weight\n08:00,10:00,4\n10:00,12:00,2\n12:00,14:00,3\n"
POLICIES: dict[str, Any] = {
    "through": {"calendar.hours": ["08:00-14:00"], "staffing.pools.clerks.least": 1},
    "short": {"calendar.hours": ["08:00-12:00"], "halls.north.arrivals.profile": "short.csv"},
    "dear": {"pools.clerks.cost": "600 yuan/h"},
    "other_days": {"calendar.days": 2},
    "by_cost": {"targets": [{"measure": "staff_cost", "at_most": "900 yuan"}]},
}


def hall() -> Scenario:
    """A morning of 60 customers, six minutes each, with a closure from 10:00 to 11:00; there are other hours as policies."""
    changes = {
        "calendar.hours": ["08:00-10:00", "11:00-14:00"],
        "calendar.interval": "1 h",
        "halls.north.arrivals": {"per_day": 60, "profile": "profile.csv"},
        "services.pay.handle_time": {"exponential": {"mean": "6 min"}},
        "pools.clerks.cost": "60 yuan/h",
        "targets": [{"measure": "wait_mean", "at_most": "8 min"}],
        "staffing": {"pools": {"clerks": {"least": 1, "most": 3, "block": "2 h"}}},
        "policies": POLICIES,
    }
    closed = PROFILE.replace("10:00,12:00", "11:00,12:00")
    tables = {"profile.csv": closed, "short.csv": "start,end,weight\n08:00,10:00,5\n10:00,12:00,4\n"}
    return small(changes, tables)


def under(*names: str) -> list[Scenario]:
    return [hall().with_policy(name) for name in names]


def task_for(scenario: Scenario) -> Task:
    return task_of(scenario, effort=EFFORT)


def cheapest_of_all(scenario: Scenario) -> float:
    """The least cost of all staffings that hold on the replications of the search."""
    choice = choice_of(scenario)
    return min(holding_costs(choice, every_staffing(choice), EFFORT.search).values())


@pytest.mark.parametrize("names", [("baseline", "through"), ("short", "baseline")])
def test_opening_hours_against_all_staffings(names: tuple[str, ...]) -> None:
    """The plan costs what the cheapest staffing of all policies costs, and is of that policy; no bound is above what it bounds. (What an optimal
    plan costs on the replications of its check, is its bound there.)"""
    found = staff_under_policies(under(*names), task_for)
    costs = {name: cheapest_of_all(scenario) for name, scenario in zip(names, under(*names), strict=True)}
    least = min(costs.values())
    assert found.plan is not None
    assert found.check is not None
    assert all(verdict.holds for verdict in found.check.verdicts())
    assert found.record.found is not None
    assert found.record.found.cost == pytest.approx(least)
    assert costs[found.choice.scenario.policy] == pytest.approx(least)
    assert found.status == "optimal"
    assert found.bound.cost == pytest.approx(found.plan.cost)
    assert [each.policy for each in found.alternatives] == list(names)
    for each in found.alternatives:
        assert each.status == "optimal" or each.bound.cost <= costs[each.policy] + 1e-9


def test_what_is_dearer_by_its_rules_is_not_searched() -> None:
    """One clerk at ten times the price costs 600 yuan an hour, three thousand for the five hours: more than any plan of the others."""
    found = staff_under_policies(under("baseline", "dear"), task_for)
    dear = found.alternatives[1]
    assert (dear.status, dear.cost, dear.bound) == ("dearer", None, Bound(3000.0))
    assert "more than that of another policy" in dear.reason


def test_a_search_whose_bound_reaches_the_ceiling_proves_no_more() -> None:
    """Nothing cheaper than the ceiling is all that must be known; the same search without a ceiling goes on to its end."""
    free = staffed(task_for(hall()))
    assert free.plan is not None
    assert free.status == "optimal"
    held = staffed(replace(task_for(hall()), ceiling=free.plan.cost - 60))
    assert held.plan is not None
    assert held.plan.cost >= free.plan.cost
    assert free.plan.cost >= held.bound.cost >= free.plan.cost - 60
    assert isinstance(held.record.search, Search)
    assert isinstance(free.record.search, Search)
    assert held.record.search.oracle.simulated <= free.record.search.oracle.simulated


def test_other_days_cannot_be_compared_and_nothing_is_simulated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy_choice, "staffed", lambda task: pytest.fail("something was simulated"))
    with pytest.raises(
        CannotStaff, match=r"policies baseline and other_days have other days.*calendar\.days"
    ):
        staff_under_policies(under("baseline", "other_days"), task_for)
    with pytest.raises(CannotStaff, match=r"^policy by_cost: .*staffing\.budget"):
        staff_under_policies(under("baseline", "by_cost"), task_for)


# -- by hand -----------------------------------------------------------------------------------------------------------------


def ended(policy: str, status: PlanStatus, cost: float | None = None, bound: float = 0.0) -> StaffingOutcome:
    """What a search under a policy ended with."""
    choice = choice_of(hall().with_policy(policy))
    plan = Plan(cost, (), ()) if cost is not None else None
    return StaffingOutcome(choice, status, f"of {policy}", plan, bound=Bound(bound))


def test_the_cheapest_is_chosen_and_the_least_bound_is_that_of_all() -> None:
    """500 yuan against 400, of which the first may cost 300 all the same: a quarter less than 400."""
    found = chosen([ended("baseline", "feasible", 500, 300), ended("through", "optimal", 400, 400)])
    assert (found.choice.scenario.policy, found.status) == ("through", "feasible")
    assert (found.bound.cost, found.gap) == (300, 0.25)
    assert [each.gap for each in found.alternatives] == [0.4, 0]


def test_proven_where_no_other_policy_can_be_cheaper() -> None:
    """One costs 450 yuan at least, the next has no plan, the last was stopped at 420."""
    found = chosen(
        [
            ended("baseline", "optimal", 400, 400),
            ended("through", "feasible", 500, 450),
            ended("short", "infeasible"),
            ended("dear", "dearer", None, 420),
        ]
    )
    assert (found.choice.scenario.policy, found.status, found.bound.cost, found.gap) == (
        "baseline",
        "optimal",
        400,
        0,
    )
    assert [each.bound.cost for each in found.alternatives] == [400, 450, float("inf"), 420]


def test_no_bound_where_one_of_them_has_none() -> None:
    """A search without a plan in time says nothing about what its plans cost."""
    found = chosen([ended("baseline", "optimal", 400, 400), ended("through", "time_limit")])
    assert (found.status, found.bound.is_known, found.gap) == ("feasible", False, None)


def test_requirements_that_find_no_plan_are_no_proof() -> None:
    found = chosen(
        [ended("baseline", "feasible", 400), ended("through", "infeasible").with_record(method="two-step")]
    )
    assert (found.status, found.bound.is_known) == ("feasible", False)


def test_without_any_plan_all_reasons_are_told() -> None:
    """Infeasible only where all are."""
    none = [ended("baseline", "infeasible"), ended("through", "infeasible")]
    found = chosen(none)
    assert (found.status, found.plan, found.bound.is_known) == ("infeasible", None, False)
    assert found.reason == "baseline: of baseline; through: of through"
    assert chosen([*none, ended("short", "time_limit")]).status == "time_limit"


def test_time_and_ceiling_are_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 90 s a third, then half of what is left, then all: each search here takes 20 s. Nobody need be dearer than the best before.
    That one of them was stopped is known of the choice."""
    now, costs, seen = [0.0], iter((500.0, 300.0, 400.0)), []

    def done(task: Task) -> StaffingOutcome:
        seen.append((task.choice.scenario.policy, task.until.seconds, task.ceiling))
        now[0] += 20
        outcome = ended(task.choice.scenario.policy, "feasible", next(costs))
        is_stopped = task.choice.scenario.policy == "short"
        return outcome.with_record(stopped_after=task.until.seconds if is_stopped else None)

    monkeypatch.setattr(policy_choice, "staffed", done)
    until, said = Deadline(90.0, lambda: now[0]), list[str]()
    tasks = count()
    found = staff_under_policies(
        under("baseline", "through", "short"),
        lambda each: replace(task_of(each, say=said.append, deadline=until), seed=next(tasks)),
    )
    assert seen == [("baseline", 30, float("inf")), ("through", 35, 500), ("short", 50, 300)]
    assert found.choice.scenario.policy == "through"
    assert (
        found.record.stopped_after == 90
    )  # that of `short` was cut short, and the limit is that of all together
