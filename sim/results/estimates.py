"""From replications to figures: estimates with Student's t intervals, alone and paired.

A row is one replication, or some consecutive ones added up. An estimate is a ratio of two numbers a row, of which the
second may be the number of replications (for a total) or of those that have a value (for a quantile). Its interval
comes from the linearized rows ``(numerator - ratio * denominator) / mean denominator``.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    """Rows of one or many figures, ready to be averaged; arrays share all axes after the first.

    Attributes
    ----------
    mean : ndarray
        The figure: mean over replications, or ratio of means.
    influence : ndarray
        First axis rows: by how much each row lies above the figure, linearized. NaN where a row has no value.
    behind : ndarray
        Replications in each row that have a value; as `influence`, or with one axis for all figures.
    """

    mean: Array
    influence: Array
    behind: Array

    @property
    def count(self) -> Array:
        """Replications that have a value."""
        some = ~np.isnan(self.influence)
        return np.asarray(np.sum(some * _as_column(self.behind, some.ndim), axis=0), dtype=np.float64)

    def half_width(self, confidence: float, sides: int = 2) -> Array:
        """Half the width of the confidence interval (or, with one side, the distance to its limit); NaN for fewer than two rows."""
        from scipy.special import stdtrit

        count = np.sum(~np.isnan(self.influence), axis=0)
        square = np.nansum(np.square(self.influence), axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            error = np.where(count > 1, np.sqrt(square / (count - 1) / count), np.nan)
            return np.asarray(stdtrit(count - 1, 1 - (1 - confidence) / sides) * error, dtype=np.float64)

    def minus(self, other: Sample) -> Sample:
        """The paired difference, over the rows in which both have a value."""
        mean, influence = self.mean - other.mean, self.influence - other.influence
        behind = np.minimum(*(_as_column(each.behind, influence.ndim) for each in (self, other)))
        behind = np.broadcast_to(behind, influence.shape)
        if not np.isnan(influence).any():
            return Sample(mean, influence, behind)
        paired = mean_of(mean + influence)
        whole = ~np.isnan(influence).any(axis=0)
        return Sample(
            np.where(whole, mean, paired.mean), np.where(whole, influence, paired.influence), behind
        )

    def against(self, other: Sample) -> Sample:
        """The ratio to another figure, linearized; NaN where that is zero, and in rows in which one has no value."""
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio = np.where(other.mean != 0, self.mean / other.mean, np.nan)
            influence = (self.influence - ratio * other.influence) / other.mean
        behind = np.minimum(*(_as_column(each.behind, influence.ndim) for each in (self, other)))
        return Sample(ratio, influence, np.broadcast_to(behind, influence.shape))

    def extremes(self, least: int = 2) -> tuple[Sample, Sample]:
        """The lowest and the highest figure along the first axis of figures, which keeps one place.

        Where fewer than `least` figures have a value, neither has one.
        """
        low, high = (np.where(np.isnan(self.mean), fill, self.mean) for fill in (np.inf, -np.inf))
        few = np.sum(~np.isnan(self.mean), axis=0, keepdims=True) < least
        places = (low.argmin(axis=0, keepdims=True), high.argmax(axis=0, keepdims=True))
        behind = np.broadcast_to(_as_column(self.behind, self.influence.ndim), self.influence.shape)
        lowest, highest = (
            Sample(
                np.where(few, np.nan, np.take_along_axis(self.mean, place, axis=0)),
                np.take_along_axis(self.influence, place[None], axis=1),
                np.take_along_axis(behind, place[None], axis=1),
            )
            for place in places
        )
        return lowest, highest

    def times(self, other: Sample) -> Sample:
        """The product of two figures of the same rows, linearized: an error of either counts as much as the other is."""
        behind = np.minimum(*(_as_column(each.behind, self.influence.ndim) for each in (self, other)))
        influence = self.influence * other.mean + self.mean * other.influence
        return Sample(self.mean * other.mean, influence, np.broadcast_to(behind, influence.shape))

    def at(self, *place: int | list[int]) -> Sample:
        """One of the figures, or some along an axis."""
        every: tuple[int | list[int] | slice, ...] = (slice(None), *place)
        behind = self.behind if self.behind.ndim == 1 else self.behind[every]
        return Sample(np.asarray(self.mean[place]), self.influence[every], behind)

    def estimate(self, confidence: float) -> Estimate:
        """The figure with its interval; for a sample of one figure."""
        half = float(self.half_width(confidence))
        return Estimate(float(self.mean), float(self.mean) - half, float(self.mean) + half, int(self.count))


def side_by_side(samples: Sequence[Sample]) -> Sample:
    """The figures of some samples, one after the other along their first axis."""
    behind = [
        np.broadcast_to(_as_column(each.behind, each.influence.ndim), each.influence.shape)
        for each in samples
    ]
    return Sample(
        np.concatenate([each.mean for each in samples]),
        np.concatenate([each.influence for each in samples], axis=1),
        np.concatenate(behind, axis=1),
    )


def mean_of(values: Array) -> Sample:
    """The mean over replications (first axis), each a row of its own, leaving out NaN."""
    some = ~np.isnan(values)
    return mean_of_some(np.where(some, values, 0.0), some.astype(np.float64))


def mean_of_some(sums: Array, having: Array) -> Sample:
    """The mean of what only some replications have: sums over these by row (first axis), and how many they are."""
    count = having.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(count > 0, sums.sum(axis=0) / count, np.nan)
        typical = count / np.sum(having > 0, axis=0)
        influence = np.where(having > 0, (sums - mean * having) / typical, np.nan)
    return Sample(mean, influence, having)


def mean_of_all(sums: Array, replications: Array) -> Sample:
    """The mean of a total that every replication has: sums by row (first axis), and the rows' replications."""
    return mean_of_some(sums, np.broadcast_to(_as_column(replications, sums.ndim), sums.shape))


def ratio_of(tops: Array, bottoms: Array, scale: float = 1.0, replications: Array | None = None) -> Sample:
    """The ratio of two sums over replications; NaN where the denominator is zero.

    Parameters
    ----------
    tops, bottoms : ndarray
        Sums by row (first axis).
    scale : float
        Factor of the ratio.
    replications : ndarray, optional
        How many each row holds, shape (rows,); one if not given.
    """
    total = bottoms.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(total != 0, tops.sum(axis=0) / total, np.nan)
        influence = (tops - ratio * bottoms) / (total / len(bottoms))
    behind = np.ones(len(bottoms)) if replications is None else replications
    return Sample(scale * ratio, scale * influence, behind)


def _as_column(by_row: Array, axes: int) -> Array:
    """Numbers by row with as many axes as the figures have."""
    return by_row if by_row.ndim == axes else by_row.reshape(-1, *[1] * (axes - 1))
