"""The calls at hand: one row a call, of all lanes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.calls import Calls as Carried
from sim.lanes.centre.board import Board

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.integer[Any]]

UNDER_WAY = -1
"""Outcome of a call that is not over, and agent of one that is not answered."""

NO_OFFER, DECLINED, TAKEN = range(3)
"""What became of the offer to be called back."""

GOES_ON, LEAVES, SERVED = range(3)
"""What becomes of a caller at the end of the menu."""


@dataclass
class Table:
    """Columns of equal length, one row a call, with room for more. Times are minutes since the midnight at hand.

    What follows from when and by whom a call was answered is not kept, but found for many calls at once: see
    :mod:`sim.lanes.centre.over`.

    Attributes
    ----------
    lane : ndarray
        Lane of the call.
    line, service, segment, klass : ndarray
        Numbers in the centre, in the scenario, and of the class in the board.
    door, day, index, attempt : ndarray
        Its case: the line (or, behind all lines, the app) and day on which that began, its number there; and which contact
        of it this is.
    arrived, menu : ndarray
        When it comes in, and minutes in the menu.
    fate : ndarray
        What the menu does: `GOES_ON`, `LEAVES` or `SERVED`.
    talk, after : ndarray
        Minutes of talk, and of work after it, at speed 100 %.
    patience, balk, solve, redial, redial_after : ndarray
        As :class:`sim.calls.Calls` has them.
    again : ndarray
        Whether the caller calls again if an agent does not solve the matter.
    moves, hands_over : ndarray
        Uniforms that choose where the next contact is, and whether it is handed over.
    first_wait : ndarray
        Minutes waited for the first agent, of a call that was handed over; below zero otherwise.
    accepts, reached_at : ndarray
        As :class:`sim.calls.Calls` has them.
    offered, tries : ndarray
        Whether a callback was offered: `NO_OFFER`, `DECLINED` or `TAKEN`; and how often agents tried.
    joined, started, ended : ndarray
        When it began to wait for an agent, if it had to; when an agent answered; when it was over without one. NaN where
        that did not happen.
    agent : ndarray
        Number in the centre of the agent who answered; -1 where nobody did.
    outcome, stage : ndarray
        How and where it ended without an agent; `UNDER_WAY` before, and where an agent answered.
    count : int
        Rows in use.
    """

    lane: Numbers
    line: Numbers
    service: Numbers
    segment: Numbers
    klass: Numbers
    door: Numbers
    day: Numbers
    index: Numbers
    attempt: Numbers
    arrived: Floats
    menu: Floats
    fate: Numbers
    talk: Floats
    after: Floats
    patience: Floats
    balk: Floats
    solve: Floats
    redial: Floats
    redial_after: Floats
    again: Flags
    moves: Floats
    hands_over: Floats
    first_wait: Floats
    accepts: Floats
    reached_at: Floats
    offered: Numbers
    tries: Numbers
    joined: Floats
    started: Floats
    ended: Floats
    agent: Numbers
    outcome: Numbers
    stage: Numbers
    count: int = field(kw_only=True)

    def __len__(self) -> int:
        return self.count

    @property
    def under_way(self) -> Ints:
        """Rows of the calls that are not over, nor answered."""
        own = slice(self.count)
        return np.flatnonzero((self.outcome[own] == UNDER_WAY) & (self.agent[own] == UNDER_WAY))

    def some(self, rows: Ints) -> Table:
        """Some of the rows."""
        return Table(*(getattr(self, name)[rows] for name in COLUMNS), count=len(rows))

    def append(self, more: Table) -> Ints:
        """Add rows; returns their numbers."""
        count = self.count + more.count
        for name in COLUMNS:
            column = getattr(self, name)
            if count > len(column):
                room = np.zeros(count // 2, dtype=column.dtype)
                column = np.concatenate((column[: self.count], getattr(more, name)[: more.count], room))
                setattr(self, name, column)
            else:
                column[self.count : count] = getattr(more, name)[: more.count]
        rows = np.arange(self.count, count)
        self.count = count
        return rows

    def turn(self, minutes: float) -> None:
        """Let times count from a midnight that is so many minutes later."""
        for name in ("arrived", "joined", "started", "ended"):
            setattr(self, name, getattr(self, name) - minutes)


COLUMNS = tuple(each.name for each in fields(Table) if each.name != "count")
SMALL = {
    "lane": np.int32,
    "door": np.int8,
    "index": np.int32,
    "agent": np.int32,
    "line": np.int8,
    "attempt": np.int8,
}
SMALL |= dict.fromkeys(("fate", "outcome", "stage", "offered", "tries"), np.int8)
SMALL |= dict.fromkeys(("service", "segment", "klass", "day"), np.int16)
"""Types of whole numbers, no wider than they need: a stretch of all lanes should stay near the processor."""
TYPES = {"Floats": np.float64, "Flags": np.bool_}


def joined(tables: list[Table], room: int = 0) -> Table:
    """Tables one after the other, with room for more rows."""
    count = sum(table.count for table in tables)
    columns = []
    for name in COLUMNS:
        parts = [getattr(table, name)[: table.count] for table in tables]
        column = np.zeros(count + room, dtype=parts[0].dtype)
        np.concatenate(parts, out=column[:count])
        columns.append(column)
    return Table(*columns, count=count)


class Case(NamedTuple):
    """Cases: the door and day at which each began, its number there, and which contact of it this is."""

    door: Numbers
    day: Numbers
    number: Numbers
    attempt: Numbers


def empty() -> Table:
    """No rows."""
    return Table(
        *(np.empty(0, SMALL.get(each.name) or TYPES[str(each.type)]) for each in fields(Table)[:-1]), count=0
    )


def copies(table: Table, candidates: int, replications: int) -> Table:
    """The rows once for each candidate, whose lanes follow those of the one before."""
    found = joined([table] * candidates)
    found.lane += np.repeat(np.arange(candidates) * replications, len(table))
    return found


def of_carried(
    carried: Carried, board: Board, line: Numbers, case: Case, lane: Numbers, arrived: Floats
) -> Table:
    """Calls before they come in, of what they carry.

    Parameters
    ----------
    carried : Calls
        What they carry, one entry a call.
    board : Board
        The centre's rules.
    line : ndarray
        Line of each in the centre.
    case : Case
        Their cases.
    lane, arrived : ndarray
        Where and when each comes in; times count from the midnight at hand.
    """
    count, redial = len(lane), carried.demand.centre.redial
    service, segment = carried.drawn.service, carried.drawn.segment
    chat = board.chat[line]
    again = (carried.redials < redial.unsolved) & (case.attempt < redial.most_calls)
    columns: dict[str, NDArray[Any]] = {
        "lane": lane,
        "line": line,
        "service": service,
        "segment": segment,
        "klass": board.class_of(line, service, segment, carried.split),
        "door": case.door,
        "day": case.day,
        "index": case.number,
        "attempt": case.attempt,
        "arrived": arrived,
        "menu": np.where(chat, 0.0, carried.menu),
        "fate": np.where(chat, GOES_ON, np.where(carried.leaves_menu, LEAVES, carried.in_menu * SERVED)),
        "talk": talk_of(chat, lambda: carried.chat, lambda: carried.talk),
        "after": carried.after_call,
        "patience": carried.patience,
        "balk": carried.balk,
        "solve": carried.solve,
        "redial": carried.redials,
        "redial_after": carried.redials_after,
        "again": again,
        "moves": carried.moves,
        "hands_over": carried.hands_over,
        "first_wait": np.full(count, -1.0),
        "accepts": carried.accepts,
        "reached_at": carried.reached_at,
        **dict.fromkeys(("offered", "tries"), np.zeros(count, dtype=np.int8)),
        **dict(zip(("joined", "started", "ended"), np.full((3, count), np.nan), strict=True)),
        **dict.fromkeys(("agent", "outcome", "stage"), np.full(count, UNDER_WAY)),
    }
    return Table(
        *(columns[name].astype(SMALL.get(name, columns[name].dtype)) for name in COLUMNS), count=count
    )


def talk_of(chat: Flags, chats: Callable[[], Floats], talks: Callable[[], Floats]) -> Floats:
    """Minutes of chats or talks; where there is one kind alone, the other is not drawn."""
    if not chat.any():
        return talks()
    return chats() if chat.all() else np.where(chat, chats(), talks())


def by_case(table: Table, time: Floats) -> Ints:
    """The first rows of a table, as many as `time` has, by lane and time; those of one instant by their cases and calls."""
    lane = table.lane[: len(time)]
    order = np.lexsort((time, lane))
    ordered, lanes = time[order], lane[order]
    same = np.flatnonzero((ordered[1:] == ordered[:-1]) & (lanes[1:] == lanes[:-1]))
    if len(same):
        tied = np.union1d(same, same + 1)
        rows = order[tied]
        case = (table.attempt[rows], table.index[rows], table.door[rows], table.day[rows])
        order[tied] = rows[np.lexsort((*case, time[rows], lane[rows]))]
    return order
