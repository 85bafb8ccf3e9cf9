"""Hours in which somebody works: how much work is done by a time, and when so much of it is done.

A table holds the hours of several owners, sites or heads, as flat arrays. The functions are compiled as they stand; they call one another
and use no Python but numbers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.scenario.units import Window
from sim.time.windows import merge


class WorkingHours(NamedTuple):
    """Working hours of some owners, in minutes since the horizon's first midnight.

    Attributes
    ----------
    first : ndarray
        Where the windows of each owner begin among all, and where the last one's end: shape (owners + 1,).
    start, end : ndarray
        From when to when each window goes; those of an owner are in order and apart.
    before : ndarray
        Minutes of the windows before, of the same owner.
    """

    first: NDArray[np.int64]
    start: NDArray[np.float64]
    end: NDArray[np.float64]
    before: NDArray[np.float64]


def working_hours(owners: Sequence[Iterable[Window]]) -> WorkingHours:
    """The table of the windows of some owners; windows that touch become one."""
    merged = [merge(window for window in windows if window.start < window.end) for windows in owners]
    edges = np.array([edge for windows in merged for edge in windows], dtype=np.float64).reshape(-1, 2)
    minutes = [np.cumsum([0.0, *(end - start for start, end in windows)])[:-1] for windows in merged]
    return WorkingHours(
        np.cumsum([0, *map(len, merged)], dtype=np.int64),
        edges[:, 0].copy(),
        edges[:, 1].copy(),
        np.concatenate([*minutes, np.empty(0)]),
    )


def worked(hours: WorkingHours, owner: int, time: float) -> float:
    """Minutes of an owner's windows up to a time."""
    first = hours.first[owner]
    place = bisect_right(hours.start, time, first, hours.first[owner + 1]) - 1
    if place < first:
        return 0.0
    return float(hours.before[place] + (min(time, hours.end[place]) - hours.start[place]))


def worked_by(hours: WorkingHours, owner: int, minutes: float) -> float:
    """The earliest time up to which an owner's windows hold so many minutes, but never before the first one; infinite where they never do.

    Minutes that just fill a window end with it, and not when the next one begins.
    """
    first = hours.first[owner]
    place = bisect_right(hours.before, minutes, first, hours.first[owner + 1]) - 1
    if place > first and hours.before[place] == minutes:
        place -= 1
    if place < first:
        return inf
    time = float(hours.start[place] + (minutes - hours.before[place]))
    return time if time <= hours.end[place] else inf


def inside_from(hours: WorkingHours, owner: int, time: float) -> float:
    """From when on it is inside a window of an owner, at the earliest at `time`; infinite where there is none any more."""
    place = bisect_right(hours.end, time, hours.first[owner], hours.first[owner + 1])
    return max(time, float(hours.start[place])) if place < hours.first[owner + 1] else inf


def inside_until(hours: WorkingHours, owner: int, time: float) -> float:
    """When the window ends that is open, or the next one to open; infinite where there is none any more."""
    place = bisect_right(hours.end, time, hours.first[owner], hours.first[owner + 1])
    return float(hours.end[place]) if place < hours.first[owner + 1] else inf


def work_end(hours: WorkingHours, owner: int, start: float, minutes: float) -> float:
    """When a job is done whose owner begins at `start` and works on it inside its windows alone.

    It lies over breaks, nights and days off, and goes on in the next window.

    Parameters
    ----------
    hours : WorkingHours
        The windows of duty of some heads.
    owner : int
        Number of the head.
    start : float
        When it takes the job up; outside its windows the work begins with the next one.
    minutes : float
        How long the job takes.

    Returns
    -------
    float
        The end; infinite where the duty from then on does not suffice.
    """
    if minutes <= 0.0:
        return start
    return worked_by(hours, owner, worked(hours, owner, start) + minutes)


def works_within(hours: WorkingHours, owner: int, since: float, until: float) -> bool:
    """Whether an owner has any working time from one time to another, which is not before it."""
    place = bisect_right(hours.end, since, hours.first[owner], hours.first[owner + 1])
    return place < hours.first[owner + 1] and hours.start[place] < until and since < until
