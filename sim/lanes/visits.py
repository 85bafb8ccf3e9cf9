"""The visits of one day in all lanes: new cases and returns, in the order in which they get in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.demand import Cases, Contacts, HallDemand
from sim.lanes.floor import Floor
from sim.records import Outcome

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Columns = dict[str, NDArray[Any]]


class Returns(NamedTuple):
    """Visits planned for a later day, one after the other."""

    lane: Ints
    day: Ints
    number: Ints
    attempt: Ints
    arrived: Floats
    lacks_papers: Flags


@dataclass
class Visits:
    """The visits of a day that get in, lane by lane, each lane in order; one entry a visit.

    Attributes
    ----------
    lane : ndarray
        Lane of each visit; rising.
    start : ndarray
        Where each lane begins, and where the last one ends: shape (lanes + 1,).
    day, index, attempt : ndarray
        Day of the case's first contact, its number on it, and which contact this is.
    service, segment : ndarray
        Numbers in the scenario's order.
    arrived, entry : ndarray
        When it came to the door, and when it got in.
    lacks_papers : ndarray
        Whether papers are missing.
    carried : dict
        What the contacts carry: the fields of `Contacts`, in the same order.
    """

    lane: Ints
    start: Ints
    day: Ints
    index: Ints
    attempt: Ints
    service: Ints
    segment: Ints
    arrived: Floats
    entry: Floats
    lacks_papers: Flags
    carried: Columns

    def __len__(self) -> int:
        return len(self.lane)


class Book:
    """The cases of all lanes, day by day, and the returns planned.

    Parameters
    ----------
    demand : HallDemand
        Who comes.
    floor : Floor
        The hall.
    replications : range
        One lane each.
    """

    def __init__(self, demand: HallDemand, floor: Floor, replications: range) -> None:
        self.demand, self.floor, self.replications = demand, floor, replications
        self._cases: dict[int, Cases] = {}
        self._contacts: dict[tuple[int, int], Contacts] = {}
        self._returns: dict[int, list[Returns]] = defaultdict(list)
        self._missing = np.array([service.papers_missing for service in demand.scenario.services.values()])

    def cases(self, day: int) -> Cases:
        """The new cases of a day."""
        if day not in self._cases:
            self._cases[day] = self.demand.cases(day, self.replications)
        return self._cases[day]

    def contacts(self, day: int, attempt: int) -> Contacts:
        """What the contacts of a day's cases carry at one attempt."""
        if (day, attempt) not in self._contacts:
            self._contacts[day, attempt] = self.demand.contacts(self.cases(day), self.replications, attempt)
        return self._contacts[day, attempt]

    def visits(self, day: int) -> Visits:
        """All visits of a day, new and returning, by lane and time; those turned away have an infinite entry."""
        parts = [*self._returns.pop(day, []), self._new(day)]
        lane, first_day, index, attempt, arrived, lacks = (
            np.concatenate(columns) for columns in zip(*parts, strict=True)
        )
        order = np.lexsort((index, first_day, arrived, lane))
        lane, first_day, index, attempt = lane[order], first_day[order], index[order], attempt[order]
        arrived, lacks = arrived[order], lacks[order]
        start = np.searchsorted(lane, np.arange(len(self.replications) + 1))
        entry = self.demand.opening.entry(day, arrived)
        service, segment, carried = self._look_up(lane, first_day, index, attempt)
        return Visits(
            lane, start, first_day, index, attempt, service, segment, arrived, entry, lacks, carried
        )

    def _new(self, day: int) -> Returns:
        """First visits of the day's cases, in the form of returns."""
        cases = self.cases(day)
        lane, index = np.nonzero(np.isfinite(cases.arrived))
        contacts = self.contacts(day, 1)
        lacks = (contacts.papers[lane, index] < self._missing[cases.service[lane, index]]) & ~contacts.quick[
            lane, index
        ]
        count = len(lane)
        return Returns(
            lane,
            np.full(count, day),
            index,
            np.ones(count, dtype=np.int64),
            cases.arrived[lane, index],
            lacks,
        )

    def _look_up(self, lane: Ints, day: Ints, index: Ints, attempt: Ints) -> tuple[Ints, Ints, Columns]:
        """Service, segment and what is carried, from the day and attempt that each visit belongs to."""
        service, segment = np.empty(len(lane), dtype=np.int64), np.empty(len(lane), dtype=np.int64)
        names = list(Contacts.__dataclass_fields__)
        carried: Columns = {}
        key = day * 64 + attempt
        for each in np.unique(key):
            rows = np.flatnonzero(key == each)
            cases, contacts = self.cases(int(each) // 64), self.contacts(int(each) // 64, int(each) % 64)
            place = (lane[rows], index[rows])
            service[rows], segment[rows] = cases.service[place], cases.segment[place]
            for name in names:
                column = getattr(contacts, name)
                if name not in carried:
                    carried[name] = np.empty(len(lane), dtype=column.dtype)
                carried[name][rows] = column[place]
        return service, segment, carried or {name: np.empty(0) for name in names}

    def plan_returns(self, visits: Visits, outcome: Ints, ended: Floats, told: Flags) -> None:
        """Let those come back who do, on a later open day.

        Parameters
        ----------
        visits : Visits
            Visits that are over.
        outcome, ended : ndarray
            How and when each ended.
        told : ndarray
            Whether the greeter said which papers are needed.
        """
        back, opening = self.demand.scenario.come_back, self.demand.opening
        shares = np.zeros(len(Outcome))
        for lost in (
            Outcome.PAPERS_MISSING,
            Outcome.BALKED,
            Outcome.RENEGED,
            Outcome.SENT_HOME,
            Outcome.TURNED_AWAY,
        ):
            shares[lost] = getattr(back, lost.name.lower())
        carried = visits.carried
        coming = np.flatnonzero(
            (carried["comes_back"] < shares[outcome]) & (visits.attempt < back.most_visits)
        )
        today = (np.maximum(visits.arrived, ended)[coming] // 1440.0).astype(np.int64)
        steps = carried["return_days"][coming].astype(np.int64)
        open_days = np.array(sorted({window.day for window in opening.windows}))
        place = np.searchsorted(open_days, today, side="right") + steps - 1
        within = place < len(open_days)
        coming, day = coming[within], open_days[place[within]]
        again = visits.attempt[coming] + 1
        lacks = visits.lacks_papers[coming].copy()
        key = visits.day[coming] * 64 + again
        for each in np.unique(key):
            rows = (key == each) & (outcome[coming] == Outcome.PAPERS_MISSING)
            who = coming[rows]
            papers = self.contacts(int(each) // 64, int(each) % 64).papers[
                visits.lane[who], visits.index[who]
            ]
            lacks[rows] = papers >= np.where(told[who], back.complete_when_told, back.complete)
        for return_day in np.unique(day):
            rows = day == return_day
            who = coming[rows]
            arrived = self.demand.time_of_day(int(return_day), carried["return_time"][who].astype(np.float64))
            self._returns[int(return_day)].append(
                Returns(
                    visits.lane[who], visits.day[who], visits.index[who], again[rows], arrived, lacks[rows]
                )
            )
