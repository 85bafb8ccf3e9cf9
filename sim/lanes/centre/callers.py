"""The first calls of all lanes, some hundred of each lane at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.calls import LineDemand
from sim.lanes.centre.board import Board
from sim.lanes.centre.table import Case, Table, copies, of_carried
from sim.lanes.centre.trunks import SPAN
from sim.scenario.units import DAY

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Callers:
    """Reads the first calls of a day, stretch by stretch. Times count from its midnight.

    Parameters
    ----------
    demands : sequence of LineDemand
        Who calls, by line.
    board : Board
        The centre's rules.
    replications : range
        One lane each, under each candidate.
    candidates : int
        How many there are; they have the same calls.

    Attributes
    ----------
    first_case : dict
        For each day begun the number of the first case of each line and lane.
    cases : ndarray
        Cases of each lane so far.
    """

    def __init__(
        self, demands: Sequence[LineDemand], board: Board, replications: range, candidates: int = 1
    ) -> None:
        self._demands, self._board = demands, board
        self.replications, self._candidates = replications, candidates
        self.first_case: dict[int, Ints] = {}
        self.cases: Ints = np.zeros(len(replications), dtype=np.int64)

    def begin(self, day: int) -> None:
        """Turn to a day; `first_case` knows the number of the first case of each line and lane then."""
        self._day, self._parts = day, []
        numbers = []
        for demand in self._demands:
            arrived, start = demand.coming.arrived(day, self.replications)
            self._parts.append(_Part(arrived - day * DAY, start))
            numbers.append(self.cases)
            self.cases = self.cases + np.diff(start)
        self.first_case[day] = np.array(numbers)

    def more(self, count: int) -> tuple[Floats, list[Table]]:
        """The next calls of each replication, `count` of the busiest line; and until when all have been read."""
        busiest = max(self._parts, key=lambda part: len(part.arrived))
        until = busiest.time_of(busiest.at + count)
        tables = []
        for line, (demand, part) in enumerate(zip(self._demands, self._parts, strict=True)):
            end = np.minimum(part.at + count, part.start[1:]) if part is busiest else part.before(until)
            if (end > part.at).any():
                table = self._read(demand, line, part, end)
                tables.append(copies(table, self._candidates, len(until)) if self._candidates > 1 else table)
        return np.tile(until, self._candidates), tables

    def _read(self, demand: LineDemand, line: int, part: _Part, end: Ints) -> Table:
        """The calls of a line until `end`."""
        count = end - part.at
        lane = np.repeat(np.arange(len(count)), count)
        offset = np.concatenate(([0], np.cumsum(count)))
        place = np.arange(len(lane)) - offset[lane] + part.at[lane]
        arrived, index = part.arrived[place], place - part.start[lane]
        part.at = end
        midnight = self._day * DAY
        cases = demand.coming.cases_of(self._day, self.replications, offset, lane, index, arrived + midnight)
        calls = demand.calls(cases)
        case = Case(np.full(len(lane), self._day), index, np.ones(len(lane), dtype=np.int64))
        return of_carried(calls, self._board, np.full(len(lane), line), case, lane, arrived)


class _Part:
    """Times of a line's first calls of a day, lane by lane, and where each lane is."""

    def __init__(self, arrived: Floats, start: Ints) -> None:
        self.arrived, self.start, self.at = arrived, start, start[:-1].copy()
        self._key: Floats | None = None

    def time_of(self, place: Ints) -> Floats:
        """When the calls at some places come, one a lane; midnight behind the last."""
        there = place < self.start[1:]
        time = np.full(len(place), DAY)
        time[there] = self.arrived[place[there]]
        return time

    def before(self, until: Floats) -> Ints:
        """The place of each lane's first call that does not come before a time."""
        lanes = np.arange(len(until))
        if self._key is None:
            self._key = np.repeat(lanes * SPAN, np.diff(self.start)) + self.arrived
        return np.searchsorted(self._key, lanes * SPAN + until)
