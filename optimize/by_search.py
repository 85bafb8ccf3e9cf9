"""A plan by integer programs that learn from simulation, or by requirements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from optimize.cuts.descent import beginnings, downhill, even_plans
from optimize.cuts.hall_work import hall_bound
from optimize.cuts.looks import Looks, looks_of
from optimize.cuts.near import search_nearby
from optimize.cuts.search import Search
from optimize.deadline import Deadline
from optimize.effort import Effort
from optimize.outcome import Outcome
from optimize.plans.plan import Plan, fullest
from optimize.plans.program import Choice
from optimize.reasons import most_heads, nobody_can_hold, nothing_is_left
from optimize.task import Task
from optimize.trials import Trials
from optimize.two_step.requirements import Requirement, Way
from optimize.two_step.simulated import simulated_needs
from optimize.two_step.two_step import TwoStep, tried, two_step_plans


def by_search(task: Task, trials: Trials) -> Outcome:
    """The best plan on the replications of the search, or with ``two-step`` the plan by requirements. Where the search is broken off,
    the best that was found until then."""
    search = Search(task.choice, trials, until=task.until, ceiling=task.ceiling)
    found: Outcome | None = None
    with task.until.ends():
        found = _begun(task, search)
    return found or replace(
        _found(search, proven=False, until=task.until), stopped_after=task.until.seconds_if_over
    )


def _begun(task: Task, search: Search) -> Outcome:
    """Requirements by simulation if they were asked for, a quick look, and all that follows."""
    choice, trials, simulated = task.choice, search.trials, list[Requirement]()
    if task.method == "two-step" and task.way == "simulation":
        task.say("requirements by simulation")
        simulated = simulated_needs(choice, trials.replications, trials.seed)
    task.say("quick look")
    return _searched(task, search, looks_of(trials, task.effort), simulated)


def _searched(task: Task, search: Search, looks: Looks, simulated: list[Requirement]) -> Outcome:
    """The same, with looks and requirements by simulation."""
    choice, trials, by_requirements = task.choice, search.trials, task.method == "two-step"
    plans = two_step_plans(choice, task.way, simulated) if by_requirements else two_step_plans(choice)
    even, full = even_plans(choice), most_heads(choice)
    looks.glance.slacks([full, *(plan.heads for plan in (*plans.values(), *even))])
    if not looks.glance.hold([full])[0]:
        task.say("most heads everywhere")
        reason = nobody_can_hold(choice, trials)
        if reason:
            return Outcome(choice, task.method, "infeasible", reason)
    task.say("plans by requirements")
    steps = tried(plans, trials, looks.glance if task.effort.is_dear else None)
    if by_requirements:
        return replace(_by_requirements(choice, steps, task.way), needs=simulated)
    for step in steps:
        if step.holds:
            search.offer(step.plan)
    if not task.until.is_over:
        task.say("downhill")
        _downhill(search, looks, beginnings(looks.glance, [*even, *plans.values()]))
    proven = _by_cuts(search, looks, task.effort, task.say)
    stopped = None if proven or search.best is None else task.until.seconds_if_over
    least = 0.0
    if looks.near and not proven:
        least = hall_bound(choice, looks.near.same.known, trials.guard)
    return replace(_found(search, proven, task.until), steps=steps, least=least, stopped_after=stopped)


def _downhill(search: Search, looks: Looks, starts: Sequence[Plan]) -> None:
    """A good plan quickly."""
    if looks.near:
        search_nearby(search, looks.near, looks.look, starts)
    else:
        downhill(search, looks.look, starts)


def _by_cuts(search: Search, looks: Looks, effort: Effort, say: Callable[[str], None]) -> bool:
    """Integer programs that learn from simulation; whether nothing cheaper than what they found can hold."""
    if search.best is None:
        search.offer(fullest(search.choice))
    say("integer program and simulation")
    search.follow_lines(effort.rounds)
    say("fewer heads")
    if not looks.near:
        search.prune(looks.look if effort.is_dear else None)
    say("proof that nothing is cheaper")
    return search.prove(effort.proof)


def _found(search: Search, proven: bool, until: Deadline) -> Outcome:
    """How a search ended."""
    choice, best = search.choice, search.best
    if best:
        return Outcome(choice, "cuts", "optimal" if proven else "feasible", "", best, search=search)
    if proven:
        return Outcome(choice, "cuts", "infeasible", nothing_is_left(choice, search.rises), search=search)
    if search.bound >= search.ceiling:
        return Outcome(
            choice, "cuts", "dearer", "no plan is cheaper than that of another policy", search=search
        )
    short = "in time: give it longer" if until.is_over else "within the effort: allow more staffings"
    reason = f"no plan was found {short}, or look at the bounds"
    return Outcome(choice, "cuts", "time_limit", reason, search=search)


def _by_requirements(choice: Choice, steps: list[TwoStep], way: Way) -> Outcome:
    """The plan by requirements for the least volume from the forecast on with which it holds."""
    holding = [step for step in steps if step.holds and step.factor >= 1]
    if holding:
        return Outcome(choice, "two-step", "feasible", "", holding[0].plan, steps=steps)
    known = "simulation by interval knows" if way == "simulation" else "closed forms know"
    reason = (
        "no two-step plan up to twice the volume keeps rules and holds all targets: try --method cuts"
        if steps
        else f"{known} none of the targets, or the bounds leave no plan that covers them: try --method cuts"
    )
    return Outcome(choice, "two-step", "infeasible", reason, steps=steps)
