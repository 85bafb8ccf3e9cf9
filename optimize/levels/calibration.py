"""What to promise so that simulation keeps what is wanted: learnt from what was promised and kept, level by level.

What is kept of a level follows its promise by a line, about one to one as long as little is known; plans that came near to what is wanted
count for most. A level that is measured against others follows by how much it is promised more than they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimize.levels.program import TargetLevel
from optimize.plans.plan import Plan
from optimize.slacks import Slacks

Floats = NDArray[np.float64]

MOST = 0.999
"""Share that is promised at most (assumed)."""

EXACT = 0.005
"""What is kept so near to what is wanted is as good as hit (assumed)."""

NEAR = 0.02
"""Promises that differ by less say little of how what is kept follows: about one to one (assumed)."""

SLOPES = (0.3, 3.0)
"""Between what bounds a target follows the level that was promised (assumed)."""


@dataclass(frozen=True)
class LevelPlan:
    """A plan, and what closed forms promise of it.

    Attributes
    ----------
    plan : Plan
        Its cost is that of the shifts.
    levels : ndarray
        For each level of the search the promised one.
    paid : float
        What answered calls are guessed to cost, in yuan.
    """

    plan: Plan
    levels: Floats
    paid: float

    @classmethod
    def of_nothing(cls, plan: Plan, levels: int) -> LevelPlan:
        """Of a plan that closed forms were not asked about."""
        return cls(plan, np.zeros(levels), 0.0)


@dataclass(frozen=True)
class SimulatedPlan:
    """What simulation says of a promise.

    Attributes
    ----------
    level_plan : LevelPlan
        The promise.
    plan : Plan
        With what answered calls cost in the simulation.
    levels, margins : ndarray
        For each level of the search the simulated one, and half the width of its interval.
    slacks : ndarray
        Of all targets.
    """

    level_plan: LevelPlan
    plan: Plan
    levels: Floats
    margins: Floats
    slacks: Slacks

    @property
    def holds(self) -> bool:
        """Whether every target holds."""
        return bool((self.slacks >= 0).all())


@dataclass(frozen=True)
class LevelCalibration:
    """What was tried, and what is wanted.

    Attributes
    ----------
    levels : sequence of TargetLevel
        The levels that targets ask for.
    tried : sequence of SimulatedPlan
        What was tried, at least one.
    short : ndarray
        What is added to each level because a plan fell short on fresh replications.
    """

    levels: Sequence[TargetLevel]
    tried: Sequence[SimulatedPlan]
    short: Floats

    def next_levels(self, margin: float) -> list[TargetLevel]:
        """Levels to promise so that each target is kept with a margin, in half widths of its interval."""
        widths = np.mean([each.margins for each in self.tried], axis=0)
        wanted = np.array([level.least for level in self.levels]) + margin * widths + self.short
        return [
            replace(level, least=self._promise(number, wanted)) for number, level in enumerate(self.levels)
        ]

    def _promise(self, number: int, wanted: Floats) -> float:
        """What to promise of one level."""
        against = self._against(number)
        promised = np.array([_above(each.level_plan.levels, number, against) for each in self.tried])
        kept = np.array([each.levels[number] for each in self.tried])
        found = _follows(promised, kept, wanted[number])
        if against is not None:
            found += self._nearest(wanted).level_plan.levels[against]
        return float(np.clip(found, 0.0, MOST))

    def _nearest(self, wanted: Floats) -> SimulatedPlan:
        """The plan that keeps what is wanted most narrowly, or misses it by least; lines held against others left out."""
        plain = [number for number, level in enumerate(self.levels) if not level.below]
        return min(self.tried, key=lambda each: abs(float((each.levels - wanted)[plain].min(initial=0.0))))

    def _against(self, number: int) -> int | None:
        """The level of the lines that a level is measured against, if there is one."""
        own = self.levels[number]
        others = (
            place
            for place, each in enumerate(self.levels)
            if own.below and not each.below and each.goal == own.goal and each.lines >= own.below
        )
        return next(others, None)


def _follows(promised: Floats, kept: Floats, wanted: float) -> float:
    """The promise with which something is kept: by a line, points count for more the nearer they are to what is wanted."""
    weights = 1 / ((kept - wanted) ** 2 + EXACT**2)
    weights /= weights.sum()
    x, y = float(weights @ promised), float(weights @ kept)
    covariance, variance = weights @ ((promised - x) * (kept - y)), weights @ (promised - x) ** 2
    slope = np.clip((covariance + NEAR**2) / (variance + NEAR**2), *SLOPES)
    return float(x + (wanted - y) / slope)


def _above(levels: Floats, number: int, against: int | None) -> float:
    """A level, or by how much it is above another."""
    return float(levels[number] - (0.0 if against is None else levels[against]))
