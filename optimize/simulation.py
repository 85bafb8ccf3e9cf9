"""Staffings of a choice, simulated on one range of replications: all that the optimizer simulates goes through here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from optimize.known_results import KnownResults
from optimize.plans.choice import Choice
from optimize.plans.pay import changes_of_plan
from optimize.plans.plan import Plan
from optimize.plans.stretches import changes_of, has_heads
from optimize.requirements.counter_requirements import able_together
from optimize.slacks import Slacks, slacks_of
from sim.results.result import Result
from sim.running.candidates import evaluate_variants
from sim.running.fixed_visits import FixedVisits, fixed_visits
from sim.running.workers import Workers
from sim.scenario import Scenario
from sim.scenario.pool import Piece
from sim.tally.wanted import Only

Heads = tuple[int, ...]
"""Heads in each stretch of a choice."""


@dataclass(frozen=True)
class Simulation:
    """On what staffings are tried: the same replications and dice for all of them.

    Attributes
    ----------
    choice : Choice
        What is chosen.
    replications : range
        Numbers of the replications.
    seed : int
        Seed of the dice.
    workers : int or Executor
        Who works, such as so many processes at most; that changes no digit.
    as_of : int, optional
        Intervals are as narrow as if there were so many replications: for a look with few of them.
    known : KnownResults, optional
        What was simulated before, and is not simulated again.
    """

    choice: Choice
    replications: range
    seed: int = 1
    workers: Workers = 1
    as_of: int | None = None
    known: KnownResults | None = None

    @property
    def is_near(self) -> bool:
        """Whether what it says is only nearly what a run of the whole scenario would say."""
        return False

    def first(self, count: int) -> Simulation:
        """On the first replications alone, with intervals as narrow as with all of them."""
        return replace(
            self, replications=self.replications[:count], as_of=self.as_of or len(self.replications)
        )

    def with_heads(self, heads: Heads) -> Scenario:
        """The scenario with some heads by stretch; who is paid beside whoever is on duty is left out."""
        return self._variants.with_heads(heads)

    def with_plan(self, plan: Plan) -> Scenario:
        """The scenario with a plan, and with all that is paid for it."""
        if not self.pays_more:
            return self.with_heads(plan.heads)
        return self.choice.scenario.replace(changes_of_plan(self.choice, plan))

    def of_plans(self, plans: Sequence[Plan], only: Only | None = None) -> list[Result]:
        """Results of plans."""
        return self.of_variants([self.with_plan(plan) for plan in plans], only)

    def of_variants(self, variants: Sequence[Scenario], only: Only | None = None) -> list[Result]:
        """Results of variants of the scenario."""
        if self.known is None or only is None:
            return self._simulated(variants, only)
        return self.known.results(
            variants, only, self.replications, self.seed, lambda new: self._simulated(new, only)
        )

    def _simulated(self, variants: Sequence[Scenario], only: Only | None) -> list[Result]:
        return evaluate_variants(variants, self.replications, self.seed, only, workers=self.workers)

    def of_changes(self, changes: Sequence[Mapping[str, Any]], only: Only | None = None) -> list[Result]:
        """Results with other values at dotted keys of the scenario."""
        scenario = self.choice.scenario.without_floaters()
        return self.of_variants([scenario.replace(each) for each in changes], only)

    def visits_with(self, heads: Heads) -> FixedVisits:
        """The visits of a run with some heads by stretch, on which other staffings can be tried nearly."""
        return fixed_visits(self.with_heads(heads), self.replications, self.seed, self.workers)

    @property
    def narrower(self) -> float:
        """By what intervals are narrower than these replications make them."""
        return min(1.0, (len(self.replications) / self.as_of) ** 0.5) if self.as_of else 1.0

    def slacks(self, result: Result) -> Slacks:
        """How far a result on these replications is from its targets."""
        return slacks_of(result, self.as_of)

    @cached_property
    def _variants(self) -> StaffingVariants:
        return StaffingVariants(self.choice)

    @cached_property
    def pays_more(self) -> bool:
        """Whether a plan may pay for more than whoever is on duty: breaks, what premiums add, the time before a first stretch."""
        return any(shift.kind for shift in self.choice.shifts)


def can_be_run(choice: Choice, heads: Heads) -> bool:
    """Whether each service has somebody at some time, without which a scenario is refused."""
    staffed = {place.pool for place, count in zip(choice.places, heads, strict=True) if count}
    chosen = {place.pool for place in choice.places}
    others = {
        pool for pool in choice.scenario.pools if pool not in chosen and has_heads(choice.scenario, pool)
    }
    return all(
        staffed.intersection(pools) or others.intersection(pools) for pools in able_together(choice.scenario)
    )


class StaffingVariants:
    """Makes the scenario with given heads by stretch; its pools are those of a plan with these heads.

    Parameters
    ----------
    choice : Choice
        What is chosen.
    """

    def __init__(self, choice: Choice) -> None:
        self._choice = choice

    def with_heads(self, heads: Sequence[int]) -> Scenario:
        """The scenario with so many heads in each stretch; services that nobody can do are not looked for. Rules see to it that no plan has
        a floater on the way in working time (:func:`optimize.plans.constraints.floaters_have_time`)."""
        return self._choice.scenario.without_floaters().with_heads(
            {
                name: tuple(piece._replace(heads=int(heads[piece.heads - 1])) for piece in pieces)
                for name, pieces in self.places.items()
            }
        )

    @cached_property
    def places(self) -> dict[str, tuple[Piece, ...]]:
        """By pool its pieces of schedule, each with the number of its stretch, from 1, in place of heads."""
        choice = self._choice
        numbered = choice.scenario.without_floaters().replace(
            changes_of(choice.scenario, choice.places, range(1, len(choice.places) + 1))
        )
        found: dict[str, tuple[Piece, ...]] = {}
        for name in dict.fromkeys(place.pool for place in choice.places):
            heads = numbered.pools[name].heads
            assert heads is not None
            found[name] = heads
        return found
