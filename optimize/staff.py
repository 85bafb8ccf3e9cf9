"""The cheapest staffing that holds a scenario's targets, checked on replications that the search never saw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from optimize.between_halls import compares_halls
from optimize.by_halls import by_halls
from optimize.by_levels import by_levels
from optimize.by_listing import by_listing, every_plan
from optimize.by_search import by_search
from optimize.check import ATTEMPTS, checked, fresh_replications, unchecked, with_fewer
from optimize.deadline import Deadline
from optimize.effort import PARTED_VISITS, Effort
from optimize.levels.search import is_of_calls, is_paid_by_call
from optimize.many_halls import Halls
from optimize.outcome import IN_TIME, CannotStaff, Method, Outcome
from optimize.parted import can_be_parted, replications_for
from optimize.plans.program import choice_of
from optimize.reasons import cost_of_rules, no_rules_can_be_kept
from optimize.solver import available
from optimize.task import Task
from optimize.trials import Heads, Slacks, Trials
from optimize.two_step.requirements import Way
from optimize.unsuited import unsuited
from sim.measures import measure
from sim.scenario import Scenario


def _silent(_: str) -> None:
    """Tell nobody."""


def staff(
    scenario: Scenario,
    method: Method = "cuts",
    seed: int = 1,
    effort: Effort | None = None,
    say: Callable[[str], None] = _silent,
    deadline: Deadline | None = None,
    workers: int = 1,
    way: Way = "sipp",
) -> Outcome:
    """Find the cheapest plan that holds all targets.

    Parameters
    ----------
    scenario : Scenario
        With its sections `staffing` and `targets`.
    method : str
        ``cuts``; or ``two-step``, the closed forms' plan for the least volume from the forecast on with which it holds.
    seed : int
        Seed of the dice.
    effort : Effort, optional
        How much is simulated.
    say : callable
        Told what is going on.
    deadline : Deadline, optional
        When the search ends with what it has; the check on fresh replications comes on top.
    workers : int
        Processes at most; they change no digit.
    way : str
        How the requirements of ``two-step`` are worked out.

    Raises
    ------
    CannotStaff
        The scenario has no section `staffing`, or targets that cannot guide a search, or no halls for requirements by simulation.
    SolverError
        There is no solver, or it broke off.
    """
    return staffed(task_of(scenario, method, seed, effort, say, deadline, workers, way))


def task_of(
    scenario: Scenario,
    method: Method = "cuts",
    seed: int = 1,
    effort: Effort | None = None,
    say: Callable[[str], None] = _silent,
    deadline: Deadline | None = None,
    workers: int = 1,
    way: Way = "sipp",
) -> Task:
    """The task of :func:`staff`, with its parameters; what it cannot begin with is refused here, before anything is simulated."""
    if scenario.staffing is None:
        raise CannotStaff(
            "there is nothing to choose, add for example staffing: {pools: {clerks: {most: 12}}}"
        )
    until, choice = deadline or Deadline(), choice_of(scenario)
    spent = (effort or Effort()).within(choice)
    task = Task(choice, method, way, spent, seed, workers, until, say)
    wrong = unsuited(scenario.targets, compared=_is_by_levels(task) or _is_by_halls(task))
    if wrong:
        raise CannotStaff("; ".join(wrong))
    if method == "two-step" and way == "simulation" and not scenario.halls:
        raise CannotStaff("requirements by simulation are those of halls, write another --requirements")
    return task


def staffed(task: Task) -> Outcome:
    """What the search of a task ends with."""
    available()
    found, is_through = None, False
    with task.until.ends():
        found, is_through = _by_rules(task), True
    if not is_through:
        return Outcome(task.choice, task.method, "time_limit", IN_TIME)
    if found:
        return found
    if not _is_by_levels(task):
        return _until_one_holds(task)
    plans = every_plan(task) if task.method == "cuts" else []
    return by_listing(task, plans) if plans else by_levels(task)


def _by_rules(task: Task) -> Outcome | None:
    """What a search ends with before anything is simulated: where the rules leave no plan, or none that is cheap enough."""
    choice, method = task.choice, task.method
    reason = no_rules_can_be_kept(choice)
    if reason:
        return Outcome(choice, method, "infeasible", reason)
    if task.ceiling < float("inf"):
        least = cost_of_rules(choice)
        if least >= task.ceiling:
            reason = "by its rules alone any plan costs more than that of another policy"
            return Outcome(choice, method, "dearer", reason, least=least)
    return None


def _is_by_levels(task: Task) -> bool:
    """Whether neighbours of a plan are too many, its cost is not that of its shifts alone, or more heads may break a target."""
    compares = any(measure(target.measure).of for target in task.choice.scenario.targets)
    return is_of_calls(task.choice) and (task.effort.is_dear or is_paid_by_call(task.choice) or compares)


def _is_by_halls(task: Task) -> bool:
    """Whether halls are staffed one by one: where they are many, or held against each other."""
    compared = any(map(compares_halls, task.choice.scenario.targets))
    return task.method == "cuts" and (task.effort.is_dear or compared) and can_be_parted(task.choice)


def _until_one_holds(task: Task) -> Outcome:
    """Search until a plan holds on fresh replications: with more of them each time, but hall by hall, where only those halls are
    searched again that fell short."""
    choice, failed = task.choice, dict[Heads, Slacks]()
    parted = _is_by_halls(task)
    task = _by_halls(task) if parted else task
    search, halls = task.effort.search, Halls(choice, range(task.effort.search), task.seed, task.workers)
    said = f"{ATTEMPTS} plans held in the search and not in the check on fresh replications: search with more replications"
    for attempt in range(ATTEMPTS):
        trials = Trials(choice, range(search << min(attempt, 3)), task.seed, task.workers)
        trials.known |= failed
        outcome = by_halls(halls, task) if parted else by_search(task, trials)
        if outcome.plan is None:
            return outcome
        task.say("check on fresh replications")
        after, slacks = _checked(outcome, attempt, task)
        if after.check is None or (slacks >= 0).all():
            return after
        failed[outcome.plan.heads] = slacks
        if parted:
            halls.strike_out(outcome.plan.heads, slacks)
        if task.until.is_over:
            said = "the plan found in time held in the search and not in the check on fresh replications: give it longer"
            break
    return Outcome(choice, task.method, "time_limit", said, search=outcome.search, steps=outcome.steps)


def _checked(outcome: Outcome, attempt: int, task: Task) -> tuple[Outcome, Slacks]:
    """The outcome with as much of its plan's check, and of what one person fewer does, as there is time for."""
    after, slacks = unchecked(outcome, task), np.zeros(0)
    if task.until.broken_off.by:
        return after, slacks
    with task.until.last.ends():
        after, slacks = checked(outcome, fresh_replications(attempt, task.effort.check), task)
        if (slacks >= 0).all():
            after = with_fewer(after, slacks, task)
    return after if after.check else unchecked(outcome, task), slacks


def _by_halls(task: Task) -> Task:
    """The task with as many replications as halls that are staffed one by one can have."""
    search = replications_for(task.choice, task.effort.search, PARTED_VISITS)
    effort = replace(task.effort, search=search, check=min(task.effort.check, 4 * search))
    return replace(task, effort=effort)
