"""A plan of many halls, each staffed on its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from optimize.cuts.search import SMALL, Search
from optimize.many_halls import Halls
from optimize.outcome import Outcome
from optimize.put_together import found_by_halls
from optimize.reasons import nothing_is_left
from optimize.trials import Trials


def by_halls(halls: Halls, say: Callable[[str], None]) -> Outcome:
    """The best plan of halls that nothing but totals and money couples; what is known of them already is not tried again."""
    choice = halls.choice
    trials = Trials(choice, halls.replications, halls.seed, halls.workers)
    say("hall by hall")
    plan = found_by_halls(halls)
    trials.parts = list(halls.known.values())
    trials.simulated = sum(len(known) for known in trials.parts)
    trials.guard = halls.guard
    search = Search(choice, trials, plan, rises=halls.rises(), bound=halls.bound())
    if plan is None and search.bound == float("inf"):
        return Outcome(choice, "cuts", "infeasible", nothing_is_left(choice, search.rises), search=search)
    if plan is None:
        reason = "no plan was found among the staffings tried hall by hall: look at the bounds, the total, and targets that compare halls"
        return Outcome(choice, "cuts", "time_limit", reason, search=search)
    trials.known[plan.heads] = halls.slacks(plan.heads)
    status: Literal["optimal", "feasible"] = (
        "feasible" if search.bound < plan.cost * (1 - SMALL) else "optimal"
    )
    return Outcome(choice, "cuts", status, "", plan, search=search)
