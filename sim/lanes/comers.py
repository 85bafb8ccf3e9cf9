"""Who comes to a line next in every lane."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Comers:
    """Customers in the order in which they come, and how far each lane has got.

    Parameters
    ----------
    lanes : int
        How many there are.
    lane, time, who : ndarray
        Lane, time and number of each customer, lane by lane, each lane in order.
    nobody : int
        The number that stands for no customer.

    Attributes
    ----------
    next : ndarray
        When the next one comes, shape (lanes,); infinite where no more do.
    """

    def __init__(self, lanes: int, lane: Ints, time: Floats, who: Ints, nobody: int) -> None:
        turn = np.arange(len(who)) - np.searchsorted(lane, np.arange(lanes))[lane]
        # one more a lane, who never comes, ends it
        size = (int(turn.max(initial=-1)) + 2) * lanes
        self._times, self._who = np.full(size, np.inf), np.full(size, nobody)
        self._times[turn * lanes + lane], self._who[turn * lanes + lane] = time, who
        self._lanes, self._nobody, self._pointer = lanes, nobody, np.arange(lanes)
        self.next = self._times[self._pointer]

    def take(self, comes: Flags) -> Ints:
        """Let the next ones come in some lanes; returns who does, nobody elsewhere."""
        who = np.where(comes, self._who[self._pointer], self._nobody)
        self._pointer += comes * self._lanes
        self.next = self._times[self._pointer]
        return who
