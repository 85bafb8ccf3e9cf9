"""Outages of a region that wait for crews, in one lane: a heap of rows, of which the one with the least rank is the first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiling.compiled import compiled
from sim.compiling.entries import Rows, Whole
from sim.lanes.crews.rulings import rank


@compiled
def stand(jobs: Rows, line: NDArray[np.int64], length: Whole, row: Whole, by_customers: bool) -> None:
    """Put an outage in a line of so many."""
    place = length
    while place:
        above = (place - 1) >> 1
        if not rank(jobs[row], by_customers) < rank(jobs[line[above]], by_customers):
            break
        line[place] = line[above]
        place = above
    line[place] = row


@compiled
def leave(jobs: Rows, line: NDArray[np.int64], length: Whole, by_customers: bool) -> None:
    """Take the first outage out of a line, in which then are so many."""
    last, place, below = line[length], 0, 1
    while below < length:
        right = below + 1
        if right < length and rank(jobs[line[right]], by_customers) < rank(jobs[line[below]], by_customers):
            below = right
        if rank(jobs[last], by_customers) < rank(jobs[line[below]], by_customers):
            break
        line[place] = line[below]
        place, below = below, 2 * below + 1
    line[place] = last
