"""By how much plans that were tried miss their targets, so that a search without a plan still teaches something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimize.trials import Slacks
from sim.scenario.target import Target, threshold


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
