"""One person fewer in a plan: who is offered, what simulation says, and who is left out."""

from __future__ import annotations

import numpy as np
import pytest

from optimize.levels.search import LevelSearch
from optimize.outcome import StaffingOutcome
from optimize.plans.choice import Choice, choice_of
from optimize.plans.plan import Plan, StaffingRules
from optimize.plans.stretches import changes_of
from optimize.simulation import Simulation
from optimize.slacks import slacks_of
from optimize.staff import staff, task_of
from optimize.task import Effort, Task
from optimize.verify import spare
from optimize.verify.check import CheckedPlan
from optimize.verify.one_person_fewer import Guide, OneFewer, ReducedPlan, without_spare_people
from optimize.verify.removals import removals
from sim.running.candidates import evaluate
from tests.optimize.made_centres import ONE_LINE, PLANNED, centre
from tests.optimize.tiny import plan_with
from tests.scenarios_for_tests import small

TYPES = {"short": {"earliest": "08:00", "latest": "10:00", "step": "2 h", "lengths": ["2 h"]}}
LATE = "start,end,weight\n08:00,10:00,1\n10:00,12:00,3\n"


@pytest.fixture(scope="module")
def hired() -> StaffingOutcome:
    """Own agents by the hour, and a contractor's by the call."""
    return staff(centre(PLANNED), effort=Effort(10, 20))


def test_what_is_tried_is_what_runs_of_their_own_say(hired: StaffingOutcome) -> None:
    """The slacks of the check, and the difference of two runs on the same replications; costs differ by what staff cost in these runs, which is
    hours, overtime and answered calls."""
    assert hired.plan is not None
    assert hired.check is not None
    assert hired.record.fewer is not None
    (fewer, *_) = hired.record.fewer.tried
    choice, numbers = hired.choice, hired.record.fresh[: hired.record.fewer.replications]
    changes = [changes_of(choice.scenario, choice.places, each.heads) for each in (hired.plan, fewer.plan)]
    here, there = evaluate(choice.scenario, changes, numbers, 1)
    slacks = slacks_of(hired.check) + slacks_of(there, 20) - slacks_of(here, 20)
    np.testing.assert_allclose(fewer.slacks, slacks, atol=1e-12)
    costs = [result.estimate("staff_cost").mean for result in (here, there)]
    assert fewer.plan.cost - hired.plan.cost == pytest.approx(costs[1] - costs[0])


def test_all_shifts_of_a_small_centre_are_tried_or_kept_by_rules(hired: StaffingOutcome) -> None:
    """Each with somebody on it; the plan holds on fresh replications, and no cheaper one of these does."""
    assert hired.plan is not None
    assert hired.check is not None
    found = hired.record.fewer
    assert found is not None
    assert sum(count > 0 for count in hired.plan.people) == len(found.tried) + found.untried
    assert len(found.bound) == found.untried
    assert all(verdict.holds for verdict in hired.check.verdicts())
    if found.fell_short is None:
        assert not any(each.holds and each.plan.cost < hired.plan.cost for each in found.tried)


def test_of_each_type_the_shift_that_should_hurt_least() -> None:
    """One type of shift, early or late, with six agents each and three quarters of the calls late: 6 seats for 2 Erlang and for 6. Early
    nearly all are answered in time without one of them, so it is the early one; with few enough shifts, both."""
    staffing = {"pools": {"agents": {"most": 9, "shift_types": TYPES}}}
    choice = choice_of(small({**ONE_LINE, "staffing": staffing}, {"profile.csv": LATE}))
    assert [shift.time.start for shift in choice.shifts] == [480, 600]
    levels = LevelSearch(Simulation(choice, range(4), 1, 1, 8)).levels
    plan, room = plan_with(choice, (6, 6)), np.array([0.1])
    some, all_of_them = (removals(StaffingRules(choice), levels, room, plan, most) for most in (1, 2))
    assert [(loss.number, loss.plan.people) for loss in some.offered] == [(0, (5, 6))]
    assert (some.left, some.bound) == (1, ())
    assert [loss.plan.people for loss in all_of_them.offered] == [(5, 6), (6, 5)]


def test_rules_keep_people() -> None:
    """Where six must be there, nobody may go; the kind is named."""
    staffing = {"pools": {"agents": {"most": 9, "least": 6, "block": "2 h"}}}
    choice = choice_of(centre({"staffing": staffing}))
    levels = LevelSearch(Simulation(choice, range(4), 1, 1, 8)).levels
    found = removals(StaffingRules(choice), levels, np.array([0.1]), plan_with(choice, (6, 7)), 9)
    assert [loss.plan.people for loss in found.offered] == [(6, 6)]
    assert (found.left, found.bound) == (1, ("agents, 08:00",))


def made(choice: Choice, people: tuple[int, ...], lost: list[float]) -> tuple[CheckedPlan, OneFewer]:
    """A plan with a slack of one, and what a person fewer on each shift takes of it."""
    tried = []
    for number, each in enumerate(lost):
        fewer = plan_with(choice, tuple(count - (place == number) for place, count in enumerate(people)))
        tried.append(ReducedPlan(choice.shifts[number], number, fewer, np.array([1.0 - each])))
    plan = plan_with(choice, people)
    (result,) = Simulation(choice, range(2)).of_plans([plan])
    return CheckedPlan(plan, result, range(8), np.array([1.0])), OneFewer(tuple(tried), 0, (), 4)


TWO_BLOCKS = {"staffing": {"pools": {"agents": {"most": 9, "block": "2 h"}}}}


@pytest.mark.parametrize(
    ("lost", "left"),
    [([0.2, 0.25], (5, 5)), ([0.3, 0.25], (6, 5)), ([0.8, 0.7], (6, 5)), ([1.1, 2.0], None)],
    ids=["both", "the second, which leaves more", "one alone", "nobody"],
)
def test_who_is_left_out(lost: list[float], left: tuple[int, ...] | None) -> None:
    """Together as long as half of the slack is left: 0.2 and 0.25 are less than a half, 0.3 and 0.25 are more. Otherwise one whose loss
    the slack allows, and none where it does not. The first two hours are as dear as the last two, so that whose loss takes less comes first."""
    choice = choice_of(centre(TWO_BLOCKS))
    held, found = made(choice, (6, 6), lost)
    spared, gone = without_spare_people(StaffingRules(choice), held, found, 0.5)
    assert (spared.people if spared else None) == left
    assert len(gone) == (12 - sum(left) if left else 0)


def test_fewer_are_left_out_where_what_is_left_fell_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Losses of 0.2 and 0.25 leave a half: both go, and what is left falls short. 0.2 alone leaves three quarters, and that holds."""
    choice = choice_of(centre(TWO_BLOCKS))
    held, found = made(choice, (6, 6), [0.2, 0.25])
    checks: list[tuple[tuple[int, ...], int]] = []

    def cheaper_on_fresh(_: Task, plan: Plan, attempt: int, __: CheckedPlan) -> tuple[bool, CheckedPlan]:
        checks.append((plan.people, attempt))
        slack = -0.1 if plan.people == (5, 5) else 0.1
        return slack >= 0, CheckedPlan(plan, held.result, held.fresh, np.array([slack]))

    monkeypatch.setattr(spare, "cheaper_on_fresh", cheaper_on_fresh)
    after = spare.Sparing(task_of(choice.scenario), Guide(), 0)._spared(held, found)
    assert checks == [((5, 5), 1), ((5, 6), 2)]
    assert after is not None
    assert after.plan.people == (5, 6)
