"""Small call centres staffed: against every staffing there is, tried with the same customers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from optimize.bounds.call_work import work_bound
from optimize.bounds.centre_bound import centre_bounds
from optimize.deadline import Deadline
from optimize.oracle import Oracle
from optimize.outcome import StaffingOutcome
from optimize.plans.choice import Choice, choice_of
from optimize.plans.stretches import changes_of
from optimize.simulation import Simulation
from optimize.staff import staff
from optimize.task import Effort
from sim.running.candidates import evaluate
from tests.optimize.made_centres import HIRED, PLANNED, TWO_LINES, centre
from tests.optimize.true_costs import holding_costs

QUICK = Effort(search=20, check=80, rounds=10, proof=400)
ONE = {"pools": {"agents": {"most": 9, "block": "2 h"}}}
BOTH = {"pools": {"agents": {"most": 7, "block": "4 h"}, "both": {"most": 7, "block": "4 h"}}}
LEVEL_OF_EACH = [
    {"measure": "service_level_20_s_missed", "scope": f"language:{line}", "at_least": "60 %"}
    for line in ("main", "second")
]
NOBODY_LEAVES: dict[str, Any] = {"centres.west.patience": None}
SPEED = [{"measure": "speed_of_answer", "scope": "centre:west", "at_most": "1 min"}]

CASES: dict[str, dict[str, Any]] = {
    "one pool, callers hang up": {"staffing": ONE},
    "one pool, nobody hangs up": {"staffing": ONE, **NOBODY_LEAVES, "targets": SPEED},
    "two pools, callers hang up": {**TWO_LINES, "staffing": BOTH, "targets": LEVEL_OF_EACH},
    "two pools, nobody hangs up": {
        **TWO_LINES,
        **NOBODY_LEAVES,
        "staffing": BOTH,
        "targets": [{**SPEED[0], "scope": f"language:{line}"} for line in ("main", "second")],
    },
}


def every_staffing(choice: Choice) -> Iterator[tuple[int, ...]]:
    """All heads by stretch within the bounds."""
    bounds = (choice.bounds(index) for index in range(len(choice.places)))
    return product(*(range(least, most + 1) for least, most in bounds))


def price(choice: Choice, heads: tuple[int, ...]) -> float:
    """What a staffing in blocks costs."""
    pools = choice.scenario.pools
    return sum(
        pools[place.pool].cost * place.minutes * count
        for place, count in zip(choice.places, heads, strict=True)
    )


def cheapest_of_all(choice: Choice, replications: int) -> float:
    """By brute force: the least cost of the staffings that hold in the search, with overtime and paid calls."""
    return min(holding_costs(choice, every_staffing(choice), replications).values())


@pytest.mark.parametrize("name", CASES)
def test_the_optimum_of_brute_force(name: str) -> None:
    """Proven, and what brute force finds; and work alone never costs more."""
    scenario = centre(CASES[name])
    found = staff(scenario, effort=QUICK)
    choice = choice_of(scenario)
    assert found.record.found is not None
    cheapest = cheapest_of_all(choice, found.record.replications)
    assert (found.status, found.record.found.cost) == ("optimal", pytest.approx(cheapest))
    assert work_bound(choice, Deadline()) <= cheapest


def test_five_with_both_skills_are_not_five_and_three() -> None:
    """Where five agents for one line and three for the other are needed, five who can do both are too few, and so are seven: the
    second line's calls wait for the same people."""
    scenario = centre({**TWO_LINES, "targets": LEVEL_OF_EACH, "staffing": BOTH})
    choice = choice_of(scenario)
    oracle = Oracle(Simulation(choice, range(20), 1))
    assert oracle.hold([(5, 3)]) == [True]
    assert oracle.hold([(0, 5), (5, 0)]) == [False, False]


@pytest.fixture(scope="module")
def hired() -> StaffingOutcome:
    """Own agents by the hour, and a contractor's by the call: 5 yuan, at least 20 calls a day."""
    return staff(centre(PLANNED), effort=Effort(10, 20))


def test_answered_calls_are_in_the_cost(hired: StaffingOutcome) -> None:
    """The plan's cost is that of its hours, and of overtime and calls of the check: the same as the measure of staff cost gives. An hour of
    overtime of the own agents costs 90 yuan."""
    assert hired.plan is not None
    assert hired.check is not None
    hours = price(hired.choice, hired.plan.heads)
    overtime = 90 / 60 * hired.check.estimate("overtime", "pool:agents").mean
    assert hired.plan.cost == pytest.approx(hours + overtime + hired.plan.calls)
    assert hired.plan.cost == pytest.approx(hired.check.estimate("staff_cost").mean)
    assert hired.plan.calls >= 5 * 20
    assert hired.check.estimate("staff_cost", "pool:hired").mean == pytest.approx(hired.plan.calls)
    assert all(verdict.holds for verdict in hired.check.verdicts())


def test_the_bound_of_work_is_below_every_staffing(hired: StaffingOutcome) -> None:
    """Of all staffings that keep the target in the mean and the contractor's share, none costs less."""
    choice = hired.choice
    staffings = [heads for heads in every_staffing(choice) if sum(heads[2:]) <= 0.4 * sum(heads)]
    staffings = [
        heads for heads in staffings if 3 <= heads[0] + heads[2] <= 8 and 3 <= heads[1] + heads[3] <= 8
    ]
    changes = [changes_of(choice.scenario, choice.places, heads) for heads in staffings]
    results = evaluate(
        choice.scenario,
        changes,
        range(10),
        1,
        frozenset({("service_level_20_s_missed", "channel"), ("staff_cost", "all")}),
    )
    costs = [
        result.estimate("staff_cost").mean
        for result in results
        if result.estimate("service_level_20_s_missed", "channel:phone").mean >= 0.7
    ]
    bounds = list(centre_bounds(choice, 1, Deadline()))
    assert bounds
    assert all(0 < bound.cost <= min(costs) for bound in bounds)
    assert hired.plan is not None
    assert hired.bound.cost <= hired.plan.cost


GAP = {"measure": "gap_service_level_20_s_missed", "scope": "language:second", "at_most": "10 %"}


@pytest.mark.parametrize("gap", [GAP, {**GAP, "scope": "language"}], ids=["one line", "all lines"])
def test_targets_that_compare_lines(gap: dict[str, str]) -> None:
    """More heads on one line may break such a target, so that no search may rely on heads that never hurt. In a small centre every plan is tried:
    it is the cheapest of brute force, and holds on fresh replications."""
    scenario = centre({**TWO_LINES, "staffing": BOTH, "targets": [*LEVEL_OF_EACH, gap]})
    found = staff(scenario, effort=Effort(20, 80))
    assert found.plan is not None
    assert found.check is not None
    assert all(verdict.holds for verdict in found.check.verdicts())
    assert (found.status, found.gap) == ("optimal", 0.0)
    assert found.record.found is not None
    assert found.record.found.cost == pytest.approx(cheapest_of_all(found.choice, 20))


def test_the_cheapest_with_paid_calls_by_brute_force() -> None:
    """Own agents by the hour and calls of a contractor; of all staffings that hold none costs less, hours and calls together."""
    blocks = {"pools": {"agents": {"most": 9, "block": "4 h"}, "hired": {"most": 5, "block": "4 h"}}}
    found = staff(centre({**HIRED, "staffing": blocks}), effort=Effort(20, 80))
    choice = found.choice
    assert (found.status, found.plan is not None) == ("optimal", True)
    costs = holding_costs(choice, every_staffing(choice), 20)
    assert found.record.found is not None
    assert found.record.found.people == min(costs, key=lambda people: costs[people])
    assert found.record.found.cost == pytest.approx(min(costs.values()))


@pytest.mark.parametrize(
    ("most", "hired"),
    [(7, 3), pytest.param(5, 5, marks=pytest.mark.slow)],
    ids=["1,024 plans, few contractors", "1,296 plans, as many"],
)
def test_the_cheapest_with_paid_calls_where_plans_are_many(most: int, hired: int) -> None:
    """More than a thousand staffings: what falls short rules out others, and what is left is simulated. By brute force none of all is cheaper, and so it
    is said; simulated are fewer than there are."""
    blocks = {"agents": {"most": most, "block": "2 h"}, "hired": {"most": hired, "block": "2 h"}}
    scenario = centre(
        {**HIRED, "staffing": {"pools": blocks}, "centres.west.lines.main.arrivals.per_day": 160}
    )
    found = staff(scenario, effort=Effort(4, 16))
    assert (found.status, found.bound.assumed, found.plan is not None) == ("optimal", "heads", True)
    costs = holding_costs(found.choice, every_staffing(found.choice), 4)
    assert found.record.found is not None
    assert found.record.found.cost == pytest.approx(min(costs.values()))


def test_a_search_without_a_time_limit_says_no_time_limit() -> None:
    """Nobody is answered after a hundredth of a second in the mean. One target compares lines, so that it is not known what more heads do, and plans are more than
    can be tried: the search comes to its end without a plan, which is neither `infeasible` nor `time_limit`. With a time limit of nothing it is
    the latter."""
    none = {"measure": "speed_of_answer", "scope": "channel:phone", "at_most": "0.01 s"}
    many = {"pools": {"agents": {"most": 7, "block": "1 h"}, "both": {"most": 7, "block": "1 h"}}}
    scenario = centre({**TWO_LINES, "staffing": many, "targets": [GAP, none]})
    effort = Effort(4, 8)
    found = staff(scenario, effort=effort)
    assert (found.status, found.plan) == ("not_found", None)
    found = staff(scenario, effort=effort, deadline=Deadline(0.0))
    assert (found.status, found.plan) == ("time_limit", None)


def test_a_small_centre_in_which_no_plan_holds() -> None:
    """Four agents at the most, when five Erlang come: that is said, and which pools have how many."""
    few = {"pools": {"agents": {"most": 3, "block": "4 h"}, "both": {"most": 1, "block": "4 h"}}}
    found = staff(
        centre({**TWO_LINES, "staffing": few, "targets": [*LEVEL_OF_EACH, GAP]}), effort=Effort(8, 16)
    )
    assert (found.status, found.plan) == ("infeasible", None)
    assert "too few heads: with the most heads at all times (agents 3, both 1)" in found.reason


def test_too_few_heads_of_a_centre_that_pays_by_the_call_are_said() -> None:
    """With a head at a time, most calls wait for minutes; with many, all are answered at once."""
    few = {f"staffing.pools.{name}.most": 1 for name in PLANNED["staffing"]["pools"]}
    found = staff(centre(PLANNED).replace(few), effort=Effort(6, 12))
    assert found.status == "infeasible"
    assert "too few heads" in found.reason
