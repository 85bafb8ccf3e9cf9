"""Orders that were created in the horizon, with what sums ask of each: whether it is closed, late, or not to be judged yet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.log.columns import Columns
from sim.log.order_log import OrderLog
from sim.tally.frame import Frame
from sim.tally.lying import lying

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.integer[Any]]


@dataclass(frozen=True)
class CreatedOrders(Columns):
    """One row an order.

    Attributes
    ----------
    lane, category, region, segment, cause : ndarray of int
        As in :class:`sim.log.orders.Orders`.
    arrived, accepted, due, promised, closed : ndarray of float
        When it was created, came to its department, is due, is due as its customer counts it, and was closed, in minutes since the horizon's
        first midnight.
    paused : ndarray of float
        Minutes for which its clock stands still.
    worked : ndarray of float
        Minutes for which heads have worked on it.
    travelled : ndarray of float
        Those of them on the road.
    in_line, in_hand, kept, for_meeting : ndarray of float
        Minutes of its time until it was closed, as in :class:`sim.tally.lying.Lying`.
    bounces, reopened, meetings, approvals, level, chases, owned, by_own : ndarray of int
        Wrong departments that it came to, times that it was reopened, joint meetings for which it waited, approvals that it was given, the highest escalation that it reached,
        contacts that asked about it, steps begun where it has an own head, and those that this one began.
    repeats : ndarray of bool
        Whether the problem of an earlier order has come back with it.
    has_deadline, is_past, is_past_promised : ndarray of bool
        Whether its category has a deadline, and whether its own passes within the horizon; as its customer counts it.
    """

    lane: Numbers
    category: Numbers
    region: Numbers
    segment: Numbers
    cause: Numbers
    arrived: Array
    accepted: Array
    due: Array
    promised: Array
    closed: Array
    paused: Array
    worked: Array
    travelled: Array
    in_line: Array
    in_hand: Array
    kept: Array
    for_meeting: Array
    bounces: Numbers
    reopened: Numbers
    meetings: Numbers
    approvals: Numbers
    level: Numbers
    chases: Numbers
    owned: Numbers
    by_own: Numbers
    repeats: Flags
    has_deadline: Flags
    is_past: Flags
    is_past_promised: Flags

    @cached_property
    def is_closed(self) -> Flags:
        """Whether it was closed within the horizon."""
        return np.isfinite(self.closed)

    @cached_property
    def is_accepted(self) -> Flags:
        """Whether it came to its department."""
        return np.isfinite(self.accepted)

    @cached_property
    def is_judged(self) -> Flags:
        """Whether it has a deadline, and is closed or past it."""
        known: Flags = self.has_deadline & (self.is_closed | self.is_past)
        return known

    @cached_property
    def is_judged_promised(self) -> Flags:
        """Whether it has a deadline, and is closed or past it as its customer counts."""
        known: Flags = self.has_deadline & (self.is_closed | self.is_past_promised)
        return known

    @cached_property
    def is_late(self) -> Flags:
        """Whether its deadline passed while it was open."""
        late: Flags = self.closed > self.due
        return late

    @cached_property
    def time_to_close(self) -> Array:
        """Minutes from creation to closing, of those that are closed; 0 of others."""
        return np.where(self.is_closed, self.closed, self.arrived) - self.arrived

    @cached_property
    def in_hands_off_duty(self) -> Array:
        """Minutes in the hands of heads who did not work on it, at night or on days off."""
        return self.in_hand - self.worked

    @cached_property
    def elsewhere(self) -> Array:
        """Minutes until it was closed that are none of the others: for its customer, a permit, or others of a batch."""
        return self.time_to_close - self.in_line - self.in_hand - self.kept - self.for_meeting


def created_orders(log: OrderLog, frame: Frame) -> CreatedOrders:
    """The orders that were created in the horizon."""
    orders = log.orders
    own = orders.where((orders.created >= 0) & (orders.created < frame.horizon))
    same = ("lane", "category", "region", "segment", "cause", "repeats", "accepted", "due", "promised", "closed", "paused", "worked", "travelled")  # fmt: skip
    counts = ("bounces", "reopened", "meetings", "approvals", "level", "chases", "owned", "by_own")
    return CreatedOrders(
        **{name: getattr(own, name) for name in (*same, *counts)},
        **lying(own, log.steps)._asdict(),
        arrived=own.created,
        has_deadline=frame.offices.has_deadline(own),
        is_past=own.due < frame.horizon,
        is_past_promised=own.promised < frame.horizon,
    )
