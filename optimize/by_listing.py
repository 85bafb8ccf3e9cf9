"""A plan of a small call centre found by trying every one: where nothing can be relied on, and plans are few.

Targets that compare lines, and calls that are paid one by one, leave no order among staffings: more heads may break a target, and a dearer
schedule may be the cheaper plan. So all plans that the rules allow are simulated, from the cheapest schedule on, until none that is left can
be cheaper than the best that holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from math import prod

import numpy as np

from optimize.check import ATTEMPTS
from optimize.levels.leaner import Held, on_fresh, outcome_of
from optimize.levels.one_fewer import one_fewer
from optimize.levels.promises import Kept, Promise
from optimize.levels.search import LevelSearch
from optimize.outcome import Outcome
from optimize.plans.plan import Plan
from optimize.plans.program import Choice
from optimize.plans.rules import Rules
from optimize.reasons import nobody_can_hold
from optimize.task import Task
from optimize.trials import Heads, Trials, can_be_run
from sim.experiment import contacts_of

MOST = 1_000
"""Plans up to which all are tried (assumed)."""

CONTACTS = 4_000_000.0
"""Contacts simulated for all of them, at most (assumed: some seconds)."""

AT_ONCE = 64
"""Plans simulated in one call (assumed)."""


def every_plan(task: Task) -> list[Plan]:
    """All plans that the rules allow, from the cheapest schedule on; none where they are too many to be tried."""
    choice = task.choice
    most = [min(choice.bounds(index)[1] for index in shift.covers) for shift in choice.shifts]
    count = prod(each + 1 for each in most)
    if count > min(MOST, CONTACTS / task.effort.search / contacts_of(choice.scenario)):
        return []
    plans = map(Rules(choice).plan, product(*(range(each + 1) for each in most)))
    return sorted(
        (plan for plan in plans if plan and can_be_run(choice, plan.heads)), key=lambda plan: plan.cost
    )


def by_listing(task: Task, plans: Sequence[Plan]) -> Outcome:
    """The cheapest of some plans that holds, checked on fresh replications; the next one where it does not."""
    choice, effort = task.choice, task.effort
    search = LevelSearch(choice, range(effort.search), task.seed, task.workers, effort.search)
    fell_short = set[Heads]()
    task.say("every plan that the rules allow")
    for attempt in range(ATTEMPTS):
        best = _cheapest(search, plans, fell_short)
        if best is None and not fell_short:
            return Outcome(choice, task.method, "infeasible", _reason(choice, task, search.replications))
        if best is None:
            break
        held = on_fresh(task, best.plan, attempt, effort.check)
        if held.holds:
            return _optimal(task, search, held)
        fell_short.add(best.plan.heads)
    said = "no plan held both in the search and in its check on fresh replications: search with more replications"
    return Outcome(choice, task.method, "time_limit", said)


def _cheapest(search: LevelSearch, plans: Sequence[Plan], fell_short: set[Heads]) -> Kept | None:
    """The cheapest that holds, and did not fall short of its check; what is needed to know that is simulated."""
    while True:
        good = [each for each in search.kept if each.holds and each.plan.heads not in fell_short]
        best = min(good, key=lambda each: each.plan.cost, default=None)
        rest = plans[len(search.kept) :][:AT_ONCE]
        if not rest or (best and rest[0].cost >= best.plan.cost):
            return best
        nothing = np.zeros(len(search.levels))
        search.kept += search.simulated([Promise(plan, nothing, 0.0) for plan in rest])


def _optimal(task: Task, search: LevelSearch, held: Held) -> Outcome:
    """The outcome, with plans with one person fewer."""
    task.say("one person fewer")
    fewer = one_fewer(search, held.plan, held.result, held.fresh)
    return replace(outcome_of(task, "optimal", held, fewer), least=held.plan.cost)


def _reason(choice: Choice, task: Task, replications: range) -> str:
    """Why no plan holds, in words."""
    reason = nobody_can_hold(choice, Trials(choice, replications, task.seed, task.workers))
    return reason or "none of the plans that keep all rules holds the targets"
