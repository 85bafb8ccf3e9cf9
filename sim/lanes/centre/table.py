"""The calls at hand: one row a call, of all lanes."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from sim.calls import Calls as Carried
from sim.demand import Cases
from sim.lanes.centre.board import Board

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

UNDER_WAY = -1
"""Outcome of a call that is not over."""


@dataclass
class Table:
    """Columns of equal length, one row a call, with room for more. Times are minutes since the midnight at hand.

    Attributes
    ----------
    lane : ndarray
        Lane of the call.
    line, service, segment, klass : ndarray
        Numbers in the centre, in the scenario, and of the class in the board.
    day, index, attempt : ndarray
        Its case: the day on which that began, its number on it and its line; and which call of it this is.
    arrived, menu : ndarray
        When it comes in, and minutes in the menu.
    leaves, in_menu : ndarray
        Whether the caller hangs up at the end of the menu; whether the menu serves.
    talk, after : ndarray
        Minutes of talk, and of work after it, at speed 100 %.
    patience, balk, solve, redial, redial_after : ndarray
        As :class:`sim.calls.Calls` has them.
    again : ndarray
        Whether the caller calls again if an agent does not solve the matter.
    joined, started, ended, freed : ndarray
        When it began to wait for an agent, when one answered, when it was over, and when the agent was free again; NaN
        where that did not happen.
    agent, pool : ndarray
        Who answered: number of the agent in the centre, and place of the pool; -1 where nobody did.
    outcome, stage : ndarray
        How it ended, and where; `UNDER_WAY` before.
    count : int
        Rows in use.
    """

    lane: Ints
    line: Ints
    service: Ints
    segment: Ints
    klass: Ints
    day: Ints
    index: Ints
    attempt: Ints
    arrived: Floats
    menu: Floats
    leaves: Flags
    in_menu: Flags
    talk: Floats
    after: Floats
    patience: Floats
    balk: Floats
    solve: Floats
    redial: Floats
    redial_after: Floats
    again: Flags
    joined: Floats
    started: Floats
    ended: Floats
    freed: Floats
    agent: Ints
    pool: Ints
    outcome: Ints
    stage: Ints
    count: int = field(kw_only=True)

    def __len__(self) -> int:
        return self.count

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
        for name in ("arrived", "joined", "started", "ended", "freed"):
            setattr(self, name, getattr(self, name) - minutes)


COLUMNS = tuple(each.name for each in fields(Table) if each.name != "count")
TYPES = {"Floats": np.float64, "Ints": np.int64, "Flags": np.bool_}


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


def empty() -> Table:
    """No rows."""
    return Table(*(np.empty(0, TYPES[str(each.type)]) for each in fields(Table)[:-1]), count=0)


def copies(table: Table, candidates: int, replications: int) -> Table:
    """The rows once for each candidate, whose lanes follow those of the one before."""
    found = joined([table] * candidates)
    found.lane += np.repeat(np.arange(candidates) * replications, len(table))
    return found


def of_carried(
    carried: Carried, cases: Cases, board: Board, line: int, lane: Ints, arrived: Floats, attempt: int
) -> Table:
    """Calls before they come in, of what they carry.

    Parameters
    ----------
    carried : Calls
        What they carry, one entry a call.
    cases : Cases
        Their cases.
    board : Board
        The centre's rules.
    line : int
        Its line in the centre.
    lane, arrived : ndarray
        Where and when each comes in; times count from the midnight at hand.
    attempt : int
        Which call of their cases these are.
    """
    count, redial = len(lane), carried.demand.centre.redial
    lines, never = np.full(count, line), np.full((4, count), np.nan)
    none = np.full((4, count), UNDER_WAY)
    again = (carried.redials < redial.unsolved) & (attempt < redial.most_calls)
    return Table(
        lane,
        lines,
        cases.service,
        cases.segment,
        board.class_of(lines, cases.service, cases.segment, carried.split),
        np.full(count, cases.day),
        cases.index,
        np.full(count, attempt),
        arrived,
        carried.menu,
        carried.leaves_menu,
        carried.in_menu,
        carried.talk,
        carried.after_call,
        carried.patience,
        carried.balk,
        carried.solve,
        carried.redials,
        carried.redials_after,
        again,
        *never,
        *none,
        count=count,
    )


def by_case(table: Table, key: Floats) -> Ints:
    """The first rows of a table, as many as `key` has, in its order; those with one key by their cases and calls."""
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    same = np.flatnonzero(ordered[1:] == ordered[:-1])
    if len(same):
        tied = np.union1d(same, same + 1)
        rows = order[tied]
        keys = (table.attempt[rows], table.index[rows], table.line[rows], table.day[rows], key[rows])
        order[tied] = rows[np.lexsort(keys)]
    return order
