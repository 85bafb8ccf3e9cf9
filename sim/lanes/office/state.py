"""What goes on in the lanes of an office, as arrays: one row a lane, with an entry for each head, pool or desk."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Record, Rows
from sim.lanes.heads import ON_DUTY
from sim.lanes.heap import PLAN
from sim.lanes.office.duty import Duty
from sim.lanes.office.rulebook import OfficeRules
from sim.lanes.office.table import NONE
from sim.time.working_hours import WorkingHours

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

OWN = np.dtype(
    [("now", "f8"), ("at", "i8"), ("end", "i8"), ("change", "i8"), ("planned", "i8"), ("waiting", "i8"), ("first_head", "i8"), ("taker", "i8")],
    align=True,
)  # fmt: skip
"""Of a lane: the time that it has come to; the row of the next order that comes in, and where its orders end; the number of the next change; how
many plans there are; how many orders stand in line; which number its first head has in the table of duty; which head takes the order at hand, `NONE` for the one who has
been free longest."""

HEAD = np.dtype([("until", "f8"), ("changed", "f8"), ("busy", "f8")], align=True)
"""Of a head by its number in the office: off duty, until when it has no room for another order; when it came or took an order last; until when it has any in hand."""

DESK = np.dtype([("held", "i8"), ("heads", "i8")], align=True)
"""Of a pool: how many are on duty, and how many heads it has."""

LINE = np.dtype([("first", "i8"), ("length", "i8")], align=True)
"""Of a line: the row of who goes first there, `NONE` where nobody waits; how many wait. Each desk has those of
:class:`sim.network.skills.Skills` and, where any head has customers of its own, each head has one behind those of all desks."""


GROUP = np.dtype([("first", "i8"), ("length", "i8"), ("until", "f8")], align=True)
"""Of a group of orders that gather: the row of the one that came last, `NONE` where nobody is there; how many there are; until when the first one waits."""


class OfficeState(NamedTuple):
    """The lanes of an office.

    Attributes
    ----------
    own : ndarray
        An entry of `OWN` a lane.
    on_duty, heads, desks, lines, groups : ndarray
        Entries of `ON_DUTY`, `HEAD`, `DESK`, `LINE` and `GROUP`, shape (lanes, as many as there are).
    seats : ndarray
        Until when each order is in hand, where heads may have several at once.
    """

    own: Rows
    on_duty: Rows
    heads: Rows
    desks: Rows
    lines: Rows
    groups: Rows
    seats: Floats


class OfficeLane(NamedTuple):
    """The same of one lane, with the steps of all orders, the duty of all heads, and what is planned in the lane, entries of `PLAN`."""

    own: Record
    on_duty: Rows
    heads: Rows
    desks: Rows
    lines: Rows
    groups: Rows
    seats: Floats
    steps: Rows
    hours: WorkingHours
    plans: Rows


def beginning(rules: OfficeRules, duty: Duty, heads: Ints) -> OfficeState:
    """Lanes with nobody on duty, in which nothing has happened; the office has so many heads, by lane and pool."""
    most = int(heads.max(axis=0, initial=0).sum())
    own = np.zeros(duty.lanes, OWN)
    own["now"], own["change"], own["first_head"] = -np.inf, duty.first_change, duty.first_head
    own["taker"] = NONE
    off_duty, desks = np.zeros((duty.lanes, most), HEAD), np.zeros(heads.shape, DESK)
    lines = np.zeros(
        (duty.lanes, int(rules.office[0]["lines"]) + (most if rules.pools["own"].any() else 0)), LINE
    )
    for name in HEAD.names or ():
        off_duty[name] = -np.inf
    lines["first"], desks["heads"] = NONE, heads
    groups = np.zeros((duty.lanes, len(rules.batches.size)), GROUP)
    groups["first"], groups["until"] = NONE, np.inf
    seats = np.full((duty.lanes, int((heads.max(axis=0, initial=0) * rules.pools["at_once"]).sum())), -np.inf)
    return OfficeState(own, np.zeros((duty.lanes, most), ON_DUTY), off_duty, desks, lines, groups, seats)


def plans_of(orders: int, steps: int, groups: int) -> Rows:
    """Room for all that can be planned about so many orders of a lane: how each goes on, and its next level, once more where a pause puts it off; for each
    step that it will be for everybody on each of the days of its region, that these end, and that it is the first of those that gather; and for each group
    that such a one is there."""
    return np.zeros(3 * orders + 4 * steps + groups, PLAN)
