"""Plans that are made without a search; worked out by hand."""

from __future__ import annotations

from optimize.plans.plan import fullest
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
