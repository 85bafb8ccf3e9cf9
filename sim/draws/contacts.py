"""Contacts and what they carry: the columns of the table of draws, for the contacts of some cases at one attempt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.draws import table
from sim.draws.contact_sampler import Sampler
from sim.draws.draw import Carrying, Draw
from sim.draws.laws import Bearers, Values, some_of
from sim.draws.place import CHAT, Place

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class PlacedDraw(NamedTuple):
    """A draw at a place.

    Attributes
    ----------
    draw : Draw
        The row of the table.
    values : Values or None
        Its law there; none where the draw cannot matter.
    place : Place
        The place.
    """

    draw: Draw
    values: Values | None
    place: Place

    @property
    def varies(self) -> bool:
        """Whether dice are needed."""
        return self.values is not None and self.values.varies

    def fixed(self, who: Bearers) -> NDArray[Any]:
        """What is carried where no dice are needed."""
        if self.values is None:
            return self.absent(who)
        return self.values.of(np.broadcast_to(0.0, who.service.shape), who)

    def absent(self, who: Bearers) -> NDArray[Any]:
        """What is carried where the draw cannot matter."""
        return np.broadcast_to(np.asarray(self.draw.law.absent), who.service.shape)

    def among(self, of: Carrying) -> Ints | None:
        """The places of the contacts to which the draw matters; None where it does to all."""
        if self.draw.among is None:
            return None
        some = self.draw.among.of(of, self.place)
        return None if some.all() else some.nonzero()[0]


class PlacedDraws:
    """The draws of the contacts at a place.

    Parameters
    ----------
    place : Place
        The place.

    Attributes
    ----------
    place : Place
        The place.
    by_column : dict
        The draws of each column, in the order of the table.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self.by_column: dict[str, list[PlacedDraw]] = {}
        for draw in table.draws_of(place.channels):
            values = draw.law.at(place) if draw.when.holds(place) else None
            self.by_column.setdefault(draw.column, []).append(PlacedDraw(draw, values, place))

    def needs(self, column: str) -> bool:
        """Whether a column can matter."""
        return any(each.values is not None for each in self.by_column[column])

    def __reduce__(self) -> tuple[type[PlacedDraws], tuple[Place]]:
        return PlacedDraws, (self.place,)  # laws are functions, and are made anew in another process

    def __iter__(self) -> Iterator[PlacedDraw]:
        for placed in self.by_column.values():
            yield from placed


@dataclass(frozen=True)
class Contacts:
    """The contacts of some cases. Every column has one entry a contact, and is read by its name, such as
    ``contacts.patience``; it is drawn when it is first read.

    Attributes
    ----------
    draws : PlacedDraws
        The draws at the place where they are.
    drawn : Sampler
        The dice, with their cases and attempts.
    chats : bool
        Whether they are chats.
    """

    draws: PlacedDraws
    drawn: Sampler
    chats: bool = False
    _kept: dict[str, NDArray[Any]] = field(default_factory=dict, init=False, repr=False)

    def __len__(self) -> int:
        return len(self.service)

    @property
    def service(self) -> Ints:
        """Number of the service."""
        return self.drawn.service

    @property
    def attempt(self) -> Ints | int:
        """Which contact of its case each is."""
        return self.drawn.attempt

    @property
    def segment(self) -> Ints:
        """Number of the segment."""
        return self.drawn.segment

    def __getattr__(self, name: str) -> NDArray[Any]:
        if name.startswith("_") or name not in self.draws.by_column:
            raise AttributeError(name)
        return self.column(name)

    def column(self, name: str) -> NDArray[Any]:
        """One of the columns."""
        if name not in self._kept:
            self._kept[name] = self._column(self.draws.by_column[name])
        return self._kept[name]

    def carried(self) -> dict[str, NDArray[Any]]:
        """All columns by name."""
        return {name: self.column(name) for name in self.draws.by_column}

    def some(self, rows: Ints, later: int = 0) -> Contacts:
        """Contacts of the cases of some of these, so many contacts later, at the same place."""
        return Contacts(self.draws, self.drawn.some(rows, later), self.chats)

    def _column(self, draws: list[PlacedDraw]) -> NDArray[Any]:
        found = self._values(draws[0])
        for other in draws[1:]:  # each is for some of the contacts
            assert other.draw.among is not None
            own = other.draw.among.of(self, other.place)
            if own.any():
                found = np.where(own, self._values(other), found)
        return found

    def _values(self, placed: PlacedDraw) -> NDArray[Any]:
        draw, values = placed.draw, placed.values
        if self.chats and CHAT not in draw.channels:
            return placed.absent(self)
        if values is None or not values.varies:
            return placed.fixed(self)
        rows = placed.among(self)
        if rows is None:
            return values.of(self.drawn.uniform(draw.stream, attempt=draw.attempt), self)
        found = np.zeros(len(self))
        found[rows] = values.of(self.drawn.of_some(draw.stream, rows, draw.attempt), some_of(self, rows))
        return found
