"""Contacts to come of cases under way: what they carry, drawn for many at once.

They are calls of those who call again, on their line or on another, and calls that are handed over from one agent to
another.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.calls import Calls, LineDemand
from sim.demand import Cases
from sim.lanes.centre.board import Board
from sim.lanes.centre.plans import CALL_AGAIN, COMES, HAND_OVER, HANDED, Entry
from sim.lanes.centre.table import UNDER_WAY, Case, Table, of_carried, talk_of
from sim.lanes.centre.under_way import UnderWay
from sim.lanes.ranks import floor_time
from sim.scattered import Scattered

Floats = NDArray[np.float64]
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

    def draw(self, calls: UnderWay, planned: list[tuple[int, Entry]]) -> None:
        """Draw what the contacts carry that are planned in some lanes; their plans get the rows."""
        table = calls.table
        for kind, drawn in ((CALL_AGAIN, COMES), (HAND_OVER, HANDED)):
            own = [(lane, entry) for lane, entry in planned if entry[2] == kind]
            if own:
                lane = np.array([lane for lane, _ in own])
                time, _, _, before, line = np.array([entry for _, entry in own]).T
                before = before.astype(np.int64)
                if kind == CALL_AGAIN:
                    more = self._calls_again(table, before, line.astype(np.int64), lane, floor_time(time))
                else:
                    more = self._handed_over(table, before, lane)
                for row, (_, entry) in zip(calls.append(more).tolist(), own, strict=True):
                    entry[2:4] = drawn, row

    def _calls_again(self, table: Table, before: Ints, line: Ints, lane: Ints, time: Floats) -> Table:
        case = Case(table.door[before], table.day[before], table.index[before], table.attempt[before] + 1)
        calls = self._carried(table, before, lane, case)
        return of_carried(calls, self._board, line, case, lane, time)

    def _handed_over(self, table: Table, before: Ints, lane: Ints) -> Table:
        """The same calls, with the talk and its success drawn anew."""
        calls = table.some(before)
        case = Case(calls.door, calls.day, calls.index, calls.attempt)
        carried, pool = self._carried(table, before, lane, case), self._board.pool_of(calls.agent)
        waited = calls.started - calls.joined
        calls.first_wait = np.where(np.isnan(waited), 0.0, waited)
        calls.klass = self._board.handed_to[pool, calls.line, calls.service, calls.segment]
        chat = self._board.chat[calls.line]
        calls.talk = talk_of(chat, lambda: carried.second_chat, lambda: carried.second_talk)
        calls.solve = np.array(carried.second_solve)
        calls.joined, calls.started = (np.full(len(calls), np.nan) for _ in range(2))
        calls.agent = np.full(len(calls), UNDER_WAY, dtype=calls.agent.dtype)
        return calls

    def _carried(self, table: Table, before: Ints, lane: Ints, case: Case) -> Calls:
        """What the contacts carry that follow some rows."""
        addresses, which = self._addresses(case)
        service, segment = table.service[before].astype(np.int64), table.segment[before].astype(np.int64)
        own, none = np.arange(len(before)), np.zeros(0, dtype=np.int64)
        cases = Cases(0, range(0), none, own, case.number.astype(np.int64), np.empty(0), service, segment)
        drawn = Scattered(
            self._demands[0].dice,
            "",
            cases,
            0,
            addresses=addresses,
            which=which,
            replication=(lane % len(self._replications) + self._replications.start).astype(np.int64),
        )
        return Calls(self._demands[0], drawn)

    def _addresses(self, case: Case) -> tuple[tuple[tuple[str, int, int], ...], NDArray[np.int64]]:
        """All addresses that contacts of these cases' days can have, and which of them is each one's."""
        attempts = self._demands[0].centre.redial.most_calls + 1
        days, day = np.unique(case.day, return_inverse=True)
        addresses = tuple(
            (demand.site, attempt, date)
            for date in days.tolist()
            for demand in self._demands
            for attempt in range(attempts)
        )
        door = day.reshape(-1).astype(np.int64) * len(self._demands) + case.door
        return addresses, door * attempts + case.attempt
