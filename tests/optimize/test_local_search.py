"""Plans next to a plan: which they are, and how a search goes from one to a better one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

import pytest

from optimize.deadline import Deadline
from optimize.levels.search import LevelSearch
from optimize.local_search import are_few, neighbours, try_neighbours
from optimize.plans.plan import Plan, StaffingRules
from optimize.staff import staff
from optimize.task import Effort
from tests.optimize.made_centres import TWO_LINES, centre
from tests.optimize.tiny import JUNIORS, plan_with, tiny

TWO_POOLS = tiny(
    {"pools": {"clerks": {"most": 9, "block": "4 h"}, "juniors": {"most": 9, "block": "4 h"}}}, JUNIORS
)
"""Clerks all morning at 240 yuan each, juniors at 120."""


class Pretended:
    """A search in which a plan lacks so many heads as a function says."""

    def __init__(self, lacks: Callable[[int, int], int], start: tuple[int, int]) -> None:
        self._lacks, self.tried = lacks, dict[tuple[int, ...], Plan]()
        self.offer_all([plan_with(TWO_POOLS, start)])

    @property
    def cheapest(self) -> Plan | None:
        good = [plan for plan in self.tried.values() if self._short(plan) <= 0]
        return min(good, key=lambda plan: plan.cost, default=None)

    @property
    def nearest(self) -> Plan:
        return min(self.tried.values(), key=self._short)

    def _short(self, plan: Plan) -> int:
        clerks, juniors = plan.people
        return self._lacks(clerks, juniors)

    def is_known(self, plan: Plan) -> bool:
        return plan.people in self.tried

    def offer_all(self, plans: Sequence[Plan]) -> None:
        self.tried |= {plan.people: plan for plan in plans}


def five_with_a_clerk(clerks: int, juniors: int) -> int:
    """How many heads are missing of five, of whom one is a clerk."""
    return max(0, 5 - clerks - juniors) + 5 * (clerks == 0)


def test_neighbours_by_hand() -> None:
    """Of one clerk, whom a service needs, and no junior: one more of each; or two changes, not back to where they began."""
    rules, plan = StaffingRules(TWO_POOLS), plan_with(TWO_POOLS, (1, 0))
    assert {each.people for each in neighbours(rules, plan, 1)} == {(2, 0), (1, 1)}
    assert {each.people for each in neighbours(rules, plan, 2)} == {(3, 0), (1, 2), (2, 1)}


@pytest.mark.parametrize("start", [(5, 0), (9, 9), (1, 0)], ids=str)
def test_dear_heads_are_changed_for_cheap_ones(start: tuple[int, int]) -> None:
    """Five heads of whom one is a clerk: one clerk and four juniors are 720 yuan. From five clerks no head can be spared, but two changes at
    once lead there; from too many, and from too few as well."""
    search = Pretended(five_with_a_clerk, start)
    assert try_neighbours(search, TWO_POOLS, 1, Deadline())
    assert search.cheapest is not None
    assert (search.cheapest.people, search.cheapest.cost) == ((1, 4), 720.0)


def test_the_time_limit_ends_it() -> None:
    """Of three moments one passes with each look at the clock."""
    ticks = count()
    search = Pretended(five_with_a_clerk, (9, 9))
    assert not try_neighbours(search, TWO_POOLS, 1, Deadline(3.0, lambda: float(next(ticks))))
    assert len(search.tried) < 20


def test_where_numbers_are_few() -> None:
    """Two of them are; with blocks of ten minutes there are 48."""
    assert are_few(TWO_POOLS)
    many = {"pools": {name: {"most": 9, "block": "10 min"} for name in ("clerks", "juniors")}}
    assert not are_few(tiny(many, {"calendar.interval": "10 min", **JUNIORS}))


THREE_NUMBERS: dict[str, Any] = {
    **TWO_LINES,
    "centres.west.pools": ["agents", "both", "chief"],
    "centres.west.routing": [
        {"lines": ["second"], "steps": [{"pools": ["both"]}, {"pools": ["chief"]}]},
        {"steps": [{"pools": ["agents"]}, {"pools": ["both", "chief"]}]},
    ],
    "pools.chief": {"works_at": "phone", "heads": 0, "cost": "90 yuan/h"},
    "staffing": {"pools": {name: {"most": 12, "block": "4 h"} for name in ("agents", "both", "chief")}},
    "targets": [
        {"measure": "service_level_20_s_missed", "scope": "language:main", "at_least": "60 %"},
        {"measure": "service_level_20_s_missed", "scope": "language:second", "at_least": "60 %"},
        {"measure": "abandoned", "scope": "channel:phone", "at_most": "20 %"},
        {"measure": "gap_service_level_20_s_missed", "scope": "language:second", "at_most": "15 %"},
    ],
}
"""Three whole numbers, four targets, one of which more heads may break: 2,197 plans."""


def test_no_cheaper_plan_next_to_the_best_is_left_untried() -> None:
    """Of the neighbours of the cheapest plan that holds in the search, by one change and by two, all that cost less were simulated, and do not
    hold; the plan is that one, or one that cost more and held where it fell short of its check."""
    found = staff(centre(THREE_NUMBERS), effort=Effort(8, 16))
    assert found.plan is not None
    assert isinstance(found.record.search, LevelSearch)
    cheapest, kept = (
        found.record.search.cheapest,
        {each.plan.heads: each for each in found.record.search.tried},
    )
    assert cheapest is not None
    rules = StaffingRules(found.choice)
    near = [other for changes in (1, 2) for other in neighbours(rules, cheapest, changes)]
    cheaper = [other.heads for other in near if other.cost < cheapest.cost - 1e-6]
    assert len(cheaper) > 2
    assert not any(kept[heads].holds for heads in cheaper)
    assert cheapest.cost <= found.plan.cost
