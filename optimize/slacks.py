"""How far a result is from its targets: slacks, which of them fall short, and what must be tallied to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.measures.registry import measure
from sim.measures.sums import CAME
from sim.results.result import Result
from sim.scenario.target import PEAKS, Target, threshold
from sim.tally.wanted import Only

Slacks = NDArray[np.float64]
"""For each target by how much its limit is on the right side of the threshold, negative where it is not; then the same for
each guard against the loss of customers."""


def only_of(targets: Sequence[Target]) -> Only:
    """What must be tallied for some targets: measures, each with a kind of scope."""
    measured = {(target.measure, target.scope.partition(":")[0]) for target in targets}
    # whether anybody, or any order, came, by the scopes of the targets; to pools, by the places where they work
    came = {
        (CAME[family], "hall" if kind == "pool" else kind)
        for name, kind in measured
        if (family := measure(name).family) in CAME and not measure(name).of
    }
    return frozenset(measured | came)


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


def fine_slacks_of(result: Result, coarse: Slacks, as_of: int | None = None) -> Slacks:
    """The slacks of targets, those on the peak in each interval of the day; NaN where few customers come. Parameters as above, and the slacks."""
    found = [np.zeros(0)]
    narrower = 1.0 if as_of is None else min(1.0, (result.replications / as_of) ** 0.5)
    for target, slack in zip(result.scenario.targets, coarse, strict=True):
        if target.period not in PEAKS:
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
