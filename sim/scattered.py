"""Draws of contacts whose cases began at several doors and on several days, at several attempts, all at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.dice import Stream
from sim.drawn import Drawn, Floats, Ints


@dataclass(frozen=True)
class Scattered(Drawn):
    """Draws as :class:`sim.drawn.Drawn` makes them, with an address of its own for each contact.

    Its `cases` have one entry a contact, with the contact's own number in place of its lane; `site`, and the day of the
    cases, are not looked at.

    Attributes
    ----------
    addresses : tuple of (str, int, int)
        Doors, attempts and days.
    which : ndarray
        Which of these is each contact's.
    replication : ndarray
        Number of each contact's replication.
    """

    addresses: tuple[tuple[str, int, int], ...] = ()
    which: Ints | None = None
    replication: Ints | None = None

    def attempts(self, rows: Ints) -> Ints:
        """Which contact of its case each of some is."""
        assert self.which is not None
        return np.array([attempt for _, attempt, _ in self.addresses])[self.which[rows]]

    def _at(self, stream: Stream, lane: Ints, index: Ints, attempt: int | None = None) -> Floats:
        assert attempt is None
        assert self.which is not None
        assert self.replication is not None
        return self.dice.each(stream, self.addresses, self.which[lane], self.replication[lane], index)
