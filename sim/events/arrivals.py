"""The visits of one hall in one replication: new cases of each day, and those who come back, or come after a call."""

from __future__ import annotations

import numpy as np

from sim.draws.visits import HallDemand
from sim.events.arising import arising
from sim.events.call import Call
from sim.events.contact import Contact, Who
from sim.events.door import Door
from sim.events.draws import BatchDraws
from sim.events.visit import Visit
from sim.log.records import Outcome
from sim.network.prevention import Prevention
from sim.rules.hall import lacks_papers, share_complete


class ArrivalProcess:
    """Makes the visits of one replication.

    Parameters
    ----------
    draws : BatchDraws
        The batch's demand.
    row : int
        The replication's place in the batch.

    Attributes
    ----------
    door : Door
        Where its cases begin.
    cases : int
        How many have begun, those among them that do not come since their problems no longer arise.
    prevention : Prevention or None
        Whose problems no longer arise.
    """

    def __init__(self, draws: BatchDraws[HallDemand], row: int) -> None:
        self.demand, self.door = draws.demand, Door(draws, row)
        self._missing = [service.papers_missing for service in self.demand.scenario.services.values()]
        self.cases = 0
        self.prevention: Prevention | None = None

    def new(self, day: int) -> list[Visit]:
        """First visits of the cases of a day, in the order of time; those who do not keep their appointments among them."""
        door, first = self.door, self.cases
        carried = door.carried(self.demand.draws, day, 1)
        visits = [
            Visit(
                (door, first + index, 1, day, index, service, segment),
                carried,
                arrived,
                lacks_papers(carried.papers[index], self._missing[service], carried.quick[index]),
            )
            for index, service, segment, arrived in door.cases(day)
        ]
        for visit, booking in zip(visits, door.bookings(day), strict=True):
            visit.booking = booking
        self.cases += len(visits)
        coming = [visit for visit in visits if not visit.booking.stays_away]
        comes = set(arising(coming, self.prevention, day))
        return [visit for visit in visits if visit in comes or visit.booking.stays_away]

    def again(self, visit: Visit, day: int, fraction: float, outcome: Outcome, told: bool) -> Visit:
        """The next visit of a case, on a later day; `told` whether the greeter said which papers are needed."""
        following = self._next(visit, day, fraction)
        following.lacks_papers = visit.lacks_papers
        if outcome is Outcome.PAPERS_MISSING:
            complete = share_complete(told, self.demand.scenario.come_back)
            following.lacks_papers = following.papers >= complete
        return following

    def after_call(self, call: Call, day: int, fraction: float) -> Visit:
        """The first visit of a case that began in a call centre."""
        visit = self._next(call, day, fraction)
        visit.lacks_papers = lacks_papers(visit.papers, self._missing[visit.service], visit.quick)
        return visit

    def because_of(self, who: Who, arrived: float, attempts_before: int, again: int) -> Visit:
        """A visit because of an earlier order: to ask about it, or to leave such an order again."""
        door, _, attempt, day, *_ = who
        visit = Visit(who, door.carried(self.demand.draws, day, attempt), arrived, lacks_papers=False)
        visit.lacks_papers = lacks_papers(visit.papers, self._missing[visit.service], visit.quick)
        visit.attempts_before, visit.again = attempts_before, again
        return visit

    def _next(self, contact: Contact, day: int, fraction: float) -> Visit:
        """The next contact of a case, here, at a time of day."""
        carried = contact.door.carried(self.demand.draws, contact.day, contact.attempt + 1)
        time = float(self.demand.time_of_day(day, np.array(fraction)))
        visit = Visit(contact.next, carried, time, lacks_papers=False)
        visit.follows(contact)
        return visit

    def entries(self, day: int, visits: list[Visit]) -> list[float]:
        """When each visit of a day gets in; infinity where it is turned away."""
        entry: list[float] = self.demand.opening.entry(
            day, np.array([visit.arrived for visit in visits])
        ).tolist()
        return entry
