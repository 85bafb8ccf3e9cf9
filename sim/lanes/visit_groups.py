"""Visits of one day with one origin: the first visits of the day's cases, or those that were planned. What each carries is drawn when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows
from sim.draws.bookings import Bookings
from sim.draws.contact_sampler import ContactSampler
from sim.draws.contacts import Contacts
from sim.lanes.planned_visits import HERE, cases_of, planned
from sim.log.sheet import case_number
from sim.rules.conditional import Expected

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

Value = TypeVar("Value")


class Whose(Protocol):
    """Whose visits they are; what all have in common is one value in place of a column."""

    def known(self, name: str) -> Any:
        """A column: `site` and `door` where the case began, its day and number there (`began`, `index`), `attempt` in the log, whether it is the
        `first` of its case and `asks` about an order; or `category`, `cause` or `customer`, as :class:`sim.lanes.asking.Asking` has them."""

    @property
    def bookings(self) -> Bookings | None:
        """Their appointments; None where nobody of them has any."""

    def contact(self) -> Ints | int:
        """Which contact of its case each is in addresses of random numbers."""

    def case_number(self, hall: int) -> Ints:
        """Numbers of their cases, as :func:`sim.log.sheet.case_number` has them; `hall` is that of the visits."""

    def next(self, places: Ints) -> Rows:
        """The next visits of some of their cases, as entries of :data:`sim.lanes.planned_visits.PLANNED` without times."""

    def some(self, places: Ints) -> Whose:
        """Some of them."""


COMMON: dict[str, Any] = {
    "site": HERE,
    "door": 0,
    "attempt": 1,
    "first": True,
    "asks": False,
    "category": -1,
    "cause": -1,
    "customer": 0.0,
}
"""What all first visits of new cases have in common."""


@dataclass(frozen=True)
class NewVisits:
    """First visits of some cases that begin on the day."""

    drawn: ContactSampler

    def known(self, name: str) -> Any:
        """See :class:`Whose`."""
        if name == "index":
            return self.drawn.index
        return self.drawn.cases.day if name == "began" else COMMON[name]

    @property
    def bookings(self) -> Bookings | None:
        """See :class:`Whose`."""
        found, of = self.drawn.cases.bookings, self.drawn.of
        return found if found is None or of is None else Bookings._make(column[of] for column in found)

    def contact(self) -> int:
        """See :class:`Whose`."""
        return 1

    def case_number(self, hall: int) -> Ints:
        """See :class:`Whose`."""
        return case_number(hall, self.drawn.cases.day, self.drawn.index)

    def next(self, places: Ints) -> Rows:
        """See :class:`Whose`."""
        found = planned(len(places), Expected.VISIT_AGAIN)
        found["began"], found["attempt"] = self.drawn.cases.day, 2
        found["index"], found["entity"] = self.drawn.index[places], self.drawn.entity[places]
        found["service"], found["segment"] = self.drawn.service[places], self.drawn.segment[places]
        return found

    def some(self, places: Ints) -> NewVisits:
        """See :class:`Whose`."""
        return NewVisits(self.drawn.some(places))


@dataclass(frozen=True)
class PlannedVisits:
    """Visits that were planned: entries of :data:`sim.lanes.planned_visits.PLANNED`."""

    visits: Rows

    def known(self, name: str) -> Any:
        """See :class:`Whose`."""
        visits = self.visits
        if name == "attempt":
            return visits["attempt"] + visits["before"]
        return (visits["attempt"] == 1) & ~visits["asks"] if name == "first" else visits[name]

    @property
    def bookings(self) -> None:
        """See :class:`Whose`."""
        return

    def contact(self) -> Ints:
        """See :class:`Whose`."""
        found: Ints = self.visits["attempt"]
        return found

    def case_number(self, hall: int) -> Ints:
        """See :class:`Whose`."""
        return cases_of(self.visits, hall)

    def next(self, places: Ints) -> Rows:
        """See :class:`Whose`."""
        found = self.visits[places]
        found["attempt"] += 1
        return found

    def some(self, places: Ints) -> PlannedVisits:
        """See :class:`Whose`."""
        return PlannedVisits(self.visits[places])


@dataclass(frozen=True)
class VisitGroup:
    """Visits of one day with one origin.

    Attributes
    ----------
    whose : Whose
        Whose visits.
    contacts : Contacts
        The same: what they carry is drawn when it is asked for.
    lane : ndarray
        Lane of each.
    arrived : ndarray
        When it comes to the door.
    lacks_papers : ndarray
        Whether papers are missing.
    copies : int
        How often the contacts stand here, one copy after the other: first visits are the same under every candidate.
    """

    whose: Whose
    contacts: Contacts
    lane: Ints
    arrived: Floats
    lacks_papers: Flags
    copies: int = 1

    def only(self, rows: Ints) -> VisitGroup:
        """Some of these visits."""
        places = rows % (len(self.lane) // self.copies) if self.copies > 1 else rows
        own = self.lane[rows], self.arrived[rows], self.lacks_papers[rows]
        return VisitGroup(self.whose.some(places), self.contacts.some(places), *own)

    def without(self, some: Flags) -> VisitGroup:
        """These visits without some of the contacts, in every copy."""
        rows, all_rows = np.flatnonzero(~some), np.flatnonzero(~np.tile(some, self.copies))
        return replace(
            self,
            whose=self.whose.some(rows),
            contacts=self.contacts.some(rows),
            lane=self.lane[all_rows],
            arrived=self.arrived[all_rows],
            lacks_papers=self.lacks_papers[all_rows],
        )

    def copied(self, copies: int, lanes: int) -> VisitGroup:
        """So many copies, of which each has so many lanes of its own."""
        lane = (self.lane + lanes * np.arange(copies)[:, None]).reshape(-1)
        arrived, lacks = np.tile(self.arrived, copies), np.tile(self.lacks_papers, copies)
        return replace(self, lane=lane, arrived=arrived, lacks_papers=lacks, copies=copies)

    def column(self, name: str) -> NDArray[Any]:
        """A column of what the contacts carry."""
        return copied(self.contacts.column(name), self.copies)

    def known(self, name: str) -> Any:
        """A column of :meth:`Whose.known`, or the one value that all have."""
        return copied(self.whose.known(name), self.copies)

    @property
    def bookings(self) -> Bookings | None:
        """Their appointments; None where nobody of them has any: on return visits, and after calls."""
        found = self.whose.bookings
        return found and Bookings._make(copied(column, self.copies) for column in found)

    @property
    def service(self) -> Ints:
        """Number of the service."""
        return copied(self.contacts.service, self.copies)

    @property
    def segment(self) -> Ints:
        """Number of the segment."""
        return copied(self.contacts.segment, self.copies)

    @property
    def contact(self) -> Ints | int:
        """Which contact of its case each is in addresses of random numbers."""
        return copied(self.whose.contact(), self.copies)

    def case_number(self, hall: int) -> Ints:
        """Number of each one's case, as :func:`sim.log.sheet.case_number` has it; `hall` is that of the visits."""
        return copied(self.whose.case_number(hall), self.copies)

    def some(self, rows: Ints, later: int = 0) -> Contacts:
        """Contacts of the cases of some of these visits, so many contacts later."""
        return self.contacts.some(self._places(rows), later)

    def next(self, rows: Ints) -> Rows:
        """The next visits of some of their cases, as entries of :data:`sim.lanes.planned_visits.PLANNED` without times."""
        found = self.whose.next(self._places(rows))
        found["lane"] = self.lane[rows]
        return found

    def _places(self, rows: Ints) -> Ints:
        """The places of some rows in a copy."""
        return rows if self.copies == 1 else rows % (len(self.lane) // self.copies)


def copied(column: Value, copies: int) -> Value:
    """A column so many times, one copy after the other; one value for all, as it is."""
    if copies == 1 or not isinstance(column, np.ndarray):
        return column
    return cast(Value, np.tile(column, copies))
