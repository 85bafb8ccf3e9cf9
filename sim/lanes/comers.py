"""Who comes next in every lane, laid out by turn and then by lane: lanes that are about as far read neighbouring memory."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Turns:
    """Where each customer stands in a table by turn and lane (``turn * lanes + lane``).

    Parameters
    ----------
    lanes : int
        How many there are.
    lane : ndarray
        Lane of each customer, lane by lane, each lane in order.

    Attributes
    ----------
    at : ndarray
        Place of each customer.
    nobody : int
        A place that is nobody's, the last.
    """

    def __init__(self, lanes: int, lane: Ints) -> None:
        turn = np.arange(len(lane)) - np.searchsorted(lane, np.arange(lanes))[lane]
        self.at: Ints = turn * lanes + lane
        # one turn more, which nobody has, ends each lane
        self.nobody = (int(turn.max(initial=-1)) + 2) * lanes

    def table(self, values: NDArray[Any] | float, nobody: float) -> NDArray[Any]:
        """A table with a value of each customer, and one for all other places."""
        table = np.full(self.nobody + 1, nobody, dtype=np.asarray(values).dtype)
        table[self.at] = values
        return table


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
        turns = Turns(lanes, lane)
        self._times, self._who = turns.table(time, np.inf), turns.table(who, nobody)
        self._lanes, self._nobody, self._pointer = lanes, nobody, np.arange(lanes)
        self.next = self._times[self._pointer]

    def take(self, comes: Flags) -> Ints:
        """Let the next ones come in some lanes; returns who does, nobody elsewhere."""
        who = np.where(comes, self._who[self._pointer], self._nobody)
        self._pointer += comes * self._lanes
        self.next = self._times[self._pointer]
        return who
