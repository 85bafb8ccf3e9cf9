"""A plan of a small call centre found by trying every one: where nothing can be relied on, and plans are few.

Targets that compare lines, and calls that are paid one by one, leave no order among staffings: more heads may break a target, and a dearer
schedule may be the cheaper plan. So all plans that the rules allow are simulated, from the cheapest schedule on, until none that is left can
be cheaper than the best that holds.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from math import prod

from optimize.bounds.bound import Bound
from optimize.infeasibility import nobody_can_hold
from optimize.levels.calibration import SimulatedPlan
from optimize.levels.search import LevelSearch
from optimize.oracle import Oracle
from optimize.outcome import IN_TIME, Record, StaffingOutcome
from optimize.plans.plan import Plan, StaffingRules
from optimize.simulation import Heads, Simulation, can_be_run
from optimize.task import Task
from optimize.verify.check import CheckedPlan
from optimize.verify.one_person_fewer import Guide
from sim.running.experiment import contacts_of

MOST = 1_000
"""Plans up to which all are tried (assumed)."""

CONTACTS = 4_000_000.0
"""Contacts simulated for all of them, at most (assumed: some seconds)."""

AT_ONCE = 64
"""Plans simulated in one call (assumed)."""


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


@dataclass
class Listing:
    """Proposes the cheapest of some plans that holds, then the next one.

    Attributes
    ----------
    task : Task
        What is asked for.
    plans : sequence of Plan
        All that the rules allow, from the cheapest schedule on.
    failed : set
        Staffings that fell short of their check.
    """

    task: Task
    plans: Sequence[Plan]
    failed: set[Heads] = field(default_factory=set)

    def __post_init__(self) -> None:
        task, count = self.task, self.task.effort.search
        self._search = LevelSearch(task.simulation(range(count), count))

    @property
    def guide(self) -> Guide:
        """What targets ask for that closed forms know."""
        return Guide(self._search.levels, self._search.guided)

    @property
    def check(self) -> int:
        """Replications of a check."""
        return self.task.effort.check

    def propose(self, _attempt: int) -> StaffingOutcome:
        """As the loop asks for it."""
        task, is_through = self.task, False
        task.say("every plan that the rules allow")
        with task.until.ends():
            is_through = _simulated(self._search, self.plans, self.failed)
        best = _cheapest(self._search, self.failed)
        if best is None:
            return _without_a_plan(task, self._search.simulation, is_through)
        record = Record(task.method, replications=task.effort.search)
        if is_through:
            bound = Bound(best.plan.cost, "all")
            return StaffingOutcome(task.choice, "optimal", plan=best.plan, bound=bound, record=record)
        record = replace(record, stopped_after=task.until.seconds_if_over)
        return StaffingOutcome(task.choice, "feasible", plan=best.plan, record=record)

    def fell_short(self, held: CheckedPlan) -> None:
        """Propose the next one."""
        self.failed.add(held.plan.heads)

    def improved(self, held: CheckedPlan, attempt: int) -> tuple[CheckedPlan, int]:
        """The same plan."""
        return held, attempt

    def settled(self, outcome: StaffingOutcome) -> StaffingOutcome:
        """The same outcome: of all other plans it is known whether they hold in the search."""
        return outcome


def _simulated(search: LevelSearch, plans: Sequence[Plan], fell_short: Collection[Heads]) -> bool:
    """Simulate plans until none that is left can be cheaper than the cheapest that holds; whether that ended, which it does."""
    while rest := [plan for plan in plans if not search.is_known(plan)][:AT_ONCE]:
        best = _cheapest(search, fell_short)
        if best and rest[0].cost >= best.plan.cost:
            break
        search.offer_all(rest)
    return True


def _cheapest(search: LevelSearch, fell_short: Collection[Heads]) -> SimulatedPlan | None:
    """The cheapest of those simulated that holds within the budget, and did not fall short of its check."""
    good = [
        each
        for each in search.tried
        if each.holds and search.choice.affords(each.plan.cost) and each.plan.heads not in fell_short
    ]
    return min(good, key=lambda each: each.plan.cost, default=None)


def _without_a_plan(task: Task, simulation: Simulation, is_through: bool) -> StaffingOutcome:
    """Why there is none."""
    if not is_through:
        return StaffingOutcome(task.choice, "time_limit", IN_TIME)
    reason = nobody_can_hold(task.choice, Oracle(simulation))
    reason = reason or "none of the plans that keep all rules holds the targets"
    return StaffingOutcome(task.choice, "infeasible", reason)
