"""What can be told of each outage, and from when on: stages with the times given for supply, when supply is back, and what others see of it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.log.outages import Estimates, Lives, Outages, OutageStage, Steps, Told
from sim.network.row_search import firsts_of, last_until

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.integer[Any]]


class Notices(NamedTuple):
    """What is known of outages: rows by outage, time and stage.

    Attributes
    ----------
    first : ndarray of int
        Where those of each outage begin, and where the last one's end.
    outage, stage : ndarray of int
        Row of the outage; :class:`~sim.log.outages.OutageStage`.
    time : ndarray
        From when on it is known.
    estimate : ndarray
        The time then given for supply: the last one, where the stage gives none; infinite before the first.
    is_new : ndarray of bool
        Whether the stage gives it.
    """

    first: Ints
    outage: Ints
    stage: Ints
    time: Floats
    estimate: Floats
    is_new: Flags

    def at(self, row: Ints, time: Floats) -> Ints:
        """The place of what is known of some outages at some times; the place before the outage's first where that is nothing."""
        return last_until(self.first, self.time, row, time)


class Comings(NamedTuple):
    """Times at which something happens to outages: rows by outage and time.

    Attributes
    ----------
    first : ndarray of int
        Where those of each outage begin, and where the last one's end.
    time : ndarray
        The times.
    share : ndarray
        Share of the outage's customers whose supply is back from then on.
    """

    first: Ints
    time: Floats
    share: Floats


def row_of(outages: Outages, lane: Numbers, number: Numbers) -> Ints:
    """Rows of outages by lane and number; numbers count from 0 in each lane, and rows follow them."""
    lanes = np.asarray(outages.lane, dtype=np.int64)
    most = int(max(lanes.max(initial=-1), np.max(lane, initial=-1))) + 1
    return np.asarray(firsts_of(lanes, most)[lane] + number, dtype=np.int64)


def notices_of(outages: Outages, lives: Lives, estimates: Estimates) -> Notices:
    """All that becomes known of some outages."""
    rows = len(outages.lane)
    given_to = row_of(outages, np.asarray(estimates.lane), np.asarray(estimates.number))
    parts = [(given_to, np.asarray(estimates.stage, np.int64), estimates.given, estimates.estimate)]
    gives = np.zeros((rows, len(OutageStage)), np.bool_)
    gives[given_to, estimates.stage] = True
    for stage, time in _stages(outages, lives):
        some = np.flatnonzero(~np.isnan(time) & ~gives[:, stage])
        parts.append((some, np.full(len(some), stage), time[some], np.full(len(some), np.inf)))
    row, stages, times, given = map(np.concatenate, zip(*parts, strict=True))
    order = np.lexsort((stages, times, row))
    row, stages, times, given = row[order], stages[order], times[order], given[order]
    first = firsts_of(row, rows)
    return Notices(first, row, stages, times, _last_given(first, row, given), np.isfinite(given))


def _stages(outages: Outages, lives: Lives) -> list[tuple[OutageStage, Floats]]:
    """The times of the stages that need no estimate; planned work is known since it was announced."""
    known = np.where(np.asarray(lives.by) == Told.PLANNED, np.nan, lives.known)
    return [
        (OutageStage.ANNOUNCED, outages.announced),
        (OutageStage.KNOWN, known),
        (OutageStage.ASSIGNED, lives.assigned),
        (OutageStage.ON_SITE, lives.on_site),
        (OutageStage.CAUSE, lives.cause),
        (OutageStage.RESTORED, lives.restored),
    ]


def _last_given(first: Ints, row: Ints, given: Floats) -> Floats:
    """The last estimate given until each notice."""
    place = np.maximum.accumulate(np.where(np.isfinite(given), np.arange(len(given)), -1))
    return np.where(place >= first[row], given[np.maximum(place, 0)], np.inf) if len(given) else given


def returns_of(outages: Outages, lives: Lives, steps: Steps) -> Comings:
    """When supply comes back, step by step; all at once where no steps are written down."""
    rows = len(outages.lane)
    row = row_of(outages, np.asarray(steps.lane), np.asarray(steps.number))
    others = np.flatnonzero((np.bincount(row, minlength=rows) == 0) & ~np.isnan(lives.restored))
    row = np.concatenate((row, others))
    time = np.concatenate((steps.time, lives.restored[others]))
    share = np.concatenate((steps.share, np.ones(len(others))))
    order = np.lexsort((time, row))
    return Comings(firsts_of(row[order], rows), time[order], share[order])


def back_at(returns: Comings, row: Ints, position: Floats) -> Floats:
    """When the supply of customers is back, by their outages and places (0 to 1) in the order in which supply returns; infinite where it does not."""
    step = last_until(returns.first, returns.share, row, position) + 1
    there = step < returns.first[row + 1]
    time = np.full(len(row), np.inf)
    time[there] = returns.time[step[there]]
    return time


def seen_by_others(outages: Outages, lives: Lives, returns: Comings) -> Comings:
    """When those who are still out see that others are not: after each step but the last, and when the outage in front is over."""
    rows = np.arange(len(outages.lane))
    outage = np.repeat(rows, np.diff(returns.first))
    part = np.flatnonzero(returns.share < 1.0)
    behind = np.flatnonzero(np.asarray(outages.behind) >= 0)
    front = row_of(outages, np.asarray(outages.lane)[behind], np.asarray(outages.behind)[behind])
    over = np.asarray(lives.restored)[front]
    behind, over = behind[~np.isnan(over)], over[~np.isnan(over)]
    row, time = np.concatenate((outage[part], behind)), np.concatenate((returns.time[part], over))
    order = np.lexsort((time, row))
    return Comings(firsts_of(row[order], len(rows)), time[order], np.zeros(len(row)))
