"""Halls in lanes with hand-written customers: the same people, and the same log, as :mod:`tests.sim.events.written_log` has them.

Only the dice are replaced.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.draws.contact_sampler import ContactSampler, MixedSampler, NewCases
from sim.draws.dice import Dice
from sim.draws.visits import HallDemand
from sim.lanes.hall.days import LaneHall
from sim.lanes.rows import records_of
from sim.lanes.visits import Visits
from sim.log.columns import joined
from sim.log.records import Records
from sim.scenario import Scenario
from sim.time.opening import opening_of

Ints = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True)
class WrittenDemand(HallDemand):
    """Stands for the lanes' `HallDemand`: the people of a list."""

    written: Any = None

    def cases(self, day: int, replications: range) -> NewCases:
        found: NewCases = self.written.cases(day)
        return found

    def visits_of(self, sampler: ContactSampler | MixedSampler) -> Any:
        return WrittenContacts(self, sampler)


class WrittenContacts:
    """Stands for `Contacts`: what is written of some people."""

    def __init__(self, demand: WrittenDemand, drawn: ContactSampler | MixedSampler) -> None:
        self.demand, self.drawn = demand, drawn
        self.service, self.segment = drawn.service, drawn.segment
        written = [
            demand.written.lists(0, demand.draws, day, attempt) for day, attempt in _days_and_attempts(drawn)
        ]
        address = drawn.address if isinstance(drawn, MixedSampler) else np.zeros_like(drawn.entity)
        places = list(zip(address.tolist(), drawn.entity.tolist(), strict=True))
        for name in demand.draws.by_column:
            kind = np.bool_ if name == "quick" else None  # which a day without anybody does not show
            column = [getattr(written[number], name)[index] for number, index in places]
            setattr(self, name, np.array(column, kind))

    def some(self, rows: Ints, later: int = 0) -> WrittenContacts:
        """Contacts of the cases of some, so many later."""
        return WrittenContacts(self.demand, self.drawn.some(rows, later))

    def column(self, name: str) -> np.ndarray:
        """What is written of them under a name."""
        found: np.ndarray = getattr(self, name)
        return found


def _days_and_attempts(drawn: ContactSampler | MixedSampler) -> list[tuple[int, int]]:
    """On which days cases began, and the attempts; by address."""
    if isinstance(drawn, MixedSampler):
        return [(day, attempt) for _, attempt, day in drawn.addresses]
    return [(drawn.cases.day, drawn.attempt)]


def written_records(scenario: Scenario, draws: Any, hall: str) -> Records:
    """What happens to the people of written draws in a lane."""
    there = LaneHall([scenario], list(scenario.halls).index(hall), Dice(1), range(1))
    there.book.demand = WrittenDemand(scenario, hall, opening_of(scenario, hall), Dice(1), draws)
    days = [over for day in there.floor.opening.days for over in there.run(day)]
    began, first = {}, np.zeros(1, dtype=np.int64)
    for each in days:
        began[each.day] = first
        first = first + each.visits.cases.count

    return joined([records_of(each, _cases(each.visits, began), began[each.day], range(1)) for each in days])


def _cases(visits: Visits, began: dict[int, Ints]) -> Ints:
    """The number of each visit's case, of which the first one of each day has the number that is given."""
    found: Ints = np.array([began[day][0] for day in visits.began.tolist()], np.int64) + visits.index
    return found
