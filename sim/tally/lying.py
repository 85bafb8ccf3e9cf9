"""Where orders lie while nobody works on them: in line, in hands that are off duty, at a wrong department, for a meeting, or for somebody outside."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.log.orders import OrderOutcome, Orders, OrderSteps

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Lying(NamedTuple):
    """Minutes of each order, of the steps that it has gone through.

    Attributes
    ----------
    in_line : ndarray
        Since it joined lines until somebody began, nights and days off too.
    in_hand : ndarray
        In the hands of heads, those too in which they worked on it.
    kept : ndarray
        At departments that had found out that it was not theirs.
    for_meeting : ndarray
        For joint meetings.
    """

    in_line: Floats
    in_hand: Floats
    kept: Floats
    for_meeting: Floats


def lying(orders: Orders, steps: OrderSteps) -> Lying:
    """Where some orders lay, of all of whose steps there are rows."""
    owner, accepted = _owner(orders, steps), orders.accepted
    known = np.flatnonzero(owner >= 0)
    owner, own = owner[known], steps.where(known)
    begun, ended = ~np.isnan(own.started), ~np.isnan(own.ended)

    def added(which: NDArray[np.bool_], minutes: Floats) -> Floats:
        return np.bincount(owner[which], minutes[which], len(accepted)).astype(np.float64)

    goes_on = np.append(owner[1:] == owner[:-1], False) & ended
    # until it came to the right department, or else to the next wrong one; from then on it may wait for its customer, or for others of a batch
    until = np.roll(own.joined, -1)
    came = accepted[owner]
    until = np.where((came >= own.ended) & (came < until), came, until)
    behind = until - own.ended
    return Lying(
        added(begun, own.started - own.joined),
        added(ended, own.ended - own.started),
        added(goes_on & (own.outcome == OrderOutcome.PASSED_ON), behind),
        added(goes_on & (own.outcome == OrderOutcome.TO_MEETING), behind),
    )


def _owner(orders: Orders, steps: OrderSteps) -> Ints:
    """The row of the order of each step; -1 where it is not among them."""
    most = 1 + max(int(each.number.max(initial=0)) for each in (orders, steps))
    offices = 1 + max(int(each.office.max(initial=0)) for each in (orders, steps))
    keys, wanted = (
        (each.lane.astype(np.int64) * offices + each.office) * most + each.number for each in (orders, steps)
    )
    if not len(keys):
        return np.full(len(wanted), -1)
    order = np.argsort(keys)
    place = order[np.minimum(np.searchsorted(keys, wanted, sorter=order), len(keys) - 1)]
    return np.where(keys[place] == wanted, place, -1)
