"""The calls at hand: one row a call, of all lanes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.calls import Calls as Carried
from sim.lanes.centre.board import Board
from sim.lanes.compiled import Rows, moved

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.integer[Any]]

UNDER_WAY = -1
"""Outcome and stage of a call of which nobody knows how it ends."""

NOBODY = -1
"""Agent and pool of a call that is not answered."""

NO_OFFER, DECLINED, TAKEN = range(3)
"""What became of the offer to be called back."""

GOES_ON, LEAVES, SERVED = range(3)
"""What becomes of a caller at the end of the menu."""

FIRST = -1.0
"""First wait of a call that nobody has handed over."""

CALL = np.dtype(
    [
        ("arrived", "f8"),
        ("menu", "f8"),
        ("talk", "f8"),
        ("after", "f8"),
        ("patience", "f8"),
        ("balk", "f8"),
        ("solve", "f8"),
        ("redial", "f8"),
        ("redial_after", "f8"),
        ("moves", "f8"),
        ("hands_over", "f8"),
        ("second_talk", "f8"),
        ("second_solve", "f8"),
        ("first_wait", "f8"),
        ("accepts", "f8"),
        ("reached_at", "f8"),
        ("joined", "f8"),
        ("started", "f8"),
        ("ended", "f8"),
        ("freed", "f8"),
        ("lane", "i4"),
        ("index", "i4"),
        ("agent", "i4"),
        ("turn", "i4"),
        ("ahead", "i4"),
        ("behind", "i4"),
        ("service", "i2"),
        ("segment", "i2"),
        ("klass", "i2"),
        ("day", "i2"),
        ("line", "i1"),
        ("door", "i1"),
        ("attempt", "i1"),
        ("fate", "i1"),
        ("offered", "i1"),
        ("tries", "i1"),
        ("outcome", "i1"),
        ("stage", "i1"),
        ("pool", "i1"),
        ("again", "b1"),
        ("waits", "b1"),
    ],
    align=True,
)
"""A call. Times are minutes since the midnight at hand.

lane
    Its lane.
line, service, segment, klass
    Numbers in the centre, in the scenario, and of the class in the board.
door, day, index, attempt
    Its case: the line (or, behind all lines, the app) and day on which that began, its number there; and which contact of it this is.
arrived, menu
    When it comes in, and minutes in the menu.
fate
    What the menu does: `GOES_ON`, `LEAVES` or `SERVED`.
talk, after
    Minutes of talk, and of work after it, at speed 100 %.
patience, balk, solve, redial, redial_after
    As :class:`sim.calls.Calls` has them.
again
    Whether the caller calls again if an agent does not solve the matter.
moves, hands_over
    Uniforms that choose where the next contact is, and whether it is handed over.
second_talk, second_solve
    Talk and success after being handed over.
first_wait
    Minutes waited for the first agent, of a call that was handed over; `FIRST` otherwise.
accepts, reached_at
    As :class:`sim.calls.Calls` has them.
offered, tries
    Whether a callback was offered: `NO_OFFER`, `DECLINED` or `TAKEN`; and how often agents tried.
joined, started, ended, freed
    When it began to wait for an agent; when an agent answered; when it is over, as is known from then on; and when the agent is free
    again. NaN where that did not happen.
pool, agent
    Place of the pool that answered in the centre, and number of the agent there; -1 where nobody did.
outcome, stage
    How and where it ends; `UNDER_WAY` before that is known. The stage is that of the menu from coming in on where trunks are limited.
waits, turn, ahead, behind
    Whether it stands in a queue, which turn it has among all of its lane, and the rows before and behind it; -1 at the ends.
"""


def under_way(table: Rows) -> NDArray[np.int64]:
    """Rows of the calls that are not over, nor answered."""
    return np.asarray((table["outcome"] == UNDER_WAY).nonzero()[0])


def turned(table: Rows, minutes: float) -> None:
    """Let times count from a midnight that is so many minutes later."""
    for name in ("arrived", "joined", "started", "ended", "freed"):
        table[name] -= minutes


def joined(tables: list[Rows], room: int = 0) -> Rows:
    """Tables one after the other, with room for more rows."""
    count = sum(len(table) for table in tables)
    found = np.empty(count + room, CALL)
    np.concatenate([moved(table) for table in (found[:0], *tables)], out=moved(found[:count]))
    return found


class Case(NamedTuple):
    """Cases: the door and day at which each began, its number there, and which contact of it this is."""

    door: Numbers
    day: Numbers
    number: Numbers
    attempt: Numbers


def copies(table: Rows, candidates: int, replications: int) -> Rows:
    """The rows once for each candidate, whose lanes follow those of the one before."""
    found = joined([table] * candidates)
    found["lane"] += np.repeat(np.arange(candidates, dtype=np.int32) * replications, len(table))
    return found


def of_carried(
    carried: Carried, board: Board, line: Numbers, case: Case, lane: Numbers, arrived: Floats
) -> Rows:
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
    redial = carried.demand.centre.redial
    service, segment = carried.drawn.service, carried.drawn.segment
    chat = board.chat[line]
    columns: dict[str, Any] = {
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
        "again": (carried.redials < redial.unsolved) & (case.attempt < redial.most_calls),
        "moves": carried.moves,
        "hands_over": carried.hands_over,
        "second_talk": talk_of(chat, lambda: carried.second_chat, lambda: carried.second_talk),
        "second_solve": carried.second_solve,
        "first_wait": FIRST,
        "accepts": carried.accepts,
        "reached_at": carried.reached_at,
        **dict.fromkeys(("joined", "started", "ended", "freed"), np.nan),
        **dict.fromkeys(("outcome", "stage"), UNDER_WAY),
        **dict.fromkeys(("agent", "pool"), NOBODY),
    }
    table = np.zeros(len(lane), CALL)
    for name, values in columns.items():
        table[name] = values
    return table


def talk_of(chat: Flags, chats: Callable[[], Floats], talks: Callable[[], Floats]) -> Floats:
    """Minutes of chats or talks; where there is one kind alone, the other is not drawn."""
    if not chat.any():
        return talks()
    return chats() if chat.all() else np.where(chat, chats(), talks())


def by_case(table: Rows, time: Floats) -> NDArray[np.int64]:
    """The rows of a table by lane and a time that each has; those of one instant by their cases and calls."""
    lane = table["lane"]
    order = np.lexsort((time, lane))
    ordered, lanes = time[order], lane[order]
    same = np.flatnonzero((ordered[1:] == ordered[:-1]) & (lanes[1:] == lanes[:-1]))
    if len(same):
        tied = np.union1d(same, same + 1)
        rows = order[tied]
        case = [table[name][rows] for name in ("attempt", "index", "door", "day")]
        order[tied] = rows[np.lexsort((*case, time[rows], lane[rows]))]
    return order
