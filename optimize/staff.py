"""The cheapest staffing that holds a scenario's targets, checked on replications that the search never saw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from optimize.bounds.bound import Bound
from optimize.deadline import Deadline
from optimize.goal_seek import seek
from optimize.infeasibility import cost_of_rules, no_rules_can_be_kept
from optimize.known_results import KnownResults
from optimize.levels.search import is_of_calls, is_paid_by_call
from optimize.memory import of_choice, of_visits, refuse_what_is_too_large
from optimize.offices_apart import are_apart, with_offices_apart
from optimize.outcome import IN_TIME, CannotStaff, Record, StaffingOutcome
from optimize.plans.choice import choice_of
from optimize.requirements.counter_requirements import Way
from optimize.search import search
from optimize.sites.comparisons import compares_halls
from optimize.sites.separability import are_separable, replications_for
from optimize.solver import available
from optimize.staff_by_cuts import Cuts
from optimize.staff_by_enumeration import Listing, listing
from optimize.staff_by_levels import Levels, levels_of, staff_by_levels, with_centre_bounds, with_tried
from optimize.staff_by_site import Sites
from optimize.target_checks import chooses_crews, chooses_in_offices, doubtful_measures, target_problems
from optimize.task import PARTED_VISITS, Effort, Method, Task
from sim.measures.registry import measure
from sim.running.fixed_visits import can_be_known
from sim.running.workers import Workers
from sim.scenario import Scenario
from sim.scenario.staffing import Goal


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
    known: KnownResults | None = None,
) -> Task:
    """The task of :func:`staff`, with its parameters and what was simulated before; what it cannot begin with is refused here, before anything is simulated."""
    if scenario.staffing is None:
        raise CannotStaff(
            "there is nothing to choose, add for example staffing: {pools: {clerks: {most: 12}}}"
        )
    watched = [name for name, centre in scenario.centres.items() if centre.watch]
    if watched:
        raise CannotStaff(
            f"bounds of a plan do not know help that levels of warning bring, so what is staffed can have no centres.{watched[0]}.watch: "
            "leave it out, with the level of steps, and try it on the plan afterwards (run --plan)"
        )
    refuse_what_is_too_large(of_choice(scenario))
    until, choice = deadline or Deadline(), choice_of(scenario)
    spent = (effort or Effort()).within(choice)
    task = Task(
        choice,
        method,
        way,
        spent,
        seed,
        workers,
        until,
        say,
        known=KnownResults() if known is None else known,
    )
    if spent.is_dear and method == "cuts" and are_apart(choice):
        task = with_offices_apart(task, effort or Effort())
    if spent.is_dear and can_be_known(scenario) and not _is_by_halls(task):
        refuse_what_is_too_large(of_visits(scenario, spent.search))
    compared = _is_by_levels(task) or _is_by_halls(task)
    wrong = target_problems(scenario.targets, compared, chooses_in_offices(scenario), chooses_crews(scenario))
    if wrong:
        raise CannotStaff("; ".join(wrong))
    if method == "two-step" and choice.scenario.staffing and choice.scenario.staffing.goal:
        raise CannotStaff("a goal is sought by searches for the cheapest plan: leave --method two-step out")
    if method == "two-step" and way == "simulation" and not scenario.halls:
        raise CannotStaff("requirements by simulation are those of halls, write another --requirements")
    return task


def staffed(task: Task) -> StaffingOutcome:
    """What the search of a task ends with."""
    found = _searched(task)
    if found.status == "time_limit" and found.plan is None and not task.until.is_over:
        return replace(found, status="not_found")
    return found


def _searched(task: Task) -> StaffingOutcome:
    available()
    found, is_through = None, False
    with task.until.ends():
        found, is_through = _by_rules(task), True
    if not is_through:
        return StaffingOutcome(task.choice, "time_limit", IN_TIME, record=Record(task.method))
    if found:
        return found
    if _goal_of(task):
        return seek(task, _proposer)
    proposer = _proposer(task)
    if isinstance(proposer, Levels):
        return staff_by_levels(task)
    outcome = search(proposer.task, proposer)
    if not isinstance(proposer, Listing):
        return outcome
    if proposer.is_long:
        outcome = with_tried(outcome, proposer.levels, proposer.promised)
    return with_centre_bounds(task, outcome)


def _proposer(task: Task) -> Sites | Cuts | Listing | Levels:
    """Who proposes plans for a task: hall by hall, by cuts, from a list of all plans, or by levels."""
    if _is_by_halls(task):
        return Sites(_by_halls(task))
    if not _is_by_levels(task):
        return Cuts(task)
    listed = listing(task) if task.method == "cuts" else None
    return listed or levels_of(task)


def _goal_of(task: Task) -> Goal | None:
    """What is made as good as the budget allows; None where the cheapest plan is asked for."""
    staffing = task.choice.scenario.staffing
    return staffing.goal if staffing else None


def _by_rules(task: Task) -> StaffingOutcome | None:
    """What a search ends with before anything is simulated: where the rules leave no plan, or none that is cheap enough."""
    choice, record = task.choice, Record(task.method)
    reason = no_rules_can_be_kept(choice)
    if reason:
        return StaffingOutcome(choice, "infeasible", reason, record=record)
    if task.ceiling < float("inf"):
        least = cost_of_rules(choice)
        if least >= task.ceiling:
            reason = "by its rules alone any plan costs more than that of another policy"
            return StaffingOutcome(choice, "dearer", reason, bound=Bound(least), record=record)
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


def _by_halls(task: Task) -> Task:
    """The task with as many replications as halls that are staffed one by one can have."""
    search = replications_for(task.choice, task.effort.search, PARTED_VISITS)
    effort = replace(task.effort, search=search, check=min(task.effort.check, 4 * search))
    return replace(task, effort=effort)
