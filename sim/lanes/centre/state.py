"""What goes on in the lanes of a centre, as arrays: one row a lane, with an entry for each seat, pool, queue or plan."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Record, Rows
from sim.lanes.centre.rulebook import CentreRules
from sim.lanes.heads import ON_DUTY
from sim.lanes.heap import PLAN, PLANS
from sim.lanes.loop import NOBODY

OWN = np.dtype(
    [
        ("number", "i8"),
        ("done", "b1"),
        ("closed", "b1"),
        ("moment", "f8"),
        ("now", "f8"),
        ("ready", "f8"),
        ("joins", "f8"),
        ("comes", "f8"),
        ("newcomer", "i8"),
        ("at", "i8"),
        ("end", "i8"),
        ("arrival", "i8"),
        ("last_arrival", "i8"),
        ("change", "i8"),
        ("window", "i8"),
        ("planned", "i8"),
        ("turns", "i8"),
        ("waiting", "i8"),
        ("holding", "i8"),
        ("in_menu", "i8"),
        ("talkers", "i8"),
        ("acting", "i8"),
        ("more_trunks", "f8"),
    ],
    align=True,
)
"""Of a lane: its number; whether nothing more happens before the limit, and whether it is closed; the moment that it has come to, with
and without its phase; before when no agent takes anybody who waits; when the next call comes out of the menu and when the next one
comes in to it, with their phases; the row of who has begun to wait at this moment; the row of the next one that comes out of the menu,
and where those rows end; the same of the list of those who come in; the number of the next change; the number of the opening hours at
hand or next; how many plans there are; turns given to those who wait; how many wait; how many of them take a trunk; how many are in the
menu; a number of callers that cannot be exceeded in talks; the levels of warning that act, as bits; and trunks that are open because of
them."""

SEAT = np.dtype([("until", "f8"), ("hung_up", "f8"), ("since", "f8"), ("room", "f8")], align=True)
"""Of an agent, or a seat of one who chats: until when it is busy, off duty or in a seat; when its last caller hung up, or will; when its
agent last came on duty or took something; and, of the first two seats of an agent who chats, from when on that agent can take a call, and
a chat."""

DESK = np.dtype([("held", "i8"), ("call", "f8"), ("chat", "f8")], align=True)
"""Of a pool: how many are on duty; and, where agents chat, from when on somebody can take a call, and a chat."""

LINE = np.dtype([("head", "i8"), ("tail", "i8"), ("length", "i8"), ("last_wait", "f8")], align=True)
"""Of a class the first and last row of its queue, -1 where nobody waits; by the number of a route how many wait on it; by that of a
line how long the call waited that was answered last."""

LEVEL_STATE = np.dtype([("raised", "b1"), ("since", "f8")], align=True)
"""Of a level of warning: whether it is raised, and since when."""

LOOK = np.dtype([("out", "f8"), ("raised", "i8"), ("acting", "i8")], align=True)
"""Of a look: customers without supply of known outages; and what it leads to, the levels that are raised from then on, and those that act, as bits."""

COMMON = np.dtype([("count", "i8"), ("drawn", "i8"), ("rung", "i8"), ("end", "f8")], align=True)
"""Of all lanes: rows of the table in use; rows that are drawn; entries of the rings in use; when the horizon ends."""

RING = np.dtype([("row", "i8"), ("seat", "i8"), ("time", "f8")], align=True)
"""A try in vain to call back."""


class CentreState(NamedTuple):
    """The lanes of a centre.

    Attributes
    ----------
    common : ndarray
        One entry of `COMMON`.
    own : ndarray
        An entry of `OWN` a lane.
    on_duty, heads, desks, lines, plans : ndarray
        Entries of `ON_DUTY`, `SEAT`, `DESK`, `LINE` and `PLAN`, shape (lanes, as many as there are).
    rings : ndarray
        Entries of `RING`.
    arrivals : ndarray
        Rows of those who come in to the menu, lane by lane in the order in which they do.
    levels, looks : ndarray
        Entries of `LEVEL_STATE` and `LOOK`, shape (lanes, levels) and (lanes, looks of a day).
    """

    common: Rows
    own: Rows
    on_duty: Rows
    heads: Rows
    desks: Rows
    lines: Rows
    plans: Rows
    rings: Rows
    arrivals: NDArray[np.int64]
    levels: Rows
    looks: Rows


class CentreLane(NamedTuple):
    """The same of one lane."""

    common: Record
    own: Record
    on_duty: Rows
    heads: Rows
    desks: Rows
    lines: Rows
    plans: Rows
    rings: Rows
    arrivals: NDArray[np.int64]
    levels: Rows
    looks: Rows


def beginning(rules: CentreRules, lanes: int, end: float) -> CentreState:
    """Lanes with nobody on duty, in which nothing has happened; the horizon ends at `end`."""
    common, own = np.zeros(1, COMMON), np.zeros(lanes, OWN)
    common["end"] = end
    own["number"], own["moment"], own["now"] = np.arange(lanes), -np.inf, -np.inf
    own["ready"], own["newcomer"] = np.inf, NOBODY
    seats = int(rules.pools["end"].max(initial=0))
    heads = np.zeros((lanes, seats), SEAT)
    heads["until"], heads["hung_up"], heads["room"] = -np.inf, -np.inf, np.inf
    desks = np.zeros((lanes, len(rules.pools)), DESK)
    desks["call"], desks["chat"] = np.inf, np.inf
    lines = np.zeros((lanes, rules.queues), LINE)
    lines["head"], lines["tail"] = -1, -1
    return CentreState(
        common,
        own,
        np.zeros((lanes, seats), ON_DUTY),
        heads,
        desks,
        lines,
        np.zeros((lanes, PLANS), PLAN),
        np.zeros(lanes, RING),
        np.zeros(0, np.int64),
        np.zeros((lanes, len(rules.levels)), LEVEL_STATE),
        np.zeros((lanes, rules.looks), LOOK),
    )
