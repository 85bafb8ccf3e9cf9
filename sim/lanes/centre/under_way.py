"""The calls of a stretch as lists, one entry a row of the table, and what happens to them, until it is written there."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lanes.centre.phases import COME_IN, MOVE_ON
from sim.lanes.centre.rulebook import Rulebook
from sim.lanes.centre.table import TAKEN, Table

Ints = NDArray[np.integer[Any]]

PLACES = 1 << 24
"""More than the cases of a day at a door, of one replication."""

ATTEMPTS = 1 << 5
"""More than the contacts of a case."""

HOW = 100
"""An ending as a number: the stage times this, and the outcome."""


class UnderWay:
    """What all lanes read of calls, and write. Its lists are the same for good.

    Parameters
    ----------
    book : Rulebook
        The centre's rules.

    Attributes
    ----------
    table : Table
        The calls.
    times : list of float
        When each call of the stretch comes out of the menu, with its phase; one more a lane, infinite, ends its calls.
    way : list of int
        The class of each call that goes on from the menu; below zero the others, as what becomes of them there.
    skill : list of int
        Line and service of each as one number.
    talk, after : list of float
        Minutes of talk and of work after it.
    risky : list of bool
        Whether anything may follow an answer: some pool does not solve it, and then it is handed over, or calls again.
    answered, started, seat : list
        Rows of calls that agents have answered since :meth:`write`, when, and who.
    waited, joined : list
        Rows of calls that have had to wait, and since when.
    over, ended, how : list
        Rows of calls that are over without an agent, when that was, and how.
    """

    def __init__(self, book: Rulebook, table: Table) -> None:
        self._book = book
        self._shares = max(book.board.shares, default=0.0)
        self._services = book.board.speed.shape[2]
        self.times: list[float] = []
        self.way: list[int] = []
        self.talk: list[float] = []
        self.after: list[float] = []
        self.risky: list[bool] = []
        self.skill: list[int] = []
        self.answered: list[int] = []
        self.started: list[float] = []
        self.seat: list[int] = []
        self.waited: list[int] = []
        self.joined: list[float] = []
        self.over: list[int] = []
        self.ended: list[float] = []
        self.how: list[int] = []
        self.load(table, np.zeros(1, dtype=np.int64))

    def load(self, table: Table, first: Ints) -> None:
        """Take a stretch of calls; those of the lanes that are to come out of the menu begin at `first`."""
        self.table = table
        rows = int(first[-1])
        times = np.full(rows + len(first) - 1, np.inf)
        menu = table.menu[:rows]
        places = np.arange(rows) + np.repeat(np.arange(len(first) - 1), np.diff(first))
        times[places] = table.arrived[:rows] + menu + np.where(menu > 0, MOVE_ON, COME_IN)
        self.times[:] = times.tolist()
        for column in (self.way, self.talk, self.after, self.risky, self.skill):
            column.clear()
        self._extend(table)

    def _extend(self, table: Table) -> None:
        own, book = slice(len(table)), self._book
        line, service = table.line[own], table.service[own]
        fate = table.fate[own]
        risky = table.again[own] | (table.hands_over[own] < self._shares)
        risky &= table.solve[own] >= book.least_solved[line, service]
        skill = line * np.int64(self._services) + service
        way = np.where(fate > 0, -fate, table.klass[own])
        self.way.extend(way.tolist())
        self.talk.extend(table.talk[own].tolist())
        self.after.extend(table.after[own].tolist())
        self.risky.extend(risky.tolist())
        self.skill.extend(skill.tolist())

    def append(self, more: Table) -> Ints:
        """Add rows; returns their numbers."""
        rows = self.table.append(more)
        self._extend(more)
        return rows

    def place(self, row: int) -> int:
        """What orders calls of one instant: by day, door and number of the case, and its contacts."""
        table = self.table
        door = int(table.day[row]) * 128 + int(table.door[row])
        return (door * PLACES + int(table.index[row])) * ATTEMPTS + int(table.attempt[row])

    def on_trunk(self, row: int) -> bool:
        """Whether a call takes a trunk: not chats, and not those who were called back."""
        book = self._book
        return book.phone[self.skill[row]] and (
            book.rules.callback is None or bool(self.table.offered[row] != TAKEN)
        )

    # -- what happens -----------------------------------------------------------------------------------------------

    def write(self) -> None:
        """Write into the table what has happened."""
        table = self.table
        table.started[self.answered] = self.started
        table.agent[self.answered] = self.seat
        table.joined[self.waited] = self.joined
        table.ended[self.over] = self.ended
        table.stage[self.over], table.outcome[self.over] = np.divmod(np.array(self.how, dtype=np.int64), HOW)
        for log in (self.answered, self.started, self.seat, self.waited, self.joined):
            log.clear()
        for log in (self.over, self.ended, self.how):
            log.clear()
