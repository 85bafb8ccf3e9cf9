"""The calls of one centre in one replication: new cases of each day, and those who call again."""

from __future__ import annotations

from types import SimpleNamespace

from sim.draws.calls import LineDemand
from sim.events.call import Call
from sim.events.draws import BatchDraws


class CallerProcess:
    """Makes the calls of one replication.

    Parameters
    ----------
    doors : list of BatchDraws
        The batch's demand, one a line, and that of the app, if there is one.
    row : int
        The replication's place in the batch.
    """

    def __init__(self, doors: list[BatchDraws[LineDemand]], row: int) -> None:
        self._doors, self._row = doors, row
        self._kept: dict[tuple[int, int, int], SimpleNamespace] = {}
        self.cases = 0

    def new(self, day: int) -> list[Call]:
        """First contacts of the cases of a day, by time of arrival; cases are numbered line by line, the app's last."""
        calls: list[Call] = []
        for door, draws in enumerate(self._doors):
            cases, line = draws.cases(day), -1 if draws.demand.line is None else door
            own = cases.of_lane(self._row)
            columns = (column[own].tolist() for column in (cases.service, cases.segment, cases.arrived))
            carried = self._carry(door, day, 1)
            for index, (service, segment, arrived) in enumerate(zip(*columns, strict=True)):
                call = Call(self.cases + index, 1, line, service, segment, day, index, carried, arrived)
                call.door = door
                calls.append(call)
            self.cases += own.stop - own.start
        return sorted(calls, key=lambda call: (call.arrived, call.case))

    def again(self, call: Call, line: int, arrived: float) -> Call:
        """The next call of a case, on some line."""
        attempt = call.attempt + 1
        carried = self._carry(call.door, call.day, attempt)
        following = Call(
            call.case, attempt, line, call.service, call.segment, call.day, call.index, carried, arrived
        )
        following.door = call.door
        return following

    def _carry(self, door: int, day: int, attempt: int) -> SimpleNamespace:
        key = (door, day, attempt)
        if key not in self._kept:
            self._kept[key] = self._doors[door].lists(day, attempt, self._row)
        return self._kept[key]
