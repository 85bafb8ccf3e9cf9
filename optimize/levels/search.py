"""Staffing of call centres that are too large to try every neighbour: closed forms propose, simulation corrects.

A few numbers say what a plan is: one for each target, the level that closed forms must promise (see `level_program`). Plans for
two sets of levels are simulated together; what they promised and what they kept gives the levels that should keep each target
with some margin, and plans for these come next. The cheapest that holds is the answer, answered calls as simulated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optimize.cost import ONLY as COST
from optimize.cost import priced
from optimize.deadline import Deadline
from optimize.levels.calibration import LevelCalibration, LevelPlan, SimulatedPlan
from optimize.levels.level_plans import LevelPlanRequest, level_plan, levels_of_plan
from optimize.levels.program import TargetLevel
from optimize.levels.target_levels import level_of, level_reached
from optimize.plans.choice import Choice
from optimize.plans.plan import Plan, StaffingRules, corners, fullest
from optimize.proposal import Proposal
from optimize.requirements.counter_requirements import Way
from optimize.simulation import Heads, Simulation, can_be_run
from optimize.slacks import Slacks, looser_by, nearest, only_of, slacks_of
from optimize.target_checks import more_heads_never_hurt
from optimize.two_step.two_step import two_step
from sim.results.result import Result
from sim.running.workers import executor
from sim.scenario import Scenario

Floats = NDArray[np.float64]

FIRST = (0.75, 0.5)
"""Shares of what the targets let be missed, for the first plans (assumed)."""

SURE = 1.0
"""Half widths of its interval by which a target should hold in the search, so that it does so in most checks: with half as many
replications the search errs by about as much (assumed)."""

MARGINS = ((1.5, 2.5), (2.0, 2.4), (2.0, 2.2))
"""Margins of the later plans, in half widths of the targets' intervals: a target needs one to hold, and `SURE` on top (assumed)."""

AGAIN = (2.0, 2.5)
"""The same after a plan fell short of its check, or where none held (assumed)."""

FACTORS = (1.0, 1.1, 1.2, 1.35)
"""Times which volume plans by requirements are made for (assumed)."""

ROUGHLY, NEARLY = 0.01, 0.004
"""Relative gaps at which a program counts as solved: where much is still to be learnt, and later (assumed: simulation moves the cost
by more)."""

SECONDS = 60.0
"""Seconds after which the solver stops with the best that it has (assumed: it needs some ten for a week of a large centre)."""

FOR_PLANS = 0.4
"""Share of what is left of the time that a solver has at most: the plans must be simulated, too (assumed)."""

USUAL = 0.8
"""Share promised at first to lines that are held against others, where no target says one of these (assumed: 80 % is the usual goal)."""


@dataclass
class LevelSearch:
    """A search of plans for a call centre.

    Attributes
    ----------
    simulation : Simulation
        On what plans are tried.
    tried : list of SimulatedPlan
        What was tried.
    steps : list of Proposal
        Plans by requirements, where these were tried.
    cut_short : bool
        Whether there was no time for all rounds, or to leave out more people.
    short : ndarray
        What is added to each level because a plan fell short on fresh replications.
    """

    simulation: Simulation
    tried: list[SimulatedPlan] = field(default_factory=list)
    steps: list[Proposal] = field(default_factory=list)
    cut_short: bool = False

    def __post_init__(self) -> None:
        self.choice = self.simulation.choice
        found = [level_of(self.choice.scenario, target) for target in self.choice.scenario.targets]
        self.guided = [number for number, level in enumerate(found) if level]
        self.levels = [level for level in found if level]
        self.short = np.zeros(len(self.levels))

    @property
    def replications(self) -> range:
        """Numbers of the replications."""
        return self.simulation.replications

    @cached_property
    def rules(self) -> StaffingRules:
        """The rules of what is chosen."""
        return StaffingRules(self.choice)

    @property
    def best(self) -> SimulatedPlan | None:
        """The cheapest that holds, and does so surely if any does."""
        holding = [each for each in self.tried if each.holds and self.choice.affords(each.plan.cost)]
        sure = [each for each in holding if (each.slacks[self.guided] >= SURE * each.margins).all()]
        return min(sure or holding, key=lambda each: each.plan.cost, default=None)

    @property
    def holds_any(self) -> bool:
        """Whether any plan held in the search, even if its check said otherwise."""
        return bool(self.short.any()) or self.best is not None

    @property
    def cheapest(self) -> Plan | None:
        """The cheapest plan that holds, surely or barely."""
        holding = [each.plan for each in self.tried if each.holds and self.choice.affords(each.plan.cost)]
        return min(holding, key=lambda plan: plan.cost, default=None)

    @property
    def nearest(self) -> Plan:
        """Of the plans tried, at least one, the one that misses its targets least."""
        targets = self.choice.scenario.targets
        return self.tried[nearest(targets, [each.slacks for each in self.tried])].plan

    def is_known(self, plan: Plan) -> bool:
        """Whether a plan was tried."""
        return plan.heads in {each.plan.heads for each in self.tried}

    def offer_all(self, plans: Sequence[Plan]) -> None:
        """Try plans that closed forms were not asked about; those that are known already are not tried again. Of several with the same heads, such
        as one long shift and two short ones, the cheapest."""
        new = dict[Heads, Plan]()
        for plan in plans:
            if plan.heads not in new or plan.cost < new[plan.heads].cost:
                new[plan.heads] = plan
        new = {heads: plan for heads, plan in new.items() if not self.is_known(plan)}
        runnable = [plan for plan in new.values() if can_be_run(self.choice, plan.heads)]
        self.tried += self.simulated([LevelPlan.of_nothing(plan, len(self.levels)) for plan in runnable])

    @property
    def calibration(self) -> LevelCalibration:
        """What was learnt of promises."""
        return LevelCalibration(self.levels, self._promised, self.short)

    @property
    def _promised(self) -> list[SimulatedPlan]:
        """The plans of which closed forms promised something; all of them, if they know of none."""
        return [each for each in self.tried if each.level_plan.levels.any()] or self.tried

    def rounds(self, until: Deadline) -> None:
        """Try plans, round by round; a round is not begun that would take longer than is left, and the search is cut short then. Where
        none holds, the most that rules allow."""
        first = [[self._missed(level, share) for level in self.levels] for share in FIRST]
        self.try_all(first, until, ROUGHLY)
        self._round_by_round(until)
        if self.best is None and not until.is_over:
            self.try_fullest()
            if not more_heads_never_hurt(self.choice):
                self.offer_all(corners(self.choice))
            self.more(until)

    def _round_by_round(self, until: Deadline) -> None:
        before = until.left()
        for margins in MARGINS:
            left = until.left()
            longest = before - left if before is not None and left is not None else 0.0
            self.cut_short = until.is_over or (left is not None and left < longest)
            if not self.tried or self.cut_short:
                return
            before = left
            self.try_all([self.calibration.next_levels(margin) for margin in margins], until)

    def try_all(self, wanted: Sequence[Sequence[TargetLevel]], until: Deadline, gap: float = NEARLY) -> None:
        """Make plans for levels and simulate those that are new, in one call."""
        busier, seconds = self._busier(), min(SECONDS, until.left(FOR_PLANS) or SECONDS)
        jobs = [LevelPlanRequest(self.choice, tuple(levels), busier, seconds, gap) for levels in wanted]
        found = [level_plan for level_plan in self._over_processes(jobs) if level_plan]
        known = {each.plan.heads for each in self.tried}
        new = {
            level_plan.plan.heads: level_plan for level_plan in found if level_plan.plan.heads not in known
        }
        self.tried += self.simulated(
            [each for each in new.values() if can_be_run(self.choice, each.plan.heads)]
        )

    def try_fullest(self) -> None:
        """Try the plan with the most that the rules allow."""
        self.try_plan(fullest(self.choice))

    def try_plan(self, plan: Plan) -> None:
        """Try a plan that comes from elsewhere."""
        if plan.heads not in {each.plan.heads for each in self.tried}:
            self.tried += self.simulated([levels_of_plan(self.choice, self.levels, plan, self._busier())])

    def try_requirements(self, way: Way = "sipp", factors: Sequence[float] = FACTORS) -> None:
        """Try plans by requirements of closed forms for some volumes, in one call."""
        variant = "sipp" if way == "simulation" else way
        plans = {factor: two_step(self.choice, variant, factor) for factor in factors}
        self.offer_all([plan for plan in plans.values() if plan])
        kept = {each.plan.heads: each for each in self.tried}
        found = ((factor, kept.get(plan.heads)) for factor, plan in plans.items() if plan)
        self.steps += [
            Proposal("requirements", each.plan, each.holds, factor=factor) for factor, each in found if each
        ]
        self.steps.sort(key=lambda step: step.factor)

    def step_of(self, factor: float, way: Way = "sipp") -> Proposal | None:
        """The plan by requirements for times the volume, tried; None where there is none."""
        if factor not in [step.factor for step in self.steps]:
            self.try_requirements(way, [factor])
        return next((step for step in self.steps if step.factor == factor), None)

    def checked(self, plan: Plan, holds: bool) -> None:
        """Keep what fresh replications say of a plan by requirements."""
        self.steps = [
            replace(step, plan=plan, checked=holds) if step.plan.heads == plan.heads else step
            for step in self.steps
        ]

    def fell_short(self, plan: Plan, result: Result) -> None:
        """Learn from a plan that did not hold on fresh replications."""
        slacks = slacks_of(result)
        more = np.maximum(0.0, -slacks[self.guided])
        self.short = self.short + more
        kept = [replace(each, slacks=_less(each.slacks, self.guided, more)) for each in self.tried]
        self.tried = [
            replace(each, slacks=slacks) if each.plan.heads == plan.heads else each for each in kept
        ]

    def with_thresholds(self, scenario: Scenario) -> LevelSearch:
        """A search for other thresholds of the same targets, with what this one learnt."""
        choice = replace(self.choice, scenario=scenario)
        other = LevelSearch(replace(self.simulation, choice=choice))
        looser = looser_by(scenario.targets, self.choice.scenario.targets)
        other.tried = [replace(each, slacks=each.slacks + looser) for each in self.tried]
        other.short = self.short
        return other

    def more(self, until: Deadline) -> None:
        """Try plans with more in hand."""
        self.try_all([self.calibration.next_levels(margin) for margin in AGAIN], until)

    def _over_processes(self, jobs: list[LevelPlanRequest]) -> list[LevelPlan | None]:
        return list(executor(self.simulation.workers, len(jobs)).map(level_plan, [(job,) for job in jobs]))

    def simulated(self, promises: Sequence[LevelPlan]) -> list[SimulatedPlan]:
        """What simulation says of promises, all in one call."""
        if not promises:
            return []
        only = only_of(self.choice.scenario.targets) | COST
        results = self.simulation.of_plans([each.plan for each in promises], only)
        return [self._kept(level_plan, result) for level_plan, result in zip(promises, results, strict=True)]

    def _kept(self, level_plan: LevelPlan, result: Result) -> SimulatedPlan:
        verdicts = [result.verdicts()[number] for number in self.guided]
        narrower = self.simulation.narrower
        levels = [
            level_reached(level, verdict.figure, verdict.target)
            for level, verdict in zip(self.levels, verdicts, strict=True)
        ]
        margins = [
            0.0 if verdict.empty else narrower * abs(verdict.limit - verdict.estimate.mean)
            for verdict in verdicts
        ]
        slacks = _less(self.simulation.slacks(result), self.guided, self.short)
        return SimulatedPlan(
            level_plan,
            priced(self.choice, level_plan.plan, result),
            np.array(levels),
            np.array(margins),
            slacks,
        )

    def _busier(self) -> float:
        """What answered calls cost, against what they were guessed to at first."""
        guessed = sum(each.level_plan.paid for each in self._promised)
        return sum(each.plan.calls for each in self._promised) / guessed if guessed else 1.0

    def _missed(self, level: TargetLevel, share: float) -> TargetLevel:
        """A level that leaves only a share of what it leaves to be missed; of lines held against others, what those are promised."""
        like = [each.least for each in self.levels if each.goal == level.goal and not each.below]
        least = max(like, default=USUAL) if level.below else level.least
        return replace(level, least=1 - (1 - least) * share)


def _less(slacks: Slacks, guided: Sequence[int], by: Floats) -> Slacks:
    """Slacks, those of the levels smaller by something."""
    found = slacks.copy()
    found[list(guided)] -= by
    return found


def is_of_calls(choice: Choice) -> bool:
    """Whether all pools whose heads are chosen work in one call centre."""
    assert choice.scenario.staffing is not None
    pools = choice.scenario.staffing.pools
    sites = {site.name: site for site in map(choice.scenario.site_of, pools)}
    return [site.kind for site in sites.values()] == ["centre"]


def is_paid_by_call(choice: Choice) -> bool:
    """Whether answered calls of a pool whose heads are chosen cost something."""
    assert choice.scenario.staffing is not None
    return any(choice.scenario.pools[pool].phone.cost_per_call for pool in choice.scenario.staffing.pools)
