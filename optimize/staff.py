"""The cheapest staffing that holds a scenario's targets, checked on replications that the search never saw."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import numpy as np

from optimize.deadline import Deadline
from optimize.infeasibility import cost_of_rules, no_rules_can_be_kept
from optimize.levels.search import is_of_calls, is_paid_by_call
from optimize.memory import of_choice, of_visits, refuse_what_is_too_large, replications_that_fit
from optimize.outcome import IN_TIME, CannotStaff, StaffingOutcome
from optimize.plans.choice import choice_of
from optimize.plans.plan import Plan
from optimize.requirements.counter_requirements import Way
from optimize.sites.comparisons import compares_halls
from optimize.sites.separability import are_separable, replications_for
from optimize.sites.trials import SiteTrials
from optimize.solver import available
from optimize.staff_by_cuts import staff_by_cuts
from optimize.staff_by_enumeration import enumerate_plans, staff_by_enumeration
from optimize.staff_by_levels import staff_by_levels
from optimize.staff_by_site import staff_by_site
from optimize.target_checks import doubtful_measures, target_problems
from optimize.task import PARTED_VISITS, Effort, Method, Task
from optimize.trials import Heads, Slacks, Trials
from optimize.two_step.two_step import TwoStep
from optimize.verify import ATTEMPTS, checked, fresh_replications, unchecked, with_fewer
from sim.measures.registry import measure
from sim.running.fixed_arrivals import can_be_known
from sim.running.workers import Workers
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
    workers: Workers = 1,
    way: Way = "sipp",
) -> StaffingOutcome:
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
        When the search ends with what it has, and the check of its plan, too; what is reserved is for the latter.
    workers : int or Executor
        Who works, such as so many processes at most; that changes no digit.
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
    workers: Workers = 1,
    way: Way = "sipp",
) -> Task:
    """The task of :func:`staff`, with its parameters; what it cannot begin with is refused here, before anything is simulated."""
    if scenario.staffing is None:
        raise CannotStaff(
            "there is nothing to choose, add for example staffing: {pools: {clerks: {most: 12}}}"
        )
    refuse_what_is_too_large(of_choice(scenario))
    until, choice = deadline or Deadline(), choice_of(scenario)
    spent = (effort or Effort()).within(choice)
    task = Task(choice, method, way, spent, seed, workers, until, say)
    if spent.is_dear and can_be_known(scenario) and not _is_by_halls(task):
        refuse_what_is_too_large(of_visits(scenario, spent.search))
    wrong = target_problems(scenario.targets, compared=_is_by_levels(task) or _is_by_halls(task))
    if wrong:
        raise CannotStaff("; ".join(wrong))
    if method == "two-step" and way == "simulation" and not scenario.halls:
        raise CannotStaff("requirements by simulation are those of halls, write another --requirements")
    return task


def staffed(task: Task) -> StaffingOutcome:
    """What the search of a task ends with."""
    available()
    found, is_through = None, False
    with task.until.ends():
        found, is_through = _by_rules(task), True
    if not is_through:
        return StaffingOutcome(task.choice, task.method, "time_limit", IN_TIME)
    if found:
        return found
    if not _is_by_levels(task):
        return _until_one_holds(task)
    plans = enumerate_plans(task) if task.method == "cuts" else []
    return staff_by_enumeration(task, plans) if plans else staff_by_levels(task)


def _by_rules(task: Task) -> StaffingOutcome | None:
    """What a search ends with before anything is simulated: where the rules leave no plan, or none that is cheap enough."""
    choice, method = task.choice, task.method
    reason = no_rules_can_be_kept(choice)
    if reason:
        return StaffingOutcome(choice, method, "infeasible", reason)
    if task.ceiling < float("inf"):
        least = cost_of_rules(choice)
        if least >= task.ceiling:
            reason = "by its rules alone any plan costs more than that of another policy"
            return StaffingOutcome(choice, method, "dearer", reason, least=least)
    return None


def _is_by_levels(task: Task) -> bool:
    """Whether neighbours of a plan are too many, its cost is not that of its shifts alone, or more heads may break a target."""
    compares = any(measure(target.measure).of for target in task.choice.scenario.targets)
    return is_of_calls(task.choice) and (task.effort.is_dear or is_paid_by_call(task.choice) or compares)


def _is_by_halls(task: Task) -> bool:
    """Whether halls are staffed one by one: where they are many, or held against each other."""
    compared = any(map(compares_halls, task.choice.scenario.targets))
    parted = are_separable(task.choice) and not doubtful_measures(task.choice)
    return task.method == "cuts" and (task.effort.is_dear or compared) and parted


def _until_one_holds(task: Task) -> StaffingOutcome:
    """Search until a plan holds on fresh replications: with more of them each time, but hall by hall, where only those halls are
    searched again that fell short."""
    choice, failed, struck_out = task.choice, dict[Heads, Slacks](), list[Plan]()
    parted = _is_by_halls(task)
    task = _by_halls(task) if parted else task
    search, most = task.effort.search, replications_that_fit(choice.scenario)
    halls = SiteTrials(choice, range(task.effort.search), task.seed, task.workers)
    said = f"{ATTEMPTS} plans held in the search and not in the check on fresh replications: search with more replications"
    for attempt in range(ATTEMPTS):
        trials = Trials(choice, range(min(search << min(attempt, 3), most)), task.seed, task.workers)
        trials.strike_out(failed)
        outcome = staff_by_site(halls, task) if parted else staff_by_cuts(task, trials)
        if outcome.plan is None:
            return _without_plan(outcome, struck_out)
        task.say("check on fresh replications")
        after, slacks = _checked(outcome, attempt, task)
        after = replace(after, struck_out=tuple(struck_out))
        if after.check is None:
            return after
        if (slacks >= 0).all():
            return replace(after, steps=_checked_steps(after, failed))
        failed[outcome.plan.heads] = slacks
        struck_out.append(outcome.plan)
        if parted:
            halls.strike_out(outcome.plan.heads, slacks)
        if task.until.is_over:
            said = "the plan found in time held in the search and not in the check on fresh replications: give it longer"
            break
    ended = StaffingOutcome(
        choice, task.method, "time_limit", said, search=outcome.search, steps=outcome.steps
    )
    return replace(ended, struck_out=tuple(struck_out), steps=_checked_steps(ended, failed))


def _checked_steps(outcome: StaffingOutcome, failed: Collection[Heads]) -> list[TwoStep]:
    """The two-step plans with what is known of their checks: those that fell short had held in a search."""
    steps = [
        replace(step, holds=True, checked=False) if step.plan.heads in failed else step
        for step in outcome.steps
    ]
    own = outcome.plan.heads if outcome.plan else None
    return [replace(step, checked=True) if step.plan.heads == own else step for step in steps]


def _without_plan(outcome: StaffingOutcome, struck_out: Sequence[Plan]) -> StaffingOutcome:
    """How a search without a plan ended: after plans that held in the search and not in their check, it is not known that none can hold."""
    if outcome.status != "infeasible" or not struck_out:
        return outcome
    said = (
        f"{len(struck_out)} of the plans held in the search and not in the check on fresh replications, and no other holds: "
        "search with more replications"
    )
    return replace(outcome, status="time_limit", reason=said, struck_out=tuple(struck_out))


def _checked(outcome: StaffingOutcome, attempt: int, task: Task) -> tuple[StaffingOutcome, Slacks]:
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
