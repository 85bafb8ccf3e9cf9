"""A plan on replications that the search never saw: the only place where a plan is found to hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimize.abandonment_guard import Guard, guard_of, strictest
from optimize.cost import ONLY as COST
from optimize.cost import priced
from optimize.oracle import asked_of
from optimize.plans.pay import changes_of_plan
from optimize.plans.plan import Plan
from optimize.simulation import Simulation
from optimize.slacks import Slacks, slacks_of
from optimize.task import Task
from sim.results.result import Result
from sim.tally.wanted import Only

FRESH = 1 << 20
"""Number of the first replication of the first check; searches use those from 0 on."""

PILOT = 2
"""Replications that say how many a check has time for."""

FEWEST = 5
"""Replications of a check at least: of fewer the intervals are so wide that hardly a plan holds (assumed)."""

FEW = 8
"""Times as many of which a few say enough: part of what they take is the same for any number (assumed)."""

OWN = 1.2
"""Times as long as a plan takes the scenario's own staffing on the same replications: lines may be longer in it (assumed)."""

ATTEMPTS = 5
"""Plans that are checked before it is given up, each time on other replications (assumed)."""


@dataclass(frozen=True)
class CheckedPlan:
    """A plan, and what fresh replications say of it.

    Attributes
    ----------
    plan : Plan
        With what comes on top of its schedule on these replications.
    result : Result
        What was simulated.
    fresh : range
        Numbers of the replications.
    slacks : ndarray
        Of all targets and guards.
    guard : Guard or None
        What the plan might lose on these replications, which is what the scenario's own staffing loses there and a little more; None where
        it loses so little that this was not asked.
    """

    plan: Plan
    result: Result
    fresh: range
    slacks: Slacks
    guard: Guard | None = None

    @property
    def holds(self) -> bool:
        """Whether every target holds, and no hall loses more customers than it may."""
        return bool((self.slacks >= 0).all())


def fresh_replications(attempt: int, count: int) -> range:
    """Numbers of the replications of a check, by how many plans were checked before.

    Raises
    ------
    OverflowError
        They would run into those of the next check.
    """
    if count > FRESH:
        raise OverflowError(f"{count:,} replications are more than a check can number: use {FRESH:,} at most")
    first = FRESH * (attempt + 1)
    return range(first, first + count)


def check_on_fresh(task: Task, plan: Plan, attempt: int, count: int) -> CheckedPlan:
    """A plan on so many fresh replications."""
    task.say("check on fresh replications")
    return check_on(task.simulation(fresh_replications(attempt, count)), plan)


def cheaper_on_fresh(task: Task, plan: Plan, attempt: int, held: CheckedPlan) -> tuple[bool, CheckedPlan]:
    """Whether a plan holds on fresh replications, and costs less there than one that does; of one that does not, only what says so was measured."""
    task.say("check on fresh replications")
    simulation = task.simulation(fresh_replications(attempt, len(held.fresh)))
    tried = check_on(simulation, plan, asked_of(task.choice.scenario) | COST)
    if tried.holds and tried.plan.cost < held.plan.cost:
        return True, check_on(simulation, plan)
    return False, tried


def check_on(simulation: Simulation, plan: Plan, only: Only | None = None) -> CheckedPlan:
    """A plan on some replications, which no search of it saw; all is measured if nothing is said."""
    choice = simulation.choice
    (result,) = simulation.of_changes([changes_of_plan(choice, plan)], only)
    kept, guard = strictest(choice.scenario).slacks(result), None
    if (kept < 0).any():
        guard = guard_of(simulation)
        kept = guard.slacks(result)
    slacks = np.append(slacks_of(result), kept)
    return CheckedPlan(priced(choice, plan, result), result, simulation.replications, slacks, guard)


def check_on_fresh_in_time(task: Task, plan: Plan, attempt: int, count: int) -> CheckedPlan | None:
    """The same on as many as there is time for, as long again being left to the scenario's own staffing; None where time was over before, or
    somebody asked to stop."""
    held, last = None, task.until.last
    if not task.until.broken_off.by:
        with last.ends():
            some = _affordable(task, plan, attempt, count)
            before = last.left()
            held = check_on_fresh(task, plan, attempt, some)
            if before is not None:
                task.until.leave(OWN * (before - (last.left() or 0.0)))
    return held


def _affordable(task: Task, plan: Plan, attempt: int, count: int) -> int:
    """How many replications of a check there is time for, so many at most: by how long a few of them take, and more where these say little. Where no
    time is left, all: whoever has an alarm ends them at once."""
    size, left = PILOT, task.until.last.left()
    while left and size < count:
        task.say("how long a check takes")
        check_on(task.simulation(fresh_replications(attempt, size)), plan)
        before, left = left, task.until.last.left() or 0.0
        most = int(size * left / (1 + OWN) / max(before - left, 1e-9))
        if most >= count or most < FEW * size:
            return min(count, max(FEWEST, most))
        size *= 2
    return count


def why_unchecked(task: Task) -> str:
    """Why no check of a plan was ended: it holds on the replications of the search, and more is not known."""
    until = task.until.last
    by = until.broken_off.by
    why = {"": "time was over", "user": "the search was interrupted", "system": until.broken_off.reason}[by]
    return f"{why} before the plan was checked on fresh replications: it held in the search, and may not hold there"
