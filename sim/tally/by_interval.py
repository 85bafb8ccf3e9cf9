"""What is kept of sums by interval: every interval of every day; or, of a long horizon, each date, and the intervals of each month's days."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from sim.tally.frame import Frame
from sim.tally.groups import Tally

Values = NDArray[Any]
"""Counts or minutes, both exact, so that it is no matter in which order they are added."""

EVERY = slice(None)


def nothing_yet(frame: Frame, name: str, rows: int, scopes: int, kind: DTypeLike) -> Tally:
    """The arrays of a sum in which nothing is counted yet."""
    if frame.keeps_intervals:
        lengths = {"interval": frame.days * frame.intervals}
    else:
        lengths = {"date": frame.days, "month_clock": len(frame.months) * frame.intervals}
    return {f"{name}/{cut}": np.zeros((rows, scopes, length), kind) for cut, length in lengths.items()}


def add(frame: Frame, sums: Tally, name: str, start: int, found: Values, rows: slice = EVERY) -> None:
    """Add what is counted in consecutive intervals.

    Parameters
    ----------
    frame : Frame
        The scenario's frame.
    sums : mapping
        Where the arrays of the sum are.
    name : str
        Its name with the kind of scope, such as ``served/hall``.
    start : int
        Number of the first interval.
    found : ndarray
        What is added, shape (rows, scopes, intervals).
    rows : slice
        For which rows it is.
    """
    if frame.keeps_intervals:
        sums[f"{name}/interval"][rows, :, start : start + found.shape[2]] += found
        return
    by_day, first = _whole_days(found, start, frame.intervals)
    stop = first + by_day.shape[2]
    sums[f"{name}/date"][rows, :, first:stop] += by_day.sum(axis=3, dtype=by_day.dtype)
    by_month = sums[f"{name}/month_clock"]
    begins = [*frame.months.values(), frame.days]
    for month, (begin, end) in enumerate(pairwise(begins)):
        own = by_day[:, :, max(begin - first, 0) : max(end - first, 0)]
        if own.shape[2]:
            clock = slice(month * frame.intervals, (month + 1) * frame.intervals)
            by_month[rows, :, clock] += own.sum(axis=2, dtype=by_day.dtype)


def _whole_days(found: Values, start: int, intervals: int) -> tuple[Values, int]:
    """The same by day and interval of the day, with nothing in the intervals that are missing; and the number of the first day."""
    first, before = divmod(start, intervals)
    behind = -(before + found.shape[2]) % intervals
    if before or behind:
        found = np.pad(found, [(0, 0), (0, 0), (before, behind)])
    return found.reshape(*found.shape[:2], -1, intervals), first
