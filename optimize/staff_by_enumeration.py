"""A plan of a small call centre found by trying every one: where nothing can be relied on, and plans are few.

Targets that compare lines, and calls that are paid one by one, leave no order among staffings: more heads may break a target, and a dearer
schedule may be the cheaper plan. So all plans that the rules allow are simulated, from the cheapest schedule on, until none that is left can
be cheaper than the best that holds. Where more heads never break a target, a plan that falls short rules out all with nowhere more heads, and
longer lists can be gone through: what is left below the best, from the dearest schedule on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from math import prod

import numpy as np

from optimize.bounds.bound import Bound
from optimize.deadline import Deadline
from optimize.infeasibility import nobody_can_hold
from optimize.levels.calibration import SimulatedPlan
from optimize.levels.search import LevelSearch
from optimize.oracle import Oracle, broken_pairs
from optimize.outcome import IN_TIME, Record, StaffingOutcome
from optimize.plans.choice import Choice
from optimize.plans.plan import Plan, StaffingRules
from optimize.simulation import Heads, Simulation, can_be_run
from optimize.target_checks import more_heads_never_hurt
from optimize.task import Task
from optimize.verify.check import CheckedPlan
from optimize.verify.one_person_fewer import Guide
from sim.running.experiment import contacts_of

MOST = 1_000
"""Plans up to which all are tried (assumed)."""

MOST_RULED_OUT = 100_000
"""Plans up to which they are listed where one that falls short rules out others (assumed)."""

CONTACTS = 4_000_000.0
"""Contacts simulated for all of them, at most (assumed: some seconds)."""

CONTACTS_OF_LONG = 40_000_000.0
"""The same of a long list, where no time limit says when to end (assumed: some half a minute of two cores)."""

AT_ONCE = 64
"""Plans simulated in one call (assumed)."""


def enumerate_plans(task: Task) -> list[Plan]:
    """All plans that the rules allow, from the cheapest schedule on; none where they are too many to be tried."""
    few = min(MOST, CONTACTS / task.effort.search / contacts_of(task.choice.scenario))
    return _listed(task.choice) if _count(task.choice) <= few else []


def listing(task: Task) -> Listing | None:
    """Who proposes plans for a call centre of which all plans can be listed; None where they are too many."""
    plans = enumerate_plans(task)
    if plans:
        return Listing(task, plans)
    by_heads = not any(
        shift.kind for shift in task.choice.shifts
    )  # otherwise the same heads may cost more or less
    is_long = by_heads and _count(task.choice) <= MOST_RULED_OUT and more_heads_never_hurt(task.choice)
    return Listing(task, _listed(task.choice), is_long) if is_long and not task.effort.is_dear else None


def _count(choice: Choice) -> int:
    """How many plans there are at most."""
    return prod(each + 1 for each in _most(choice))


def _most(choice: Choice) -> list[int]:
    """Most people on each shift."""
    return [min(choice.bounds(index)[1] for index in shift.covers) for shift in choice.shifts]


def _listed(choice: Choice) -> list[Plan]:
    """All plans that the rules allow, from the cheapest schedule on."""
    plans = map(StaffingRules(choice).plan, product(*(range(each + 1) for each in _most(choice))))
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
    is_long : bool
        Whether one that falls short rules out others.
    failed : set
        Staffings that fell short of their check.
    levels : LevelSearch
        What was tried.
    promised : list of SimulatedPlan
        Those of it that a search by levels proposed, with which a long list begins.
    """

    task: Task
    plans: Sequence[Plan]
    is_long: bool = False
    failed: set[Heads] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.promised: list[SimulatedPlan] = []
        task, count = self.task, self.task.effort.search
        self.levels = LevelSearch(task.simulation(range(count), count))

    @property
    def guide(self) -> Guide:
        """What targets ask for that closed forms know."""
        return Guide(self.levels.levels, self.levels.guided)

    @property
    def check(self) -> int:
        """Replications of a check."""
        return self.task.effort.check

    def propose(self, _attempt: int) -> StaffingOutcome:
        """As the loop asks for it."""
        task, is_through = self.task, False
        task.say("every plan that the rules allow")
        with task.until.ends():
            is_through = self._tried()
        best = _cheapest(self.levels, self.failed)
        if best is None:
            return _without_a_plan(task, self.levels.simulation, is_through)
        compared = self._compared()
        record = Record(task.method, replications=task.effort.search, compared=compared)
        if is_through and not compared[1]:
            bound = Bound(best.plan.cost, "heads" if self.is_long else "all")
            return StaffingOutcome(task.choice, "optimal", plan=best.plan, bound=bound, record=record)
        record = replace(record, stopped_after=task.until.seconds_if_over)
        return StaffingOutcome(task.choice, "feasible", plan=best.plan, record=record)

    def fell_short(self, held: CheckedPlan) -> None:
        """Propose the next one."""
        self.failed.add(held.plan.heads)

    def improved(self, held: CheckedPlan, attempt: int) -> tuple[CheckedPlan, int]:
        """The same plan."""
        return held, attempt

    def settled(self, outcome: StaffingOutcome) -> tuple[StaffingOutcome, None]:
        """The same outcome: of all other plans it is known whether they hold in the search."""
        return outcome, None

    def _tried(self) -> bool:
        """Simulate plans; whether none that is left can be cheaper than the cheapest that holds."""
        if not self.is_long:
            return _simulated(self.levels, self.plans, self.failed)
        if not self.levels.tried:
            self.levels.rounds(self.task.until)
            self.promised = list(self.levels.tried)
        return _ruled_out(self.levels, self.plans, self.failed, self.task.until)

    def _compared(self) -> tuple[int, int]:
        """How often a staffing that holds was compared with one with more heads, and how often that one does not hold; none where nothing rests on it."""
        known = {each.plan.heads: each.slacks for each in self.levels.tried}
        return broken_pairs(known) if self.is_long else (0, 0)


def _ruled_out(
    search: LevelSearch, plans: Sequence[Plan], fell_short: Collection[Heads], until: Deadline
) -> bool:
    """Simulate what may be cheaper than the cheapest that holds, from the dearest schedule on, and leave out whatever has nowhere more heads than one that
    falls short; whether that came to its end."""
    heads, cost = np.array([plan.heads for plan in plans]), np.array([plan.schedule for plan in plans])
    is_open, known = np.ones(len(plans), dtype=np.bool_), set[Heads]()
    each = len(search.replications) * contacts_of(search.choice.scenario)
    while not until.is_over:
        for tried in search.tried:
            if tried.plan.heads not in known:
                known.add(tried.plan.heads)
                above = (heads > tried.plan.heads).any(axis=1)
                is_open &= above if not tried.holds else (heads != tried.plan.heads).any(axis=1)
        best = _cheapest(search, fell_short)
        rest = np.flatnonzero(is_open & (cost < best.plan.cost) if best else is_open)
        if not len(rest):
            return True
        if until.left() is None and len(search.tried) * each >= CONTACTS_OF_LONG:
            return False
        search.offer_all([plans[number] for number in rest[-AT_ONCE:]])
    return False


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
        reason = (
            IN_TIME
            if task.until.is_over
            else "none of the plans tried holds the targets, and not all could be tried: give it a time limit of some minutes"
        )
        return StaffingOutcome(task.choice, "time_limit", reason, record=Record(task.method))
    reason = nobody_can_hold(task.choice, Oracle(simulation))
    reason = reason or "none of the plans that keep all rules holds the targets"
    return StaffingOutcome(task.choice, "infeasible", reason)
