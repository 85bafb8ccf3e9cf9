"""What a search for a plan ends with, and how that of each policy ended where one of several was chosen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from optimize.abandonment_guard import MEASURE as LOST
from optimize.abandonment_guard import Guard
from optimize.allocation import Allocation
from optimize.cuts.search import Search
from optimize.levels.one_person_fewer import OneFewer
from optimize.levels.search import LevelSearch
from optimize.plans.choice import Choice
from optimize.plans.plan import PLAN, Plan
from optimize.requirements.counter_requirements import Requirement
from optimize.task import Method
from optimize.two_step.two_step import TwoStep
from sim.results.result import Result

PlanStatus = Literal["optimal", "feasible", "infeasible", "time_limit", "dearer"]
Assumed = Literal["heads", "calls", "waits", "halls", "all"]

IN_TIME = "no plan was found in time: give it longer"
"""The reason where a search was broken off before it had any."""


class CannotStaff(ValueError):
    """The scenario does not say what a plan needs; nothing was simulated."""


@dataclass(frozen=True)
class Alternative:
    """A policy with the cheapest plan under it.

    Attributes
    ----------
    policy : str
        Its name.
    status : str
        As of a search, or ``dearer`` where none was needed: by its rules alone any plan costs more than that of another policy.
    reason : str
        In words, where there is no plan.
    cost : float or None
        Of its plan, in yuan over the horizon; None without one.
    bound : float
        What no plan under it costs less than; zero where that is not known, infinite where no plan holds.
    assumed : str or None
        Under what the bound is right; None where it is that of the rules alone, or there is none.
    """

    policy: str
    status: PlanStatus
    reason: str
    cost: float | None
    bound: float
    assumed: Assumed | None

    @property
    def gap(self) -> float | None:
        """How much cheaper another plan under it could be at most, as a share of the cost; None where that is not known."""
        return (self.cost - self.bound) / self.cost if self.cost and self.bound else None


@dataclass(frozen=True)
class StaffingOutcome:
    """What the search ended with.

    Attributes
    ----------
    choice : Choice
        What was chosen.
    method : str
        ``cuts``, ``two-step`` or ``share-out``.
    status : str
        ``optimal`` (on the replications of the search nothing cheaper holds, under what is `assumed`, which was not seen to fail),
        ``feasible``, ``infeasible``, ``time_limit`` where the effort ended before a plan was found, or ``dearer`` where no plan can
        be as cheap as that of another policy.
    reason : str
        In words, where there is no plan.
    plan : Plan or None
        The plan.
    check : Result or None
        Every measure under the plan, on fresh replications.
    search : Search or None
        What was learnt.
    steps : list of TwoStep
        Two-step plans by caution.
    fewer : list of (Plan, bool)
        The plan with one person fewer, each with whether it holds on fresh replications.
    fresh : range
        Numbers of the replications of the check.
    least : float
        What the work alone costs, that no plan can do without (see `work_bound` and `hall_work`).
    least_assumes : str
        Under what that is right.
    levels : LevelSearch or None
        What was tried of a large call centre.
    needs : list of Requirement
        What simulation requires of each interval, where a plan by requirements covers that.
    one_fewer : OneFewer or None
        Which plans of a large call centre with one person fewer were tried, and which not; `fewer` has these.
    shared : Allocation or None
        What is waited, where heads were shared out and no targets were looked at.
    alternatives : tuple of Alternative
        The policies among which this one was chosen; status and bound are then those of the choice. Empty without a choice.
    stopped_after : float or None
        Seconds of the time limit, where that ended a search that has a plan; None where the search came to its own end.
    compared : tuple of int
        How often a staffing that held in the search was compared with one with more heads, and how often that one did not hold.
    has_all : bool
        Whether every plan that the rules allow was tried.
    struck_out : tuple of Plan
        Plans that held in the search and fell short of their check: what is said of the plans that hold there, is said of the others.
    """

    choice: Choice
    method: Method
    status: PlanStatus
    reason: str = ""
    plan: Plan | None = None
    check: Result | None = None
    search: Search | None = None
    steps: list[TwoStep] = field(default_factory=list)
    fewer: list[tuple[Plan, bool]] = field(default_factory=list)
    fresh: range = range(0)
    least: float = 0.0
    least_assumes: Literal["calls", "waits"] = "calls"
    levels: LevelSearch | None = None
    needs: list[Requirement] = field(default_factory=list)
    one_fewer: OneFewer | None = None
    shared: Allocation | None = None
    alternatives: tuple[Alternative, ...] = ()
    stopped_after: float | None = None
    compared: tuple[int, int] = (0, 0)
    has_all: bool = False
    struck_out: tuple[Plan, ...] = ()

    @property
    def as_policy(self) -> Result | None:
        """The check, with the plan as the name of its policy."""
        return self.check and replace(self.check, scenario=self.check.scenario.replace({}, PLAN))

    @property
    def is_checked(self) -> bool:
        """Whether there is a plan that was checked: where a search is broken off, its plan may be known from the search alone."""
        return self.plan is not None and self.status != "time_limit"

    @property
    def guard(self) -> Guard:
        """What the plan may lose of the contacts of each hall; of none where nothing was searched."""
        return self.search.trials.guard if self.search else Guard({})

    @property
    def lost(self) -> dict[str, tuple[float, float]]:
        """By hall, what share of its contacts the plan loses in its check, and may lose: where that is more than half as much."""
        if self.check is None:
            return {}
        found = {
            hall: (self.check.estimate(LOST, f"hall:{hall}").mean, most)
            for hall, most in self.guard.most.items()
        }
        return {hall: (share, most) for hall, (share, most) in found.items() if share > most / 2}

    @property
    def bound(self) -> float:
        """What no plan costs less than, whatever the policy: by the work alone, or if more heads never hurt, and that was not seen
        to fail."""
        bound = max(self.least, self._searched)
        bound = min((each.bound for each in self.alternatives), default=bound)
        return min(bound, self.plan.cost) if self.plan else bound

    @property
    def is_bounded(self) -> bool:
        """Whether it is known that plans which hold cost something at least."""
        return self.shared is None and 0 < self.bound < float("inf")

    @property
    def gap(self) -> float | None:
        """How much cheaper another plan could be at most, as a share of the cost; None where that is not known."""
        if self.plan is None or not self.is_bounded:
            return None
        return (self.plan.cost - self.bound) / self.plan.cost

    @property
    def assumed(self) -> Assumed:
        """Under what the bound is right: more heads never hurt, what is said of the work of calls or of halls, or that all plans were tried."""
        if self.alternatives:
            return min(self.alternatives, key=lambda each: each.bound).assumed or "heads"
        if self.levels:
            return self.least_assumes
        if self.has_all:
            return "all"
        return "halls" if self.search and self.least > self._searched else "heads"

    @property
    def is_refuted(self) -> bool:
        """Whether more heads were seen to break a target, so that no bound can rest on it that they never do."""
        return self.compared[1] > 0

    @property
    def _searched(self) -> float:
        """The bound of the search, if what it rests on was not seen to fail."""
        return 0.0 if self.search is None or self.is_refuted else self.search.bound
