"""What is to come in each lane, in no order but for the next: a list a lane, of times with rows of a table."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]

FIRST_PLACES = 16
"""Entries that a lane has room for at first."""


class Agenda:
    """Times with rows, lane by lane. Lanes named in one call differ from one another.

    Attributes
    ----------
    next : ndarray
        The earliest time of each lane; infinite where there is none.
    time, row : ndarray
        All entries, shape (lanes, places); the first ``count[lane]`` of a lane are in use, the times of others infinite.
    """

    def __init__(self, lanes: int) -> None:
        self.time = np.full((lanes, FIRST_PLACES), np.inf)
        self.row = np.zeros((lanes, FIRST_PLACES), dtype=np.int64)
        self.count = np.zeros(lanes, dtype=np.int64)
        self.next = np.full(lanes, np.inf)

    def add(self, lanes: Ints, time: Floats, row: Ints) -> None:
        """One more entry in some lanes."""
        place = self.count[lanes]
        if place.max(initial=0) >= self.time.shape[1]:
            self._grow()
        self.time[lanes, place], self.row[lanes, place] = time, row
        self.count[lanes] = place + 1
        self.next[lanes] = np.minimum(self.next[lanes], time)

    def _grow(self) -> None:
        self.time = np.concatenate((self.time, np.full_like(self.time, np.inf)), axis=1)
        self.row = np.concatenate((self.row, np.zeros_like(self.row)), axis=1)

    def _used(self, lanes: Ints) -> int:
        """Places that some of these lanes use, at least one."""
        return int(self.count[lanes].max(initial=1))

    def due(self, lanes: Ints) -> Ints:
        """Places of the earliest entries of some lanes, of equal ones the first."""
        return np.asarray(self.time[lanes, : self._used(lanes)].argmin(axis=1))

    def place_of(self, lanes: Ints, row: Ints) -> Ints:
        """Places of rows that have an entry."""
        return np.asarray((self.row[lanes, : self._used(lanes)] == row[:, None]).argmax(axis=1))

    def drop(self, lanes: Ints, place: Ints) -> Ints:
        """Take entries out; the last one of each lane moves there. Returns their rows."""
        last = self.count[lanes] - 1
        rows = self.row[lanes, place]
        self.time[lanes, place], self.row[lanes, place] = self.time[lanes, last], self.row[lanes, last]
        self.time[lanes, last] = np.inf
        self.count[lanes] = last
        self.next[lanes] = self.time[lanes, : self._used(lanes)].min(axis=1)
        return rows

    def move(self, lanes: Ints, place: Ints, time: Floats) -> None:
        """Set entries to another time."""
        self.time[lanes, place] = time
        self.next[lanes] = self.time[lanes, : self._used(lanes)].min(axis=1)

    def entries(self) -> tuple[Ints, Ints]:
        """Lane and place of all entries."""
        used = np.arange(self.time.shape[1]) < self.count[:, None]
        lane, place = np.nonzero(used)
        return lane, place

    def turn(self, minutes: float) -> None:
        """Let times count from a midnight that is so many minutes later."""
        self.time -= minutes
        self.next -= minutes
