"""Those who will call again: when, and what their next call carries, drawn for many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.calls import Calls, LineDemand
from sim.demand import Cases
from sim.lanes.centre.agenda import Agenda
from sim.lanes.centre.board import Board
from sim.lanes.centre.phases import COME_IN, MOVE_ON
from sim.lanes.centre.table import Case, Table, of_carried
from sim.lanes.ranks import floor_time
from sim.scattered import Scattered

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]


class Redials:
    """The next calls of cases, by lane.

    The rows of the agenda are those of the table; below zero they are not drawn yet: ``-1 - row`` of the call before.

    Parameters
    ----------
    demands : sequence of LineDemand
        Who calls, by line.
    board : Board
        The centre's rules.
    replications : range
        Those of the lanes; the lanes of a second candidate follow those of the first.
    lanes : int
        How many lanes there are.
    """

    def __init__(self, demands: Sequence[LineDemand], board: Board, replications: range, lanes: int) -> None:
        self._demands, self._board, self._replications = demands, board, replications
        self.agenda = Agenda(lanes)

    def plan(self, lanes: Ints, rows: Ints, time: Floats) -> None:
        """Callers of some rows will call again."""
        self.agenda.add(lanes, time + COME_IN, -1 - rows)

    def come_in(self, lanes: Ints) -> Flags:
        """Whether the next event of some lanes is a call that comes in; else somebody's menu ends."""
        time = self.agenda.next[lanes]
        return time - floor_time(time) >= COME_IN

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

    @staticmethod
    def case(row: int, table: Table) -> tuple[int, ...]:
        """Day, line, number and call of the case of a row; below zero, of the call after that of ``-1 - row``."""
        attempt = 0 if row >= 0 else 1
        row = row if row >= 0 else -1 - row
        case = table.day[row], table.line[row], table.index[row], table.attempt[row] + attempt
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
        before, time = -1 - agenda.row[lane, place], floor_time(agenda.time[lane, place])
        case = Case(table.day[before], table.index[before], table.attempt[before] + 1)
        line = table.line[before]
        addresses, which = np.unique(np.stack((line, case.attempt, case.day)), axis=1, return_inverse=True)
        service, segment = table.service[before].astype(np.int64), table.segment[before].astype(np.int64)
        own, none = np.arange(len(before)), np.zeros(0, dtype=np.int64)
        cases = Cases(0, range(0), none, own, case.number.astype(np.int64), time, service, segment)
        drawn = Scattered(
            self._demands[0].dice,
            "",
            cases,
            0,
            addresses=tuple(
                (self._demands[line].site, attempt, day) for line, attempt, day in addresses.T.tolist()
            ),
            which=which.reshape(-1),
            replication=(lane % len(self._replications) + self._replications.start).astype(np.int64),
        )
        calls = Calls(self._demands[0], drawn)
        agenda.row[lane, place] = table.append(of_carried(calls, self._board, line, case, lane, time))
