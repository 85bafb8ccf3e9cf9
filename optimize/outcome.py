"""What a search for a plan ends with: the plan, its check, what none costs less than, and the record of who proposed what."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from optimize.abandonment_guard import MEASURE as LOST
from optimize.abandonment_guard import Guard
from optimize.allocation import Allocation
from optimize.bounds.bound import Bound
from optimize.cuts.search import Search
from optimize.goal import GoalFound
from optimize.levels.search import LevelSearch
from optimize.plans.choice import Choice
from optimize.plans.plan import PLAN, Plan
from optimize.proposal import Proposal, Proposer
from optimize.requirements.counter_requirements import Requirement
from optimize.task import Method
from optimize.verify.one_person_fewer import OneFewer
from sim.results.result import Result

PlanStatus = Literal["optimal", "feasible", "infeasible", "time_limit", "not_found", "dearer"]

IN_TIME = "no plan was found in time: give it longer"
"""The reason where a search was broken off before it had any."""


class CannotStaff(ValueError):
    """The scenario does not say what a plan needs; nothing was simulated."""


@dataclass(frozen=True)
class Record:
    """What was done to find a plan.

    Attributes
    ----------
    method : str
        ``cuts``, ``two-step`` or ``share-out``.
    proposals : tuple of Proposal
        Who proposed what, and what simulation said of it.
    search : Search or LevelSearch or None
        What was learnt, for others to go on with.
    replications : int
        Replications of the search; zero where nothing was searched.
    fresh : range
        Numbers of the replications of the check.
    fewer : OneFewer or None
        The plan with one person fewer at a time.
    needs : tuple of Requirement
        What simulation requires of each interval, where a plan by requirements covers that.
    shared : Allocation or None
        What is waited, where heads were shared out and no targets were looked at.
    stopped_after : float or None
        Seconds of the time limit, where that ended a search that has a plan; None where the search came to its own end.
    compared : tuple of int
        How often a staffing that held in the search was compared with one with more heads, and how often that one did not hold.
    goal : GoalFound or None
        What is known of the goal, where the scenario has one.
    checked_guard : Guard or None
        What the plan might lose on the replications of its check; None where it loses so little that this was not asked.
    """

    method: Method = "cuts"
    proposals: tuple[Proposal, ...] = ()
    search: Search | LevelSearch | None = None
    replications: int = 0
    fresh: range = range(0)
    fewer: OneFewer | None = None
    needs: tuple[Requirement, ...] = ()
    shared: Allocation | None = None
    stopped_after: float | None = None
    compared: tuple[int, int] = (0, 0)
    goal: GoalFound | None = None
    checked_guard: Guard | None = None

    def by(self, proposer: Proposer) -> list[Proposal]:
        """What one proposed."""
        return [each for each in self.proposals if each.by == proposer]

    @property
    def found(self) -> Plan | None:
        """The plan that the search found and that held in its check, before anybody was left out, with what it costs in the search."""
        held = [each.plan for each in self.by("search") if each.checked]
        return held[-1] if held else None

    @property
    def struck_out(self) -> list[Plan]:
        """Plans that held in the search and fell short of their check: what is said of the plans that hold there, is said of the others."""
        return [each.plan for each in self.by("search") if each.checked is False]

    @property
    def guard(self) -> Guard:
        """What the plan may lose of the contacts of each hall: in its check or, where that was not asked, in the search; of none where nothing was searched."""
        if self.checked_guard:
            return self.checked_guard
        return self.search.oracle.guard if isinstance(self.search, Search) else Guard({})

    @property
    def has_all(self) -> bool:
        """Whether every plan that the rules allow was tried."""
        return isinstance(self.search, Search) and self.search.has_all

    @property
    def is_refuted(self) -> bool:
        """Whether more heads were seen to break a target, so that no bound can rest on it that they never do."""
        return self.compared[1] > 0


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
    bound : Bound
        What no plan under it costs less than.
    """

    policy: str
    status: PlanStatus
    reason: str
    cost: float | None
    bound: Bound

    @property
    def gap(self) -> float | None:
        """How much cheaper another plan under it could be at most, as a share of the cost; None where that is not known."""
        return self.bound.gap(self.cost)


@dataclass(frozen=True)
class StaffingOutcome:
    """What the search ended with.

    Attributes
    ----------
    choice : Choice
        What was chosen.
    status : str
        ``optimal`` (on the replications of the search nothing cheaper holds, under what is assumed, which was not seen to fail),
        ``feasible``, ``infeasible``, ``time_limit`` where the time ended before a plan was found or checked, ``not_found`` where the search came
        to its end without one and it is not known that there is none, or ``dearer`` where no plan can be as cheap as that of another policy.
    reason : str
        In words, where there is no plan.
    plan : Plan or None
        The plan.
    check : Result or None
        Every measure under the plan, on fresh replications.
    bound : Bound
        What no plan that holds costs less than, whatever the policy; never above the plan.
    record : Record
        Who proposed what, and what simulation said of it.
    alternatives : tuple of Alternative
        The policies among which this one was chosen; status and bound are then those of the choice. Empty without a choice.
    """

    choice: Choice
    status: PlanStatus
    reason: str = ""
    plan: Plan | None = None
    check: Result | None = None
    bound: Bound = field(default_factory=Bound)
    record: Record = field(default_factory=Record)
    alternatives: tuple[Alternative, ...] = ()

    @property
    def as_policy(self) -> Result | None:
        """The check, with the plan as the name of its policy."""
        return self.check and replace(self.check, scenario=self.check.scenario.replace({}, PLAN))

    @property
    def is_checked(self) -> bool:
        """Whether there is a plan that was checked: where a search is broken off, its plan may be known from the search alone."""
        return self.plan is not None and self.status != "time_limit"

    @property
    def lost(self) -> dict[str, tuple[float, float]]:
        """By hall, what share of its contacts the plan loses in its check, and may lose: where that is more than half as much."""
        if self.check is None:
            return {}
        found = {
            hall: (self.check.estimate(LOST, f"hall:{hall}").mean, most)
            for hall, most in self.record.guard.most.items()
        }
        return {hall: (share, most) for hall, (share, most) in found.items() if share > most / 2}

    @property
    def gap(self) -> float | None:
        """How much cheaper another plan could be at most, as a share of the cost; None where that is not known."""
        return self.bound.gap(self.plan.cost if self.plan else None)

    def with_record(self, **changes: object) -> StaffingOutcome:
        """The same with something else on its record."""
        return replace(self, record=replace(self.record, **changes))  # type: ignore[arg-type]

    def with_bounds(self, *bounds: Bound) -> StaffingOutcome:
        """The same with the highest of its bound and others, as far as that is below its plan; of an optimal plan, its own cost. Of a plan
        for a goal, none: cheaper ones hold the targets, too."""
        if self.record.goal:
            return replace(self, bound=Bound())
        best = max((self.bound, *bounds), key=lambda bound: bound.cost)
        if self.plan is not None:
            least = self.plan.cost if self.status == "optimal" else min(best.cost, self.plan.cost)
            best = replace(best, cost=least)
        return replace(self, bound=best)
