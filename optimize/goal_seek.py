"""The best value of one measure for at most so many yuan: least-cost searches under a threshold on it, which closes in on the best.

A least-cost search says what a threshold costs at least; so a threshold that no plan within the budget holds bounds the measure. The threshold
halves what lies between the best value found and that of the most heads. At last anything better than the best is asked for: where no plan
within the budget holds that, the best is proven. Where it is not, plans next to the best are tried, such as those that spend what is left of the
budget, and after each that is better anything better still is asked for, until nothing is found or the time is over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from optimize.bounds.bound import Assumed
from optimize.cuts.search import Search
from optimize.deadline import Deadline
from optimize.goal import (
    Ended,
    GoalFound,
    GoalPoint,
    front,
    is_better,
    just_better,
    loosest,
    value_of,
    with_threshold,
)
from optimize.goal_climb import Climb
from optimize.infeasibility import most_heads
from optimize.outcome import IN_TIME, StaffingOutcome
from optimize.plans.plan import Plan
from optimize.search import Proposer, search
from optimize.simulation import Heads
from optimize.slacks import slacks_of
from optimize.task import Task
from optimize.verify.check import CheckedPlan
from optimize.verify.one_person_fewer import Guide
from sim.scenario import Scenario
from sim.scenario.staffing import Goal

HALVINGS = 7
"""Halvings of the way to the value of the most heads (assumed: less than a hundredth of it is left then)."""

HALVINGS_IF_DEAR = 3
"""The same where a search takes minutes (assumed)."""

MOST_PROOFS = 40
"""Searches for anything better than the best, each of which may find something (assumed)."""

WITHIN = (0.25, 0.5, 0.75)
"""Thresholds of the frontier: shares of the way from the cheapest plan's value to the best within the budget (assumed)."""

BEYOND = (1 / 3, 2 / 3)
"""The same from there to the value of the most heads, whatever that costs (assumed)."""

FOR_SEEKING = 0.85
"""Share of the time in which a plan is sought (assumed: the rest is for what other values cost, or for another plan if that one falls short)."""

FOR_STEP = 0.35
"""Share of what is left of that which one search has, unless it ends without a plan that must be there (assumed: the first finds most of
what there is to find)."""

ProposerFor = Callable[[Task], Proposer]
"""Makes the proposer of a task without a goal."""


@dataclass
class Sought:
    """What is known of the best value of a goal.

    Attributes
    ----------
    goal : Goal
        The goal.
    best : StaffingOutcome
        With the plan under which it is best.
    value : float
        That value.
    bound : float or None
        No plan within the budget has a better value; None where that is not known.
    assumed : str or None
        Under what the bound is right.
    tops : dict
        By its heads each plan that was found best of those next to it, and whether all with one person more were tried.
    """

    goal: Goal
    best: StaffingOutcome
    value: float
    bound: float | None = None
    assumed: Assumed | None = None
    tops: dict[Heads, bool] = field(default_factory=dict)

    def learn(self, found: StaffingOutcome, threshold: float, value: float) -> None:
        """Learn from a search under a threshold: its plan, with the value of the goal, or that there is none."""
        if found.plan:
            self.take(found, value)
        elif found.status == "infeasible" or found.bound.cost == float("inf"):
            self.bound, self.assumed = threshold, found.bound.assumed or self.best.bound.assumed

    def take(self, found: StaffingOutcome, value: float) -> None:
        """Take a plan for the best; a bound that it contradicts is none."""
        self.best, self.value = found, value
        if self.bound is not None and is_better(self.goal, value, self.bound):
            self.bound = self.assumed = None

    @property
    def plan(self) -> Plan:
        """The best plan."""
        assert self.best.plan is not None
        return self.best.plan

    @property
    def is_proven(self) -> bool:
        """Whether no value is better."""
        return self.bound == self.value


def seek(task: Task, proposer_for: ProposerFor) -> StaffingOutcome:
    """The plan within the budget under which the goal is best, checked, and the frontier between cost and goal."""
    seeking = GoalSeek(task, proposer_for)
    outcome = search(task, seeking)
    if outcome.record.goal is None or not outcome.is_checked:
        return outcome
    task.say("what other values of the goal cost")
    with task.until.ends():
        seeking.look_around(outcome.record.goal.value)
    points = front(seeking.goal, seeking.points)
    return outcome.with_record(goal=replace(outcome.record.goal, frontier=points))


@dataclass
class GoalSeek:
    """Proposes the plan with the best value of the goal on the replications of the search.

    Attributes
    ----------
    task : Task
        What is asked for, with a goal and its budget.
    proposer_for : callable
        Makes who proposes the cheapest plan under a threshold.
    failed : list of CheckedPlan
        Plans that fell short of their check.
    points : list of GoalPoint
        The plans found under the thresholds tried, the cheapest that holds the targets first.
    """

    task: Task
    proposer_for: ProposerFor
    failed: list[CheckedPlan] = field(default_factory=list)
    points: list[GoalPoint] = field(default_factory=list)
    guide = Guide()

    def __post_init__(self) -> None:
        staffing = self.task.choice.scenario.staffing
        assert staffing is not None
        assert staffing.goal is not None
        assert staffing.budget is not None
        self.goal, self.budget = staffing.goal, staffing.budget
        self._ideal, self._check = float("nan"), self.task.effort.check
        self._until = self.task.until

    @property
    def check(self) -> int:
        """Replications of a check: as many as those who propose the plans ask for."""
        return self._check

    def propose(self, _attempt: int) -> StaffingOutcome:
        """As the loop asks for it."""
        self.points, self._until = [], self.task.until.part(FOR_SEEKING)
        first = self._patiently(loosest(self.goal))
        if first.plan is None:
            return replace(first, choice=self.task.choice).with_record(search=None, proposals=())
        sought, count = Sought(self.goal, first, self.points[-1].value), first.record.replications
        self._ideal = sought.value
        with self._until.ends():
            fullest = self.task.simulation(range(count)).with_heads(most_heads(self.task.choice))
            self._ideal = self._value(fullest, count)
        self._seek(sought)
        return self._outcome(sought)

    def _seek(self, sought: Sought) -> None:
        """Make the best value better, until that is proven, nothing better is found, or the time is over."""
        if self.task.effort.is_dear:
            self._climb(sought)
        self._halve(sought)
        while not self._until.is_over:
            before = sought.value
            self._prove(sought)
            if sought.is_proven:
                return
            self._climb(sought)
            if sought.value == before:
                return

    def fell_short(self, held: CheckedPlan) -> None:
        """Not propose a plan again."""
        self.failed.append(held)

    def settled(self, outcome: StaffingOutcome) -> tuple[StaffingOutcome, None]:
        """As it is: what is proven of a goal is a bound of its value, and not of the cost."""
        return outcome, None

    def improved(self, held: CheckedPlan, attempt: int) -> tuple[CheckedPlan, int]:
        """The same plan."""
        return held, attempt

    def look_around(self, value: float) -> None:
        """Find the cheapest plans for some values between that of the cheapest plan and the best, and beyond the budget."""
        first = self.points[0].value
        wanted = [first + share * (value - first) for share in WITHIN if value != first]
        if is_better(self.goal, self._ideal, value):
            wanted += [value + share * (self._ideal - value) for share in BEYOND]
        for threshold in wanted:
            if not self.task.until.is_over:
                self._cheapest(threshold, self.task.until.part(FOR_STEP), limited=False)

    def _halve(self, sought: Sought) -> None:
        """Halve what lies between the best value and the ideal."""
        ideal = self._ideal
        for _ in range(HALVINGS_IF_DEAR if self.task.effort.is_dear else HALVINGS):
            if self._until.is_over or not is_better(self.goal, ideal, sought.value):
                return
            middle = (ideal + sought.value) / 2
            found = self._cheapest(middle, self._until.part(FOR_STEP))
            sought.learn(found, middle, self.points[-1].value)
            ideal = ideal if found.plan else middle

    def _prove(self, sought: Sought) -> None:
        """Ask for anything better than the best, until there is nothing; not where searches take minutes and prove nothing, unless there is
        a time limit, and time left."""
        if self.task.effort.is_dear and sought.bound is None and self._until.seconds is None:
            return
        for _ in range(MOST_PROOFS):
            threshold = just_better(self.goal, sought.value)
            if threshold is None:
                sought.bound = sought.value
            if threshold is None or self._until.is_over:
                return
            found = self._patiently(threshold)
            sought.learn(found, sought.value, self.points[-1].value)
            if found.plan is None:
                return

    def _climb(self, sought: Sought) -> None:
        """Go to better plans next to the best."""
        if sought.plan.heads in sought.tops or self._until.is_over:
            return
        self.task.say("plans next to the best")
        choice, count = self.task.choice, sought.best.record.replications
        scenario = with_threshold(choice.scenario, self.goal, loosest(self.goal))
        failed = {held.plan.heads: self._under(held, loosest(self.goal)).slacks for held in self.failed}
        simulation = replace(self.task.simulation(range(count)), choice=replace(choice, scenario=scenario))
        climb = Climb(simulation, self.goal, sought.plan, failed, self._until)
        with self._until.ends():
            climb.go_up()
        if climb.plan.heads != sought.plan.heads:
            with self.task.until.ends():
                value = self._value(self.task.simulation(range(count)).with_plan(climb.plan), count)
                self.points.append(GoalPoint(value, climb.plan.cost))
                sought.take(replace(sought.best, plan=climb.plan), value)
        sought.tops[sought.plan.heads] = climb.is_through

    def _patiently(self, threshold: float) -> StaffingOutcome:
        """The cheapest plan found under a threshold, with all the time that is left where a part of it was not enough."""
        part = self._until.part(FOR_STEP)
        found = self._cheapest(threshold, part)
        short = found.plan is None and found.status == "time_limit" and part.is_over
        return self._cheapest(threshold, self._until) if short and not self._until.is_over else found

    def _cheapest(self, threshold: float, until: Deadline, limited: bool = True) -> StaffingOutcome:
        """The cheapest plan found under a threshold, within the budget or not; a point of the frontier from then on."""
        choice = self.task.choice
        scenario = with_threshold(choice.scenario, self.goal, threshold, limited)
        proposer = self.proposer_for(
            replace(self.task, choice=replace(choice, scenario=scenario), until=until)
        )
        self._check = proposer.check
        for held in self.failed:
            proposer.fell_short(self._under(held, threshold))
        found = proposer.propose(0)
        if found.plan is None:
            return found
        count = found.record.replications
        with self.task.until.ends():
            value = self._value(self.task.simulation(range(count)).with_plan(found.plan), count)
            self.points.append(GoalPoint(value, found.plan.cost))
            return found
        return replace(found, plan=None, status="time_limit", reason=IN_TIME)

    def _value(self, scenario: Scenario, replications: int) -> float:
        """The goal under some staffing, on replications of the search."""
        only = frozenset({(self.goal.measure, self.goal.scope.partition(":")[0])})
        (result,) = self.task.simulation(range(replications)).of_variants([scenario], only)
        return value_of(self.goal, result)

    def _under(self, held: CheckedPlan, threshold: float) -> CheckedPlan:
        """A check as one under a threshold on the goal, which is the last of the targets."""
        scenario = with_threshold(held.result.scenario, self.goal, threshold)
        result, count = replace(held.result, scenario=scenario), len(scenario.targets) - 1
        slacks = np.insert(held.slacks, count, slacks_of(result)[-1])
        return replace(held, result=result, slacks=slacks)

    def _outcome(self, sought: Sought) -> StaffingOutcome:
        """The outcome with the best plan, as one of the task."""
        best, task, ended = sought.best, self.task, self._ended(sought)
        is_proven = ended == "proven" and not best.record.is_refuted
        found = GoalFound(self.goal, self.budget, sought.value, sought.bound, sought.assumed, ended=ended)
        kept = best.record.search if isinstance(best.record.search, Search) else None
        stopped = task.until.seconds if ended == "time" else None
        record = replace(best.record, goal=found, search=kept, proposals=(), stopped_after=stopped)
        return StaffingOutcome(
            task.choice, "optimal" if is_proven else "feasible", plan=best.plan, record=record
        )

    def _ended(self, sought: Sought) -> Ended:
        """How the search ended."""
        if sought.is_proven:
            return "proven"
        if self._until.is_over:
            return "time"
        return "tried" if sought.tops.get(sought.plan.heads) else "effort"
