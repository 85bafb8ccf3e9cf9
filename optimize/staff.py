"""The cheapest staffing that holds a scenario's targets, checked on replications that the search never saw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from optimize.bounds.bound import Bound
from optimize.deadline import Deadline
from optimize.handing_out import handed_out, unchecked
from optimize.infeasibility import cost_of_rules, no_rules_can_be_kept
from optimize.levels.search import is_of_calls, is_paid_by_call
from optimize.memory import of_choice, of_visits, refuse_what_is_too_large, replications_that_fit
from optimize.oracle import Oracle
from optimize.outcome import IN_TIME, CannotStaff, Record, StaffingOutcome
from optimize.plans.choice import choice_of
from optimize.plans.plan import Plan
from optimize.proposal import Proposal
from optimize.requirements.counter_requirements import Way
from optimize.simulation import Simulation
from optimize.sites.comparisons import compares_halls
from optimize.sites.oracle import SiteOracle
from optimize.sites.separability import are_separable, replications_for
from optimize.solver import available
from optimize.staff_by_cuts import staff_by_cuts
from optimize.staff_by_enumeration import enumerate_plans, staff_by_enumeration
from optimize.staff_by_levels import staff_by_levels
from optimize.staff_by_site import staff_by_site
from optimize.target_checks import doubtful_measures, target_problems
from optimize.task import PARTED_VISITS, Effort, Method, Task
from optimize.verify.check import ATTEMPTS, CheckedPlan, check_on_fresh_in_time
from optimize.verify.one_person_fewer import Guide
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
        return StaffingOutcome(task.choice, "time_limit", IN_TIME, record=Record(task.method))
    if found:
        return found
    if not _is_by_levels(task):
        return _until_one_holds(task)
    plans = enumerate_plans(task) if task.method == "cuts" else []
    return staff_by_enumeration(task, plans) if plans else staff_by_levels(task)


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


def _until_one_holds(task: Task) -> StaffingOutcome:
    """Search until a plan holds on fresh replications: with more of them each time, but hall by hall, where only those halls are
    searched again that fell short."""
    choice, failed = task.choice, list[CheckedPlan]()
    parted = _is_by_halls(task)
    task = _by_halls(task) if parted else task
    most = replications_that_fit(choice.scenario)
    simulation = Simulation(choice, range(task.effort.search), task.seed, task.workers)
    halls = SiteOracle(simulation)
    said = f"{ATTEMPTS} plans held in the search and not in the check on fresh replications: search with more replications"
    for attempt in range(ATTEMPTS):
        count = min(task.effort.search << min(attempt, 3), most)
        oracle = Oracle(replace(simulation, replications=range(count)))
        oracle.strike_out({each.plan.heads: each.slacks for each in failed})
        found = staff_by_site(halls, task) if parted else staff_by_cuts(task, oracle)
        if found.plan is None:
            return _without_plan(found, failed)
        plan = found.plan
        held = check_on_fresh_in_time(task, plan, attempt, task.effort.check)
        found = _with_failed(found, failed)
        if held is None:
            return unchecked(found, task)
        if held.holds:
            return _with_checked_steps(handed_out(task, found, held, Guide(), attempt), held.plan, True)
        failed.append(held)
        if parted:
            halls.strike_out(plan.heads, held.slacks)
        if task.until.is_over:
            said = "the plan found in time held in the search and not in the check on fresh replications: give it longer"
            break
    found = replace(found, status="time_limit", reason=said, plan=None)
    return _with_failed(_with_checked_steps(found, failed[-1].plan, False), failed[-1:])


def _with_failed(outcome: StaffingOutcome, failed: Sequence[CheckedPlan]) -> StaffingOutcome:
    """The outcome with plans on its record that had held in the search and fell short of their check."""
    for each in failed:
        outcome = _with_checked_steps(outcome, each.plan, False)
    struck = [Proposal("search", each.plan, True, False) for each in failed]
    return outcome.with_record(proposals=(*outcome.record.proposals, *struck))


def _with_checked_steps(outcome: StaffingOutcome, plan: Plan, holds: bool) -> StaffingOutcome:
    """The outcome with what is known of the check of the two-step plans that are a plan; they had held in a search."""
    steps = tuple(
        replace(each, plan=plan, holds=True, checked=holds)
        if each.by == "requirements" and each.plan.heads == plan.heads
        else each
        for each in outcome.record.proposals
    )
    return outcome.with_record(proposals=steps)


def _without_plan(outcome: StaffingOutcome, failed: Sequence[CheckedPlan]) -> StaffingOutcome:
    """How a search without a plan ended: after plans that held in the search and not in their check, it is not known that none can hold."""
    if outcome.status != "infeasible" or not failed:
        return outcome
    said = (
        f"{len(failed)} of the plans held in the search and not in the check on fresh replications, and no other holds: "
        "search with more replications"
    )
    return _with_failed(replace(outcome, status="time_limit", reason=said), failed)


def _by_halls(task: Task) -> Task:
    """The task with as many replications as halls that are staffed one by one can have."""
    search = replications_for(task.choice, task.effort.search, PARTED_VISITS)
    effort = replace(task.effort, search=search, check=min(task.effort.check, 4 * search))
    return replace(task, effort=effort)
