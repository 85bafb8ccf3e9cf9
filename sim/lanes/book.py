"""The cases of a hall in all lanes, day by day: who comes anew, and who was let come later, after a visit or a call."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.draws.chasing import chasing_site
from sim.draws.contact_sampler import NewCases
from sim.draws.contacts import Contacts
from sim.draws.visits import HallDemand
from sim.lanes.visit_groups import Asking, Expecting, VisitGroup, copied
from sim.lanes.visits import Rows, Visits
from sim.log.order import order_by
from sim.log.records import Outcome
from sim.network.prevention import Prevention
from sim.rules.conditional import Expected
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
        self._expected: dict[int, list[VisitGroup]] = defaultdict(list)
        self._missing = np.array([service.papers_missing for service in demand.draws.place.services])
        self._open_days = np.array(sorted({window.day for window in demand.opening.windows}), dtype=np.int64)

    def begin(self, day: int) -> None:
        """Draw who comes anew on a day, where it matters that other sites draw theirs later."""
        self._drawn = self._new(day)

    def visits(self, day: int) -> Visits:
        """All visits of a day, new and returning, by lane and time."""
        new = self._drawn if self._drawn is not None else self._new(day)
        back, self._drawn = [part.who_comes() for part in self._expected.pop(day, [])], None
        parts, lane, arrived = self._merged(day, new, back)
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
        whole = VisitGroup(contacts, lane, arrived, lacks, self.copies)
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

    def _merged(
        self, day: int, new: VisitGroup, back: list[VisitGroup]
    ) -> tuple[list[tuple[VisitGroup, Rows]], Ints, Floats]:
        """Those who return, or come after a call, sorted in among the new cases; at one instant, the case that began first goes first, and
        those that began in a call centre behind the hall's own."""
        if not back:
            return [(new, slice(None))], new.lane, new.arrived
        lane = np.concatenate([part.lane for part in back])
        arrived = np.concatenate([part.arrived for part in back])
        began = [(part.began_at[0], part.cases.day, part.began_at[1]) for part in back]
        site, began_on, door = np.repeat(np.array(began), [len(part.lane) for part in back], axis=0).T
        index = np.concatenate([part.index() for part in back])
        order = order_by(lane, ticks_of_day(arrived, day), site, began_on, door, index)
        lane, arrived, behind = lane[order], arrived[order], site[order] >= 0
        place = np.searchsorted(_moments(new.lane, new.arrived, day), _moments(lane, arrived, day) + behind)
        place += np.arange(len(place))
        returning = np.zeros(len(new.lane) + len(place), dtype=np.bool_)
        returning[place] = True
        fresh = np.flatnonzero(~returning)
        unsorted = np.empty(len(place), dtype=np.int64)
        unsorted[order] = place
        ends = np.cumsum([len(part.lane) for part in back])
        rows = np.split(unsorted, ends[:-1])
        return (
            [(new, fresh), *zip(back, rows, strict=True)],
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
            some = np.flatnonzero(share)
            if not len(some) or part.attempt >= back.most_visits:
                continue
            lost_contacts = part.some(some, part.attempt)
            coming = some[lost_contacts.comes_back < share[some]]
            if len(coming):
                over = np.maximum(part.arrived[coming], ended[rows][coming])
                missing = outcome[rows][coming] == Outcome.PAPERS_MISSING
                self._plan(part, coming, over, missing, told[rows][coming])

    def _plan(self, part: VisitGroup, coming: Ints, over: Floats, missing: Flags, told: Flags) -> None:
        """Plan the next visits of some cases of a part."""
        back, contacts = self.demand.scenario.come_back, part.some(coming, part.attempt)
        lacks = part.lacks_papers[coming]
        if missing.any():
            papers = part.some(coming, part.attempt + 1).papers
            complete = np.where(told, share_complete(True, back), share_complete(False, back))
            lacks = np.where(missing, papers >= complete, lacks)
        since = Expecting(Expected.VISIT_AGAIN, over)
        self._let_come(part, coming, since, contacts.return_days, contacts.return_time, lacks)

    def expect(self, part: VisitGroup, fraction: Floats) -> None:
        """Plan the first visits here of cases that began in a call centre.

        Parameters
        ----------
        part : VisitGroup
            The calls that they follow; `arrived` is when these ended.
        fraction : ndarray
            The fraction of a day's arrivals that means each one's time of day.
        """
        rows = np.arange(len(part.lane))
        contacts = part.some(rows, part.attempt + 1)
        lacks = self._lacks_papers(contacts)
        since = Expecting(Expected.VISIT_AFTER_CALL, part.arrived)
        self._let_come(part, rows, since, np.full(len(rows), VISIT_AFTER), fraction, lacks)

    def expect_asking(self, cases: NewCases, lane: Ints, kind: Expected, asking: Asking) -> None:
        """Let some come on a day that begins because of orders: those cases, in some lanes."""
        contacts = self.demand.contacts(cases, began_at=chasing_site(self.demand.site))
        since = Expecting(kind, np.full(len(lane), cases.day * DAY))
        lacks = self._lacks_papers(contacts)
        self._expected[cases.day].append(
            VisitGroup(contacts, lane, cases.arrived, lacks, expected=since, asking=asking)
        )

    def _let_come(
        self, part: VisitGroup, rows: Ints, expecting: Expecting, days: Ints, fraction: Floats, lacks: Flags
    ) -> None:
        """Let the cases of some rows of a part come so many open days after their contacts were over, if that is within the horizon."""
        kind, over = expecting
        after = np.searchsorted(self._open_days, (over // DAY).astype(np.int64), side="right")
        place = after + days - 1
        for number in np.unique(place[place < len(self._open_days)]):
            own, day = np.flatnonzero(place == number), int(self._open_days[number])
            contacts = part.some(rows[own], part.attempt + 1)
            arrived = self.demand.time_of_day(day, fraction[own])
            since = Expecting(kind, over[own])
            following = VisitGroup(
                contacts,
                part.lane[rows[own]],
                arrived,
                lacks[own],
                origin=part.origin,
                expected=since,
                asking=part.asking and part.asking.where(rows[own]),
            )
            self._expected[day].append(following)


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
