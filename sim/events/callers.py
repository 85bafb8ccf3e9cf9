"""The calls of one centre in one replication: new cases of each day, and those who call again."""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from numpy.typing import NDArray

from sim.calls import CARRIED, LineDemand
from sim.demand import Cases
from sim.events.arrivals import as_list
from sim.events.call import Call


class CallDraws:
    """The demand of one line for a batch of replications, drawn a day and attempt at a time and kept."""

    def __init__(self, demand: LineDemand, replications: range) -> None:
        self.demand, self.replications = demand, replications
        self.cases = lru_cache(maxsize=None)(self._cases)
        self.carried = lru_cache(maxsize=None)(self._carried)

    def _cases(self, day: int) -> Cases:
        return self.demand.cases(day, self.replications)

    def _carried(self, day: int, attempt: int) -> dict[str, NDArray[Any]]:
        calls = self.demand.calls(self.cases(day), attempt)
        return {name: getattr(calls, name) for name in CARRIED}


class Callers:
    """Makes the calls of one replication.

    Parameters
    ----------
    lines : list of CallDraws
        The batch's demand, one a line.
    row : int
        The replication's place in the batch.
    """

    def __init__(self, lines: list[CallDraws], row: int) -> None:
        self._lines, self._row = lines, row
        self._kept: dict[tuple[int, int, int], SimpleNamespace] = {}
        self.cases = 0

    def new(self, day: int) -> list[Call]:
        """First calls of the cases of a day, by time of arrival; cases are numbered line by line."""
        calls: list[Call] = []
        for line, draws in enumerate(self._lines):
            cases = draws.cases(day)
            own = cases.of_lane(self._row)
            columns = (column[own].tolist() for column in (cases.service, cases.segment, cases.arrived))
            carried = self._carry(line, day, 1)
            calls += [
                Call(self.cases + index, 1, line, service, segment, day, index, carried, arrived)
                for index, (service, segment, arrived) in enumerate(zip(*columns, strict=True))
            ]
            self.cases += own.stop - own.start
        return sorted(calls, key=lambda call: (call.arrived, call.case))

    def again(self, call: Call, arrived: float) -> Call:
        """The next call of a case."""
        attempt = call.attempt + 1
        carried = self._carry(call.line, call.day, attempt)
        return Call(
            call.case, attempt, call.line, call.service, call.segment, call.day, call.index, carried, arrived
        )

    def _carry(self, line: int, day: int, attempt: int) -> SimpleNamespace:
        key = (line, day, attempt)
        if key not in self._kept:
            draws = self._lines[line]
            own = draws.cases(day).of_lane(self._row)
            columns = draws.carried(day, attempt)
            self._kept[key] = SimpleNamespace(
                **{name: as_list(column[own]) for name, column in columns.items()}
            )
        return self._kept[key]
