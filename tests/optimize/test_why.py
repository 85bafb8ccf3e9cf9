"""Why a plan is as it is: figures that can be had another way."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimize import why as module
from optimize.abandonment_guard import Guard
from optimize.bounds.call_work import work_bound
from optimize.deadline import Deadline
from optimize.frontier import FOUND, OF_OTHERS, kind_of_points, other_threshold
from optimize.oracle import Oracle
from optimize.outcome import StaffingOutcome
from optimize.plans.choice import choice_of
from optimize.plans.stretches import changes_of
from optimize.simulation import Simulation
from optimize.slacks import slacks_of
from optimize.staff import staff
from optimize.task import Effort
from optimize.verify.check import FRESH
from optimize.why import CannotSay, Why, binding_of, why
from sim.results.headline import Figure
from sim.running.candidates import evaluate
from sim.running.experiment import contacts_of
from sim.scenario.target import Target
from tests.optimize.made_centres import PLANNED, centre
from tests.optimize.made_halls import every_staffing, made

REPLICATIONS = 40


@pytest.fixture(scope="module")
def outcome() -> StaffingOutcome:
    """The plan of a made hall with one pool in two stretches, whose target is a mean wait of at most 4 min."""
    return staff(made(0, 0, True, False).scenario, effort=Effort(20, 80))


@pytest.fixture(scope="module")
def account(outcome: StaffingOutcome) -> Why:
    return why(outcome, REPLICATIONS)


def test_what_binds(outcome: StaffingOutcome, account: Why) -> None:
    """The one target, by the slack of its verdict; the worst interval is that of the measure's profile."""
    assert outcome.check is not None
    (binding,) = [each for each in account.binding if each.target is not None]
    (verdict,) = outcome.check.verdicts()
    assert binding.slack == pytest.approx(4 - verdict.limit)
    assert binding.share == pytest.approx((4 - verdict.limit) / 4)
    profile = outcome.check.profile("wait_mean")["mean"]
    assert (binding.start, binding.value) == (profile.idxmax(), pytest.approx(profile.max()))


def test_one_head_more(outcome: StaffingOutcome, account: Why) -> None:
    """The same difference as two runs give; more heads shorten waits, and cost two hours at 60 yuan."""
    assert outcome.plan is not None
    choice, heads = outcome.choice, outcome.plan.heads
    more = (heads[0] + 1, *heads[1:])
    changes = [changes_of(choice.scenario, choice.places, each) for each in (heads, more)]
    plan, other = evaluate(choice.scenario, changes, range(FRESH, FRESH + REPLICATIONS), 1)
    effect = account.heads[0]
    assert effect.change.mean == pytest.approx(
        other.estimate("wait_mean").mean - plan.estimate("wait_mean").mean
    )
    assert (effect.heads, effect.cost, effect.holds) == (1, pytest.approx(120), True)
    assert effect.change.high < 0


def test_one_head_fewer(outcome: StaffingOutcome, account: Why) -> None:
    """Waits are longer by more than chance; the bounds want one clerk at all times."""
    fewer = [each for each in account.heads if each.heads == -1 and each.allowed]
    assert fewer
    assert all(each.change.low > 0 for each in fewer)
    assert outcome.plan is not None
    least = [choice for choice in outcome.plan.heads if choice > 1]
    assert len(fewer) == len(least)


def test_what_changes_nothing_holds_on_however_few_replications(outcome: StaffingOutcome) -> None:
    """With three replications the interval alone would break the target; the check, with more, says that it holds."""
    assert outcome.plan is not None
    assert outcome.check is not None
    changes = changes_of(outcome.choice.scenario, outcome.choice.places, outcome.plan.heads)
    (again,) = evaluate(outcome.choice.scenario, [changes], range(FRESH, FRESH + 3), 1)
    effect = module._Base(again, outcome.check, Guard({}), Figure("wait_mean")).effect(again, "nothing")
    assert slacks_of(again)[0] < 0
    assert (effect.change.mean, effect.holds) == (0.0, True)


def test_demand(account: Why) -> None:
    """More customers wait longer, in order."""
    assert [each.what for each in account.demand] == [
        f"{part} % of the customers" for part in (80, 90, 110, 120)
    ]
    changes = [each.change.mean for each in account.demand]
    assert changes == sorted(changes)
    assert changes[1] < 0 < changes[2]


def test_missing(outcome: StaffingOutcome, account: Why) -> None:
    """5 and 10 % of the heads, drawn day by day: the more are missing, the longer the waits."""
    assert [each.what for each in account.missing] == ["5 % of the heads", "10 % of the heads"]
    few, many = (each.change.mean for each in account.missing)
    assert 0 < few < many


def test_the_missing_of_a_centre_are_those_of_more_absence() -> None:
    """A centre with an absence of 10 %: with 5 % on top, 14.5 % are missing, and what changes is the difference of two runs."""
    agents = {
        "pools.agents.phone": {"absence": "10 %"},
        "staffing": {"pools": {"agents": {"most": 9, "block": "4 h"}}},
    }
    found = staff(centre(agents), effort=Effort(10, 20))
    assert found.plan is not None
    effect = why(found, 20).missing[0]
    heads = changes_of(found.choice.scenario, found.choice.places, found.plan.heads)
    more = {**heads, "pools.agents.phone.absence": "14.5 %"}
    plan, other = evaluate(found.choice.scenario, [heads, more], range(FRESH, FRESH + 20), 1)
    name, scope = "service_level_20_s_missed", "channel:phone"
    assert effect.change.mean == pytest.approx(
        other.estimate(name, scope).mean - plan.estimate(name, scope).mean
    )
    assert effect.change.mean < 0


def test_frontier(outcome: StaffingOutcome, account: Why) -> None:
    """No point lies below the cheapest of all staffings that hold on the search's replications, all of them tried, but that of the plan
    itself, of which fresh replications left somebody out; the scenario's own threshold has the plan's cost, and looser ones cost no more."""
    assert outcome.plan is not None
    assert outcome.record.search is not None
    assert [point.threshold for point in account.frontier] == pytest.approx([3.2, 3.6, 4.0, 4.4, 5.0])
    costs = [point.cost for point in account.frontier]
    assert costs[2] == outcome.plan.cost
    choice = outcome.choice
    oracle = Oracle(Simulation(choice, outcome.record.search.replications, 1))
    staffings = list(every_staffing(choice))
    costs_of = dict(
        zip(
            staffings,
            oracle.simulation.of_variants(list(map(oracle.simulation.with_heads, staffings))),
            strict=True,
        )
    )
    for point in account.frontier:
        good = [
            costs_of[heads].estimate("staff_cost").mean
            for heads, slacks in zip(staffings, oracle.slacks(staffings), strict=True)
            if slacks[0] + point.threshold - 4 >= 0
        ]
        assert point.cost is not None
        assert point.cost >= min(good) or point.cost == outcome.plan.cost
    assert costs == sorted(costs, key=lambda cost: -(cost or 0))
    assert account.frontier_is == FOUND


def test_why_there_is_no_frontier_is_said(outcome: StaffingOutcome) -> None:
    """Plans that come from no search have none."""
    assert kind_of_points(outcome) == FOUND
    assert kind_of_points(outcome.with_record(method="two-step")) == OF_OTHERS
    assert kind_of_points(outcome.with_record(method="share-out", search=None)) == OF_OTHERS


def test_frontier_of_a_large_centre() -> None:
    """By the same search as the plan, with what it learnt: the scenario's own threshold has the plan's cost, looser ones cost no more, and
    what the work costs at the loosest is below all of them."""
    found = staff(centre(PLANNED), effort=Effort(10, 20))
    assert found.plan is not None
    points = why(found, 8).frontier
    assert [point.threshold for point in points] == pytest.approx([0.76, 0.73, 0.70, 0.67, 0.625])
    costs = [point.cost for point in points if point.cost]
    assert len(costs) == len(points)
    assert costs[2] == found.plan.cost
    assert costs == sorted(costs, reverse=True)
    target = {"measure": "service_level_20_s_missed", "scope": "channel:phone", "at_least": "62.5 %"}
    loosest = found.choice.scenario.replace({"targets": [target]})
    assert work_bound(choice_of(loosest), Deadline()) <= costs[-1]


def test_where_all_staffings_are_too_many_there_are_those_of_the_interval_that_binds(
    outcome: StaffingOutcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Contacts for a few staffings with eight replications: one pool, one head more and fewer in that interval."""
    contacts = contacts_of(outcome.choice.scenario)
    monkeypatch.setattr(module, "CONTACTS", 8 * 8 * contacts)
    account = why(outcome, REPLICATIONS)
    assert account.replications == 8
    assert {each.what for each in account.heads} == {f"clerks, {account.binding[0].start} on 1 day"}
    assert [each.heads for each in account.heads] == [1, -1]


@pytest.mark.parametrize(
    ("target", "factor", "expected"),
    [
        ({"measure": "wait_mean", "at_most": "10 min"}, 0.8, 8.0),
        ({"measure": "service_level_5_min", "at_least": "80 %"}, 0.5, 0.9),
        ({"measure": "service_level_5_min", "at_least": "80 %"}, 1.25, 0.75),
    ],
)
def test_other_thresholds(target: dict[str, str], factor: float, expected: float) -> None:
    """From above times the factor; from below, what may miss times the factor."""
    assert other_threshold(Target.model_validate(target), factor) == pytest.approx(expected)


def test_no_plan(outcome: StaffingOutcome) -> None:
    with pytest.raises(CannotSay, match="no plan"):
        why(StaffingOutcome(outcome.choice, "infeasible"))


def test_the_tightest_target_comes_first(tmp_path: Path) -> None:
    """Of two targets, the one with the smaller share of its threshold left."""
    choice = made(0, 0, True, False)
    scenario = choice.scenario.replace(
        {
            "targets": [
                {"measure": "wait_mean", "at_most": "60 min"},
                {"measure": "wait_mean", "at_most": "5 min"},
            ]
        }
    )
    (result,) = evaluate(scenario, [{"pools.clerks.heads": 2}], range(10), 1)
    assert [each.target for each in binding_of(result, Guard({}))] == [1, 0]


def test_a_target_without_an_average_day_has_no_worst_interval() -> None:
    """The longest queue is one of a day, and not of an interval."""
    longest = {"measure": "queue_max", "at_most": 60}
    scenario = made(0, 0, True, False).scenario.replace({"targets": [longest]})
    (result,) = evaluate(scenario, [{"pools.clerks.heads": 2}], range(4), 1)
    (binding,) = binding_of(result, Guard({}))
    assert binding.start == ""
    assert binding.slack == slacks_of(result)[0]


def test_the_guard_on_lost_customers_is_among_what_binds() -> None:
    """A target of an hour that anybody keeps, and clerks whom a tenth of the customers do not wait for: of a guard at what is lost and a
    thousandth, 0.001 / (lost + 0.001) is left, and far more of the target."""
    choice = made(0, 0, True, False)
    changes = {
        "targets": [{"measure": "wait_mean", "at_most": "60 min"}],
        "halls.north.patience": {"exponential": {"mean": "20 min"}},
    }
    (hall,) = choice.scenario.halls
    changes = {key.replace("north", hall): value for key, value in changes.items()}
    (result,) = evaluate(choice.scenario.replace(changes), [{"pools.clerks.heads": 2}], range(10), 1)
    lost = result.estimate("lost", f"hall:{hall}").mean
    assert lost > 0
    guard, target = binding_of(result, Guard({hall: lost + 0.001}))
    assert (guard.target, guard.figure, target.target) == (None, Figure("lost", f"hall:{hall}"), 0)
    assert guard.slack == pytest.approx(0.001)
    assert guard.share == pytest.approx(0.001 / (lost + 0.001))


def test_other_demand_is_that_of_every_door() -> None:
    """Of a line for calls and of the app before it: whoever the app does not help calls, too."""
    arrivals = {"per_day": 50, "profile": "profile.csv"}
    app = {"arrivals": arrivals, "time": "5 min", "contained": "60 %", "then": {"main": "40 %"}}
    rates = dict(module._volumes(centre({"centres.west.app": app})))
    assert set(rates[1.1]) == {
        "centres.west.lines.main.arrivals.per_day",
        "centres.west.app.arrivals.per_day",
    }
    assert rates[1.1]["centres.west.app.arrivals.per_day"] == pytest.approx(55)
