"""Work that lies over nights and days off, cut to the windows of duty in which it is done."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.time.working_hours import WorkingHours

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Stretches(NamedTuple):
    """Stretches of some jobs, job by job, and of each in the order of time.

    Attributes
    ----------
    job : ndarray of int
        Number of the job.
    start, end : ndarray of float
        From when to when its owner works on it.
    is_first : ndarray of bool
        Whether its owner begins with it there.
    """

    job: Ints
    start: Floats
    end: Floats
    is_first: NDArray[np.bool_]


def stretches(hours: WorkingHours, owner: Ints, start: Floats, end: Floats, since: float) -> Stretches:
    """The parts of some jobs inside the windows of their owners, from a time on.

    A job that takes no time is one stretch without length.

    Parameters
    ----------
    hours : WorkingHours
        The windows of all owners.
    owner : ndarray of int
        Whose each job is.
    start, end : ndarray of float
        From when to when each job goes on; it begins inside a window.
    since : float
        What was done before is left out.
    """
    begin = np.maximum(start, since)
    first, behind = hours.first[owner], hours.first[owner + 1]
    from_window = _first_at(hours.end, first, behind, begin, strictly=True)
    to_window = _first_at(hours.start, first, behind, end, strictly=False)
    count = np.where(end < since, 0, np.maximum(to_window - from_window, (start >= since).astype(np.int64)))
    job = np.repeat(np.arange(len(owner)), count)
    place = np.arange(len(job)) - np.repeat(np.cumsum(count) - count, count)
    window = from_window[job] + place
    return Stretches(
        job,
        np.maximum(hours.start[window], begin[job]),
        np.minimum(hours.end[window], end[job]),
        (place == 0) & (start[job] >= since),
    )


def counted_once(
    hours: WorkingHours, owner: Ints, start: Floats, alone: Floats, end: Floats, since: float
) -> Stretches:
    """The same of jobs of which an owner may have several at once, so that each minute counts once: in each from when on its owner has nothing that it
    began before. A job that never is so counts as one that takes no time.

    Parameters
    ----------
    hours, owner, start, end, since
        As of :func:`stretches`.
    alone : ndarray of float
        From when on the owner of each job has nothing in hand that it began before.
    """
    is_ever = alone < end
    found = stretches(hours, owner, np.where(is_ever, alone, start), np.where(is_ever, end, start), since)
    return found._replace(is_first=found.is_first & (start[found.job] >= since))


def _first_at(values: Floats, low: Ints, end: Ints, bound: Floats, strictly: bool) -> Ints:
    """For each of some parts of `values`, which ascend there: the first place at which they are at a bound, or `strictly` above it; `end` if none."""
    low, high = low.copy(), end.copy()
    while True:
        open_ = low < high
        if not open_.any():
            return low
        middle = np.minimum((low + high) // 2, max(len(values) - 1, 0))
        above: Any = values[middle] > bound if strictly else values[middle] >= bound
        high = np.where(open_ & above, middle, high)
        low = np.where(open_ & ~above, middle + 1, low)
