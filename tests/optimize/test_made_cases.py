"""Made cases with two kinds of pools against every plan there is, in true cost: schedule, breaks, premiums, overtime and paid calls."""

from __future__ import annotations

from itertools import product

import pytest

from optimize.plans.choice import choice_of
from optimize.staff import staff
from optimize.task import Effort
from sim.scenario import Scenario
from tests.optimize.made_cases import MORE, QUICK
from tests.optimize.true_costs import holding_costs

EFFORT = Effort(search=12, check=24, rounds=10, proof=300)


def is_the_cheapest(scenario: Scenario) -> None:
    """Of all plans that rules allow and that hold on the replications of the search, none costs less than what was found there, and that
    is said."""
    found, choice = staff(scenario, effort=EFFORT), choice_of(scenario)
    most = [range(min(choice.bounds(index)[1] for index in shift.covers) + 1) for shift in choice.shifts]
    costs = holding_costs(choice, product(*most), EFFORT.search)
    assert found.record.found is not None
    struck = {plan.people for plan in found.record.struck_out}
    least = min(cost for people, cost in costs.items() if people not in struck)
    assert (found.status, found.record.found.cost) == ("optimal", pytest.approx(least))


def test_there_are_twenty() -> None:
    assert len(QUICK) == 20


@pytest.mark.parametrize("name", QUICK)
def test_the_cheapest_of_every_plan(name: str) -> None:
    is_the_cheapest(QUICK[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", MORE)
def test_the_cheapest_of_every_plan_in_more_cases(name: str) -> None:
    is_the_cheapest(MORE[name])


def test_of_plans_with_the_same_heads_the_cheapest_is_tried() -> None:
    """One agent all day has the heads of two who share the day, and costs less: beside a contractor, that is the cheapest of every plan."""
    is_the_cheapest(MORE["centre, no break, part-time, patient, by the call"])
