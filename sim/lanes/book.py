"""The cases of a hall in all lanes, day by day: who comes anew, and who was let come later, after a visit or a call."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows as Entries
from sim.compiling.entries import moved
from sim.draws.contact_sampler import ContactSampler, MixedSampler
from sim.draws.contacts import Contacts
from sim.draws.visits import HallDemand
from sim.lanes.expected import who_comes
from sim.lanes.planned_visits import KINDS, PLANNED
from sim.lanes.visit_groups import NewVisits, PlannedVisits, VisitGroup, copied
from sim.lanes.visits import Rows, Visits
from sim.log.order import order_by
from sim.log.records import Outcome
from sim.network.prevention import Prevention
from sim.rules.conditional import ALWAYS, CONDITIONS, Expected
from sim.rules.hall import lacks_papers, share_complete, share_of_returns
from sim.rules.phone import VISIT_AFTER
from sim.scenario.units import DAY
from sim.time.ticks import TICKS_PER_MINUTE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Numbers = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]


class Book:
    """The cases of all lanes, day by day, and the returns planned.

    Parameters
    ----------
    demand : HallDemand
        Who comes.
    replications : range
        One lane each.
    copies : int
        How often each replication is simulated: the lanes of a second candidate follow those of the first.
    prevention : Prevention, optional
        Whose problems no longer arise.
    """

    def __init__(
        self,
        demand: HallDemand,
        replications: range,
        copies: int = 1,
        prevention: Prevention | None = None,
    ) -> None:
        self._prevention = prevention
        self._drawn: VisitGroup | None = None
        self.demand, self.replications, self.copies = demand, replications, copies
        self._expected: dict[int, list[Entries]] = defaultdict(list)
        self._doors = {demand.site: 0}
        self._missing = np.array([service.papers_missing for service in demand.draws.place.services])
        self._open_days = np.array(sorted({window.day for window in demand.opening.windows}), dtype=np.int64)

    def begin(self, day: int) -> None:
        """Draw who comes anew on a day, where it matters that other sites draw theirs later."""
        self._drawn = self._new(day)

    def visits(self, day: int) -> Visits:
        """All visits of a day, new and planned, by lane and time."""
        new = self._drawn if self._drawn is not None else self._new(day)
        self._drawn = None
        parts, lane, arrived = self._merged(day, new, self._planned(day))
        start = np.searchsorted(lane, np.arange(self.copies * len(self.replications) + 1))
        return Visits(parts, lane, start, arrived, self.demand.opening.entry(day, arrived))

    def _new(self, day: int) -> VisitGroup:
        """First visits of the day's cases."""
        cases = self.demand.cases(day, self.replications)
        contacts = self.demand.contacts(cases)
        lacks: Flags = np.zeros(len(cases), dtype=np.bool_)
        if self.demand.draws.needs("papers"):
            lacks = self._lacks_papers(contacts)
        lane, lanes = copied(cases.lane, self.copies), len(self.replications)
        if self.copies > 1:
            lane += np.repeat(np.arange(self.copies) * lanes, len(cases))
        arrived, lacks = copied(cases.arrived, self.copies), copied(lacks, self.copies)
        assert isinstance(contacts.drawn, ContactSampler)
        whole = VisitGroup(NewVisits(contacts.drawn), contacts, lane, arrived, lacks, self.copies)
        if cases.bookings is not None:
            whole = whole.without(cases.bookings.stays_away)
        if self._prevention is None or not self._prevention.is_begun:
            return whole
        left = (whole.column("order"), whole.segment, whole.column("order_seed"))
        return whole.only(np.flatnonzero(~self._prevention.prevented(whole.lane, *left, day)))

    def _lacks_papers(self, contacts: Contacts) -> Flags:
        """Whether papers are missing at the first visits here of some cases."""
        found: Flags = lacks_papers(contacts.papers, self._missing[contacts.service], contacts.quick)
        return found

    def _planned(self, day: int) -> VisitGroup | None:
        """The visits planned for a day that come at their time; None where none were planned."""
        parts = self._expected.pop(day, [])
        if not parts:
            return None
        visits: Entries = np.concatenate([moved(part) for part in parts]).view(PLANNED)
        arrived, contacts = self.demand.time_of_day(day, visits["fraction"]), self._contacts(visits)
        lane, lacks = visits["lane"].copy(), visits["lacks_papers"].copy()
        whole = VisitGroup(PlannedVisits(visits), contacts, lane, arrived, lacks)
        stays = _who_stays_away(visits, contacts, arrived)
        return whole.without(stays) if stays.any() else whole

    def _contacts(self, visits: Entries) -> Contacts:
        """What planned visits carry."""
        key = (visits["address"] << 40) + (visits["began"] + FIRST_DAY << 20) + visits["attempt"]
        keys, address = np.unique(key, return_inverse=True)
        doors = list(self._doors)
        addresses = tuple(
            (doors[each >> 40], each & LOW, (each >> 20 & LOW) - FIRST_DAY) for each in keys.tolist()
        )
        columns = (visits[name].copy() for name in ("entity", "service", "segment"))
        row = visits["lane"] % len(self.replications)
        sampler = MixedSampler(self.demand.dice, addresses, self.replications, address, row, *columns)
        return self.demand.visits_of(sampler)

    def _merged(
        self, day: int, new: VisitGroup, back: VisitGroup | None
    ) -> tuple[list[tuple[VisitGroup, Rows]], Ints, Floats]:
        """Visits that were planned, sorted in among the new cases; at one instant, the case that began first goes first, and
        those that began in a call centre behind the hall's own."""
        if back is None:
            return [(new, slice(None))], new.lane, new.arrived
        site, began, door, index = (back.known(name) for name in ("site", "began", "door", "index"))
        order = order_by(back.lane, ticks_of_day(back.arrived, day), site, began, door, index)
        lane, arrived, behind = back.lane[order], back.arrived[order], site[order] >= 0
        place = np.searchsorted(_moments(new.lane, new.arrived, day), _moments(lane, arrived, day) + behind)
        place += np.arange(len(place))
        returning = np.zeros(len(new.lane) + len(place), dtype=np.bool_)
        returning[place] = True
        fresh = np.flatnonzero(~returning)
        rows = np.empty(len(place), dtype=np.int64)
        rows[order] = place
        return (
            [(new, fresh), (back, rows)],
            _put(fresh, new.lane, place, lane),
            _put(fresh, new.arrived, place, arrived),
        )

    def plan_returns(self, visits: Visits, outcome: Numbers, ended: Floats, told: Flags) -> None:
        """Let those come back who do, on a later open day.

        Parameters
        ----------
        visits : Visits
            Visits of a day.
        outcome, ended : ndarray
            How and when each ended; -1 for those who are under way.
        told : ndarray
            Whether the greeter said which papers are needed.
        """
        back = self.demand.scenario.come_back
        if not self.demand.draws.needs("comes_back"):
            return
        shares = np.array(
            [*(share_of_returns(each, back) for each in Outcome), 0.0]
        )  # who is under way is last
        share_of_each = shares[outcome]
        for part, rows in visits.parts:
            share = share_of_each[rows]
            some = np.flatnonzero((share > 0) & (part.contact < back.most_visits))
            coming = some[part.some(some).comes_back < share[some]] if len(some) else some
            if len(coming):
                over = np.maximum(part.arrived[coming], ended[rows][coming])
                missing = outcome[rows][coming] == Outcome.PAPERS_MISSING
                self._plan(part, coming, over, missing, told[rows][coming])

    def _plan(self, part: VisitGroup, coming: Ints, over: Floats, missing: Flags, told: Flags) -> None:
        """Plan the next visits of some cases of a part."""
        back, contacts, following = self.demand.scenario.come_back, part.some(coming), part.next(coming)
        lacks = part.lacks_papers[coming]
        if missing.any():
            papers = part.some(coming, later=1).papers
            complete = np.where(told, share_complete(True, back), share_complete(False, back))
            lacks = np.where(missing, papers >= complete, lacks)
        following["kind"] = KINDS.index(Expected.VISIT_AGAIN)
        following["since"], following["fraction"] = over, contacts.return_time
        following["lacks_papers"] = lacks
        self._let_come(following, contacts.return_days)

    def door(self, name: str) -> int:
        """The number here of a door by its name in addresses of random numbers."""
        return self._doors.setdefault(name, len(self._doors))

    def expect(self, visits: Entries) -> None:
        """Plan the first visits here of cases that began in a call centre: entries of :data:`sim.lanes.planned_visits.PLANNED`."""
        visits["lacks_papers"] = self._lacks_papers(self._contacts(visits))
        self._let_come(visits, np.full(len(visits), VISIT_AFTER))

    def expect_asking(self, day: int, visits: Entries) -> None:
        """Let some come on a day that begins because of orders: entries as above."""
        visits["lacks_papers"] = self._lacks_papers(self._contacts(visits))
        self._expected[day].append(visits)

    def _let_come(self, visits: Entries, days: Ints) -> None:
        """Let visits come so many open days after those that they follow were over, if that is within the horizon."""
        after = np.searchsorted(self._open_days, (visits["since"] // DAY).astype(np.int64), side="right")
        place = after + days - 1
        for number in np.unique(place[place < len(self._open_days)]).tolist():
            self._expected[int(self._open_days[number])].append(visits[place == number])


FIRST_DAY, LOW = 2**19, 2**20 - 1
"""In a number of door, day and attempt these have 20 bits each, and a day may be before the horizon's first."""


def _who_stays_away(visits: Entries, contacts: Contacts, arrived: Floats) -> Flags:
    """Which of the planned visits do not come, asked at their times."""
    stays: Flags = np.zeros(len(visits), dtype=np.bool_)
    for number, kind in enumerate(KINDS):
        own = np.flatnonzero((visits["kind"] == number) & (CONDITIONS[kind] is not ALWAYS))
        if len(own):
            carried = partial(getattr, contacts.some(own))
            comes = who_comes(kind, visits["since"][own], arrived[own], carried)
            stays[own] = comes is not None and ~comes
    return stays


def ticks_of_day(time: Floats, day: int) -> Ints:
    """Ticks since the midnight of a day."""
    return ((time - day * DAY) * TICKS_PER_MINUTE).astype(np.int64)


def _moments(lane: Ints, time: Floats, day: int) -> Ints:
    """Numbers that rise with lane, then time."""
    return (lane << 32) + ticks_of_day(time, day)


def _put(fresh: Ints, new: NDArray[Any], place: Ints, back: NDArray[Any]) -> NDArray[Any]:
    """Values of new and of returning visits at their places."""
    values = np.empty(len(fresh) + len(place), dtype=new.dtype)
    values[fresh], values[place] = new, back
    return values
