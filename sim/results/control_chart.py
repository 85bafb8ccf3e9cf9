"""The control chart of the time to close an order, before and after a policy begins.

Orders count in the stretch in which they are created, since an order lives under the rules of that time: by closing, those of before would go on to count
behind the beginning for as long as the backlog lasts. The price is that the last ones are not all closed, and of those that are, the quick
ones first: stretches of which more than one order in twenty is open at the end are left out.

Limits are those of a chart of individuals: mean of the stretches before the beginning, and 2.66 times the mean of how far neighbours among them
lie apart on either side (D. C. Montgomery, *Introduction to Statistical Quality Control*, 7th edition, 6.4: 3 / 1.128). They are worked out in each
replication, and are means over these: what one course of events shows.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.measures.sums import CLOSE_TIME, ORDERS, ORDERS_CLOSED
from sim.results.result import Result
from sim.scenario.units import DAY
from sim.tally import total

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WEEKS_FROM = 56
"""Days of a horizon from which on weeks are shown, and single days before (assumed: eight points)."""

MOST_OPEN = 0.05
"""Share of the orders of a stretch that may be open at the end (assumed)."""

OF_RANGES = 3 / 1.128
"""Three standard deviations in means of the range of two (Montgomery, appendix VI)."""

FEWEST = 4
"""Stretches before the beginning from which on there are limits (assumed; the book asks for twenty or more)."""


class ControlChart(NamedTuple):
    """A control chart.

    Attributes
    ----------
    length : int
        Days of a stretch.
    start : ndarray
        First day of each that is shown.
    mean : ndarray
        Days from creation to closing of its orders, in the mean.
    low, high : ndarray
        Between what values nine in ten replications lie.
    begins : list of int
        Days on which the policy, or a step of it, begins.
    centre, lower, upper : float
        Mean of the stretches before the first of these, and limits; NaN where there are too few.
    """

    length: int
    start: Ints
    mean: Floats
    low: Floats
    high: Floats
    begins: list[int]
    centre: float
    lower: float
    upper: float


def begins_of(result: Result) -> list[int]:
    """The days of the horizon on which the result's policy, or a step of it, begins."""
    steps = result.scenario.later.steps if result.scenario.later else ()
    return sorted({step.begins for step in steps if step.begins is not None})


def control_chart(result: Result) -> ControlChart:
    """The control chart of the time to close an order of a result with offices."""
    length, begins = (7 if result.frame.days >= WEEKS_FROM else 1), begins_of(result)
    time, closed, created = (
        _by_stretch(total(result.sums, result.frame, each, "all", "date")[:, 0], length)
        for each in (CLOSE_TIME, ORDERS_CLOSED, ORDERS)
    )
    known = closed.sum(axis=0) >= np.maximum((1 - MOST_OPEN) * created.sum(axis=0), 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        each = time / closed / DAY
    before = known & ((np.arange(len(known)) + 1) * length <= (begins[0] if begins else result.frame.days))
    low, high = np.nanquantile(each[:, known], (0.05, 0.95), axis=0)
    centre, lower, upper = limits_of_individuals(each[:, before], result.sums["replications"])
    return ControlChart(
        length,
        np.flatnonzero(known) * length,
        time[:, known].sum(axis=0) / closed[:, known].sum(axis=0) / DAY,
        low,
        high,
        begins,
        centre,
        lower,
        upper,
    )


def limits_of_individuals(values: Floats, replications: Ints) -> tuple[float, float, float]:
    """Centre and limits of a chart of individuals, in the mean over rows.

    Parameters
    ----------
    values : ndarray
        One row a replication, or the mean of a group of them.
    replications : ndarray
        How many these are, by row.
    """
    if values.shape[1] < FEWEST:
        return np.nan, np.nan, np.nan
    apart = np.abs(np.diff(values, axis=1)) * np.sqrt(replications)[:, None]  # means of many lie nearer
    centre, reach = float(np.nanmean(values)), OF_RANGES * float(np.nanmean(apart))
    return centre, max(0.0, centre - reach), centre + reach


def _by_stretch(by_date: Floats, length: int) -> Floats:
    """Sums of days added up by stretches of so many days; days that are left at the end are left out."""
    rows, days = by_date.shape
    stretches = days // length
    return np.asarray(by_date[:, : stretches * length].reshape(rows, stretches, length).sum(axis=2))
