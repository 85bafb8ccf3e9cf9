"""Order statistics of many small groups of whole numbers, compiled: each is selected within its group, nothing is sorted.

A group's numbers are brought together in one pass; of each group only the part is looked at in which its next statistic lies
(quickselect, C. A. R. Hoare, *Communications of the ACM* 4, 1961). So the time grows with
the numbers, and does not depend on what a processor can sort in hardware.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiling.compiled import compiled, entry
from sim.compiling.entries import Rows, Whole

Ints = NDArray[np.int64]
Numbers = NDArray[Any]

SMALL = 16
"""Numbers that are put in order one by one, which is quicker for so few (assumed)."""

SCATTER = 2_654_435_769
"""The golden ratio in 32 bits, whose multiples fall evenly and without order (D. E. Knuth, *The Art of Computer Programming* 3, 6.4)."""


@compiled
def _in_order(numbers: Ints, low: Whole, high: Whole) -> None:
    """Sort the numbers from `low` to before `high` by insertion."""
    for place in range(low + 1, high):
        number = numbers[place]
        hole = place
        while hole > low and numbers[hole - 1] > number:
            numbers[hole] = numbers[hole - 1]
            hole -= 1
        numbers[hole] = number


@compiled
def _pivot(numbers: Rows, low: Whole, high: Whole) -> Whole:
    """The middle one of three numbers of a stretch, from places that follow no pattern: over a day waits rise and fall again, and the
    first, the middle and the last one would tell little of those between."""
    place: Any = high * SCATTER
    span = high - low
    one: Whole = numbers[low + place % span]
    two: Whole = numbers[low + (place >> 9) % span]
    three: Whole = numbers[low + (place >> 18) % span]
    return max(min(one, two), min(max(one, two), three))


@compiled
def _below(numbers: Rows, low: Whole, high: Whole, bound: Whole) -> Whole:
    """Bring numbers below a bound before all others of a stretch, and say where the others begin.

    Every number is swapped, whether it is below or not: a processor that guesses which is wrong half of the time.
    """
    place = low
    for each in range(low, high):
        number = numbers[each]
        numbers[each] = numbers[place]
        numbers[place] = number
        place += number < bound
    return place


@compiled
def _bring(numbers: Ints, low: Whole, high: Whole, place: Whole) -> None:
    """Bring that number to `place` which stands there when those from `low` to before `high` are in order."""
    while high - low > SMALL:
        pivot = _pivot(numbers, low, high)
        others = _below(numbers, low, high, pivot)
        if place < others:
            high = others
        elif others > low:
            low = others
        else:  # the pivot is the least: what equals it goes first, however often it is there
            low = _below(numbers, low, high, pivot + 1)
            if place < low:
                return
    _in_order(numbers, low, high)


@entry
def bring_together(group: Ints, numbers: Numbers, stop: Ints, together: Numbers) -> None:
    """Put the numbers of each group next to each other.

    Parameters
    ----------
    group : ndarray of int, shape (n,)
        The group of each number, from 0.
    numbers : ndarray, shape (n,)
        The numbers.
    stop : ndarray of int, shape (groups,)
        All zero; afterwards behind which place of `together` each group ends.
    together : ndarray, shape (n,)
        Afterwards the numbers, group by group.
    """
    for row in range(len(group)):
        stop[group[row]] += 1
    behind = 0
    for each in range(len(stop)):
        count = stop[each]
        stop[each] = behind
        behind += count
    for row in range(len(group)):
        each = group[row]
        together[stop[each]] = numbers[row]
        stop[each] += 1


@entry
def select(together: Ints, stop: Ints, places: Ints, selected: Ints) -> None:
    """The numbers that stand at some places when each group is in order.

    Parameters
    ----------
    together, stop : ndarray of int
        As :func:`bring_together` leaves them; `together` is put into another order within its groups.
    places : ndarray of int, shape (statistics, groups)
        Places from 0, never falling from one statistic to the next; negative where a group has no such number.
    selected : ndarray of int, shape (statistics, groups)
        Afterwards the numbers at those places; left as it is where a place is negative.
    """
    begin = 0
    for each in range(len(stop)):
        low = begin
        for statistic in range(len(places)):
            if places[statistic, each] >= 0:
                place = begin + places[statistic, each]
                _bring(together, low, stop[each], place)
                selected[statistic, each] = together[place]
                low = place
        begin = stop[each]
