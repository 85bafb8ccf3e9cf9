"""Targets that hold halls against each other, such as that no hall's mean wait is above twice the best one's.

What a hall's customers wait depends on its own staff alone. So what was seen of each hall under a staffing of its own says what such
a target makes of all of them together, replication by replication, without another run. And an integer program that gives each
hall one of its staffings can ask for it: the worst and the best are linear in which one that is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pulp

from optimize.plans.program import Constraint, Program, weighted
from optimize.simulation import Heads
from sim.measures.registry import measure
from sim.results.estimates import Sample, side_by_side
from sim.results.result import Result
from sim.results.samples import worst_against_best
from sim.scenario import Scenario
from sim.scenario.target import PEAKS, Target, threshold

Flags = Mapping[Heads, pulp.LpVariable]
"""Of one hall, for each staffing whether it is the one."""


def compares_halls(target: Target) -> bool:
    """Whether a target holds halls, or one hall, against others, over the horizon or on a day; the worst interval of a comparison is
    none of those of the halls."""
    kind, _, _ = target.scope.partition(":")
    return bool(measure(target.measure).of) and kind == "hall" and target.period not in PEAKS


@dataclass
class SiteComparisons:
    """What targets that compare halls make of staffings of single halls put together.

    Attributes
    ----------
    scenario : Scenario
        With its targets.
    as_of : int, optional
        Intervals are as narrow as with so many replications.
    in_hand : dict
        By number of the target, how far the figure must keep from the threshold, as checks have taught.
    """

    scenario: Scenario
    as_of: int | None = None
    in_hand: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        every = enumerate(self.scenario.targets)
        self.targets = {number: target for number, target in every if compares_halls(target)}
        self.in_hand = dict.fromkeys(self.targets, 0.0)
        self._seen: dict[tuple[str, Heads], dict[int, Sample]] = {}
        self._narrower = 1.0

    def see(self, hall: str, heads: Heads, result: Result) -> None:
        """Keep what a result says of a hall, which had these heads there."""
        if self.as_of is not None:
            self._narrower = min(1.0, (result.replications / self.as_of) ** 0.5)
        self._seen[hall, heads] = {
            number: _as_row(result.sample(measure(target.measure).of, f"hall:{hall}", target.period))
            for number, target in self.targets.items()
        }

    def slacks(self, parts: Mapping[str, Heads]) -> dict[int, float]:
        """By how much the limit of each target is on the right side of its threshold, if each hall has such heads."""
        return {number: limit for number, (_, limit) in self._distances(parts).items()}

    def hold(self, parts: Mapping[str, Heads]) -> bool:
        """Whether all these targets hold."""
        return all(limit >= 0 for _, limit in self._distances(parts).values())

    def learn(self, parts: Mapping[str, Heads], slacks: Mapping[int, float]) -> None:
        """Keep more in hand from now on: what was found to hold fell short in a check by its slacks there."""
        for number, (figure, _) in self._distances(parts).items():
            if slacks[number] < 0:
                self.in_hand[number] = max(self.in_hand[number], figure - slacks[number])

    def rules(self, program: Program, flags: Mapping[str, Flags], widths: float) -> Iterator[Constraint]:
        """Constraints that keep the figures within the thresholds, with so many times a hall's own interval to spare.

        Parameters
        ----------
        program : Program
            What they are for.
        flags : mapping
            By hall, for each of its staffings whether it is the one.
        widths : float
            How many times; the interval of a difference is narrower than both together, and not known before.
        """
        for number, target in self.targets.items():
            found, best = measure(target.measure), program.problem.add_variable(f"best_{number}", 0)
            sign = 1.0 if measure(found.of).better == "low" else -1.0
            bound = threshold(target) - self.in_hand[number] * (1 if target.at_most is not None else -1)
            most = sign * bound * best if found.kind == "multiple" else sign * best + bound
            for place, (hall, own) in enumerate(flags.items()):
                terms = [(flag, *self._range(number, hall, heads)) for heads, flag in own.items()]
                known = [(flag, sign * mean, half) for flag, mean, half in terms if np.isfinite(mean + half)]
                unknown = pulp.lpSum(own.values()) - pulp.lpSum(flag for flag, *_ in known)
                yield unknown == 0, f"known_{number}_{place}"
                if target.scope in ("hall", f"hall:{hall}"):
                    level = weighted([(flag, mean + widths * half) for flag, mean, half in known])
                    yield level <= most, f"judged_{number}_{place}"
                if target.scope != f"hall:{hall}":
                    level = weighted([(flag, mean) for flag, mean, _ in known])
                    yield level >= sign * best, f"rival_{number}_{place}"

    def _range(self, number: int, hall: str, heads: Heads) -> tuple[float, float]:
        """What a hall's own figure is under a staffing, and half the width of its interval."""
        sample = self._seen[hall, heads][number]
        half = sample.half_width(self.targets[number].confidence, sides=1)
        return float(sample.mean[0]), self._narrower * float(half[0])

    def _distances(self, parts: Mapping[str, Heads]) -> dict[int, tuple[float, float]]:
        """How far the figure, and the limit, of each target are on the right side of its threshold."""
        return {number: self._distance(number, parts) for number in self.targets}

    def _distance(self, number: int, parts: Mapping[str, Heads]) -> tuple[float, float]:
        target, halls = self.targets[number], list(self.scenario.halls)
        together = side_by_side([self._seen[hall, parts[hall]][number] for hall in halls])
        place = 0 if target.scope == "hall" else 1 + halls.index(target.scope.partition(":")[2])
        sample = worst_against_best(measure(target.measure), together).at(place)
        sign = 1 if target.at_most is not None else -1
        figure = sign * (threshold(target) - float(sample.mean))
        limit = figure - self._narrower * float(sample.half_width(target.confidence, sides=1))
        return (-np.inf, -np.inf) if np.isnan(limit) else (figure, limit)


def _as_row(sample: Sample) -> Sample:
    """A sample of one figure as one of a row of figures."""
    return Sample(sample.mean.reshape(1), sample.influence[:, None], sample.behind)
