"""A plan on replications that the search never saw."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimize.abandonment_guard import guard_of, strictest
from optimize.cuts.screening import FixedArrivalTrials
from optimize.outcome import StaffingOutcome
from optimize.plans.pay import changes_of_plan
from optimize.plans.plan import Plan
from optimize.sites.trials import SiteTrials
from optimize.task import Task
from optimize.trials import Slacks, StaffingVariants, Trials, slacks_of
from sim.running.candidates import evaluate
from sim.running.fixed_arrivals import SameVisits, can_be_known

FRESH = 1 << 20
"""Number of the first replication of the first check; searches use those from 0 on."""

ATTEMPTS = 5
"""Plans that are checked before it is given up, each time on other replications (assumed)."""


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


def checked(outcome: StaffingOutcome, fresh: range, task: Task) -> tuple[StaffingOutcome, Slacks]:
    """The outcome with its plan on fresh replications, and the plan's slacks there."""
    choice, plan = outcome.choice, outcome.plan
    assert plan is not None
    changes = changes_of_plan(choice, plan)
    (result,) = evaluate(choice.scenario, [changes], fresh, task.seed, workers=task.workers)
    kept = strictest(choice.scenario).slacks(result)
    if (kept < 0).any():
        kept = guard_of(choice.scenario, fresh, task.seed, workers=task.workers).slacks(result)
    slacks = np.append(slacks_of(result), kept)
    return replace(outcome, reason="", check=result, fresh=fresh), slacks


def unchecked(outcome: StaffingOutcome, task: Task) -> StaffingOutcome:
    """The outcome with a plan of which no check was ended: it holds on the replications of the search, and more is not known."""
    until = task.until.last
    by = until.broken_off.by
    why = {"": "time was over", "user": "the search was interrupted", "system": until.broken_off.reason}[by]
    reason = f"{why} before the plan was checked on fresh replications: it held in the search, and may not hold there"
    return replace(outcome, status="time_limit", reason=reason, stopped_after=until.seconds_if_over)


def with_fewer(outcome: StaffingOutcome, slacks: Slacks, task: Task) -> StaffingOutcome:
    """The outcome of a plan that held in its check, with one person fewer at a time."""
    if outcome.search is None:
        return outcome
    return replace(outcome, fewer=_fewer(outcome, slacks, outcome.fresh, task))


def _fewer(outcome: StaffingOutcome, slacks: Slacks, fresh: range, task: Task) -> list[tuple[Plan, bool]]:
    """The plan with one person fewer at a time, and whether it holds, if intervals are those of the check."""
    assert outcome.search is not None
    assert outcome.plan is not None
    choice, plans, heads = outcome.choice, outcome.search.fewer(), outcome.plan.heads
    effort, seed, workers = task.effort, task.seed, task.workers
    if outcome.search.trials.parts:
        halls = SiteTrials(choice, fresh[: effort.search], seed, workers, effort.check)
        parts = halls.of_halls(heads)
        halls.try_all({hall: [parts[hall], *some] for hall, some in halls.fewer(parts).items()})
        return [(plan, halls.holds_where_other(plan.heads, heads)) for plan in plans]
    heads_of_each = [each.heads for each in plans]
    again = Trials(choice, fresh[: effort.fewer], seed, workers, effort.check)
    if can_be_known(choice.scenario):
        same = SameVisits.of(StaffingVariants(choice).with_heads(heads), again.replications, seed, workers)
        effects = FixedArrivalTrials(again, same, effort.fewer, effort.check).effects(heads, heads_of_each)
    else:
        effects = again.effects(heads, heads_of_each)
    return [(plan, bool((slacks + effect >= 0).all())) for plan, effect in zip(plans, effects, strict=True)]
