"""All lanes of a centre: each goes through a stretch of its calls by itself; what follows is drawn for all together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lanes.centre.duty import Change
from sim.lanes.centre.lane import Lane
from sim.lanes.centre.plans import Entry
from sim.lanes.centre.redials import Redials
from sim.lanes.centre.rulebook import Rulebook
from sim.lanes.centre.table import Table, empty
from sim.lanes.centre.trunks import NONE, comers
from sim.lanes.centre.under_way import UnderWay

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]


class Lanes:
    """The lanes of a centre; carries what goes on from stretch to stretch. Times count from the day's midnight.

    Parameters
    ----------
    book : Rulebook
        The centre's rules.
    redials : Redials
        What those carry who call again.
    count : int
        How many lanes there are.

    Attributes
    ----------
    calls : UnderWay
        The calls at hand.
    lanes : list of Lane
        Each of them.
    """

    def __init__(self, book: Rulebook, redials: Redials, count: int) -> None:
        self._book, self._redials = book, redials
        self.calls = UnderWay(book, empty())
        self._undrawn: list[tuple[int, Entry]] = []
        self.lanes = [Lane(number, book, self.calls, self._undrawn) for number in range(count)]
        self._first: Ints = np.zeros(count + 1, dtype=np.int64)

    @property
    def table(self) -> Table:
        """The calls at hand."""
        return self.calls.table

    def turn(
        self, minutes: float, changes: Sequence[Change], hours: Sequence[tuple[float, float]], end: float
    ) -> None:
        """Turn to a day: times count from a midnight so many minutes later; its changes and hours, and the horizon's end."""
        for lane in self.lanes:
            lane.turn(minutes, changes, hours, end)

    def is_to_come(self, rows: Ints) -> Flags:
        """Which rows of the table are to come in or in the menu."""
        at = np.array([lane.at for lane in self.lanes])
        return np.asarray((rows < self._first[-1]) & (rows >= at[self.table.lane[rows]]))

    def renumber(self, rows: Ints, new: Ints) -> None:
        """Rows that wait or call again get other numbers in the table."""
        table = np.full(len(self.table), -1)
        table[rows] = new
        numbers = table.tolist()
        for lane in self.lanes:
            lane.renumber(numbers)

    def oldest(self) -> float:
        """When the first came in of those who are still to come or inside; infinite where there are none."""
        rows = self.table.under_way
        return float(self.table.arrived[rows].min(initial=np.inf))

    def load(self, table: Table, first: Ints, away: Ints) -> None:
        """Take a stretch of calls; see :func:`sim.lanes.centre.stretch.stretch`."""
        self.calls.load(table, first)
        self._first = first
        limited = self._book.rules.trunks is not None
        own = comers(table, self._book.board.chat, first) if limited else [NONE] * len(self.lanes)
        for lane, start, each in zip(self.lanes, first.tolist(), own, strict=False):
            lane.load(start, each)
        away = away[table.redial[away] < self._book.rules.redial.closed]
        away = away[table.attempt[away] < self._book.rules.redial.most_calls]
        for row in away.tolist():
            self.lanes[int(table.lane[row])].plans.call_again(row, float(table.arrived[row]), "closed")

    def run(self, limit: Floats) -> None:
        """Go on in each lane until nothing more happens before its limit."""
        limits = limit.tolist()
        lanes = self.lanes
        while lanes := [lane for lane in lanes if not lane.run(limits[lane.number])]:
            self._draw()
        self._draw()

    def _draw(self) -> None:
        """Write down what has happened, and draw what is planned."""
        self.calls.write()
        if self._undrawn:
            self._redials.draw(self.calls, self._undrawn)
            self._undrawn.clear()

    def rings(self) -> list[tuple[int, int, float]]:
        """The tries in vain to call back since they were asked for last: row, seat and time of each."""
        found = [ring for lane in self.lanes for ring in lane.answers.rings]
        for lane in self.lanes:
            lane.answers.rings.clear()
        return found
