"""The loop of all searches after a plan held: a cheaper plan that its check has made possible is checked, too, and takes its place if it holds."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from optimize.outcome import StaffingOutcome
from optimize.plans.plan import Plan, StaffingRules
from optimize.search import settled
from optimize.staff import task_of
from optimize.task import Effort, Task
from optimize.verify.check import CheckedPlan, cheaper_on_fresh, check_on_fresh, fresh_replications
from optimize.verify.one_person_fewer import Guide
from tests.optimize.made_halls import made


@dataclass
class KnowsOne:
    """A proposer that knows one cheaper plan, until that falls short or is the plan."""

    possible: Plan
    failed: list[CheckedPlan] = field(default_factory=list)
    guide = Guide()
    check = 40

    def propose(self, _attempt: int) -> StaffingOutcome:
        raise NotImplementedError

    def improved(self, held: CheckedPlan, attempt: int) -> tuple[CheckedPlan, int]:
        return held, attempt

    def fell_short(self, held: CheckedPlan) -> None:
        self.failed.append(held)

    def settled(self, outcome: StaffingOutcome) -> tuple[StaffingOutcome, Plan | None]:
        assert outcome.plan is not None
        is_new = not self.failed and outcome.plan.cost > self.possible.cost
        return outcome, self.possible if is_new else None


@pytest.fixture(scope="module")
def task() -> Task:
    """A morning in one hall."""
    return task_of(made(0, 0, False, False).scenario, effort=Effort(search=10, check=40))


def plan(task: Task, heads: int) -> Plan:
    """As many heads in each stretch as there may be, less some."""
    choice = task.choice
    most = [choice.bounds(shift.covers[0])[1] for shift in choice.shifts]
    found = StaffingRules(choice).plan(tuple(max(1, each - heads) for each in most))
    assert found is not None
    return found


def handed_out(task: Task) -> StaffingOutcome:
    """The plan with the most heads, checked; nobody was taken out."""
    held = check_on_fresh(task, plan(task, 0), 0, 40)
    assert held.holds
    found = StaffingOutcome(task.choice, "feasible", plan=held.plan, check=held.result)
    return found.with_record(fresh=held.fresh)


def test_a_cheaper_plan_that_holds_takes_its_place(task: Task) -> None:
    """One head fewer everywhere holds on fresh replications of its own; whoever is not needed then is left out, too."""
    before, cheaper = handed_out(task), plan(task, 1)
    assert check_on_fresh(task, cheaper, 1, 40).holds
    after = settled(task, KnowsOne(cheaper), before, 0)
    assert after.plan is not None
    assert before.plan is not None
    assert after.plan.schedule <= cheaper.schedule < before.plan.schedule
    assert after.record.fresh.start >= fresh_replications(1, 40).start
    assert after.check is not None
    assert all(verdict.holds for verdict in after.check.verdicts())


def test_a_cheaper_plan_that_falls_short_is_told_and_learnt(task: Task) -> None:
    """One head alone falls short: the plan stays, and the other one stands among those that held in the search and not in their check."""
    before, cheaper = handed_out(task), plan(task, 99)
    knows = KnowsOne(cheaper)
    after = settled(task, knows, before, 0)
    assert (after.plan, after.check) == (before.plan, before.check)
    assert [held.plan.heads for held in knows.failed] == [cheaper.heads]
    assert [each.heads for each in after.record.struck_out] == [cheaper.heads]


def test_only_what_says_so_is_measured_of_a_plan_that_falls_short(task: Task) -> None:
    """One head alone falls short, by the same slacks as in a check that measures everything; of one that holds and is cheaper, all is known."""
    held = check_on_fresh(task, plan(task, 0), 0, 40)
    is_better, short = cheaper_on_fresh(task, plan(task, 99), 1, held)
    whole = check_on_fresh(task, plan(task, 99), 1, 40)
    assert not is_better
    np.testing.assert_array_equal(short.slacks, whole.slacks)
    assert short.plan == whole.plan
    assert len(short.result.sums) < len(whole.result.sums)
    is_better, good = cheaper_on_fresh(task, plan(task, 1), 1, held)
    assert is_better
    assert good.result.sums.keys() == whole.result.sums.keys()
