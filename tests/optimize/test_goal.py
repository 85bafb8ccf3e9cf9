"""The best value of a measure for a budget, against every plan simulated: exactly the best, and the frontier exactly the cheapest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from optimize.deadline import Deadline
from optimize.goal import GoalPoint, front, is_better, loosest, with_threshold
from optimize.goal_climb import Climb
from optimize.goal_seek import FOR_SEEKING
from optimize.outcome import CannotStaff, StaffingOutcome
from optimize.plans.choice import Choice, choice_of
from optimize.plans.pay import changes_of_plan
from optimize.plans.plan import StaffingRules
from optimize.simulation import Heads, Simulation
from optimize.staff import staff
from optimize.task import Effort
from sim.running.candidates import evaluate
from sim.scenario import Scenario, ScenarioError
from sim.scenario.staffing import Goal
from tests.optimize.made_centres import PLANNED, centre
from tests.optimize.made_halls import every_staffing, made
from tests.optimize.true_costs import holding_costs
from tests.scenarios_for_tests import small

REPLICATIONS = 10
EFFORT = Effort(search=REPLICATIONS, check=40, rounds=10, proof=200)

HALL: dict[str, Any] = {
    "calendar.interval": "1 h",
    "halls.north.arrivals.per_day": 50,
    "services.pay.handle_time": {"exponential": {"mean": "6 min"}},
    "pools.clerks.cost": "60 yuan/h",
    "targets": [{"measure": "wait_mean", "at_most": "20 min", "confidence": "80 %"}],
}


def hall(budget: float, goal: Mapping[str, str], changes: Mapping[str, Any] | None = None) -> Scenario:
    """A morning with fifty customers, and at most so many yuan to make something as good as can be."""
    staffing = {
        "pools": {"clerks": {"least": 1, "most": 4, "block": "2 h"}},
        "budget": f"{budget} yuan",
        "goal": dict(goal),
    }
    return small({**HALL, "staffing": staffing, **(changes or {})})


def of_all(choice: Choice, goal: Goal, people: Iterable[Heads]) -> dict[Heads, tuple[float, float]]:
    """By people, cost and goal of each plan that rules allow and that holds the targets, whatever it costs; by simulation of each."""
    costs = holding_costs(choice, people, REPLICATIONS)
    rules = StaffingRules(choice)
    plans = [plan for plan in map(rules.plan, costs) if plan]
    only = frozenset({(goal.measure, goal.scope.partition(":")[0])})
    changes = [changes_of_plan(choice, plan) for plan in plans]
    results = evaluate(choice.scenario, changes, range(REPLICATIONS), 1, only)
    values = [result.estimate(goal.measure, goal.scope, goal.period).mean for result in results]
    return {plan.people: (costs[plan.people], value) for plan, value in zip(plans, values, strict=True)}


def without_budget(scenario: Scenario) -> Choice:
    """What may be chosen, whatever it costs."""
    return choice_of(scenario.replace({"staffing.budget": "1000000 yuan"}))


def is_exactly_the_best(found: StaffingOutcome, every: Mapping[Heads, tuple[float, float]]) -> None:
    """The plan has the best value that the budget buys, and of those with it costs least; each point of the frontier is the cheapest with
    such a value."""
    goal = found.record.goal
    assert goal is not None
    affordable = {people: each for people, each in every.items() if each[0] <= goal.budget}
    values = [value for _, value in affordable.values()]
    best = min(values) if goal.goal.measure != "service_level_5_min" else max(values)
    assert goal.value == pytest.approx(best, rel=1e-12)
    assert found.status == "optimal"
    assert goal.bound == goal.value
    checked = found.record.found
    assert checked is not None
    assert checked.cost == pytest.approx(
        min(cost for cost, value in affordable.values() if value == goal.value)
    )
    for point in goal.frontier:
        as_good = [cost for cost, value in every.values() if not is_better(goal.goal, point.value, value)]
        assert point.cost == pytest.approx(min(as_good))


GOALS = {
    "mean": {"measure": "wait_mean"},
    "peak": {"measure": "wait_mean", "scope": "hall:north", "period": "peak"},
    "level": {"measure": "service_level_5_min"},
}


@pytest.mark.parametrize(
    ("goal", "budget"),
    [
        ("mean", 480),
        ("peak", 610),
        ("level", 480),
        *(
            pytest.param(*each, marks=pytest.mark.slow)
            for each in (("mean", 610), ("peak", 480), ("level", 610))
        ),
    ],
)
def test_best_value_for_a_budget(goal: str, budget: float) -> None:
    """Of 16 staffings of one hall."""
    scenario = hall(budget, GOALS[goal])
    choice = without_budget(scenario)
    found = staff(scenario, effort=EFFORT)
    is_exactly_the_best(found, of_all(choice, Goal(**GOALS[goal]), every_staffing(choice)))


def test_best_value_with_two_pools() -> None:
    """Of 81 staffings with two kinds of clerks, the cheaper of which does one service alone."""
    choice = made(0, 0, True, True)
    goal = {"measure": "wait_p90", "scope": "service:pay"}
    scenario = choice.scenario.replace({"staffing.budget": "620 yuan", "staffing.goal": goal})
    choice = without_budget(scenario)
    is_exactly_the_best(staff(scenario, effort=EFFORT), of_all(choice, Goal(**goal), every_staffing(choice)))


def test_best_value_of_two_halls_staffed_one_by_one() -> None:
    """The goal is one hall's; the other takes of the money what its own target needs."""
    south = {"arrivals": {"per_day": 30, "profile": "profile.csv"}, "pools": ["others"], "door": "0 min"}
    goal = {"measure": "wait_mean", "scope": "hall:north"}
    staffing = {
        "pools": {
            "clerks": {"least": 1, "most": 4, "block": "4 h"},
            "others": {"least": 1, "most": 3, "block": "4 h"},
        },
        "budget": "800 yuan",
        "goal": goal,
    }
    changes = {
        "halls.south": south,
        "pools.others": {"works_at": "counter", "heads": 2, "cost": "50 yuan/h"},
        "targets": [
            {"measure": "wait_mean", "scope": "hall:south", "at_most": "10 min", "confidence": "80 %"}
        ],
        "staffing": staffing,
    }
    scenario = small({**HALL, **changes})
    choice = without_budget(scenario)
    is_exactly_the_best(staff(scenario, effort=EFFORT), of_all(choice, Goal(**goal), every_staffing(choice)))


def test_best_value_of_a_centre_with_paid_calls() -> None:
    """A contractor's calls are paid one by one: the budget is kept with them."""
    goal = {"measure": "abandoned", "scope": "channel:phone"}
    staffing = {
        "pools": {
            "agents": {"least": 1, "most": 5, "block": "4 h"},
            "hired": {"most": 2, "block": "4 h"},
        },
        "budget": "1500 yuan",
        "goal": goal,
    }
    scenario = centre({**PLANNED, "staffing": staffing, "targets": []})
    choice = without_budget(scenario)
    is_exactly_the_best(staff(scenario, effort=EFFORT), of_all(choice, Goal(**goal), every_staffing(choice)))


def climbed(scenario: Scenario, goal: Goal, start: Heads) -> Climb:
    """Plans next to one, from which it goes to better ones."""
    choice = choice_of(with_threshold(scenario, goal, loosest(goal)))
    plan = StaffingRules(choice).plan(start)
    assert plan is not None
    climb = Climb(Simulation(choice, range(REPLICATIONS)), goal, plan, {}, Deadline())
    climb.go_up()
    return climb


def one_more(people: Heads) -> list[Heads]:
    """One person more on each shift."""
    return [(*people[:number], people[number] + 1, *people[number + 1 :]) for number in range(len(people))]


@pytest.mark.parametrize("goal", [{"measure": "wait_mean"}, {"measure": "service_level_5_min"}])
@pytest.mark.parametrize("budget", [480, 610, 800])
def test_what_is_left_of_the_budget_is_spent(goal: dict[str, str], budget: float) -> None:
    """From the cheapest plan of all sixteen that holds, without any search under a threshold: the best of all within the budget is reached, as two numbers
    alone can be changed."""
    scenario, sought = hall(budget, goal), Goal(**goal)
    every = of_all(without_budget(scenario), sought, every_staffing(without_budget(scenario)))
    affordable = {people: value for people, (cost, value) in every.items() if cost <= budget}
    climb = climbed(scenario, sought, min(every, key=lambda people: every[people][0]))
    best = min(affordable.values()) if goal["measure"] == "wait_mean" else max(affordable.values())
    assert climb.is_through
    assert affordable[climb.plan.people] == pytest.approx(best, rel=1e-12)


def test_money_left_is_spent_at_another_hall() -> None:
    """The goal is about both halls together, and the larger one has a target. From the cheapest plan that holds it, both halls get clerks, until no plan
    with one clerk more that the budget buys is better."""
    south = {"arrivals": {"per_day": 40, "profile": "profile.csv"}, "pools": ["others"], "door": "0 min"}
    goal = Goal(measure="wait_mean")
    staffing = {
        "pools": {
            "clerks": {"least": 1, "most": 4, "block": "2 h"},
            "others": {"least": 1, "most": 4, "block": "2 h"},
        },
        "budget": "1000 yuan",
        "goal": {"measure": "wait_mean"},
    }
    own = {"measure": "wait_mean", "scope": "hall:north", "at_most": "20 min", "confidence": "80 %"}
    changes = {
        "halls.south": south,
        "pools.others": {"works_at": "counter", "heads": 2, "cost": "50 yuan/h"},
        "targets": [own],
        "staffing": staffing,
    }
    scenario, start = small({**HALL, **changes}), (2, 2, 1, 1)
    climb = climbed(scenario, goal, start)
    here = climb.plan.people
    every = of_all(without_budget(scenario), goal, [start, here, *one_more(here)])
    assert climb.is_through
    assert every[here][0] <= 1000
    assert every[here][1] < every[start][1]
    assert all(value >= every[here][1] for cost, value in every.values() if cost <= 1000)


class Ticking:
    """A clock that goes on by so many seconds each time it is asked."""

    def __init__(self, seconds: float) -> None:
        self.now, self.step = 0.0, seconds

    def __call__(self) -> float:
        self.now += self.step
        return self.now


@pytest.mark.parametrize("seconds", [20, 60, 150, 400])
def test_the_time_limit_is_used_and_told(seconds: float) -> None:
    """The clock goes on by a second each time it is asked. Where the search ends before its share of the limit, nothing is left to be tried, and the
    record says no limit; where the limit ended it, the record says so. Without a plan the limit is used up."""
    clock = Ticking(1.0)
    until = Deadline(seconds, clock)
    found = staff(hall(610, {"measure": "wait_mean"}), effort=EFFORT, deadline=until)
    known = found.record.goal
    if known is None:
        assert found.status == "time_limit"
        assert until.left() == 0
    elif known.ended == "time":
        assert found.record.stopped_after == seconds
        assert clock.now >= FOR_SEEKING * seconds
    else:
        assert (known.ended, found.status, found.record.stopped_after) == ("proven", "optimal", None)


def test_a_goal_needs_no_target() -> None:
    """Where there is no target the budget alone limits."""
    scenario = hall(490, {"measure": "wait_mean"}, {"targets": []})
    choice = without_budget(scenario)
    found = staff(scenario, effort=EFFORT)
    is_exactly_the_best(found, of_all(choice, Goal(measure="wait_mean"), every_staffing(choice)))
    assert found.check is not None
    assert found.check.verdicts() == []


@pytest.mark.parametrize(
    ("budget", "said"),
    [
        (230, "the budget of 230 yuan is too small: a plan costs 240.00 yuan or more"),
        (245, "the budget of 245 yuan is too small"),
    ],
    ids=["rules", "targets"],
)
def test_budget_that_nobody_can_keep(budget: float, said: str) -> None:
    """One clerk all morning costs 4 x 60 yuan; the target takes more than that."""
    found = staff(hall(budget, {"measure": "wait_mean"}), effort=EFFORT)
    assert found.status == "infeasible"
    assert found.plan is None
    assert said in found.reason


@pytest.mark.parametrize(
    ("staffing", "said"),
    [
        (
            {"goal": {"measure": "wait_mean"}},
            "staffing.goal: has no budget to keep to",
        ),
        (
            {"budget": "9 yuan", "goal": {"measure": "wait_maen"}},
            "staffing.goal.measure = wait_maen: is an unknown measure",
        ),
        (
            {"budget": "9 yuan", "goal": {"measure": "occupancy"}},
            "staffing.goal.measure = occupancy: is about the heads themselves",
        ),
        (
            {"budget": "9 yuan", "goal": {"measure": "contacts"}},
            "staffing.goal.measure = contacts: is about the heads themselves",
        ),
        (
            {"budget": "9 yuan", "goal": {"measure": "gap_wait_mean"}},
            "staffing.goal.measure = gap_wait_mean: compares places",
        ),
        (
            {"budget": "9 yuan", "goal": {"measure": "wait_mean", "scope": "hall:sout"}},
            "staffing.goal.scope = hall:sout: names an unknown hall",
        ),
        (
            {"budget": "9 yuan", "goal": {"measure": "wait_mean", "period": "noon"}},
            "staffing.goal.period = noon: is an unknown period",
        ),
        ({"budget": "9 yuan", "goal": {"measure": "wait_mean", "at_most": "5 min"}}, "staffing.goal.at_most"),
    ],
)
def test_goals_that_cannot_be_meant(staffing: dict[str, Any], said: str) -> None:
    """Each is refused where the file says it, with what would be right."""
    pools = {"clerks": {"least": 1, "most": 4, "block": "2 h"}}
    with pytest.raises(ScenarioError) as refused:
        small({**HALL, "staffing": {"pools": pools, **staffing}})
    assert said in str(refused.value)


def test_goal_is_not_sought_by_closed_forms() -> None:
    """Plans by requirements are made for a volume, and for no budget."""
    with pytest.raises(CannotStaff, match="leave --method two-step out"):
        staff(hall(600, {"measure": "wait_mean"}), "two-step")


def test_frontier_leaves_out_what_is_beaten() -> None:
    """By hand: 9 yuan for 5 min is beaten by 8 yuan for 4 min, and of two at the same cost the better one stays."""
    points = [
        GoalPoint(5.0, 9.0),
        GoalPoint(4.0, 8.0),
        GoalPoint(7.0, 6.0),
        GoalPoint(6.5, 6.0),
        GoalPoint(1.0, 20.0),
    ]
    kept = front(Goal(measure="wait_mean"), points)
    assert kept == (GoalPoint(6.5, 6.0), GoalPoint(4.0, 8.0), GoalPoint(1.0, 20.0))


def test_a_plan_that_falls_short_of_its_check_is_not_proposed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first plan is said to fall short: the best of the others takes its place, and the record says so."""
    from optimize import search as loop
    from optimize.verify.check import CheckedPlan

    real, struck = loop.check_on_fresh_in_time, list[Heads]()

    def once(*args: Any) -> CheckedPlan | None:
        from dataclasses import replace

        held = real(*args)
        if held and not struck:
            struck.append(held.plan.heads)
            return replace(held, slacks=held.slacks - 1e6)
        return held

    monkeypatch.setattr(loop, "check_on_fresh_in_time", once)
    scenario = hall(610, {"measure": "wait_mean"})
    found = staff(scenario, effort=EFFORT)
    assert found.plan is not None
    assert [plan.heads for plan in found.record.struck_out] == struck
    choice = without_budget(scenario)
    every = of_all(choice, Goal(measure="wait_mean"), every_staffing(choice))
    left = {value: heads for heads, (cost, value) in every.items() if cost <= 610 and heads not in struck}
    assert found.plan.heads == left[min(left)]
