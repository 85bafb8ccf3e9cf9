"""What is to come in one lane, the earliest first: a heap of plans, by time, and of one time by place."""

from __future__ import annotations

import numpy as np

from sim.compiling.compiled import compiled
from sim.compiling.entries import Record, Rows, Whole

PLAN = np.dtype([("time", "f8"), ("place", "i8"), ("row", "i8"), ("kind", "i8")], align=True)
"""When, with its phase; who goes first of those of one instant; the row of whom it is about; and what."""

PLANS = 64
"""Room for plans of a lane, to begin with."""


@compiled
def push(plans: Rows, size: Whole, time: float, place: Whole, row: Whole, kind: Whole) -> None:
    """Add a plan to a heap of so many."""
    number = size
    while number:
        above = (number - 1) >> 1
        if not _before(time, place, plans[above]):
            break
        _move(plans, above, number)
        number = above
    plans[number].time, plans[number].place, plans[number].row, plans[number].kind = time, place, row, kind


@compiled
def pop(plans: Rows, size: Whole) -> None:
    """Take the first plan away, after which there are `size`."""
    number, below = 0, 1
    last = plans[size]
    while below < size:
        right = below + 1
        if right < size and _before(plans[right].time, plans[right].place, plans[below]):
            below = right
        if _before(last.time, last.place, plans[below]):
            break
        _move(plans, below, number)
        number, below = below, 2 * below + 1
    _move(plans, size, number)


@compiled
def _before(time: float, place: Whole, other: Record) -> bool:
    return bool(time < other.time or (time == other.time and place < other.place))


@compiled
def _move(plans: Rows, number: Whole, to: Whole) -> None:
    one, other = plans[number], plans[to]
    other.time, other.place, other.row, other.kind = one.time, one.place, one.row, one.kind


def wider(plans: Rows, more: int) -> Rows:
    """The plans of all lanes (or other entries), with room for more in each."""
    room = np.zeros((len(plans), plans.shape[1] + more), plans.dtype)
    return np.concatenate((plans, room), axis=1)
