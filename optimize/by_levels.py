"""A plan of a large call centre by levels, checked."""

from __future__ import annotations

from dataclasses import replace

from optimize.alternative import PlanStatus
from optimize.check import ATTEMPTS, unchecked
from optimize.levels.leaner import Held, leaner, on_fresh_in_time, outcome_of
from optimize.levels.one_fewer import OneFewer
from optimize.levels.search import LevelSearch
from optimize.levels.work_bound import work_bound
from optimize.outcome import Outcome
from optimize.reasons import nobody_can_hold
from optimize.task import Task
from optimize.trials import Trials
from sim.experiment import contacts_of

CALLS = 8_000_000.0
"""Contacts simulated of a plan of a large call centre (assumed: a week of 500,000 then has 16 replications, ten seconds of two cores)."""

FEWEST = 4
"""Replications of such a plan at least, and checks have twice as many (assumed)."""

FOR_BOUND = 3.0
"""Seconds that the bound has at least, on top of the time limit (assumed: its relaxation is found in so many)."""

NOTHING = {
    "cuts": "no plan was found that holds: look at the bounds, allow more replications, or, if there was a time limit, more time",
    "two-step": "no two-step plan for the volumes tried holds all targets: try --method cuts",
}


def by_levels(task: Task) -> Outcome:
    """A plan of a large call centre, or of one where answered calls are paid; checked, as far as there is time."""
    count = max(FEWEST, min(task.effort.search, int(CALLS / contacts_of(task.choice.scenario))))
    check = min(task.effort.check, 2 * count)
    search = LevelSearch(task.choice, range(count), task.seed, task.workers, check)
    with task.until.ends():
        if task.method == "two-step":
            task.say("requirements by closed forms")
            search.try_requirements(task.way)
        else:
            task.say("levels by closed forms, and simulation")
            search.rounds(task.until)
    outcome = replace(_held(task, search, check), steps=search.steps, levels=search)
    if outcome.status == "infeasible" or task.until.broken_off.by:
        return outcome
    task.say("what the work alone costs")
    until, least = task.until.last.at_least(FOR_BOUND), 0.0
    with until.ends():
        least = work_bound(task.choice, until)
    return replace(outcome, least=least)


def _held(task: Task, search: LevelSearch, check: int) -> Outcome:
    """The cheapest plan of the search that holds on so many fresh replications; where one does not, others are tried."""
    choice, method, until = task.choice, task.method, task.until
    for attempt in range(ATTEMPTS):
        best = search.best
        if best is None and (until.is_over or method == "two-step" or not search.kept):
            break
        if best is None:
            with until.ends():
                search.more(until)
            continue
        held = on_fresh_in_time(task, best.plan, attempt, check)
        if held is None:
            return unchecked(Outcome(choice, method, "time_limit", plan=best.plan), task)
        if held.holds:
            return _feasible(task, search, held, attempt)
        search.fell_short(best, held.result)
        if until.is_over or method == "two-step":
            break
        task.say("plans with more in hand")
        with until.ends():
            search.more(until)
    if search.holds_any or until.is_over or method == "two-step":
        return Outcome(choice, method, "time_limit", NOTHING[method])
    return _without_a_plan(task, search)


def _without_a_plan(task: Task, search: LevelSearch) -> Outcome:
    """Whether there can be a plan at all."""
    task.say("most heads everywhere")
    reason = ""
    with task.until.ends():
        trials = Trials(task.choice, search.replications, task.seed, task.workers)
        reason = nobody_can_hold(task.choice, trials)
    status: PlanStatus = "infeasible" if reason else "time_limit"
    return Outcome(task.choice, task.method, status, reason or NOTHING[task.method])


def _feasible(task: Task, search: LevelSearch, held: Held, attempt: int) -> Outcome:
    """The outcome with a plan that held on fresh replications, or the cheapest one next to it that does."""
    fewer: OneFewer | None = None
    if task.method == "cuts":
        with task.until.ends():
            for better in leaner(task, search, held, attempt):
                held, fewer = better
    stopped = task.until.seconds if search.cut_short else task.until.seconds_if_over
    return replace(outcome_of(task, "feasible", held, fewer), stopped_after=stopped)
