"""A plan of a large call centre by levels, checked."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from optimize.bounds.centre_bound import Bound, centre_bounds
from optimize.infeasibility import nobody_can_hold, none_was_found
from optimize.levels.one_person_fewer import OneFewer
from optimize.levels.search import FACTORS, LevelSearch
from optimize.local_search import are_few, try_neighbours
from optimize.outcome import StaffingOutcome
from optimize.pruning import CheckedPlan, check_on_fresh, check_on_fresh_in_time, outcome_of, pruned
from optimize.target_checks import more_heads_never_hurt
from optimize.task import Task
from optimize.trials import Heads, Trials
from optimize.two_step.two_step import least_holding_factor
from optimize.verify import ATTEMPTS, unchecked
from sim.running.experiment import contacts_of

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


def staff_by_levels(task: Task) -> StaffingOutcome:
    """A plan of a large call centre, or of one where answered calls are paid; checked, as far as there is time."""
    enough = max(FEWEST, min(task.effort.search, int(CALLS / contacts_of(task.choice.scenario))))
    check = min(task.effort.check, 2 * enough)
    search = LevelSearch(task.choice, range(enough), task.seed, task.workers, check)
    found = _by_requirements if task.method == "two-step" else _by_promises
    outcome = replace(found(task, search, check), steps=search.steps, levels=search)
    if outcome.status == "infeasible" or task.until.broken_off.by:
        return outcome
    task.say("what work and waits cost at least")
    until, least = task.until.last.at_least(FOR_BOUND), Bound(0.0, "calls")
    with until.ends():
        for bound in centre_bounds(task.choice, task.seed, until):
            least = max(least, bound, key=lambda each: each.cost)
    return replace(outcome, least=least.cost, least_assumes=least.assumed)


def _by_requirements(task: Task, search: LevelSearch, check: int) -> StaffingOutcome:
    """The plan by requirements of closed forms for the least volume from the forecast on with which it holds, in the search and on fresh
    replications."""
    held, attempts = dict[Heads, CheckedPlan](), count(0)

    def holds(factor: float) -> bool:
        step = search.step_of(factor, task.way)
        if step is None or not step.holds:
            return False
        heads = step.plan.heads
        if heads not in held:
            held[heads] = check_on_fresh(task, step.plan, next(attempts), check)
        search.checked(heads, held[heads].holds)
        return held[heads].holds

    task.say("requirements by closed forms")
    with task.until.ends():
        search.try_requirements(task.way)
        least_holding_factor(holds, FACTORS)
    good = [step for step in search.steps if step.checked]
    if good:
        stopped = task.until.seconds_if_over
        outcome = outcome_of(task, "feasible", held[good[0].plan.heads], None)
        return replace(outcome, stopped_after=stopped)
    open_ones = [step.plan for step in search.steps if step.holds and step.checked is None]
    if task.until.is_over and open_ones:
        return unchecked(StaffingOutcome(task.choice, task.method, "time_limit", plan=open_ones[0]), task)
    return StaffingOutcome(task.choice, task.method, "time_limit", NOTHING[task.method])


def _by_promises(task: Task, search: LevelSearch, check: int) -> StaffingOutcome:
    """The cheapest plan of a search by levels that holds on so many fresh replications; where one does not, others are tried."""
    choice, method, until = task.choice, task.method, task.until
    task.say("levels by closed forms, and simulation")
    with until.ends():
        search.rounds(until)
        _try_neighbours(task, search)
    for attempt in range(ATTEMPTS):
        best = search.best
        if best is None and (until.is_over or not search.tried):
            break
        if best is None:
            with until.ends():
                search.more(until)
            continue
        held = check_on_fresh_in_time(task, best.plan, attempt, check)
        if held is None:
            return unchecked(StaffingOutcome(choice, method, "time_limit", plan=best.plan), task)
        if held.holds:
            return _feasible(task, search, held, attempt)
        search.fell_short(best, held.result)
        if until.is_over:
            break
        task.say("plans with more in hand")
        with until.ends():
            search.more(until)
    if search.holds_any or until.is_over:
        return StaffingOutcome(choice, method, "time_limit", NOTHING[method])
    return _without_a_plan(task, search)


def _try_neighbours(task: Task, search: LevelSearch) -> None:
    """Plans next to the best, where few numbers are chosen."""
    if are_few(task.choice) and search.tried:
        task.say("plans next to the best")
        through = try_neighbours(search, task.choice, len(search.replications), task.until)
        search.cut_short |= not through


def _without_a_plan(task: Task, search: LevelSearch) -> StaffingOutcome:
    """Whether there can be a plan at all."""
    task.say("most heads everywhere")
    reason = ""
    with task.until.ends():
        trials = Trials(task.choice, search.replications, task.seed, task.workers)
        reason = nobody_can_hold(task.choice, trials)
    if reason and more_heads_never_hurt(task.choice):
        return StaffingOutcome(task.choice, task.method, "infeasible", reason)
    said = none_was_found(reason) if reason else NOTHING[task.method]
    return StaffingOutcome(task.choice, task.method, "time_limit", said)


def _feasible(task: Task, search: LevelSearch, held: CheckedPlan, attempt: int) -> StaffingOutcome:
    """The outcome with a plan that held on fresh replications, or the cheapest one next to it that does."""
    fewer: OneFewer | None = None
    with task.until.ends():
        if are_few(task.choice):
            held, attempt = _cheaper(task, search, held, attempt)
        for better in pruned(task, search, held, attempt):
            held, fewer = better
    stopped = task.until.seconds if search.cut_short else task.until.seconds_if_over
    return replace(outcome_of(task, "feasible", held, fewer), stopped_after=stopped)


def _cheaper(task: Task, search: LevelSearch, held: CheckedPlan, attempt: int) -> tuple[CheckedPlan, int]:
    """The cheapest of some plans that held in the search, if only barely, and hold on fresh replications, too; with the number of the last
    check."""
    barely = [each.plan for each in search.tried if each.holds and each.plan.cost < held.plan.cost]
    for plan in sorted(barely, key=lambda plan: plan.cost)[:ATTEMPTS]:
        attempt += 1
        other = check_on_fresh(task, plan, attempt, len(held.fresh))
        if other.holds and other.plan.cost < held.plan.cost:
            return other, attempt
    return held, attempt
