"""What goes on in the lanes of a centre, as arrays: one row a lane, with an entry for each seat, pool, queue or plan."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Record, Rows
from sim.lanes.centre.rulebook import Rules
from sim.lanes.heap import PLAN, PLANS

OWN = np.dtype(
    [
        ("number", "i8"),
        ("done", "b1"),
        ("closed", "b1"),
        ("key", "f8"),
        ("now", "f8"),
        ("ready", "f8"),
        ("joins", "f8"),
        ("comes", "f8"),
        ("at", "i8"),
        ("end", "i8"),
        ("comer", "i8"),
        ("last_comer", "i8"),
        ("change", "i8"),
        ("planned", "i8"),
        ("turns", "i8"),
        ("waiting", "i8"),
        ("holding", "i8"),
        ("in_menu", "i8"),
        ("talkers", "i8"),
    ],
    align=True,
)
"""Of a lane: its number; whether nothing more happens before the limit, and whether it is closed; the time that it has come to with
and without its phase; before when no agent takes anybody who waits; when the next call comes out of the menu and when the next one
comes in to it, with their phases; the row of the first of them, and where those rows end; the same of the list of those who come in;
the number of the next change of the day; how many plans there are; turns given to those who wait; how many wait; how many of them
take a trunk; how many are in the menu; and a number of callers that cannot be exceeded in talks."""

SEAT = np.dtype(
    [("busy", "f8"), ("away", "f8"), ("hung_up", "f8"), ("since", "f8"), ("room", "f8")], align=True
)
"""Of a seat: an entry of the heap of its pool or, where agents chat, until when it is busy (see :mod:`sim.lanes.centre.desks`); until when
an agent off duty is busy; when its last caller hung up, or will; when its agent last came on duty or took something; and, of the first two
seats of an agent who chats, from when on that agent can take a call, and a chat."""

DESK = np.dtype([("free", "f8"), ("chat", "f8"), ("held", "i8")], align=True)
"""Of a pool: from when on somebody can take a call, and a chat; and how many are on duty."""

LINE = np.dtype([("head", "i8"), ("tail", "i8"), ("length", "i8"), ("last_wait", "f8")], align=True)
"""Of a class the first and last row of its queue, -1 where nobody waits; by the number of a route how many wait on it; by that of a
line how long the call waited that was answered last."""

COMMON = np.dtype([("count", "i8"), ("drawn", "i8"), ("rung", "i8"), ("end", "f8")], align=True)
"""Of all lanes: rows of the table in use; rows that are drawn; entries of the rings in use; when the horizon ends."""

RING = np.dtype([("row", "i8"), ("seat", "i8"), ("time", "f8")], align=True)
"""A try in vain to call back."""


class State(NamedTuple):
    """The lanes of a centre.

    Attributes
    ----------
    common : ndarray
        One entry of `COMMON`.
    own : ndarray
        An entry of `OWN` a lane.
    seats, desks, lines, plans : ndarray
        Entries of `SEAT`, `DESK`, `LINE` and `PLAN`, shape (lanes, as many as there are).
    rings : ndarray
        Entries of `RING`.
    comers : ndarray
        Rows of those who come in to the menu, lane by lane in the order in which they do.
    """

    common: Rows
    own: Rows
    seats: Rows
    desks: Rows
    lines: Rows
    plans: Rows
    rings: Rows
    comers: NDArray[np.int64]


class Lane(NamedTuple):
    """The same of one lane."""

    common: Record
    own: Record
    seats: Rows
    desks: Rows
    lines: Rows
    plans: Rows
    rings: Rows
    comers: NDArray[np.int64]


class Day(NamedTuple):
    """A day of all lanes; times count from its midnight.

    Attributes
    ----------
    hours : ndarray
        When the centre is open, shape (windows, 2).
    times : ndarray
        When staff or hours change, and infinity.
    moves : ndarray
        Whether seats come on duty (`COMES_ON`) or go (`GOES`) then, shape (changes, lanes, seats).
    doors : ndarray
        Whether lines are closed (`CLOSES`) or opened (`OPENS`), shape (changes, lanes).
    """

    hours: NDArray[np.float64]
    times: NDArray[np.float64]
    moves: NDArray[np.int8]
    doors: NDArray[np.int8]


COMES_ON, GOES = 1, 2
CLOSES, OPENS = 1, 2


def beginning(rules: Rules, lanes: int) -> State:
    """Lanes with nobody on duty, in which nothing has happened."""
    own = np.zeros(lanes, OWN)
    own["number"], own["key"], own["now"], own["ready"] = np.arange(lanes), -np.inf, -np.inf, np.inf
    seats = np.zeros((lanes, int(rules.pools["end"].max(initial=0))), SEAT)
    seats["busy"], seats["away"], seats["hung_up"], seats["room"] = -np.inf, -np.inf, -np.inf, np.inf
    desks = np.zeros((lanes, len(rules.pools)), DESK)
    desks["free"], desks["chat"] = np.inf, np.inf
    lines = np.zeros((lanes, rules.queues), LINE)
    lines["head"], lines["tail"] = -1, -1
    return State(
        np.zeros(1, COMMON),
        own,
        seats,
        desks,
        lines,
        np.zeros((lanes, PLANS), PLAN),
        np.zeros(lanes, RING),
        np.zeros(0, np.int64),
    )


def turn(state: State, minutes: float, end: float) -> None:
    """Let times count from a midnight that is so many minutes later; the horizon ends at `end` then."""
    state.common["end"] = end
    for rows, names in (
        (state.own, ("key", "now", "ready")),
        (state.seats, ("busy", "away", "hung_up", "since", "room")),
        (state.desks, ("free", "chat")),
        (state.plans, ("time",)),
    ):
        for name in names:
            rows[name] -= minutes
