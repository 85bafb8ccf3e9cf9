"""The cases that begin at one door in one replication: a hall's, a line's or an app's."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from sim.draws.contacts import PlacedDraws
from sim.events.draws import BatchDraws
from sim.events.rows import OWN


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
    """

    def __init__(self, draws: BatchDraws[Any], row: int, origin: int = OWN) -> None:
        self._draws, self._row, self.origin = draws, row, origin
        self._kept: dict[tuple[PlacedDraws, int, int, bool], SimpleNamespace] = {}

    def cases(self, day: int) -> Iterator[tuple[int, int, int, float]]:
        """The new cases of a day: number on it, service, segment, and when they come."""
        cases = self._draws.cases(day)
        own = cases.of_lane(self._row)
        columns = (column[own].tolist() for column in (cases.service, cases.segment, cases.arrived))
        return zip(range(own.stop - own.start), *columns, strict=True)

    def carried(self, at: PlacedDraws, day: int, attempt: int, chats: bool = False) -> SimpleNamespace:
        """What the contacts at an attempt of the cases of a day carry at a place, as lists."""
        key = (at, day, attempt, chats)
        if key not in self._kept:
            self._kept[key] = self._draws.lists(self._row, *key)
        return self._kept[key]
