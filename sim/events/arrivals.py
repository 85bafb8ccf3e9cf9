"""The visits of one hall in one replication: new cases of each day, and returns."""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.contacts import COLUMNS
from sim.demand import Cases, HallDemand
from sim.events.visit import Visit
from sim.records import Outcome


class Draws:
    """The demand of one hall for a batch of replications, drawn a day and attempt at a time and kept."""

    def __init__(self, demand: HallDemand, replications: range) -> None:
        self.demand, self.replications = demand, replications
        self.cases = lru_cache(maxsize=None)(self._cases)
        self.carried = lru_cache(maxsize=None)(self._carried)

    def _cases(self, day: int) -> Cases:
        return self.demand.cases(day, self.replications)

    def _carried(self, day: int, attempt: int) -> dict[str, NDArray[Any]]:
        contacts = self.demand.contacts(self.cases(day), attempt)
        return {name: getattr(contacts, name) for name in COLUMNS}


class Arrivals:
    """Makes the visits of one replication.

    Parameters
    ----------
    draws : Draws
        The batch's demand.
    row : int
        The replication's place in the batch.
    """

    def __init__(self, draws: Draws, row: int) -> None:
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
                carried.papers[number] < missing[service] and not carried.quick[number],
            )
            for number, (service, segment, arrived) in enumerate(zip(*columns, strict=True))
        ]

    def again(self, visit: Visit, day: int, fraction: float, outcome: Outcome, told: bool) -> Visit:
        """The next visit of a case, on a later day; `told` whether the greeter said which papers are needed."""
        carried = self._carry(visit.day, visit.attempt + 1)
        lacks = visit.lacks_papers
        if outcome is Outcome.PAPERS_MISSING:
            back = self.demand.scenario.come_back
            lacks = carried.papers[visit.index] >= (back.complete_when_told if told else back.complete)
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
        )

    def entries(self, day: int, visits: list[Visit]) -> list[float]:
        """When each visit of a day gets in; infinity where it is turned away."""
        entry: list[float] = self.demand.opening.entry(
            day, np.array([visit.arrived for visit in visits])
        ).tolist()
        return entry

    def _carry(self, day: int, attempt: int) -> SimpleNamespace:
        """What the contacts of a day's cases carry, as lists."""
        if (day, attempt) not in self._carried:
            own = self._draws.cases(day).of_lane(self._row)
            self._carried[day, attempt] = SimpleNamespace(
                **{name: as_list(column[own]) for name, column in self._draws.carried(day, attempt).items()}
            )
        return self._carried[day, attempt]


def as_list(column: NDArray[Any]) -> list[Any]:
    """A plain list; of a column that is the same everywhere, quickly."""
    values: list[Any] = column[:1].tolist() if column.strides == (0,) else column.tolist()
    return values * len(column) if column.strides == (0,) else values
