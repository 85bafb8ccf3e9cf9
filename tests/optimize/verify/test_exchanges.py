"""One person on a cheaper shift: which plans there are, by hand, and that one is taken where it holds in a check."""

from __future__ import annotations

from typing import Any

import numpy as np

from optimize.deadline import Deadline
from optimize.plans.choice import Choice, choice_of
from optimize.plans.plan import StaffingRules
from optimize.task import Effort, Task
from optimize.verify.check import check_on_fresh
from optimize.verify.exchanges import exchanges
from optimize.verify.one_person_fewer import Guide
from optimize.verify.spare import Sparing
from tests.optimize.tiny import plan_with
from tests.scenarios_for_tests import small

TYPES: dict[str, Any] = {
    "morning": {"earliest": "08:00", "latest": "08:00", "lengths": ["4 h"]},
    "half": {"earliest": "08:00", "latest": "10:00", "step": "2 h", "lengths": ["2 h"]},
}


EARLY = "start,end,weight\n08:00,10:00,6\n10:00,12:00,1\n"


def halves(**changes: Any) -> Choice:
    """Clerks at 60 yuan an hour who are there all morning, or for the first or the second half of it: shifts 0, 1 and 2."""
    own = {
        "calendar.interval": "2 h",
        "pools.clerks.cost": "60 yuan/h",
        "targets": [{"measure": "wait_mean", "at_most": "6 min"}],
        "staffing": {"pools": {"clerks": {"least": 1, "most": 3, "shift_types": TYPES}}},
    }
    return choice_of(small(own | changes, {"profile.csv": EARLY}))


def test_plans_by_hand() -> None:
    """Two people there all morning: one of them for half of it, the first or the second, saves 120 yuan each; halves are of no cheaper
    shift. Somebody must always be there, so that of one alone there is none; beside one for the first half, the other one may stay for the second."""
    choice = halves()
    assert [(shift.kind, shift.cost) for shift in choice.shifts] == [
        ("morning", 240),
        ("half", 120),
        ("half", 120),
    ]
    rules, nothing = StaffingRules(choice), np.zeros(0)
    two, mixed, one = (plan_with(choice, people) for people in ((2, 0, 0), (1, 1, 0), (1, 0, 0)))
    assert [each.people for each in exchanges(rules, (), nothing, two, 9)] == [(1, 1, 0), (1, 0, 1)]
    assert [each.people for each in exchanges(rules, (), nothing, two, 1)] == [(1, 1, 0)]
    assert [each.people for each in exchanges(rules, (), nothing, mixed, 9)] == [(0, 1, 1)]
    assert exchanges(rules, (), nothing, one, 9) == []


def test_whoever_is_needed_for_half_the_morning_works_half_of_it() -> None:
    """Six in seven of 30 customers come before 10:00, each for six minutes: 77 minutes of work an hour for one clerk, so that the target is missed, and
    13 after that, so that the second one need not stay. The plan is the cheaper one, checked on replications of its own."""
    choice = halves(**{"halls.north.arrivals.per_day": 30, "services.pay.handle_time": "6 min"})
    task = Task(choice, "cuts", "sipp", Effort(check=40), 1, 1, Deadline(), lambda _: None)
    held = check_on_fresh(task, plan_with(choice, (2, 0, 0)), 0, 40)
    assert held.holds
    *_, (after, fewer) = Sparing(task, Guide(), 0).plans(held)
    assert after.plan.people == (1, 1, 0)
    assert after.holds
    assert after.fresh.start > held.fresh.start
    assert fewer is not None
    assert not any(each.holds for each in fewer.tried)


def with_premium() -> Choice:
    """Halves are paid a tenth more: 132 yuan each, both together more than the morning's 240."""
    half = {**TYPES["half"], "premium": "10 %"}
    return halves(**{"staffing.pools.clerks.shift_types": {**TYPES, "half": half}})


def test_two_halves_are_joined_by_hand() -> None:
    """Somebody on each half: one person all morning saves 24 yuan. Of two on the first half and one on the second, one each; two on the same
    half may be joined as well, where somebody stays for the other. One half by another is no joining, since it is as long."""
    choice = with_premium()
    assert [shift.cost for shift in choice.shifts] == [240, 132, 132]
    rules, nothing = StaffingRules(choice), np.zeros(0)
    one_each, three = (plan_with(choice, people) for people in ((0, 1, 1), (0, 2, 1)))
    assert [each.people for each in exchanges(rules, (), nothing, one_each, 9)] == [(1, 0, 0)]
    assert [each.people for each in exchanges(rules, (), nothing, three, 9)] == [(1, 0, 1), (1, 1, 0)]


def test_halves_that_cost_no_more_than_the_whole_stay() -> None:
    """Without the premium two halves cost what the morning costs: nothing is saved."""
    choice = halves()
    rules = StaffingRules(choice)
    assert exchanges(rules, (), np.zeros(0), plan_with(choice, (0, 1, 1)), 9) == []


def test_a_checked_plan_has_its_halves_joined() -> None:
    """A clerk for each half and nobody to spare: the same heads all morning, 24 yuan cheaper, checked on replications of its own."""
    choice = with_premium()
    task = Task(choice, "cuts", "sipp", Effort(check=40), 1, 1, Deadline(), lambda _: None)
    held = check_on_fresh(task, plan_with(choice, (0, 1, 1)), 0, 40)
    assert held.holds
    *_, (after, _) = Sparing(task, Guide(), 0).plans(held)
    assert after.plan.people == (1, 0, 0)
    assert after.plan.schedule == 240
    assert after.holds
    assert after.fresh.start > held.fresh.start
