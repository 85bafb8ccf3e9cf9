"""Orders in line at a desk, in one lane: the one with the least rank is the first, and any of them can be taken out.

A pairing heap (Fredman, Sedgewick, Sleator and Tarjan, "The pairing heap: a new form of self-adjusting heap", Algorithmica 1986) whose links
are rows of the table: `child` is the first of those below, `next` the following one below the same, and `before` the one before that, or, of
a first child, the one above. Adding one takes a step or two, taking one out about as many as the logarithm of their number.
"""

from __future__ import annotations

import numpy as np

from sim.compiling.compiled import compiled
from sim.compiling.entries import Record, Rows, Whole
from sim.lanes.office.rulings import rank

NOBODY: Whole = np.int64(-1)
"""The row of no order."""


@compiled
def stand(orders: Rows, first: Whole, row: Whole, takes_due: bool) -> Whole:
    """Put an order in a line; returns who is first now."""
    one = orders[row]
    one.waits, one.child, one.next, one.before = True, NOBODY, NOBODY, NOBODY
    return _melded(orders, first, row, takes_due)


@compiled
def leave(orders: Rows, first: Whole, row: Whole, takes_due: bool) -> Whole:
    """Take an order out of its line; returns who is first now."""
    one = orders[row]
    one.waits = False
    below = _paired(orders, one.child, takes_due)
    if row == first:
        return below
    above = orders[one.before]
    if above.child == row:
        above.child = one.next
    else:
        above.next = one.next
    if one.next >= 0:
        orders[one.next].before = one.before
    return _melded(orders, first, below, takes_due)


@compiled
def _melded(orders: Rows, one: Whole, other: Whole, takes_due: bool) -> Whole:
    """Two lines become one; returns its first."""
    if one < 0:
        return other
    if other < 0:
        return one
    above, below = one, other
    if rank(orders[other], takes_due) < rank(orders[one], takes_due):
        above, below = other, one
    child = orders[above].child
    orders[below].next, orders[below].before = child, above
    if child >= 0:
        orders[child].before = below
    orders[above].child = below
    return above


@compiled
def _paired(orders: Rows, child: Whole, takes_due: bool) -> Whole:
    """Those below one that goes become one line; returns its first. They are melded two by two, and the pairs then from the last to the first."""
    pairs = NOBODY
    while child >= 0:
        other = orders[child].next
        following = orders[other].next if other >= 0 else NOBODY
        _alone(orders[child])
        if other >= 0:
            _alone(orders[other])
        pair = _melded(orders, child, other, takes_due)
        orders[pair].next, pairs, child = pairs, pair, following
    whole = NOBODY
    while pairs >= 0:
        following = orders[pairs].next
        _alone(orders[pairs])
        whole, pairs = _melded(orders, whole, pairs, takes_due), following
    return whole


@compiled
def _alone(one: Record) -> None:
    one.next, one.before = NOBODY, NOBODY
