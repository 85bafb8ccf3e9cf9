"""The calls of one centre in one replication: new cases of each day, and those who call again."""

from __future__ import annotations

from types import SimpleNamespace

from sim.calls import LineDemand
from sim.events.call import Call
from sim.events.draws import Draws


class Callers:
    """Makes the calls of one replication.

    Parameters
    ----------
    lines : list of Draws
        The batch's demand, one a line.
    row : int
        The replication's place in the batch.
    """

    def __init__(self, lines: list[Draws[LineDemand]], row: int) -> None:
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
            self._kept[key] = self._lines[line].lists(day, attempt, self._row)
        return self._kept[key]
