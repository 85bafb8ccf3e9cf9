"""Contacts to come of cases under way: when, and what they carry, drawn for many at once.

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
from sim.lanes.centre.agenda import Agenda
from sim.lanes.centre.board import Board
from sim.lanes.centre.phases import COME_IN, MOVE_ON, RISE
from sim.lanes.centre.table import UNDER_WAY, Case, Table, of_carried
from sim.lanes.ranks import floor_time
from sim.scattered import Scattered

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]


KINDS = 2
CALL_AGAIN, HAND_OVER = range(KINDS)


class Redials:
    """The next contacts of cases, by lane.

    The rows of the agenda are those of the table; below zero they are not drawn yet, and tell the row before, the line and
    the kind.

    Parameters
    ----------
    demands : sequence of LineDemand
        Who calls, by line, and behind them who comes to the app, if there is one.
    board : Board
        The centre's rules.
    replications : range
        Those of the lanes; the lanes of a second candidate follow those of the first.
    lanes : int
        How many lanes there are.
    """

    def __init__(self, demands: Sequence[LineDemand], board: Board, replications: range, lanes: int) -> None:
        self._demands, self._board, self._replications = demands, board, replications
        self._places = len(board.chat) * KINDS
        self.agenda = Agenda(lanes)

    def plan(self, lanes: Ints, rows: Ints, line: Ints, time: Floats) -> None:
        """Callers of some rows will call again, on some line."""
        self.agenda.add(lanes, time + COME_IN, self._coded(rows, line, CALL_AGAIN))

    def hand_over(self, lanes: Ints, rows: Ints, line: Ints, time: Floats) -> None:
        """Calls of some rows will wait for another agent."""
        self.agenda.add(lanes, time + MOVE_ON, self._coded(rows, line, HAND_OVER))

    def _coded(self, rows: Ints, line: Ints, kind: int) -> Ints:
        return -1 - (np.asarray(rows, dtype=np.int64) * self._places + line.astype(np.int64) * KINDS + kind)

    def _decoded(self, coded: Ints) -> tuple[Ints, Ints, Ints]:
        """The row before, the line and the kind."""
        code = -1 - coded
        return code // self._places, code % self._places // KINDS, code % KINDS

    def come_in(self, lanes: Ints) -> Flags:
        """Whether the next event of some lanes is a call that comes in; else somebody's menu ends."""
        time = self.agenda.next[lanes]
        phase = time - floor_time(time)
        return (phase >= COME_IN) & (phase < RISE)

    def wait_again(self, lanes: Ints, rows: Ints, time: Floats) -> None:
        """Calls whom nobody could reach will be back in their queues."""
        self.agenda.add(lanes, time + RISE, rows)

    def due(self, lanes: Ints, table: Table) -> Ints:
        """The rows of the next events of some lanes; draws what is not drawn yet."""
        self._place = self._earliest(lanes, table)
        rows = self.agenda.row[lanes, self._place]
        if (rows < 0).any():
            self.draw(table)
            rows = self.agenda.row[lanes, self._place]
        return rows

    def _earliest(self, lanes: Ints, table: Table) -> Ints:
        """Places of the next events; of those at one instant, the case that began first."""
        agenda, place = self.agenda, self.agenda.due(lanes)
        same = (agenda.time[lanes] == agenda.next[lanes][:, None]).sum(axis=1)
        for number in np.flatnonzero(same > 1).tolist():
            lane = int(lanes[number])
            tied = np.flatnonzero(agenda.time[lane] == agenda.next[lane]).tolist()
            place[number] = min(tied, key=lambda each: self.case(int(agenda.row[lane, each]), table))
        return place

    def case_due(self, lane: int, table: Table) -> tuple[int, ...]:
        """Day, line, number and call of the case whose event is next in a lane."""
        place = self._earliest(np.array([lane]), table)
        return self.case(int(self.agenda.row[lane, place[0]]), table)

    def case(self, row: int, table: Table) -> tuple[int, ...]:
        """Day, door, number and contact of the case of a row, as it is in the agenda."""
        attempt = 0
        if row < 0:
            before, _, kind = self._decoded(np.array(row))
            row, attempt = int(before), int(kind == CALL_AGAIN)
        case = table.day[row], table.door[row], table.index[row], table.attempt[row] + attempt
        return tuple(int(each) for each in case)

    def drop(self, some: Flags, lanes: Ints) -> None:
        """Take `some` of the events that are due in `lanes` off the agenda."""
        self.agenda.drop(lanes[some], self._place[some])

    def into_menu(self, some: Flags, lanes: Ints, until: Floats) -> None:
        """Callers of `some` of the events that are due in `lanes` are in the menu until then."""
        self.agenda.move(lanes[some], self._place[some], until + MOVE_ON)

    def draw(self, table: Table) -> None:
        """Draw what the next calls carry, of all that are planned."""
        agenda = self.agenda
        lane, place = agenda.entries()
        new = np.flatnonzero(agenda.row[lane, place] < 0)
        if not len(new):
            return
        lane, place = lane[new], place[new]
        before, line, kind = self._decoded(agenda.row[lane, place])
        time = floor_time(agenda.time[lane, place])
        own = (kind == CALL_AGAIN).nonzero()[0]
        if len(own):
            more = self._calls_again(table, before[own], line[own], lane[own], time[own])
            agenda.row[lane[own], place[own]] = table.append(more)
        own = (kind == HAND_OVER).nonzero()[0]
        if len(own):
            agenda.row[lane[own], place[own]] = table.append(self._handed_over(table, before[own], lane[own]))

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
        calls.talk = np.where(chat, carried.second_chat, carried.second_talk)
        calls.solve = np.array(carried.second_solve)
        calls.joined, calls.started = (np.full(len(calls), np.nan) for _ in range(2))
        calls.agent = np.full(len(calls), UNDER_WAY, dtype=calls.agent.dtype)
        return calls

    def _carried(self, table: Table, before: Ints, lane: Ints, case: Case) -> Calls:
        """What the contacts carry that follow some rows."""
        addresses, which = np.unique(
            np.stack((case.door, case.attempt, case.day)), axis=1, return_inverse=True
        )
        service, segment = table.service[before].astype(np.int64), table.segment[before].astype(np.int64)
        own, none = np.arange(len(before)), np.zeros(0, dtype=np.int64)
        cases = Cases(0, range(0), none, own, case.number.astype(np.int64), np.empty(0), service, segment)
        drawn = Scattered(
            self._demands[0].dice,
            "",
            cases,
            0,
            addresses=tuple(
                (self._demands[door].site, attempt, day) for door, attempt, day in addresses.T.tolist()
            ),
            which=which.reshape(-1),
            replication=(lane % len(self._replications) + self._replications.start).astype(np.int64),
        )
        return Calls(self._demands[0], drawn)
