"""How many stretches of time overlap at most, compiled: of each group the beginnings and ends are put in order, and gone through once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiling.compiled import compiled, entry
from sim.compiling.entries import Whole

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@compiled
def _in_order(times: Floats, low: Whole, high: Whole) -> None:
    """Sort the times from `low` to before `high` (D. L. Shell, *Communications of the ACM* 2, 1959): they hardly move, since most lines go
    first come, first served."""
    gap = high - low
    while gap > 1:
        gap = max(
            1, gap * 5 // 11
        )  # G. H. Gonnet and R. Baeza-Yates, *Handbook of Algorithms and Data Structures*, 1991
        for place in range(low + gap, high):
            time = times[place]
            hole = place
            while hole >= low + gap and times[hole - gap] > time:
                times[hole] = times[hole - gap]
                hole -= gap
            times[hole] = time


@entry
def most_at_once(begins: Floats, ends: Floats, stop: Ints, most: Ints) -> None:
    """The largest number of stretches of each group that overlap; one that ends makes room before the next one begins.

    Parameters
    ----------
    begins, ends : ndarray of float, shape (n,)
        The times at which stretches begin and end, group by group (:func:`sim.tally.selection.bring_together`); afterwards in order.
    stop : ndarray of int, shape (groups,)
        Behind which place of these two each group ends.
    most : ndarray of int, shape (groups,)
        All zero; afterwards the numbers.
    """
    first = 0
    for each in range(len(stop)):
        _in_order(begins, first, stop[each])
        _in_order(ends, first, stop[each])
        over = first
        for place in range(first, stop[each]):
            while over < stop[each] and ends[over] <= begins[place]:
                over += 1
            most[each] = max(most[each], place + 1 - over)
        first = stop[each]
