"""Staffings tried by simulation: each once, on the same replications, how far each is from its targets, and which it misses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optimize.abandonment_guard import ONLY, Guard, guard_of, guarded
from optimize.plans.choice import Choice
from optimize.plans.stretches import changes_of, has_heads
from optimize.requirements.counter_requirements import able_together
from sim.measures.registry import measure
from sim.results.result import Result
from sim.running.candidates import evaluate_variants
from sim.running.workers import Workers
from sim.scenario import Scenario
from sim.scenario.pool import Piece
from sim.scenario.target import Target, threshold
from sim.tally.wanted import Only

Heads = tuple[int, ...]
"""Heads in each stretch of a choice."""
Slacks = NDArray[np.float64]
"""For each target by how much its limit is on the right side of the threshold, negative where it is not; then the same for
each guard against the loss of customers."""


class Trials:
    """What simulation says of staffings, on one range of replications.

    Parameters
    ----------
    choice : Choice
        What is chosen.
    replications : range
        Numbers of the replications.
    seed : int
        Seed of the dice.
    workers : int or Executor
        Who works, such as so many processes at most.
    as_of : int, optional
        Intervals are as narrow as if there were so many replications: for a look with few of them.

    Attributes
    ----------
    known : dict
        Slacks of each staffing tried.
    simulated : int
        How many were.
    parts : list of dict
        The same for staffings of single halls, where these were tried on their own.
    struck_out : set
        Staffings known to fall short by a check on other replications, not by these.
    """

    def __init__(
        self, choice: Choice, replications: range, seed: int, workers: Workers = 1, as_of: int | None = None
    ) -> None:
        self.choice, self.replications, self.seed = choice, replications, seed
        self.workers, self._as_of = workers, as_of
        self.known: dict[Heads, Slacks] = {}
        self._fine: dict[Heads, Slacks] = {}
        self.simulated = 0
        self.parts: list[dict[Heads, Slacks]] = []
        self.struck_out: set[Heads] = set()
        self._only = only_of(choice.scenario.targets) | (ONLY if guarded(choice.scenario) else frozenset())

    @cached_property
    def guard(self) -> Guard:
        """How many customers may be lost."""
        return guard_of(self.choice.scenario, self.replications, self.seed, workers=self.workers)

    def slacks(self, staffings: Sequence[Heads]) -> list[Slacks]:
        """The slack of each target and guard under each staffing; what is not known yet is simulated in one call."""
        new = [each for each in dict.fromkeys(staffings) if each not in self.known]
        for each in new:
            if not can_be_run(self.choice, each):
                count = len(self.choice.scenario.targets) + len(self.guard.most)
                self.known[each] = np.full(count, -np.inf)
        new = [each for each in new if each not in self.known]
        if new:
            for each, result in zip(new, self._results(new), strict=True):
                kept = self.guard.slacks(result)
                self.known[each] = np.append(slacks_of(result, self._as_of), kept)
                self._fine[each] = np.append(fine_slacks_of(result, self._as_of), kept)
            self.simulated += len(new)
        return [self.known[each] for each in staffings]

    def fine(self, staffings: Sequence[Heads]) -> list[Slacks]:
        """The same, with targets on the peak interval by interval: which one is the worst, changes with the staffing. Where nothing
        finer is known, the slacks."""
        slacks = self.slacks(staffings)
        return [self._fine.get(each, slack) for each, slack in zip(staffings, slacks, strict=True)]

    def _results(self, staffings: Sequence[Heads]) -> list[Result]:
        """Simulate staffings in one call."""
        variants = [self._staffed.with_heads(each) for each in staffings]
        return evaluate_variants(variants, self.replications, self.seed, self._only, workers=self.workers)

    @cached_property
    def _staffed(self) -> StaffingVariants:
        return StaffingVariants(self.choice)

    def hold(self, staffings: Sequence[Heads]) -> list[bool]:
        """Whether every target holds under each staffing."""
        return [bool((slack >= 0).all()) for slack in self.slacks(staffings)]

    def strike_out(self, fell_short: Mapping[Heads, Slacks]) -> None:
        """Take over staffings that fell short of a check, with their slacks there; they are not tried any more."""
        self.known |= fell_short
        self.struck_out |= set(fell_short)

    def effects(self, base: Heads, staffings: Sequence[Heads]) -> list[Slacks]:
        """What each staffing adds to the slacks of a base, on the same customers."""
        here, *there = self.slacks([base, *staffings])
        return [slacks - here for slacks in there]

    def broken_pairs(self) -> tuple[int, int]:
        """How often a staffing tried that holds all targets has another beside it with nowhere fewer heads, and how many of these do not
        hold: none if more heads never hurt. Those that a check struck out are left aside."""
        tried = {heads: slacks for heads, slacks in self.known.items() if heads not in self.struck_out}
        counts = [_broken_pairs(known) for known in (tried, *self.parts)]
        return sum(pairs for pairs, _ in counts), sum(broken for _, broken in counts)


def _broken_pairs(known: dict[Heads, Slacks]) -> tuple[int, int]:
    heads = np.array(list(known)).reshape(len(known), -1) if known else np.zeros((0, 1))
    holds = np.array([bool((slacks >= 0).all()) for slacks in known.values()], dtype=np.bool_)
    pairs = broken = 0
    for here in heads[holds]:
        more = (heads >= here).all(axis=1)
        pairs += int(more.sum()) - 1
        broken += int((more & ~holds).sum())
    return pairs, broken


def only_of(targets: Sequence[Target]) -> Only:
    """What must be tallied for some targets: measures, each with a kind of scope."""
    measured = {(target.measure, target.scope.partition(":")[0]) for target in targets}
    # whether anybody came, by the scopes of the targets; to pools, by the places where they work
    came = {
        ("contacts", "hall" if kind == "pool" else kind) for name, kind in measured if _is_of_contacts(name)
    }
    return frozenset(measured | came)


def _is_of_contacts(name: str) -> bool:
    found = measure(name)
    return found.family in ("contact", "case") and not found.of


def slacks_of(result: Result, as_of: int | None = None) -> Slacks:
    """By how much each target's limit is on the right side; minus infinity where the measure has no value, but for want of anybody who
    came.

    Parameters
    ----------
    result : Result
        What was simulated.
    as_of : int, optional
        Take the interval to be as narrow as with so many replications.
    """
    narrower = 1.0 if as_of is None else min(1.0, (result.replications / as_of) ** 0.5)
    slacks = []
    for verdict in result.verdicts():
        limit = verdict.estimate.mean + narrower * (verdict.limit - verdict.estimate.mean)
        slack = verdict.threshold - (verdict.limit if as_of is None else limit)
        if verdict.empty:
            slack = verdict.threshold - verdict.figure
        slacks.append(slack * (1.0 if verdict.target.at_most is not None else -1.0))
    return np.array([-np.inf if np.isnan(slack) else slack for slack in slacks], dtype=np.float64)


def fine_slacks_of(result: Result, as_of: int | None = None) -> Slacks:
    """The slacks of targets, those on the peak in each interval of the day; NaN where few customers come. Parameters as above."""
    coarse, found = slacks_of(result, as_of), list[Slacks]()
    narrower = 1.0 if as_of is None else min(1.0, (result.replications / as_of) ** 0.5)
    for target, slack in zip(result.scenario.targets, coarse, strict=True):
        if target.period != "peak":
            found.append(np.array([slack]))
            continue
        mean, limit = result.over_day(target)
        ends = mean + narrower * (limit - mean)
        found.append((threshold(target) - ends) * (1.0 if target.at_most is not None else -1.0))
    return np.concatenate(found)


def looser_by(targets: Sequence[Target], before: Sequence[Target]) -> Slacks:
    """By how much slacks are larger where the same targets have other thresholds than before."""
    return np.array(
        [
            (threshold(new) - threshold(old)) * (1.0 if new.at_most is not None else -1.0)
            for new, old in zip(targets, before, strict=True)
        ]
    )


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
        """The scenario with so many heads in each stretch; services that nobody can do are not looked for."""
        return self._choice.scenario.with_heads(
            {
                name: tuple(piece._replace(heads=int(heads[piece.heads - 1])) for piece in pieces)
                for name, pieces in self._places.items()
            }
        )

    @cached_property
    def _places(self) -> dict[str, tuple[Piece, ...]]:
        """By pool its pieces of schedule, each with the number of its stretch, from 1, in place of heads."""
        choice = self._choice
        numbered = choice.scenario.replace(
            changes_of(choice.scenario, choice.places, range(1, len(choice.places) + 1))
        )
        found: dict[str, tuple[Piece, ...]] = {}
        for name in dict.fromkeys(place.pool for place in choice.places):
            heads = numbered.pools[name].heads
            assert heads is not None
            found[name] = heads
        return found


@dataclass(frozen=True)
class Shortfall:
    """A target that a plan does not hold.

    Attributes
    ----------
    target : Target
        Which one.
    by : float
        How far its limit is on the wrong side, in the measure's unit; infinite where the measure has no value.
    """

    target: Target
    by: float

    @property
    def share(self) -> float:
        """The same as a share of the threshold."""
        return share_of(self.by, threshold(self.target))


def share_of(slack: float, limit: float) -> float:
    """A slack as a share of the threshold; of a threshold of zero, the slack itself."""
    return slack / abs(limit) if limit else slack


def shortfalls(targets: Sequence[Target], slacks: Slacks) -> list[Shortfall]:
    """The targets that are missed, from the one missed most, as a share of its threshold."""
    missed = [
        Shortfall(target, -slack) for target, slack in zip(targets, slacks.tolist(), strict=True) if slack < 0
    ]
    return sorted(missed, key=lambda each: -each.share)


def nearest(targets: Sequence[Target], tried: Sequence[Slacks]) -> int:
    """Which of some plans misses its targets least, all shares together.

    Parameters
    ----------
    targets : sequence of Target
        The targets.
    tried : sequence of ndarray
        Of each plan, the slack of each target; at least one plan.
    """
    return int(np.argmin([sum(each.share for each in shortfalls(targets, slacks)) for slacks in tried]))
