"""Visits of one day whose cases began on one day and at one door, all at the same attempt: who comes, and what each carries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.draws.bookings import Bookings
from sim.draws.contact_sampler import NewCases
from sim.draws.contacts import Contacts
from sim.lanes.expected import who_comes
from sim.log.columns import Columns
from sim.rules.conditional import Expected

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


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
    """Of contacts that come because of orders, whose they are in the log, and what they leave.

    Attributes
    ----------
    case : ndarray of int
        Number of the case whose contact left the order, as :func:`sim.log.sheet.case_number` has it.
    before : ndarray of int
        What is added to the number of the attempt, which counts from 1 anew.
    category, cause : ndarray of int
        The order that each leaves, where the problem of an earlier one is back: number of its category among those of all offices, and of its cause
        in the office; -1 of those who ask.
    customer : ndarray of float
        The uniform that says which customer each is.
    """

    case: Ints
    before: Ints
    category: Ints
    cause: Ints
    customer: Floats


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
        return copied(self.contacts.column(name), self.copies)

    @property
    def bookings(self) -> Bookings | None:
        """Their appointments; None where nobody of them has any: on return visits, and after calls."""
        found, of = self.cases.bookings, self.contacts.drawn.of
        if found is None or self.attempt > 1 or self.origin:
            return None
        return Bookings._make(copied(column if of is None else column[of], self.copies) for column in found)

    @property
    def service(self) -> Ints:
        """Number of the service."""
        return copied(self.contacts.service, self.copies)

    @property
    def segment(self) -> Ints:
        """Number of the segment."""
        return copied(self.contacts.segment, self.copies)

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
        return copied(self.cases.index if of is None else self.cases.index[of], self.copies)

    def some(self, places: Ints, attempt: int) -> Contacts:
        """Contacts of the cases of some of these visits."""
        every = self.contacts.drawn.of
        of = places % len(self.cases) if every is None else every[places % len(every)]
        return self.contacts.at_attempt(attempt, of)

    @property
    def began_at(self) -> tuple[int, int]:
        """What orders cases of one instant, before their day: those of the hall first, then by centre and line."""
        return (self.origin.site, self.origin.door) if self.origin else (-1, 0)


def copied(column: NDArray[Any], copies: int) -> NDArray[Any]:
    """A column so many times, one copy after the other."""
    return column if copies == 1 else np.tile(column, copies)
