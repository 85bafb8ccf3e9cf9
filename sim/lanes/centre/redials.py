"""Calls to come of cases under way: what those carry who call again, on their line or on another, drawn for many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.calls import Calls, LineDemand
from sim.demand import Cases
from sim.dice import Stream
from sim.lanes.centre.board import Board
from sim.lanes.centre.table import FIRST, Case, of_carried
from sim.lanes.compiled import Rows, moved
from sim.scattered import Scattered

Ints = NDArray[np.integer[Any]]


class Redials:
    """Draws the next contacts of cases.

    Parameters
    ----------
    demands : sequence of LineDemand
        Who calls, by line, and behind them who comes to the app, if there is one.
    board : Board
        The centre's rules.
    replications : range
        Those of the lanes; the lanes of a second candidate follow those of the first.
    """

    def __init__(self, demands: Sequence[LineDemand], board: Board, replications: range) -> None:
        self._demands, self._board, self._replications = demands, board, replications
        self._asked: list[Stream] = []

    def draw(self, table: Rows) -> None:
        """Draw what contacts carry whose case, line and time of coming in are in their rows; not of calls handed over."""
        rows = np.flatnonzero(table["first_wait"] == FIRST)
        if len(rows):
            moved(table)[rows] = moved(self._drawn(table.take(rows)))

    def _drawn(self, calls: Rows) -> Rows:
        case = Case(calls["door"], calls["day"], calls["index"], calls["attempt"])
        line = calls["line"].astype(np.int64)
        return of_carried(self._carried(calls), self._board, line, case, calls["lane"], calls["arrived"])

    def _carried(self, calls: Rows) -> Calls:
        """What some contacts carry."""
        addresses, which = self._addresses(calls)
        service, segment = calls["service"].astype(np.int64), calls["segment"].astype(np.int64)
        own, none = np.arange(len(calls)), np.zeros(0, dtype=np.int64)
        cases = Cases(0, range(0), none, own, calls["index"].astype(np.int64), np.empty(0), service, segment)
        lane = calls["lane"].astype(np.int64)
        drawn = Scattered(
            self._demands[0].dice,
            "",
            cases,
            0,
            addresses=addresses,
            which=which,
            replication=lane % len(self._replications) + self._replications.start,
            asked=self._asked,
        )
        return Calls(self._demands[0], drawn)

    def _addresses(self, calls: Rows) -> tuple[tuple[tuple[str, int, int], ...], NDArray[np.int64]]:
        """All addresses that contacts of these cases' days can have, and which of them is each one's."""
        attempts = self._demands[0].centre.redial.most_calls + 1
        days, day = np.unique(calls["day"], return_inverse=True)
        addresses = tuple(
            (demand.site, attempt, date)
            for date in days.tolist()
            for demand in self._demands
            for attempt in range(attempts)
        )
        door = day.reshape(-1).astype(np.int64) * len(self._demands) + calls["door"]
        return addresses, door * attempts + calls["attempt"]
