"""A plan of a large call centre by levels, checked."""

from __future__ import annotations

from collections.abc import Callable

from optimize.check import ATTEMPTS, fresh_replications
from optimize.deadline import Deadline
from optimize.effort import Effort
from optimize.level_search import LevelSearch, with_calls
from optimize.outcome import Method, Outcome
from optimize.program import Choice
from optimize.stretches import changes_of
from optimize.work_bound import work_bound
from sim.candidates import evaluate
from sim.experiment import contacts_of

CALLS = 2_200_000.0
"""Contacts simulated of a plan of a large call centre (assumed: a week of 500,000 then has four replications)."""

FEWEST = 4
"""Replications of such a plan at least, and checks have twice as many (assumed)."""


def by_levels(
    choice: Choice,
    method: Method,
    effort: Effort,
    seed: int,
    workers: int,
    say: Callable[[str], None],
    until: Deadline,
) -> Outcome:
    """A plan of a large call centre, or of one where answered calls are paid; checked."""
    count = max(FEWEST, min(effort.search, int(CALLS / contacts_of(choice.scenario))))
    check = min(effort.check, 2 * count)
    search = LevelSearch(choice, range(count), seed, workers, check)
    if method == "two-step":
        say("requirements by closed forms")
        search.try_requirements()
    else:
        say("levels by closed forms, and simulation")
        search.rounds(until)
    for attempt in range(ATTEMPTS):
        best = search.best
        if best is None and (until.is_over or method == "two-step" or not search.kept):
            break
        if best is None:
            search.more(until)
            continue
        say("check on fresh replications")
        fresh = fresh_replications(attempt, check)
        changes = changes_of(choice.scenario, choice.places, best.plan.heads)
        result, before = evaluate(choice.scenario, [changes, {}], fresh, seed, workers=workers)
        if all(verdict.holds for verdict in result.verdicts()):
            plan = with_calls(best.plan, result)
            least = work_bound(choice, until)
            return Outcome(
                choice,
                method,
                "feasible",
                plan=plan,
                check=result,
                steps=search.steps,
                fresh=fresh,
                before=before,
                least=least,
                levels=search,
            )
        if until.is_over or method == "two-step":
            break
        say("plans with more in hand")
        search.fell_short(best, result, until)
    said = "no plan was found that holds: give it longer, or look at the bounds"
    return Outcome(choice, method, "time_limit", said, steps=search.steps)
