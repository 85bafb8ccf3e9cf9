"""The calls of one centre in one replication: new cases of each day, and those who call again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.draws.calls import LineDemand
from sim.events.arising import arising
from sim.events.call import Call
from sim.events.contact import Who
from sim.events.door import Door
from sim.events.draws import BatchDraws
from sim.network.outage_doors import OutageDoor
from sim.network.prevention import Prevention

Ints = NDArray[np.int64]


class CallerProcess:
    """Makes the calls of one replication.

    Parameters
    ----------
    doors : list of BatchDraws
        The batch's demand, one a line, that of the app, if there is one, and those for calls about outages.
    row : int
        The replication's place in the batch.
    number : int
        The centre's number among the centres.

    Attributes
    ----------
    demands : list of LineDemand or OutageDoor
        Who calls each line, comes to the app, and calls about outages.
    doors : list of Door
        Where its cases begin.
    draws : PlacedDraws
        What calls carry.
    cases : int
        How many have begun, those among them that do not come since their problems no longer arise.
    prevention : Prevention or None
        Whose problems no longer arise.
    """

    def __init__(self, doors: list[BatchDraws[LineDemand | OutageDoor]], row: int, number: int) -> None:
        self.demands = [draws.demand for draws in doors]
        self.doors = [Door(draws, row, number) for draws in doors]
        lines = self.demands[0].centre.lines
        self.draws, self._chat = self.demands[0].draws, [line.channel == "chat" for line in lines.values()]
        self._lines, self._row = list(lines), row
        self._about: list[tuple[Ints, Ints]] = [(np.empty(0, np.int64), np.empty(0, np.int64))]
        self.cases = 0
        self.prevention: Prevention | None = None

    def new(self, day: int) -> list[Call]:
        """First contacts of the cases of a day, by time of arrival; cases are numbered line by line, then the app's, and those about outages last."""
        calls, asked = list[Call](), set[Door]()
        for door, demand in zip(self.doors, self.demands, strict=True):
            if demand.line is None:
                assert isinstance(demand, LineDemand)
                line, carried = -1, door.carried(demand.in_app, day, 1)
            else:
                line = self._lines.index(demand.line)
                carried = door.carried(self.draws, day, 1, self._chat[line])
            first = self.cases
            for index, service, segment, arrived in door.cases(day):
                who = (door, first + index, 1, day, index, service, segment)
                calls.append(Call(who, carried, arrived, line))
                self.cases += 1
            if isinstance(demand, OutageDoor):
                outages = demand.outages_on(day, self._row)
                self._about.append((first + np.arange(len(outages)), outages))
            elif demand.line is not None:
                asked.add(door)
        calls.sort(key=lambda call: (call.arrived, call.case))
        comes = set(arising([call for call in calls if call.door in asked], self.prevention, day))
        return [call for call in calls if call.door not in asked or call in comes]

    @property
    def about_outages(self) -> tuple[Ints, Ints]:
        """The numbers of cases so far that are about outages, and of their outages."""
        case, outage = map(np.concatenate, zip(*self._about, strict=True))
        return case, outage

    def again(self, call: Call, line: int, arrived: float) -> Call:
        """The next call of a case, on some line."""
        carried = call.door.carried(self.draws, call.day, call.attempt + 1, self._chat[line])
        following = Call(call.next, carried, arrived, line)
        following.follows(call)
        return following

    def because_of(self, who: Who, line: int, arrived: float, attempts_before: int, again: int) -> Call:
        """A call because of an earlier order: to ask about it, or to leave such an order again."""
        door, _, attempt, day, *_ = who
        call = Call(who, door.carried(self.draws, day, attempt, self._chat[line]), arrived, line)
        call.attempts_before, call.again = attempts_before, again
        return call
