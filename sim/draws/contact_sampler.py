"""The new cases of a day, and the uniforms of their contacts, each at its address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from sim.draws.bookings import Bookings
from sim.draws.dice import Dice

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class NewCases:
    """The new cases of one hall on one day, for some replications: one entry a case, replication by replication.

    Attributes
    ----------
    day : int
        Day of the horizon.
    replications : range
        Replications drawn; a lane is the place of one among them.
    start : ndarray
        Where each lane begins, and where the last one ends: shape (lanes + 1,).
    lane, index : ndarray
        Lane of each case, and its number there, in the order of arrival.
    arrived : ndarray
        Time of arrival in minutes since the horizon's first midnight, rising in each lane.
    service, segment : ndarray
        Numbers in the scenario's order.
    bookings : Bookings, optional
        What appointments they have, in a hall with appointments: numbers then rise in another order than times of arrival, and some
        cases do not come.
    entity : ndarray, optional
        Numbers of the cases in addresses of random numbers; `index`, if not given.
    """

    day: int
    replications: range
    start: Ints
    lane: Ints
    index: Ints
    arrived: Floats
    service: Ints
    segment: Ints
    bookings: Bookings | None = None
    entity: Ints | None = None

    def __len__(self) -> int:
        return len(self.lane)

    @property
    def addressed(self) -> Ints:
        """The number of each case in addresses of random numbers."""
        return self.index if self.entity is None else self.entity

    @property
    def count(self) -> Ints:
        """Number of cases of each lane."""
        return np.diff(self.start)

    def of_lane(self, lane: int) -> slice:
        """The entries of a lane."""
        return slice(int(self.start[lane]), int(self.start[lane + 1]))


class Sampler(Protocol):
    """Uniforms of some contacts; every result has one entry a contact."""

    @property
    def service(self) -> Ints:
        """Number of the service."""

    @property
    def segment(self) -> Ints:
        """Number of the segment."""

    @property
    def attempt(self) -> Ints | int:
        """Which contact of its case each is."""

    def uniform(self, stream: str, attempt: int | None = None) -> Floats:
        """Uniforms in [0, 1), at another attempt if one is given."""

    def of_some(self, stream: str, rows: Ints, attempt: int | None = None) -> Floats:
        """The same of some of the contacts."""

    def some(self, rows: Ints, later: int = 0) -> Self:
        """Contacts of the cases of some of these, so many contacts later."""


@dataclass(frozen=True)
class ContactSampler:
    """Uniforms of the contacts of some cases of one door and day, at one attempt; every result has one entry a contact.

    Attributes
    ----------
    dice : Dice
        The random numbers.
    site : str
        The name of the door in addresses of random numbers.
    cases : NewCases
        The cases of a day.
    attempt : int
        Which contact of each case, from 1.
    of : ndarray or None
        Places of the contacts' cases among those of the day; all of them, if not given.
    """

    dice: Dice
    site: str
    cases: NewCases
    attempt: int
    of: Ints | None = None

    @cached_property
    def service(self) -> Ints:
        """Number of the service."""
        return self._some(self.cases.service)

    @cached_property
    def segment(self) -> Ints:
        """Number of the segment."""
        return self._some(self.cases.segment)

    def uniform(self, stream: str, attempt: int | None = None) -> Floats:
        """Uniforms in [0, 1), at another attempt if one is given."""
        return self._at(stream, self._some(self.cases.lane), self._some(self.cases.addressed), attempt)

    def of_some(self, stream: str, rows: Ints, attempt: int | None = None) -> Floats:
        """The same of some of the contacts."""
        cases = rows if self.of is None else self.of[rows]
        return self._at(stream, self.cases.lane[cases], self.cases.addressed[cases], attempt)

    def some(self, rows: Ints, later: int = 0) -> ContactSampler:
        """Contacts of the cases of some of these, so many contacts later."""
        of = rows if self.of is None else self.of[rows]
        return replace(self, attempt=self.attempt + later, of=of)

    @property
    def index(self) -> Ints:
        """The number of each one's case on the day."""
        return self._some(self.cases.index)

    @property
    def entity(self) -> Ints:
        """The same in addresses of random numbers."""
        return self._some(self.cases.addressed)

    def _some(self, column: Ints) -> Ints:
        return column if self.of is None else column[self.of]

    def _at(self, stream: str, lane: Ints, entity: Ints, attempt: int | None) -> Floats:
        cases = self.cases
        return self.dice.at(
            stream, self.site, cases.day, lane, entity, cases.replications, attempt or self.attempt
        )


@dataclass(frozen=True)
class MixedSampler:
    """Uniforms of contacts whose cases began at several doors and on several days, at any attempts.

    Attributes
    ----------
    dice : Dice
        The random numbers.
    addresses : tuple of tuple
        Name of a door in addresses of random numbers, attempt, and day on which cases began there.
    replications : range
        Replications drawn; a lane is the place of one among them.
    address : ndarray
        The number of each contact's address.
    lane, entity, service, segment : ndarray
        Of each contact's case, as in :class:`NewCases`; the entity is its number in addresses of random numbers.
    """

    dice: Dice
    addresses: tuple[tuple[str, int, int], ...]
    replications: range
    address: Ints
    lane: Ints
    entity: Ints
    service: Ints
    segment: Ints

    @cached_property
    def attempt(self) -> Ints:
        """Which contact of its case each is."""
        return np.array([attempt for _, attempt, _ in self.addresses], np.int64)[self.address]

    def uniform(self, stream: str, attempt: int | None = None) -> Floats:
        """Uniforms in [0, 1), at another attempt if one is given."""
        addresses = self.addresses
        if attempt is not None:
            addresses = tuple((door, attempt, day) for door, _, day in addresses)
        return self.dice.at_addresses(
            stream, addresses, self.address, self.lane, self.entity, self.replications
        )

    def of_some(self, stream: str, rows: Ints, attempt: int | None = None) -> Floats:
        """The same of some of the contacts."""
        return self.some(rows).uniform(stream, attempt)

    def some(self, rows: Ints, later: int = 0) -> MixedSampler:
        """Contacts of the cases of some of these, so many contacts later."""
        addresses = tuple((door, attempt + later, day) for door, attempt, day in self.addresses)
        columns = (self.address, self.lane, self.entity, self.service, self.segment)
        return MixedSampler(self.dice, addresses, self.replications, *(column[rows] for column in columns))


def number_of(uniforms: Floats, steps: Floats) -> Ints:
    """How many of some rising steps each uniform reaches: the number of the part that it means."""
    reached = np.zeros(uniforms.shape, dtype=np.uint8 if len(steps) < 256 else np.int64)
    for step in steps:
        reached += uniforms >= step
    return reached.astype(np.int64)
