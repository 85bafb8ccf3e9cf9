"""What a batch of replications shares of those whose cases begin at one door, drawn once and kept."""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.draws.contact_sampler import ContactSampler, NewCases
from sim.draws.contacts import Contacts, PlacedDraws
from sim.draws.dice import Dice


class Demand(Protocol):
    """Who comes through a door."""

    @property
    def site(self) -> str:
        """The name of the door in addresses of random numbers."""

    @property
    def dice(self) -> Dice:
        """The random numbers."""

    def cases(self, day: int, replications: range) -> NewCases:
        """The new cases of a day."""


From = TypeVar("From", bound=Demand)


class Carried(SimpleNamespace):
    """Lists of what some contacts carry, by name; another class than its parent's, since nothing can refer weakly to one of that."""


class DrawnLater(Carried):
    """The same, each list drawn when it is first read: of what those few carry who contact again, most is never asked."""

    def __init__(self, contacts: Contacts, own: slice | NDArray[np.int64]) -> None:
        super().__init__(_contacts=contacts, _own=own)

    def __getattr__(self, name: str) -> list[Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        found = _as_list(getattr(self._contacts, name)[self._own])
        setattr(self, name, found)
        return found


class BatchDraws(Generic[From]):
    """The cases of one door for a batch of replications, and what their contacts carry, wherever these are: drawn a day, place and attempt at a
    time, and kept.

    Parameters
    ----------
    demand : HallDemand or LineDemand
        Who comes.
    replications : range
        The batch.
    """

    def __init__(self, demand: From, replications: range) -> None:
        self.demand, self._replications = demand, replications
        self.cases = lru_cache(maxsize=None)(self._cases)
        # of one replication nothing is asked for twice, and a year of it would be a gigabyte
        self._carried = lru_cache(maxsize=None if len(replications) > 1 else 0)(self._carried_at)

    def _cases(self, day: int) -> NewCases:
        return self.demand.cases(day, self._replications)

    def _carried_at(self, draws: PlacedDraws, day: int, attempt: int, chats: bool) -> Contacts:
        sampler = ContactSampler(self.demand.dice, self.demand.site, self.cases(day), attempt)
        return Contacts(draws, sampler, chats)

    def lists(self, row: int, draws: PlacedDraws, day: int, attempt: int, chats: bool = False) -> Carried:
        """What the contacts of a day's cases carry at a place, in one replication, as lists; `row` is its place in the batch."""
        return DrawnLater(self._carried(draws, day, attempt, chats), self._by_number(row, day))

    def segments(self, row: int, day: int) -> NDArray[np.int64]:
        """The segment of each of the cases of a day in one replication, by their number."""
        return self.cases(day).segment[self._by_number(row, day)]

    def _by_number(self, row: int, day: int) -> slice | NDArray[np.int64]:
        """The places of the cases of a day in one replication, by their number."""
        cases = self.cases(day)
        own: slice | NDArray[np.int64] = cases.of_lane(row)
        if cases.bookings is not None:  # numbers rise in another order than times
            own = cases.start[row] + np.argsort(cases.index[own])
        return own


def _as_list(column: NDArray[Any]) -> list[Any]:
    """A plain list; of a column that is the same everywhere, quickly."""
    values: list[Any] = column[:1].tolist() if column.strides == (0,) else column.tolist()
    return values * len(column) if column.strides == (0,) else values
