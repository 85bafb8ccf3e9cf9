"""What goes on in the lanes of a hall, as arrays: one row a lane, with an entry for each head, pool, line or plan."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.compiling.entries import Record, Rows
from sim.lanes.floor import Floor
from sim.lanes.hall.table import NONE, VISIT
from sim.lanes.heads import ON_DUTY
from sim.lanes.heap import PLAN, PLANS

OWN = np.dtype(
    [
        ("now", "f8"),
        ("begins", "f8"),
        ("at", "i8"),
        ("end", "i8"),
        ("change", "i8"),
        ("planned", "i8"),
        ("waiting", "i8"),
        ("greeters", "i8"),
        ("kiosks", "i8"),
        ("moves", "f8"),
        ("mover", "i8"),
        ("stage", "i8"),
        ("left", "i8"),
        ("first_pause", "i8"),
        ("end_pause", "i8"),
    ],
    align=True,
)
"""Of a lane: the time that it has come to; when the service at hand begins; the row of who gets in next, and where these rows end; the number of the next change; how
many plans there are; how many wait; greeters and kiosks on duty; when a greeter ends next, infinite if all are idle, and which one;
how far the day is; how many visits were under way at the last midnight; where its pauses begin among those of all lanes, and where they end."""

HEAD = np.dtype([("until", "f8"), ("ends", "f8"), ("row", "i8"), ("pool", "i8")], align=True)
"""Of a head by its number in the hall: off duty, until when it is busy; of a greeter, when what it does ends, infinite if nothing, with whom, and its
pool."""

DESK = np.dtype([("held", "i8")], align=True)
"""Of a pool: how many are on duty."""

LINE = np.dtype([("head", "i8"), ("tail", "i8"), ("length", "i8"), ("closed", "b1")], align=True)
"""Of a class the first and last row in line, -1 where nobody waits; by the number of a line how many stand in it, and whether it is
closed."""


class HallState(NamedTuple):
    """The lanes of a hall.

    Attributes
    ----------
    own : ndarray
        An entry of `OWN` a lane.
    on_duty, heads, desks, lines, plans : ndarray
        Entries of `ON_DUTY`, `HEAD`, `DESK`, `LINE` and `PLAN`, shape (lanes, as many as there are).
    left : ndarray
        Visits under way at the last midnight, entries of `VISIT`, shape (lanes, as many as there are at most).
    """

    own: Rows
    on_duty: Rows
    heads: Rows
    desks: Rows
    lines: Rows
    plans: Rows
    left: Rows


class HallLane(NamedTuple):
    """The same of one lane."""

    own: Record
    on_duty: Rows
    heads: Rows
    desks: Rows
    lines: Rows
    plans: Rows


def beginning(floor: Floor, lanes: int) -> HallState:
    """Lanes with nobody on duty, in which nothing has happened."""
    own = np.zeros(lanes, OWN)
    own["now"], own["moves"] = -np.inf, np.inf
    heads = np.zeros((lanes, floor.server_count), HEAD)
    heads["until"], heads["ends"] = -np.inf, np.inf
    lines = np.zeros((lanes, floor.line_count * len(floor.levels)), LINE)
    lines["head"], lines["tail"] = NONE, NONE
    pools = sum(pool.end > pool.first for pool in floor.pools)
    return HallState(
        own,
        np.zeros((lanes, floor.server_count), ON_DUTY),
        heads,
        np.zeros((lanes, pools), DESK),
        lines,
        np.zeros((lanes, PLANS), PLAN),
        np.zeros((lanes, 0), VISIT),
    )
