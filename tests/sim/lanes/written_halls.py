"""Halls in lanes with hand-written customers: the same people, and the same log, as :mod:`tests.sim.events.written_log` has them.

Only the dice are replaced.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sim.draws.contact_sampler import ContactSampler, NewCases
from sim.draws.dice import Dice
from sim.draws.visits import HallDemand
from sim.lanes.hall.days import LaneHall
from sim.lanes.rows import records_of
from sim.lanes.visit_groups import VisitGroup
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

    def contacts(
        self, cases: NewCases, attempt: int = 1, of: Ints | None = None, began_at: str | None = None
    ) -> Any:
        return WrittenContacts(self, ContactSampler(self.dice, self.site, cases, attempt, of))


class WrittenContacts:
    """Stands for `Contacts`: what is written of some people at an attempt."""

    def __init__(self, demand: WrittenDemand, drawn: ContactSampler) -> None:
        self.demand, self.drawn = demand, drawn
        self.service, self.segment = drawn.service, drawn.segment
        carried = demand.written.lists(0, demand.draws, drawn.cases.day, drawn.attempt)
        of = slice(None) if drawn.of is None else drawn.of
        for name in demand.draws.by_column:
            kind = np.bool_ if name == "quick" else None  # which a day without anybody does not show
            setattr(self, name, np.array(getattr(carried, name), kind)[of])

    def at_attempt(self, attempt: int, of: Ints | None) -> WrittenContacts:
        """Another contact of the same cases."""
        return WrittenContacts(self.demand, replace(self.drawn, attempt=attempt, of=of))

    def column(self, name: str) -> np.ndarray:
        """What is written of them under a name."""
        found: np.ndarray = getattr(self, name)
        return found


def written_records(scenario: Scenario, draws: Any, hall: str) -> Records:
    """What happens to the people of written draws in a lane."""
    there = LaneHall([scenario], list(scenario.halls).index(hall), Dice(1), range(1))
    there.book.demand = WrittenDemand(scenario, hall, opening_of(scenario, hall), Dice(1), draws)
    days = [over for day in there.floor.opening.days for over in there.run(day)]
    began, first = {}, np.zeros(1, dtype=np.int64)
    for each in days:
        began[each.day] = first
        first = first + each.visits.parts[0][0].cases.count

    def case(part: VisitGroup) -> Ints:
        found: Ints = began[part.cases.day][part.lane] + part.index()
        return found

    return joined([records_of(each, case, began[each.day], range(1)) for each in days])
