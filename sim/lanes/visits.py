"""The visits of one day in all lanes: new cases and returns, in the order in which they get in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.draws.bookings import Bookings
from sim.draws.chasing import chasing_site
from sim.draws.contact_sampler import NewCases
from sim.draws.contacts import Contacts
from sim.draws.visits import HallDemand
from sim.lanes.expected import who_comes
from sim.log.columns import Columns
from sim.log.order import order_by
from sim.log.records import Outcome
from sim.log.sheet import case_number
from sim.rules.conditional import Expected
from sim.rules.hall import lacks_papers, share_complete, share_of_returns
from sim.rules.phone import VISIT_AFTER
from sim.scenario.units import DAY
from sim.time.ticks import TICKS_PER_MINUTE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Numbers = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]
Rows = Ints | slice


class Origin(NamedTuple):
    """Where cases began that did not in the hall which they visit.

    Attributes
    ----------
    site : int
        Number of the call centre, behind those of the halls.
    door : int
        Number of its line; its app is behind the lines.
    """

    site: int
    door: int


class Expecting(NamedTuple):
    """Visits that are expected: their kind, and since when each has been."""

    kind: Expected
    since: Floats


@dataclass(frozen=True)
class Asking(Columns):
    """Of contacts that ask about open orders, whose they are in the log.

    Attributes
    ----------
    case : ndarray of int
        Number of the case whose contact left the order, as :func:`sim.log.sheet.case_number` has it.
    before : ndarray of int
        What is added to the number of the attempt, which counts from 1 anew.
    """

    case: Ints
    before: Ints


@dataclass(frozen=True)
class VisitGroup:
    """Visits of one day whose cases began on one day and at one door, all at the same attempt.

    Attributes
    ----------
    contacts : Contacts
        Whose visits: what they carry is drawn when it is asked for.
    lane : ndarray
        Lane of each.
    arrived : ndarray
        When it comes to the door.
    lacks_papers : ndarray
        Whether papers are missing.
    copies : int
        How often the contacts stand here, one copy after the other: first visits are the same under every candidate.
    origin : Origin, optional
        Where the cases began; in the hall itself, if not given.
    expected : Expecting, optional
        Of visits that were expected: which kind they are, and since when each was.
    asking : Asking, optional
        Of visits that ask about open orders, and those that follow from them: whose they are.
    """

    contacts: Contacts
    lane: Ints
    arrived: Floats
    lacks_papers: Flags
    copies: int = 1
    origin: Origin | None = None
    expected: Expecting | None = None
    asking: Asking | None = None

    def only(self, rows: Ints) -> VisitGroup:
        """Some of these visits."""
        return VisitGroup(
            self.some(rows, self.attempt),
            self.lane[rows],
            self.arrived[rows],
            self.lacks_papers[rows],
            origin=self.origin,
            asking=self.asking and self.asking.where(rows),
        )

    def without(self, some: Flags) -> VisitGroup:
        """These visits without some of the contacts, in every copy."""
        rows, all_rows = np.flatnonzero(~some), np.flatnonzero(~np.tile(some, self.copies))
        return replace(
            self,
            contacts=self.some(rows, self.attempt),
            lane=self.lane[all_rows],
            arrived=self.arrived[all_rows],
            lacks_papers=self.lacks_papers[all_rows],
        )

    def who_comes(self) -> VisitGroup:
        """Those of these visits that come at their time."""
        if self.expected is None:
            return self
        comes = who_comes(*self.expected, self.arrived, partial(getattr, self.contacts))
        return self if comes is None else self.only(np.flatnonzero(comes))

    def column(self, name: str) -> NDArray[Any]:
        """A column of what the contacts carry."""
        return _copied(self.contacts.column(name), self.copies)

    @property
    def bookings(self) -> Bookings | None:
        """Their appointments; None where nobody of them has any: on return visits, and after calls."""
        found, of = self.cases.bookings, self.contacts.drawn.of
        if found is None or self.attempt > 1 or self.origin:
            return None
        return Bookings._make(_copied(column if of is None else column[of], self.copies) for column in found)

    @property
    def service(self) -> Ints:
        """Number of the service."""
        return _copied(self.contacts.service, self.copies)

    @property
    def segment(self) -> Ints:
        """Number of the segment."""
        return _copied(self.contacts.segment, self.copies)

    @property
    def attempt(self) -> int:
        """Which contact of their cases these are."""
        return self.contacts.drawn.attempt

    @property
    def cases(self) -> NewCases:
        """The cases of the day on which theirs began."""
        return self.contacts.drawn.cases

    def index(self) -> Ints:
        """The number of each one's case on that day."""
        of = self.contacts.drawn.of
        return _copied(self.cases.index if of is None else self.cases.index[of], self.copies)

    def some(self, places: Ints, attempt: int) -> Contacts:
        """Contacts of the cases of some of these visits."""
        every = self.contacts.drawn.of
        of = places % len(self.cases) if every is None else every[places % len(every)]
        return self.contacts.at_attempt(attempt, of)

    @property
    def began_at(self) -> tuple[int, int]:
        """What orders cases of one instant, before their day: those of the hall first, then by centre and line."""
        return (self.origin.site, self.origin.door) if self.origin else (-1, 0)


class Stopped(NamedTuple):
    """Where visits stopped before the door, and from when until when: an entry a visit, whose two times are the same where it did not."""

    stage: int
    since: Floats
    until: Floats


@dataclass(frozen=True)
class Visits:
    """The visits of a day, lane by lane, each lane in order; one entry a visit.

    Attributes
    ----------
    parts : list of tuple
        Visits of one origin each, and where they stand here.
    lane : ndarray
        Lane of each visit; rising.
    start : ndarray
        Where each lane begins, and where the last one ends: shape (lanes + 1,).
    arrived, entry : ndarray
        When it came to the door, and when it got in; infinite for those turned away.
    stops : tuple of Stopped
        What came before that.
    """

    parts: list[tuple[VisitGroup, Rows]]
    lane: Ints
    start: Ints
    arrived: Floats
    entry: Floats
    stops: tuple[Stopped, ...] = ()
    _drawn: dict[str, NDArray[Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lane)

    @property
    def came(self) -> Floats:
        """When each visit came: to the door, or to the first of its stops before that."""
        return self.stops[0].since if self.stops else self.arrived

    @cached_property
    def began(self) -> Ints:
        """The day on which the case of each visit began."""
        return self._gathered(lambda part: np.full(len(part.lane), part.cases.day))

    @cached_property
    def index(self) -> Ints:
        """The number of the case of each visit on that day."""
        return self._gathered(lambda part: part.index())

    @cached_property
    def service(self) -> Ints:
        """Number of each visit's service."""
        return self._gathered(lambda part: part.service)

    @cached_property
    def segment(self) -> Ints:
        """Number of each visit's segment."""
        return self._gathered(lambda part: part.segment)

    @cached_property
    def lacks_papers(self) -> Flags:
        """Whether papers are missing."""
        return self._gathered(lambda part: part.lacks_papers)

    @cached_property
    def in_time(self) -> Flags:
        """Whether each visit has an appointment, and comes in time for it."""
        return self._gathered(lambda part: part.bookings.in_time if part.bookings else _nobody(part))

    @cached_property
    def appointed(self) -> Floats:
        """The slot of each visit; NaN where it has none."""
        return self._gathered(lambda part: part.bookings.appointed if part.bookings else _never(part))

    @cached_property
    def there(self) -> Floats:
        """When the customers of those are there, which may be before the slot."""
        return self._gathered(lambda part: part.bookings.came if part.bookings else _never(part))

    @cached_property
    def first(self) -> Flags:
        """Whether each visit is the first of its case."""
        return self._gathered(
            lambda part: np.broadcast_to(np.bool_(part.attempt == 1 and not part.asking), len(part.lane))
        )

    @cached_property
    def asks(self) -> Flags:
        """Whether each visit asks about an open order, or follows from one that did."""
        return self._gathered(lambda part: np.broadcast_to(np.bool_(part.asking is not None), len(part.lane)))

    @cached_property
    def attempt(self) -> Ints:
        """Which contact of its case each visit is."""
        return self._gathered(
            lambda part: np.full(len(part.lane), part.attempt) + (part.asking.before if part.asking else 0)
        )

    def case(self, number: Callable[[VisitGroup], Ints]) -> Ints:
        """Number of each visit's case, as a function gives it for a part."""
        return self._gathered(number)

    def case_number(self, hall: int) -> Ints:
        """A number that all contacts of a case have, and in their lane no others; `hall` is that of the visits."""

        def of(part: VisitGroup) -> Ints:
            if part.asking:
                return part.asking.case
            site, door = (part.origin.site, part.origin.door) if part.origin else (hall, 0)
            return case_number(site, part.cases.day, part.index(), door)

        if "case number" not in self._drawn:
            self._drawn["case number"] = self._gathered(of)
        return self._drawn["case number"]

    def carried(self, name: str) -> NDArray[Any]:
        """A column of what the contacts carry; drawn once."""
        if name not in self._drawn:
            self._drawn[name] = self._gathered(lambda part: part.column(name))
        return self._drawn[name]

    def _gathered(self, column: Callable[[VisitGroup], NDArray[Any]]) -> NDArray[Any]:
        if len(self.parts) == 1 and isinstance(self.parts[0][1], slice):
            return column(self.parts[0][0])
        pieces = [column(part) for part, _ in self.parts]
        gathered = np.empty(len(self), dtype=pieces[0].dtype)
        for piece, (_, rows) in zip(pieces, self.parts, strict=True):
            gathered[rows] = piece
        return gathered


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
    """

    def __init__(self, demand: HallDemand, replications: range, copies: int = 1) -> None:
        self.demand, self.replications, self.copies = demand, replications, copies
        self._expected: dict[int, list[VisitGroup]] = defaultdict(list)
        self._missing = np.array([service.papers_missing for service in demand.draws.place.services])
        self._open_days = np.array(sorted({window.day for window in demand.opening.windows}), dtype=np.int64)

    def visits(self, day: int) -> Visits:
        """All visits of a day, new and returning, by lane and time."""
        new, back = self._new(day), [part.who_comes() for part in self._expected.pop(day, [])]
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
        lane, lanes = _copied(cases.lane, self.copies), len(self.replications)
        if self.copies > 1:
            lane += np.repeat(np.arange(self.copies) * lanes, len(cases))
        arrived, lacks = _copied(cases.arrived, self.copies), _copied(lacks, self.copies)
        whole = VisitGroup(contacts, lane, arrived, lacks, self.copies)
        return whole if cases.bookings is None else whole.without(cases.bookings.stays_away)

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
        for part, rows in visits.parts:
            if part.attempt >= back.most_visits:
                continue
            share = shares[outcome[rows]]
            some = np.flatnonzero(share)
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

    def expect_asking(self, cases: NewCases, lane: Ints, asking: Asking) -> None:
        """Let some come on a day that begins to ask about open orders: those cases, in some lanes."""
        contacts = self.demand.contacts(cases, began_at=chasing_site(self.demand.site))
        since = Expecting(Expected.CHASES, np.full(len(lane), cases.day * DAY))
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


def _nobody(part: VisitGroup) -> Flags:
    return np.broadcast_to(np.False_, len(part.lane))


def _never(part: VisitGroup) -> Floats:
    return np.broadcast_to(np.float64(np.nan), len(part.lane))


def _copied(column: NDArray[Any], copies: int) -> NDArray[Any]:
    return column if copies == 1 else np.tile(column, copies)


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
