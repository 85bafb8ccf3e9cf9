"""The calls of one centre in one replication: new cases of each day, and those who call again."""

from __future__ import annotations

from sim.draws.calls import LineDemand
from sim.events.arising import arising
from sim.events.call import Call
from sim.events.contact import Who
from sim.events.door import Door
from sim.events.draws import BatchDraws
from sim.network.prevention import Prevention


class CallerProcess:
    """Makes the calls of one replication.

    Parameters
    ----------
    doors : list of BatchDraws
        The batch's demand, one a line, and that of the app, if there is one.
    row : int
        The replication's place in the batch.
    number : int
        The centre's number among the centres.

    Attributes
    ----------
    demands : list of LineDemand
        Who calls each line, and comes to the app.
    doors : list of Door
        Where its cases begin.
    draws : PlacedDraws
        What calls carry.
    cases : int
        How many have begun, those among them that do not come since their problems no longer arise.
    prevention : Prevention or None
        Whose problems no longer arise.
    """

    def __init__(self, doors: list[BatchDraws[LineDemand]], row: int, number: int) -> None:
        self.demands = [draws.demand for draws in doors]
        self.doors = [Door(draws, row, number) for draws in doors]
        lines = self.demands[0].centre.lines.values()
        self.draws, self._chat = self.demands[0].draws, [line.channel == "chat" for line in lines]
        self.cases = 0
        self.prevention: Prevention | None = None

    def new(self, day: int) -> list[Call]:
        """First contacts of the cases of a day, by time of arrival; cases are numbered line by line, the app's last."""
        calls = list[Call]()
        for number, (door, demand) in enumerate(zip(self.doors, self.demands, strict=True)):
            if demand.line is None:
                line, carried = -1, door.carried(demand.in_app, day, 1)
            else:
                line, carried = number, door.carried(self.draws, day, 1, self._chat[number])
            first = self.cases
            for index, service, segment, arrived in door.cases(day):
                who = (door, first + index, 1, day, index, service, segment)
                calls.append(Call(who, carried, arrived, line))
                self.cases += 1
        calls.sort(key=lambda call: (call.arrived, call.case))
        comes = set(arising([call for call in calls if call.line >= 0], self.prevention, day))
        return [call for call in calls if call.line < 0 or call in comes]

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
