"""The visits of one hall in one replication: new cases of each day, and returns."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from sim.draws.visits import HallDemand
from sim.events.call import Call
from sim.events.draws import BatchDraws
from sim.events.visit import Carry, Visit
from sim.log.records import Outcome
from sim.rules.hall import lacks_papers, share_complete


class ArrivalProcess:
    """Makes the visits of one replication.

    Parameters
    ----------
    draws : BatchDraws
        The batch's demand.
    row : int
        The replication's place in the batch.
    """

    def __init__(self, draws: BatchDraws[HallDemand], row: int) -> None:
        self.demand, self._draws, self._row = draws.demand, draws, row
        self._missing = [service.papers_missing for service in self.demand.scenario.services.values()]
        self._carried: dict[tuple[int, int], SimpleNamespace] = {}
        self.cases = 0

    def new(self, day: int) -> list[Visit]:
        """First visits of the cases of a day."""
        cases = self._draws.cases(day)
        own = cases.of_lane(self._row)
        columns = (column[own].tolist() for column in (cases.service, cases.segment, cases.arrived))
        carried, first = self._carry(day, 1), self.cases
        self.cases += own.stop - own.start
        missing = self._missing
        return [
            Visit(
                first + number,
                1,
                day,
                number,
                service,
                segment,
                carried,
                arrived,
                lacks_papers(carried.papers[number], missing[service], carried.quick[number]),
                self._carry,
            )
            for number, (service, segment, arrived) in enumerate(zip(*columns, strict=True))
        ]

    def again(self, visit: Visit, day: int, fraction: float, outcome: Outcome, told: bool) -> Visit:
        """The next visit of a case, on a later day; `told` whether the greeter said which papers are needed."""
        carried = visit.carry(visit.day, visit.attempt + 1)
        lacks = visit.lacks_papers
        if outcome is Outcome.PAPERS_MISSING:
            back = self.demand.scenario.come_back
            lacks = carried.papers[visit.index] >= share_complete(told, back)
        arrived = float(self.demand.time_of_day(day, np.array(fraction)))
        return Visit(
            visit.case,
            visit.attempt + 1,
            visit.day,
            visit.index,
            visit.service,
            visit.segment,
            carried,
            arrived,
            lacks,
            visit.carry,
            visit.origin,
        )

    def after_call(self, call: Call, day: int, fraction: float, carry: Carry, origin: int) -> Visit:
        """The first visit of a case that began in a call centre, of that number."""
        carried, attempt, index = carry(call.day, call.attempt + 1), call.attempt + 1, call.index
        lacks = lacks_papers(carried.papers[index], self._missing[call.service], carried.quick[index])
        arrived = float(self.demand.time_of_day(day, np.array(fraction)))
        who = (call.case, attempt, call.day, index, call.service, call.segment)
        return Visit(*who, carried, arrived, lacks, carry, origin)

    def entries(self, day: int, visits: list[Visit]) -> list[float]:
        """When each visit of a day gets in; infinity where it is turned away."""
        entry: list[float] = self.demand.opening.entry(
            day, np.array([visit.arrived for visit in visits])
        ).tolist()
        return entry

    def _carry(self, day: int, attempt: int) -> SimpleNamespace:
        """What the contacts of a day's cases carry, as lists."""
        if (day, attempt) not in self._carried:
            self._carried[day, attempt] = self._draws.lists(day, attempt, self._row)
        return self._carried[day, attempt]
