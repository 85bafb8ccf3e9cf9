"""What simulation says of staffings: each is tried once, on the same replications; how far it is from its targets, and what it costs, is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from optimize.abandonment_guard import ONLY, Guard, guard_of, guarded
from optimize.cost import NOTHING, OnTop, on_top, paid_pools
from optimize.cost import ONLY as COST
from optimize.plans.plan import Plan
from optimize.simulation import Heads, Simulation, can_be_run
from optimize.slacks import Slacks, fine_slacks_of, only_of
from sim.results.result import Result
from sim.scenario import Scenario
from sim.tally.wanted import Only


class Oracle:
    """What simulation says of staffings.

    Parameters
    ----------
    simulation : Simulation
        On what they are tried.

    Attributes
    ----------
    known : dict
        Slacks of each staffing tried.
    simulated : int
        How many were.
    parts : list of dict
        The same for staffings of single halls, where these were tried on their own.
    struck_out : set
        Staffings known to hold or to fall short by a check on other replications, not by these.
    """

    def __init__(self, simulation: Simulation) -> None:
        self.simulation, self.choice = simulation, simulation.choice
        self.known: dict[Heads, Slacks] = {}
        self._fine: dict[Heads, Slacks] = {}
        self._on_top: dict[Heads, OnTop] = {}
        self._of_plans: dict[Heads, OnTop] = {} if simulation.pays_more else self._on_top
        self.simulated = 0
        self.parts: list[dict[Heads, Slacks]] = []
        self.struck_out: set[Heads] = set()
        self._only, self._paid = asked_of(self.choice.scenario) | COST, paid_pools(self.choice)

    @property
    def replications(self) -> range:
        """Numbers of the replications."""
        return self.simulation.replications

    @cached_property
    def guard(self) -> Guard:
        """How many customers may be lost."""
        return guard_of(self.simulation)

    def slacks(self, staffings: Sequence[Heads]) -> list[Slacks]:
        """The slack of each target and guard under each staffing; what is not known yet is simulated in one call."""
        new = [each for each in dict.fromkeys(staffings) if each not in self.known]
        for each in new:
            if not can_be_run(self.choice, each):
                count = len(self.choice.scenario.targets) + len(self.guard.most)
                self.known[each] = np.full(count, -np.inf)
        new = [each for each in new if each not in self.known]
        if new:
            variants = [self.simulation.with_heads(each) for each in new]
            for each, result in zip(new, self._results(variants, self._only), strict=True):
                self._keep(each, result)
        return [self.known[each] for each in staffings]

    def _keep(self, heads: Heads, result: Result) -> None:
        kept, slacks = self.guard.slacks(result), self.simulation.slacks(result)
        self.known[heads] = np.append(slacks, kept)
        self._fine[heads] = np.append(fine_slacks_of(result, slacks, self.simulation.as_of), kept)
        self._on_top[heads] = on_top(result, self._paid)
        self.simulated += 1

    def try_plans(self, plans: Sequence[Plan]) -> None:
        """Simulate plans, slacks and costs in one call."""
        some = (plan for plan in plans if can_be_run(self.choice, plan.heads))
        new = {self._paid_for(plan): plan for plan in some if self._paid_for(plan) not in self._of_plans}
        if not new:
            return
        variants = [self.simulation.with_plan(plan) for plan in new.values()]
        for (key, plan), result in zip(new.items(), self._results(variants, self._only), strict=True):
            self._of_plans[key] = on_top(result, self._paid)
            if plan.heads not in self.known:
                self._keep(plan.heads, result)

    def _paid_for(self, plan: Plan) -> Heads:
        """What says what a plan costs on top of its schedule: its heads, and where shifts have breaks, its people: whoever is in a paid break is in no
        overtime."""
        return plan.people if self.simulation.pays_more else plan.heads

    def fine(self, staffings: Sequence[Heads]) -> list[Slacks]:
        """The same, with targets on the peak interval by interval: which one is the worst, changes with the staffing. Where nothing
        finer is known, the slacks."""
        slacks = self.slacks(staffings)
        return [self._fine.get(each, slack) for each, slack in zip(staffings, slacks, strict=True)]

    def hold(self, staffings: Sequence[Heads]) -> list[bool]:
        """Whether every target holds under each staffing."""
        return [bool((slack >= 0).all()) for slack in self.slacks(staffings)]

    def priced(self, plans: Sequence[Plan]) -> list[Plan]:
        """Plans that can be run with all that they cost, what comes on top of the schedule as simulated."""
        self.try_plans(plans)
        return [plan.with_on_top(*self._of_plans[self._paid_for(plan)]) for plan in plans]

    def on_top(self, staffings: Sequence[Heads]) -> list[OnTop]:
        """What comes on top of the schedule under some heads, as if nobody had breaks; nothing where the staffing cannot be run."""
        self.slacks(staffings)
        return [self._on_top.get(each, NOTHING) for each in staffings]

    def _results(self, variants: Sequence[Scenario], only: Only) -> list[Result]:
        """Simulate variants of the scenario in one call."""
        return self.simulation.of_variants(variants, only)

    def strike_out(self, fell_short: Mapping[Heads, Slacks]) -> None:
        """Take over staffings that fell short of a check, with their slacks there; they are not tried any more."""
        self.known |= fell_short
        self.struck_out |= set(fell_short)

    def take_for_held(self, heads: Heads) -> None:
        """Take over a staffing that held in a check."""
        self.known[heads] = np.maximum(self.known[heads], 0.0)
        self.struck_out.add(heads)

    def effects(self, base: Heads, staffings: Sequence[Heads]) -> list[Slacks]:
        """What each staffing adds to the slacks of a base, on the same customers; nothing to one that can be told in neither."""
        here, *there = self.slacks([base, *staffings])
        with np.errstate(invalid="ignore"):
            return [np.where(slacks == here, 0.0, slacks - here) for slacks in there]

    def broken_pairs(self) -> tuple[int, int]:
        """How often a staffing tried that holds all targets has another beside it with nowhere fewer heads, and how many of these do not
        hold: none if more heads never hurt. Those that a check struck out are left aside."""
        tried = {heads: slacks for heads, slacks in self.known.items() if heads not in self.struck_out}
        counts = [broken_pairs(known) for known in (tried, *self.parts)]
        return sum(pairs for pairs, _ in counts), sum(broken for _, broken in counts)


def asked_of(scenario: Scenario) -> Only:
    """What must be tallied to know the slacks of targets and guards."""
    return only_of(scenario.targets) | (ONLY if guarded(scenario) else frozenset())


def broken_pairs(known: Mapping[Heads, Slacks]) -> tuple[int, int]:
    """Of some staffings, how many pairs are there of one that holds and another with nowhere fewer heads, and in how many that one does not hold."""
    heads = np.array(list(known)).reshape(len(known), -1) if known else np.zeros((0, 1))
    holds = np.array([bool((slacks >= 0).all()) for slacks in known.values()], dtype=np.bool_)
    pairs = broken = 0
    for here in heads[holds]:
        more = (heads >= here).all(axis=1)
        pairs += int(more.sum()) - 1
        broken += int((more & ~holds).sum())
    return pairs, broken
