"""A plan of a large call centre that held, without people whom the targets do not need, as far as that holds, too."""

from __future__ import annotations

from dataclasses import dataclass, replace

from optimize.check import fresh_replications
from optimize.levels.one_fewer import OneFewer, one_fewer, without_the_spare
from optimize.levels.search import LevelSearch, with_calls
from optimize.plans.plan import Plan
from optimize.plans.stretches import changes_of
from optimize.task import Task
from optimize.trials import slacks_of
from sim.candidates import evaluate
from sim.result import Result

ROUNDS, DEAR_ROUNDS = 3, 1
"""How often people are left out at most, and where simulating a staffing is dear (assumed: each time takes a check of its own)."""


@dataclass(frozen=True)
class Held:
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


def on_fresh(task: Task, plan: Plan, attempt: int, count: int) -> Held:
    """A plan on so many fresh replications."""
    task.say("check on fresh replications")
    fresh = fresh_replications(attempt, count)
    changes = changes_of(task.choice.scenario, task.choice.places, plan.heads)
    (result,) = evaluate(task.choice.scenario, [changes], fresh, task.seed, workers=task.workers)
    return Held(with_calls(plan, result), result, fresh)


def leaner(task: Task, search: LevelSearch, held: Held, attempt: int) -> tuple[Held, OneFewer | None]:
    """The cheapest plan found that holds, from one that does, and what one person fewer does to it.

    Parameters
    ----------
    task : Task
        What is asked for.
    search : LevelSearch
        Where the plan comes from.
    held : Held
        The plan.
    attempt : int
        Number of its check.

    Returns
    -------
    tuple of Held and OneFewer
        None in place of the latter where time was over.
    """
    rounds, left_out = DEAR_ROUNDS if task.effort.is_dear else ROUNDS, 0
    for number in range(1, rounds + 2):
        if task.until.is_over:
            break
        task.say("one person fewer")
        found = replace(one_fewer(search, held.plan, held.result, held.fresh), left_out=left_out)
        spared = without_the_spare(search, held.plan, slacks_of(held.result), found)
        if spared is None or number > rounds:
            return held, found
        after = on_fresh(task, spared, attempt + number, len(held.fresh))
        if not after.holds:
            return held, replace(found, fell_short=after.plan.cost)
        left_out += sum(held.plan.people) - sum(spared.people)
        held = after
    return held, None
