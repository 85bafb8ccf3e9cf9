"""A plan of a small call centre found by trying every one: where nothing can be relied on, and plans are few.

Targets that compare lines, and calls that are paid one by one, leave no order among staffings: more heads may break a target, and a dearer
schedule may be the cheaper plan. So all plans that the rules allow are simulated, from the cheapest schedule on, until none that is left can
be cheaper than the best that holds.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import product
from math import prod

from optimize.bounds.bound import Bound
from optimize.handing_out import handed_out, unchecked
from optimize.infeasibility import nobody_can_hold
from optimize.levels.calibration import SimulatedPlan
from optimize.levels.search import LevelSearch
from optimize.oracle import Oracle
from optimize.outcome import IN_TIME, Record, StaffingOutcome
from optimize.plans.plan import Plan, StaffingRules
from optimize.proposal import Proposal
from optimize.simulation import Heads, Simulation, can_be_run
from optimize.task import Task
from optimize.verify.check import ATTEMPTS, check_on_fresh_in_time
from optimize.verify.one_person_fewer import Guide
from sim.running.experiment import contacts_of

MOST = 1_000
"""Plans up to which all are tried (assumed)."""

CONTACTS = 4_000_000.0
"""Contacts simulated for all of them, at most (assumed: some seconds)."""

AT_ONCE = 64
"""Plans simulated in one call (assumed)."""

FELL_SHORT = (
    "no plan held both in the search and in its check on fresh replications: search with more replications"
)


def enumerate_plans(task: Task) -> list[Plan]:
    """All plans that the rules allow, from the cheapest schedule on; none where they are too many to be tried."""
    choice = task.choice
    most = [min(choice.bounds(index)[1] for index in shift.covers) for shift in choice.shifts]
    count = prod(each + 1 for each in most)
    if count > min(MOST, CONTACTS / task.effort.search / contacts_of(choice.scenario)):
        return []
    plans = map(StaffingRules(choice).plan, product(*(range(each + 1) for each in most)))
    return sorted(
        (plan for plan in plans if plan and can_be_run(choice, plan.heads)), key=lambda plan: plan.cost
    )


def staff_by_enumeration(task: Task, plans: Sequence[Plan]) -> StaffingOutcome:
    """The cheapest of some plans that holds, checked on fresh replications; the next one where it does not."""
    choice, effort = task.choice, task.effort
    simulation = Simulation(choice, range(effort.search), task.seed, task.workers, effort.search)
    search = LevelSearch(simulation)
    fell_short = dict[Heads, Plan]()
    task.say("every plan that the rules allow")
    for attempt in range(ATTEMPTS):
        is_through = False
        with task.until.ends():
            is_through = _simulated(search, plans, fell_short)
        best = _cheapest(search, fell_short)
        if best is None:
            return _without_a_plan(task, simulation, is_through, fell_short)
        struck = tuple(Proposal("search", plan, True, False) for plan in fell_short.values())
        found = StaffingOutcome(
            choice, "feasible", plan=best.plan, record=Record(task.method, struck, replications=effort.search)
        )
        held = check_on_fresh_in_time(task, best.plan, attempt, effort.check)
        if held is None:
            return unchecked(found, task)
        if held.holds:
            if is_through:
                found = replace(found, status="optimal", bound=Bound(best.plan.cost, "all"))
            guide = Guide(search.levels, search.guided)
            return handed_out(task, found, held, guide, attempt, stopped=not is_through)
        fell_short[best.plan.heads] = best.plan
    return StaffingOutcome(choice, "time_limit", FELL_SHORT)


def _simulated(search: LevelSearch, plans: Sequence[Plan], fell_short: Collection[Heads]) -> bool:
    """Simulate plans until none that is left can be cheaper than the cheapest that holds; whether that ended, which it does."""
    while rest := [plan for plan in plans if not search.is_known(plan)][:AT_ONCE]:
        best = _cheapest(search, fell_short)
        if best and rest[0].cost >= best.plan.cost:
            break
        search.offer_all(rest)
    return True


def _cheapest(search: LevelSearch, fell_short: Collection[Heads]) -> SimulatedPlan | None:
    """The cheapest of those simulated that holds, and did not fall short of its check."""
    good = [each for each in search.tried if each.holds and each.plan.heads not in fell_short]
    return min(good, key=lambda each: each.plan.cost, default=None)


def _without_a_plan(
    task: Task, simulation: Simulation, is_through: bool, fell_short: Collection[Heads]
) -> StaffingOutcome:
    """Why there is none."""
    if not is_through:
        return StaffingOutcome(task.choice, "time_limit", IN_TIME)
    if fell_short:
        return StaffingOutcome(task.choice, "time_limit", FELL_SHORT)
    reason = nobody_can_hold(task.choice, Oracle(simulation))
    reason = reason or "none of the plans that keep all rules holds the targets"
    return StaffingOutcome(task.choice, "infeasible", reason)
