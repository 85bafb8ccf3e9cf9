"""The servers of a hall in every lane at once: until when each is busy, or since when it is free."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.lanes.floor import Floor
from sim.lanes.ranks import UNIT
from sim.scenario.units import DAY

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


ALL = slice(None)


class Staff:
    """When each server ended, or will end, its last service; a server is free from then on while it is on duty.

    Attributes
    ----------
    until : ndarray
        That time, with the server's number below the tick, shape (servers, lanes); infinite for those off duty. The
        least of a pool is its server free longest, or if all are busy the one that gets free first.
    away : ndarray
        The same for servers off duty.
    nobody : int
        A row that is no server's: what nobody does is written there.
    """

    def __init__(self, lanes: int, floor: Floor) -> None:
        self.until = np.full((floor.server_count + 1, lanes), np.inf)
        self.nobody = floor.server_count
        self.away = np.full((floor.server_count, lanes), -np.inf)
        self.day = 0

    def turn_to(self, day: int) -> None:
        """Let times count from the midnight of a day."""
        shift = (day - self.day) * DAY
        self.until -= shift
        self.away -= shift
        self.day = day

    def change(self, lanes: Ints, time: Floats, come: Flags, go: Flags, of: slice = ALL) -> None:
        """Servers come on duty, free or still busy from before, or go, and end the services under way.

        Parameters
        ----------
        lanes, time : ndarray
            Where and when.
        come, go : ndarray
            Who does, shape (servers, lanes).
        of : slice
            Of which servers that holds; others stay as they are.
        """
        servers, come, go = np.arange(self.nobody)[of], come[of], go[of]
        where = np.ix_(servers, lanes)
        until, away = self.until[where], self.away[where]
        present = np.maximum(away, time + servers[:, None] * UNIT)
        self.away[where] = np.where(go, until, away)
        self.until[where] = np.where(go, np.inf, np.where(come, present, until))

    def start(self, server: Ints, lanes: Ints, end: Floats) -> None:
        """Servers start services that end at `end`."""
        self.until.reshape(-1)[server * self.until.shape[1] + lanes] = end + server * UNIT
