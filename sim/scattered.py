"""Draws of contacts whose cases began at several doors and on several days, at several attempts, all at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

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
    asked : list of Stream
        Streams of which others have asked for numbers: those of all are drawn at once. Whoever asks for another one adds it.
    """

    addresses: tuple[tuple[str, int, int], ...] = ()
    which: Ints | None = None
    replication: Ints | None = None
    asked: list[Stream] = field(default_factory=list)

    def attempts(self, rows: Ints) -> Ints:
        """Which contact of its case each of some is."""
        assert self.which is not None
        return np.array([attempt for _, attempt, _ in self.addresses])[self.which[rows]]

    def _at(self, stream: Stream, lane: Ints, index: Ints, attempt: int | None = None) -> Floats:  # noqa: ARG002 - its own
        assert attempt is None
        if stream not in self._rows:
            self._rows[stream] = self._each([stream])[0]
            self.asked.append(stream)
        return self._rows[stream] if lane is self.cases.lane else self._rows[stream][lane]

    @cached_property
    def _rows(self) -> dict[Stream, Floats]:
        """The numbers of each stream that is drawn."""
        return dict(zip(self.asked, self._each(self.asked), strict=True)) if self.asked else {}

    def _each(self, streams: list[Stream]) -> Floats:
        assert self.which is not None
        assert self.replication is not None
        return self.dice.each(streams, self.addresses, self.which, self.replication, self.cases.index)
