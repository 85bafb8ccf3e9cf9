"""A plan of a large call centre with one person fewer at a time, on some of the replications of its check.

What a person's loss does is read from differences on the same contacts, and added to what the check says, as in halls. People whom the
targets do not need are left out together; what is left counts only if it holds on fresh replications of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimize.levels.removal_candidates import Removals, removals
from optimize.levels.search import LevelSearch, with_calls
from optimize.plans.plan import Plan
from optimize.plans.shifts import ShiftOption
from optimize.plans.stretches import changes_of
from optimize.trials import Slacks, only_of, slacks_of
from sim.results.result import Result
from sim.running.candidates import evaluate
from sim.running.experiment import contacts_of

CALLS = 40_000_000.0
"""Contacts simulated of all plans with one person fewer (assumed: some half a minute of two cores)."""

FEWEST = 4
"""Replications of these at least, so that two processes share them (assumed)."""

ENOUGH = 8
"""Replications with which it is better to try more plans (assumed: the customers are the same, so that differences are known well)."""


@dataclass(frozen=True)
class ReducedPlan:
    """A plan with one person fewer.

    Attributes
    ----------
    shift : ShiftOption
        Whose shift is left out.
    number : int
        Its number.
    plan : Plan
        What is left.
    slacks : ndarray
        Of all targets.
    """

    shift: ShiftOption
    number: int
    plan: Plan
    slacks: Slacks

    @property
    def holds(self) -> bool:
        """Whether every target holds."""
        return bool((self.slacks >= 0).all())


@dataclass(frozen=True)
class OneFewer:
    """What was tried of a plan with one person fewer.

    Attributes
    ----------
    tried : tuple of ReducedPlan
        From the one that comes nearest to holding, or holds best.
    untried : int
        Shifts with somebody on them that were not tried.
    bound : tuple of str
        Kinds of shifts of which the rules let nobody go.
    replications : int
        On how many of the check's replications.
    left_out : int
        People of an earlier plan who were found not to be needed, each plan checked on fresh replications.
    fell_short : float or None
        Cost of a plan without some more people that did not hold on fresh replications of its own.
    """

    tried: tuple[ReducedPlan, ...]
    untried: int
    bound: tuple[str, ...]
    replications: int
    left_out: int = 0
    fell_short: float | None = None


def one_fewer(search: LevelSearch, plan: Plan, check: Result, fresh: range) -> OneFewer:
    """Try a plan with one person fewer at a time.

    Parameters
    ----------
    search : LevelSearch
        With the levels that its targets ask for.
    plan : Plan
        The plan.
    check : Result
        What its check says.
    fresh : range
        The replications of that.
    """
    scenario, slacks = search.choice.scenario, slacks_of(check)
    contacts = contacts_of(scenario)
    many = int(CALLS / contacts / min(ENOUGH, len(fresh)))
    found = removals(search.rules, search.levels, slacks[search.guided], plan, many)
    plans = [plan, *(loss.plan for loss in found.offered)]
    count = int(np.clip(CALLS / contacts / len(plans), min(FEWEST, len(fresh)), len(fresh)))
    changes = [changes_of(scenario, search.choice.places, each.heads) for each in plans]
    only = only_of(scenario.targets) | {("staff_cost", "pool")}
    base, *others = evaluate(scenario, changes, fresh[:count], search.seed, only, workers=search.workers)
    return _account(search, plan, slacks, found, base, others, len(fresh))


def _account(
    search: LevelSearch,
    plan: Plan,
    slacks: Slacks,
    found: Removals,
    base: Result,
    others: Sequence[Result],
    as_of: int,
) -> OneFewer:
    here, calls = slacks_of(base, as_of), with_calls(plan, base).calls
    tried = []
    for loss, other in zip(found.offered, others, strict=True):
        paid = plan.calls + with_calls(loss.plan, other).calls - calls
        fewer = replace(loss.plan, cost=loss.plan.cost + paid, calls=paid)
        there = slacks + slacks_of(other, as_of) - here
        tried.append(ReducedPlan(search.choice.shifts[loss.number], loss.number, fewer, there))
    tried.sort(key=lambda each: -float(each.slacks.min()))
    return OneFewer(tuple(tried), found.left, found.bound, base.replications)


def without_spare_people(
    search: LevelSearch, plan: Plan, slacks: Slacks, found: OneFewer, left: float
) -> Plan | None:
    """The plan without people whom the targets do not need, those first who cost most, and then who do least; None where all are needed.

    Several go together as long as their losses added up leave so large a share of what each target has in hand; otherwise the one goes without whom
    the plan holds at least cost.
    """
    lost = np.zeros(len(slacks))
    good = [each for each in found.tried if each.holds and each.plan.cost < plan.cost]
    good.sort(key=lambda each: (each.plan.cost, -float(each.slacks.min())))
    spared: Plan | None = None
    for each in good:
        after = lost + each.slacks - slacks
        people = enumerate((spared or plan).people)
        fewer = search.rules.plan(tuple(count - (place == each.number) for place, count in people))
        if fewer and (slacks + after >= left * slacks).all():
            spared, lost = fewer, after
    return spared or (good[0].plan if good else None)
