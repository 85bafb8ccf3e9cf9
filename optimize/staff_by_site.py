"""A plan of many halls, each staffed on its own."""

from __future__ import annotations

from dataclasses import replace

from optimize.cuts.search import SMALL, Search
from optimize.oracle import Oracle
from optimize.outcome import IN_TIME, StaffingOutcome
from optimize.plans.plan import Plan
from optimize.sites.oracle import SiteOracle
from optimize.sites.selection import (
    cheaper_selection,
    cheapest_selection,
    optimistic_plan,
    select_in_rounds,
)
from optimize.staff_by_cuts import outcome_of, without_plan
from optimize.task import Task


def staff_by_site(halls: SiteOracle, task: Task) -> StaffingOutcome:
    """The best plan of halls that nothing but totals and money couples; what is known of them already is not tried again. Where the
    search is broken off, the cheapest of what was tried."""
    is_through, plan, bound = False, None, 0.0
    task.say("hall by hall")
    with task.until.ends():
        plan, is_through = select_in_rounds(halls), True
    with task.until.last.ends():
        plan = plan if is_through else cheaper_selection(halls, cheapest_selection(halls))
        hope = optimistic_plan(halls)
        bound = hope.cost if hope else float("inf")
    search = _searched(halls, plan, bound)
    found = replace(outcome_of(search), plan=plan)
    if plan is None and bound == float("inf"):
        return without_plan(search)
    if plan is None:
        reason = "no plan was found among the staffings tried hall by hall: look at the bounds, the total, and targets that compare halls"
        return replace(found, status="time_limit", reason=reason if is_through else IN_TIME)
    is_least = bound >= plan.cost * (1 - SMALL) and not search.compared[1]
    found = replace(found, status="optimal" if is_least else "feasible")
    stopped = None if is_through else task.until.seconds_if_over
    return found.with_record(stopped_after=stopped).with_bounds()


def _searched(halls: SiteOracle, plan: Plan | None, bound: float) -> Search:
    """What is known of halls, as a search has it."""
    oracle = Oracle(halls.simulation)
    oracle.parts = halls.tried()
    oracle.simulated = sum(len(known) for known in oracle.parts)
    oracle.guard = halls.guard
    if plan is not None:
        oracle.known[plan.heads] = halls.slacks([plan.heads])[0]
    return Search(halls.choice, oracle, plan, rises=halls.rises(), bound=bound)
