"""A plan of a large call centre that held, without people whom the targets do not need, as far as that holds, too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal

import numpy as np

from optimize.levels.one_person_fewer import OneFewer, one_fewer, without_spare_people
from optimize.levels.search import LevelSearch, with_calls
from optimize.outcome import StaffingOutcome
from optimize.plans.pay import changes_of_plan
from optimize.plans.plan import Plan
from optimize.task import Task
from optimize.trials import slacks_of
from optimize.verify import fresh_replications
from sim.results.result import Result
from sim.running.candidates import evaluate
from sim.running.experiment import contacts_of

CALLS = 20_000_000.0
"""Contacts of the checks of plans without some people that hold, about (assumed: one check of a large centre)."""

ROUNDS = 12
"""Such checks at most (assumed)."""

LEFT = (0.5, 0.75, 0.875)
"""Shares of what each target has in hand that are left when several people are left out: the next where the one before fell short, since
what is read from few replications is not exact (assumed)."""


@dataclass(frozen=True)
class CheckedPlan:
    """A plan, and what fresh replications say of it.

    Attributes
    ----------
    plan : Plan
        With what answered calls cost on these replications.
    result : Result
        What was simulated.
    fresh : range
        Numbers of the replications.
    """

    plan: Plan
    result: Result
    fresh: range

    @property
    def holds(self) -> bool:
        """Whether every target holds."""
        return all(verdict.holds for verdict in self.result.verdicts())


def check_on_fresh(task: Task, plan: Plan, attempt: int, count: int) -> CheckedPlan:
    """A plan on so many fresh replications."""
    task.say("check on fresh replications")
    fresh = fresh_replications(attempt, count)
    changes = changes_of_plan(task.choice, plan)
    (result,) = evaluate(task.choice.scenario, [changes], fresh, task.seed, workers=task.workers)
    return CheckedPlan(with_calls(plan, result), result, fresh)


def check_on_fresh_in_time(task: Task, plan: Plan, attempt: int, count: int) -> CheckedPlan | None:
    """The same; None where time was over before, or somebody asked to stop."""
    held = None
    if not task.until.broken_off.by:
        with task.until.last.ends():
            held = check_on_fresh(task, plan, attempt, count)
    return held


def outcome_of(
    task: Task, status: Literal["optimal", "feasible"], held: CheckedPlan, fewer: OneFewer | None
) -> StaffingOutcome:
    """The outcome with a plan that held."""
    return StaffingOutcome(
        task.choice,
        task.method,
        status,
        plan=held.plan,
        check=held.result,
        fresh=held.fresh,
        fewer=[(each.plan, each.holds) for each in fewer.tried] if fewer else [],
        one_fewer=fewer,
    )


def pruned(
    task: Task, search: LevelSearch, held: CheckedPlan, attempt: int
) -> Iterator[tuple[CheckedPlan, OneFewer | None]]:
    """Cheaper and cheaper plans that hold, from one that does; at the end the last one with what one person fewer does to it.

    Parameters
    ----------
    task : Task
        What is asked for.
    search : LevelSearch
        Where the plan comes from.
    held : CheckedPlan
        The plan.
    attempt : int
        Number of its check.

    Yields
    ------
    tuple of CheckedPlan and OneFewer
        None in place of the latter as long as that is not known.
    """
    rounds = int(np.clip(CALLS / contacts_of(task.choice.scenario) / len(held.fresh), 1, ROUNDS))
    attempts, left_out = count(attempt + 1), 0
    for number in range(rounds + 1):
        if task.until.is_over:
            search.cut_short = True
            break
        task.say("one person fewer")
        found = replace(one_fewer(search, held.plan, held.result, held.fresh), left_out=left_out)
        after, fell_short = _spared(task, search, held, found, attempts) if number < rounds else (None, None)
        if after is None:
            yield held, replace(found, fell_short=fell_short)
            return
        left_out += sum(held.plan.people) - sum(after.plan.people)
        held = after
        yield held, None


def _spared(
    task: Task, search: LevelSearch, held: CheckedPlan, found: OneFewer, attempts: Iterator[int]
) -> tuple[CheckedPlan | None, float | None]:
    """A plan that held, without people whom the targets do not need: what is left holds, too. If none does, the cost of the last that was tried."""
    tried: list[Plan] = []
    for left in LEFT:
        spared = without_spare_people(search, held.plan, slacks_of(held.result), found, left)
        if spared is None or spared.people in [each.people for each in tried]:
            break
        if task.until.is_over:
            search.cut_short = True
            break
        after = check_on_fresh(task, spared, next(attempts), len(held.fresh))
        if after.holds:
            return after, None
        tried.append(after.plan)
    return None, tried[-1].cost if tried else None
