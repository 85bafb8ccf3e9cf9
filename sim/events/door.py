"""The cases that begin at one door in one replication: a hall's, a line's or an app's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from math import isnan, nan
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from sim.draws.contacts import PlacedDraws
from sim.events.draws import BatchDraws, Carried
from sim.events.rows import OWN


class Booking(NamedTuple):
    """An appointment: its slot, when the customer is there, and whether in time; NaN for who has none, or does not come."""

    appointed: float
    came: float
    in_time: bool

    @property
    def is_kept(self) -> bool:
        """Whether there is one, and the customer comes."""
        return not isnan(self.came)

    @property
    def stays_away(self) -> bool:
        """Whether there is one, and the customer does not come."""
        return isnan(self.came) and not isnan(self.appointed)


WALKS_IN = Booking(nan, nan, False)


class Again(NamedTuple):
    """What those leave who come because of earlier orders: category and cause where the problem of one is back, -1 of others; by number."""

    category: NDArray[np.int64]
    cause: NDArray[np.int64]


class Door:
    """Where cases begin, and what all their contacts carry, wherever these are.

    Parameters
    ----------
    draws : BatchDraws
        What the batch shares of them.
    row : int
        The replication's place in the batch.
    origin : int
        Number of the centre; `OWN` of a hall.

    Attributes
    ----------
    again : dict
        By day, what those leave whose problems are back.
    """

    def __init__(self, draws: BatchDraws[Any], row: int, origin: int = OWN) -> None:
        self._draws, self._row, self.origin = draws, row, origin
        self.again: dict[int, Again] = {}
        # as long as a contact has them: those of a year have no room in memory
        self._kept: WeakValueDictionary[tuple[PlacedDraws, int, int, bool], Carried] = WeakValueDictionary()

    def cases(self, day: int) -> Iterator[tuple[int, int, int, float]]:
        """The new cases of a day: number on it, service, segment, and when they come."""
        cases = self._draws.cases(day)
        own = cases.of_lane(self._row)
        columns = (cases.index, cases.service, cases.segment, cases.arrived)
        return zip(*(column[own].tolist() for column in columns), strict=True)

    def bookings(self, day: int) -> Iterator[Booking]:
        """The appointments of the same cases."""
        bookings, own = self._draws.cases(day).bookings, self._draws.cases(day).of_lane(self._row)
        if bookings is None:
            return repeat(WALKS_IN, own.stop - own.start)
        return map(Booking._make, zip(*(column[own].tolist() for column in bookings), strict=True))

    def carried(self, at: PlacedDraws, day: int, attempt: int, chats: bool = False) -> Carried:
        """What the contacts at an attempt of the cases of a day carry at a place, as lists."""
        key = (at, day, attempt, chats)
        carried = self._kept.get(key)
        if carried is None:
            carried = self._kept[key] = self._draws.lists(self._row, *key)
        return carried

    def orders(
        self, at: PlacedDraws, day: int, attempt: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
        """The work orders that the same contacts leave if they are resolved: category of each, or -1, seed, and segment; and the cause in its
        office where the problem of an earlier order is back, -1 of others."""
        carried, segment = self.carried(at, day, attempt), self._draws.segments(self._row, day)
        category, seed = np.array(carried.order, dtype=np.int64), np.array(carried.order_seed)
        again = self.again.get(day)
        if again is None:
            return category, seed, segment, np.full(len(category), -1)
        return np.where(again.category >= 0, again.category, category), seed, segment, again.cause
