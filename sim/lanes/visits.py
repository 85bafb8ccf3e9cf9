"""The visits of one day in all lanes, in the order in which they get in: a column for all of them of whatever is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.draws.contact_sampler import ContactSampler, NewCases
from sim.lanes.visit_groups import VisitGroup

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Rows = Ints | slice


class Stopped(NamedTuple):
    """Where visits stopped before the door, and from when until when: an entry a visit, whose two times are the same where it did not."""

    stage: int
    since: Floats
    until: Floats


@dataclass(frozen=True)
class Visits:
    """The visits of a day, lane by lane, each lane in order; one entry a visit.

    Attributes
    ----------
    parts : list of tuple
        First visits of the day's cases, then those that were planned, if any were; and where they stand here.
    lane : ndarray
        Lane of each visit; rising.
    start : ndarray
        Where each lane begins, and where the last one ends: shape (lanes + 1,).
    arrived, entry : ndarray
        When it came to the door, and when it got in; infinite for those turned away.
    stops : tuple of Stopped
        What came before that.
    """

    parts: list[tuple[VisitGroup, Rows]]
    lane: Ints
    start: Ints
    arrived: Floats
    entry: Floats
    stops: tuple[Stopped, ...] = ()
    _drawn: dict[str, NDArray[Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lane)

    @property
    def came(self) -> Floats:
        """When each visit came: to the door, or to the first of its stops before that."""
        return self.stops[0].since if self.stops else self.arrived

    @property
    def cases(self) -> NewCases:
        """The new cases of the day."""
        drawn = self.parts[0][0].contacts.drawn
        assert isinstance(drawn, ContactSampler)
        return drawn.cases

    @cached_property
    def began(self) -> Ints:
        """The day on which the case of each visit began."""
        return self._known("began", np.int64)

    @cached_property
    def index(self) -> Ints:
        """The number of the case of each visit on that day."""
        return self._known("index", np.int64)

    @cached_property
    def service(self) -> Ints:
        """Number of each visit's service."""
        return self._gathered(lambda part: part.service)

    @cached_property
    def segment(self) -> Ints:
        """Number of each visit's segment."""
        return self._gathered(lambda part: part.segment)

    @cached_property
    def lacks_papers(self) -> Flags:
        """Whether papers are missing."""
        return self._gathered(lambda part: part.lacks_papers)

    @cached_property
    def in_time(self) -> Flags:
        """Whether each visit has an appointment, and comes in time for it."""
        return self._filled(np.bool_, lambda part: part.bookings.in_time if part.bookings else False)

    @cached_property
    def appointed(self) -> Floats:
        """The slot of each visit; NaN where it has none."""
        return self._filled(np.float64, lambda part: part.bookings.appointed if part.bookings else np.nan)

    @cached_property
    def there(self) -> Floats:
        """When the customers of those are there, which may be before the slot."""
        return self._filled(np.float64, lambda part: part.bookings.came if part.bookings else np.nan)

    @cached_property
    def first(self) -> Flags:
        """Whether each visit is the first of its case."""
        return self._known("first", np.bool_)

    @cached_property
    def attempt(self) -> Ints:
        """Which contact of its case each visit is."""
        return self._known("attempt", np.int64)

    def case_number(self, hall: int) -> Ints:
        """A number that all contacts of a case have, and in their lane no others; `hall` is that of the visits."""
        if "case number" not in self._drawn:
            self._drawn["case number"] = self._gathered(lambda part: part.case_number(hall))
        return self._drawn["case number"]

    def carried(self, name: str) -> NDArray[Any]:
        """A column of what the contacts carry; drawn once."""
        if name not in self._drawn:
            self._drawn[name] = self._gathered(lambda part: part.column(name))
        return self._drawn[name]

    def _gathered(self, column: Callable[[VisitGroup], NDArray[Any]]) -> NDArray[Any]:
        if len(self.parts) == 1 and isinstance(self.parts[0][1], slice):
            return column(self.parts[0][0])
        pieces = [column(part) for part, _ in self.parts]
        gathered = np.empty(len(self), dtype=pieces[0].dtype)
        for piece, (_, rows) in zip(pieces, self.parts, strict=True):
            gathered[rows] = piece
        return gathered

    def _filled(self, kind: type[np.generic], of: Callable[[VisitGroup], Any]) -> NDArray[Any]:
        """A column of a kind, of which most parts have one value."""
        column = np.empty(len(self), dtype=kind)
        for part, rows in self.parts:
            column[rows] = of(part)
        return column

    def _known(self, name: str, kind: type[np.generic]) -> NDArray[Any]:
        return self._filled(kind, lambda part: part.known(name))
