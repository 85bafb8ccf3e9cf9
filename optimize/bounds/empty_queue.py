"""A queue that begins empty, in which each takes the first head free, in the order of coming, until patience ends: who is served, and when.

It is what a group of calls has at best in a stretch of time: all heads that may take them, from the first minute on with nothing
at hand, and from the last minute on as many as are wanted.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiling.compiled import compiled, entry

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Comers(NamedTuple):
    """Those who come, lane by lane.

    Attributes
    ----------
    first : ndarray of int
        Where each lane begins, and where the last one ends.
    arrived : ndarray
        Minutes after the beginning, in order within a lane.
    minutes : ndarray
        For which each takes a head, if that head has nothing else in hand.
    patience : ndarray
        After which each gives up; infinite for those who do not.
    """

    first: Ints
    arrived: Floats
    minutes: Floats
    patience: Floats


@compiled
def _soonest(ends: Floats, head: int) -> float:
    """When a seat of a head is free first."""
    soonest = ends[head, 0]
    for seat in range(1, ends.shape[1]):
        soonest = min(soonest, ends[head, seat])
    return float(soonest)


@compiled
def _first_free(ends: Floats, heads: int) -> float:
    """When a seat of some head is free first; infinite without heads."""
    first = np.inf
    for head in range(heads):
        first = min(first, _soonest(ends, head))
    return first


@compiled
def _change(ends: Floats, before: int, after: int, now: float) -> None:
    """Heads that come have nothing in hand; those stay in front who are free soonest."""
    for head in range(before, after):
        for seat in range(ends.shape[1]):
            ends[head, seat] = now
    for last in range(before - 1, after - 1, -1):
        latest = last
        for head in range(last):
            if _soonest(ends, head) > _soonest(ends, latest):
                latest = head
        for seat in range(ends.shape[1]):
            ends[latest, seat], ends[last, seat] = ends[last, seat], ends[latest, seat]


@compiled
def _take(ends: Floats, heads: int, start: float, minutes: float, pace: Floats) -> None:
    """The head with the fewest in hand takes one more, at the pace for as many."""
    best, fewest = 0, ends.shape[1]
    for head in range(heads):
        busy = 0
        for seat in range(ends.shape[1]):
            busy += ends[head, seat] > start
        if busy < fewest:
            best, fewest = head, busy
            if busy == 0:
                break
    free = 0
    for seat in range(ends.shape[1]):
        if ends[best, seat] < ends[best, free]:
            free = seat
    ends[best, free] = start + minutes / pace[min(fewest, len(pace) - 1)]


@entry
def count_served(
    comers: Comers,
    heads: tuple[int, int],
    times: tuple[float, float],
    pace: Floats,
    within: Floats,
    ends: Floats,
    counts: Floats,
) -> None:
    """Count by lane who is served within some waits.

    Parameters
    ----------
    comers : Comers
        Who comes.
    heads : tuple of int
        Heads from the beginning on, and from the first of the two times on. Of heads that go those do who would be free last; they end
        what they have in hand.
    times : tuple of float
        When heads change, and when the stretch is over: whoever waits then is served then.
    pace : ndarray
        Speed of a head with one, two, … in hand; the last holds for more.
    within : ndarray
        Longest waits to count.
    ends : ndarray
        Space to work in, shape (most heads, seats of a head).
    counts : ndarray
        What is counted, of those who come before heads change and of the others, shape (2, waits, lanes).
    """
    for lane in range(len(comers.first) - 1):
        _change(ends, 0, heads[0], 0.0)
        here, changed = heads[0], False
        for each in range(comers.first[lane], comers.first[lane + 1]):
            arrived = comers.arrived[each]
            start = max(arrived, _first_free(ends, here))
            if not changed and start >= times[0]:
                _change(ends, here, heads[1], times[0])
                here, changed = heads[1], True
                start = max(arrived, _first_free(ends, here))
            ended = start > times[1]
            if ended:
                start = times[1]
            wait = start - arrived
            if wait <= comers.patience[each]:
                part = int(arrived >= times[0])
                for place in range(len(within)):
                    counts[part, place, lane] += wait <= within[place]
                if not ended:
                    _take(ends, here, start, comers.minutes[each], pace)
