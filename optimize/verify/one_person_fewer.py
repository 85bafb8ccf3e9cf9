"""A plan with one person fewer at a time, on some of the replications of its check.

What a person's loss does is read from differences on the same contacts, and added to what the check says. People whom the targets do not
need are left out together; what is left counts only if it holds on fresh replications of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from optimize.levels.program import TargetLevel
from optimize.plans.plan import Plan, StaffingRules
from optimize.plans.shifts import ShiftOption
from optimize.slacks import Slacks
from optimize.task import Task
from optimize.verify.beside import judged_beside, runs_of
from optimize.verify.check import CheckedPlan
from optimize.verify.removals import removals
from sim.running.experiment import contacts_of

CONTACTS = 40_000_000.0
"""Contacts simulated of all plans of a call centre with one person fewer (assumed: some half a minute of two cores)."""

VISITS = 3_000_000.0
"""The same where halls alone are staffed (assumed: a few seconds; the search has tried most of them already)."""

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
        Of all targets and guards.
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

    @property
    def holding(self) -> int:
        """How many of those tried hold."""
        return sum(each.holds for each in self.tried)


@dataclass(frozen=True)
class Guide:
    """What says whose loss should hurt least, where not all can be tried.

    Attributes
    ----------
    levels : sequence of TargetLevel
        What targets ask for that closed forms can promise.
    guided : sequence of int
        Their numbers among the targets.
    """

    levels: Sequence[TargetLevel] = ()
    guided: Sequence[int] = ()


def one_fewer(task: Task, held: CheckedPlan, guide: Guide) -> OneFewer:
    """Try a plan that held in its check with one person fewer at a time."""
    choice, plan, fresh = task.choice, held.plan, held.fresh
    contacts = contacts_of(choice.scenario)
    affordable = (CONTACTS if choice.scenario.centres else VISITS) / contacts
    many = int(affordable / min(ENOUGH, len(fresh)))
    found = removals(StaffingRules(choice), guide.levels, held.slacks[list(guide.guided)], plan, many)
    plans = [plan, *(each.plan for each in found.offered)]
    count = int(np.clip(affordable / runs_of(task, plans), min(FEWEST, len(fresh)), len(fresh)))
    judged = judged_beside(task, held, [each.plan for each in found.offered], count)
    tried = [
        ReducedPlan(choice.shifts[loss.number], loss.number, fewer, slacks)
        for loss, (fewer, slacks) in zip(found.offered, judged, strict=True)
    ]
    tried.sort(key=lambda each: -float(each.slacks.min(initial=np.inf)))
    return OneFewer(tuple(tried), found.left, found.bound, count)


def without_spare_people(
    rules: StaffingRules, held: CheckedPlan, found: OneFewer, left: float, refused: Collection[int] = ()
) -> tuple[Plan | None, list[ReducedPlan]]:
    """The plan without people whom the targets do not need, those first who cost most, and then who do least, and who they are; None where
    all are needed.

    Several go together as long as their losses added up leave so large a share of what each target has in hand; otherwise the one goes without whom
    the plan holds at least cost.

    Parameters
    ----------
    rules : StaffingRules
        The rules of what is chosen.
    held : CheckedPlan
        The plan.
    found : OneFewer
        What a person's loss does to it.
    left : float
        The share.
    refused : collection of int
        Numbers of shifts of which nobody goes: without them a plan fell short.
    """
    plan, slacks = held.plan, held.slacks
    lost = np.zeros(len(slacks))
    good = [
        each
        for each in found.tried
        if each.holds and each.plan.cost < plan.cost and each.number not in refused
    ]
    good.sort(key=lambda each: (each.plan.cost, -float(each.slacks.min(initial=np.inf))))
    spared, gone = None, list[ReducedPlan]()
    for each in good:
        after = lost + each.slacks - slacks
        fewer = without(rules, spared or plan, each.number)
        if fewer and (slacks + after >= left * slacks).all():
            spared, lost = fewer, after
            gone.append(each)
    if spared or not good:
        return spared, gone
    return good[0].plan, good[:1]


def without(rules: StaffingRules, plan: Plan, number: int) -> Plan | None:
    """A plan with a person fewer on one shift; None where rules forbid it."""
    return rules.plan(tuple(count - (place == number) for place, count in enumerate(plan.people)))
