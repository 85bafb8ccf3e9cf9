"""A plan of many halls, each staffed on its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from optimize.bounds.bound import Bound
from optimize.cuts.search import SMALL, Search
from optimize.oracle import Oracle
from optimize.outcome import IN_TIME, StaffingOutcome
from optimize.plans.plan import Plan
from optimize.sites.oracle import SiteOracle
from optimize.sites.selection import (
    cheaper_selection,
    cheapest_selection,
    optimistic_plan,
    raised_bound,
    select_in_rounds,
)
from optimize.staff_by_cuts import outcome_of, without_plan
from optimize.task import Task
from optimize.verify.check import CheckedPlan
from optimize.verify.one_person_fewer import Guide


@dataclass
class Sites:
    """Proposes the best plan of halls that nothing but totals and money couples; after one that fell short, only those halls are searched again in
    which it did. Where the search is broken off, the cheapest of what was tried.

    Attributes
    ----------
    task : Task
        What is asked for.
    """

    task: Task
    guide = Guide()

    def __post_init__(self) -> None:
        task = self.task
        self._halls = SiteOracle(task.simulation(range(task.effort.search)))

    @property
    def check(self) -> int:
        """Replications of a check."""
        return self.task.effort.check

    def propose(self, _attempt: int) -> StaffingOutcome:
        """As the loop asks for it."""
        return _staffed(self._halls, self.task)

    def fell_short(self, held: CheckedPlan) -> None:
        """Search again where it did."""
        self._halls.strike_out(held.plan.heads, held.slacks)

    def improved(self, held: CheckedPlan, attempt: int) -> tuple[CheckedPlan, int]:
        """The same plan."""
        return held, attempt

    def settled(self, outcome: StaffingOutcome) -> tuple[StaffingOutcome, Plan | None]:
        """The outcome with the bound that its plan leaves: whoever was found not to be needed, makes cheaper plans possible in his hall, and, where he is
        a head of a total, in another one."""
        plan, bound, cheaper = outcome.plan, 0.0, None
        if plan is None or outcome.record.is_refuted:
            return outcome, None
        self.task.say("what no plan costs less than")
        with self.task.until.last.ends():
            bound, cheaper = raised_bound(self._halls, plan)
        is_least = bound >= plan.cost * (1 - SMALL)
        settled = replace(outcome, status="optimal" if is_least else "feasible", bound=Bound(bound, "heads"))
        return settled.with_bounds(), cheaper


def _staffed(halls: SiteOracle, task: Task) -> StaffingOutcome:
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
