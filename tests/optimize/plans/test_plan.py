"""Plans that are made without a search; worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from optimize.plans.choice import choice_of
from optimize.plans.plan import StaffingRules, fullest, with_people
from tests.optimize.made_centres import TWO_LINES, centre
from tests.optimize.tiny import JUNIORS, tiny


def test_the_fullest_plan_that_a_budget_allows_leaves_no_service_without_anybody() -> None:
    """240 yuan are eight hours of juniors, who do one of two services alone; the other one needs a clerk for two hours at least, which
    leaves four hours of juniors."""
    pools = {
        "clerks": {"most": 4, "least": 0, "block": "2 h"},
        "juniors": {"most": 4, "least": 0, "block": "2 h"},
    }
    plan = fullest(tiny({"pools": pools, "budget": "240 yuan"}, JUNIORS))
    assert (sum(plan.people[:2]), sum(plan.people[2:]), plan.cost) == (1, 2, 240)
    assert fullest(tiny({"pools": pools}, JUNIORS)).people == (4, 4, 4, 4)


BLOCKS = {"agents": {"most": 3, "least": 1, "block": "2 h"}, "both": {"most": 2, "block": "4 h"}}
RULES: dict[str, dict[str, Any]] = {
    "bounds": {"pools": BLOCKS},
    "total and budget": {"pools": BLOCKS, "total": 4, "budget": "800 yuan"},
    "steps": {"pools": {**BLOCKS, "agents": {**BLOCKS["agents"], "change": 1}}},
    "shares": {"pools": {**BLOCKS, "both": {**BLOCKS["both"], "most_share": "30 %"}}},
    "cover": {"pools": BLOCKS, "cover": [{"pools": ["agents", "both"], "least": 3}]},
}


@pytest.mark.parametrize("name", RULES)
def test_a_plan_is_allowed_if_a_solver_finds_that_it_is(name: str) -> None:
    """Every plan of three numbers from 0 to 4."""
    choice = choice_of(centre({**TWO_LINES, "staffing": RULES[name]}))
    rules, seen = StaffingRules(choice), set()
    for people in product(range(5), repeat=3):
        expected = with_people(choice, people)
        assert rules.plan(people) == (expected and replace(expected, cost=pytest.approx(expected.cost))), (
            people
        )
        seen.add(expected is not None)
    assert seen == {True, False}


def test_days_off_are_for_a_solver() -> None:
    """One agent on each of five days in a row has two days off in a row; with a day in between nobody works who keeps the rule."""
    whole = {"all": {"earliest": "08:00", "step": "1 h", "lengths": ["4 h"]}}
    staffing = {"pools": {"agents": {"most": 3, "shift_types": whole, "days_off": 2}}, "days": "apart"}
    choice = choice_of(centre({"calendar.days": 7, "staffing": staffing}))
    assert len(choice.shifts) == 7
    rules = StaffingRules(choice)
    assert rules.plan((1, 1, 1, 1, 1, 0, 0)) is not None
    assert rules.plan((1, 1, 1, 0, 1, 1, 0)) is None
