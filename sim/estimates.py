"""From replications to figures: estimates with Student's t intervals, alone and paired.

An estimate is made from one number a replication (a total, a quantile), or from two (a ratio). A ratio's interval
comes from the linearized replications ``(numerator - ratio * denominator) / mean denominator``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Estimate(NamedTuple):
    """A figure with its two-sided confidence interval, from so many replications.

    With one replication there is no interval: `low` and `high` are NaN.
    """

    mean: float
    low: float
    high: float
    replications: int


@dataclass(frozen=True)
class Sample:
    """Replications of one or many figures, ready to be averaged; arrays share all axes after the first.

    Attributes
    ----------
    mean : ndarray
        The figure: mean over replications, or ratio of means.
    influence : ndarray
        First axis replications: by how much each replication lies above the figure, linearized for ratios. NaN where
        a replication has no value.
    """

    mean: Array
    influence: Array

    @property
    def count(self) -> Array:
        """Replications that have a value."""
        return np.asarray(np.sum(~np.isnan(self.influence), axis=0), dtype=np.float64)

    def half_width(self, confidence: float, sides: int = 2) -> Array:
        """Half the width of the confidence interval (or, with one side, the distance to its limit); NaN for fewer than two."""
        from scipy.special import stdtrit

        count = self.count
        square = np.nansum(np.square(self.influence), axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            error = np.where(count > 1, np.sqrt(square / (count - 1) / count), np.nan)
            return np.asarray(stdtrit(count - 1, 1 - (1 - confidence) / sides) * error, dtype=np.float64)

    def minus(self, other: Sample) -> Sample:
        """The paired difference, over the replications in which both have a value."""
        mean, influence = self.mean - other.mean, self.influence - other.influence
        if not np.isnan(influence).any():
            return Sample(mean, influence)
        paired = mean_of(mean + influence)
        whole = ~np.isnan(influence).any(axis=0)
        return Sample(np.where(whole, mean, paired.mean), np.where(whole, influence, paired.influence))

    def at(self, *place: int | list[int]) -> Sample:
        """One of the figures, or some along an axis."""
        every: tuple[int | list[int] | slice, ...] = (slice(None), *place)
        return Sample(np.asarray(self.mean[place]), self.influence[every])

    def estimate(self, confidence: float) -> Estimate:
        """The figure with its interval; for a sample of one figure."""
        half = float(self.half_width(confidence))
        return Estimate(float(self.mean), float(self.mean) - half, float(self.mean) + half, int(self.count))


def mean_of(values: Array) -> Sample:
    """The mean over replications (first axis), leaving out NaN."""
    count = np.sum(~np.isnan(values), axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(count > 0, np.nansum(values, axis=0) / count, np.nan)
    return Sample(mean, values - mean)


def ratio_of(tops: Array, bottoms: Array, scale: float = 1.0) -> Sample:
    """The ratio of two sums over replications (first axis); NaN where the denominator is zero."""
    total = bottoms.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(total != 0, tops.sum(axis=0) / total, np.nan)
        influence = (tops - ratio * bottoms) / (total / len(bottoms))
    return Sample(scale * ratio, scale * influence)
