"""A plan of many halls, each staffed on its own."""

from __future__ import annotations

from typing import Literal

from optimize.cuts.search import SMALL, Search
from optimize.outcome import IN_TIME, StaffingOutcome
from optimize.sites.selection import cheaper_selection, cheapest_selection, select_in_rounds
from optimize.sites.trials import SiteTrials
from optimize.staff_by_cuts import without_plan
from optimize.task import Task
from optimize.trials import Trials


def staff_by_site(halls: SiteTrials, task: Task) -> StaffingOutcome:
    """The best plan of halls that nothing but totals and money couples; what is known of them already is not tried again. Where the
    search is broken off, the cheapest of what was tried."""
    choice, is_through, plan, bound = halls.choice, False, None, 0.0
    trials = Trials(choice, halls.replications, halls.seed, halls.workers)
    task.say("hall by hall")
    with task.until.ends():
        plan, is_through = select_in_rounds(halls), True
    with task.until.last.ends():
        plan = plan if is_through else cheaper_selection(halls, cheapest_selection(halls))
        bound = halls.bound()
    trials.parts = halls.tried()
    trials.simulated = sum(len(known) for known in trials.parts)
    trials.guard = halls.guard
    search = Search(choice, trials, plan, rises=halls.rises(), bound=bound)
    if plan is None and search.bound == float("inf"):
        return without_plan(search)
    if plan is None:
        reason = "no plan was found among the staffings tried hall by hall: look at the bounds, the total, and targets that compare halls"
        reason = reason if is_through else IN_TIME
        return StaffingOutcome(choice, "cuts", "time_limit", reason, search=search)
    trials.known[plan.heads] = halls.slacks(plan.heads)
    compared, is_least = search.compared, search.bound >= plan.cost * (1 - SMALL)
    status: Literal["optimal", "feasible"] = "optimal" if is_least and not compared[1] else "feasible"
    stopped = None if is_through else task.until.seconds_if_over
    return StaffingOutcome(
        choice, "cuts", status, "", plan, search=search, stopped_after=stopped, compared=compared
    )
