"""The visits of one day in all lanes, in the order in which they get in: a column for all of them of whatever is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.lanes.visit_groups import VisitGroup
from sim.log.sheet import case_number

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
        Visits of one origin each, and where they stand here.
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

    @cached_property
    def began(self) -> Ints:
        """The day on which the case of each visit began."""
        return self._filled(np.int64, lambda part: part.cases.day)

    @cached_property
    def index(self) -> Ints:
        """The number of the case of each visit on that day."""
        return self._gathered(lambda part: part.index())

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
        return self._filled(np.bool_, lambda part: part.attempt == 1 and not part.asking)

    @cached_property
    def asks(self) -> Flags:
        """Whether each visit asks about an open order, or follows from one that did."""
        return self._filled(np.bool_, lambda part: part.asking is not None)

    @cached_property
    def again(self) -> tuple[Ints, Ints, Floats]:
        """Category and cause of the order that each visit leaves since the problem of an earlier one is back, -1 of others; and the customers of those
        who come because of orders."""

        def column(name: str, nothing: float) -> Any:
            return self._gathered(
                lambda part: getattr(part.asking, name) if part.asking else np.full(len(part.lane), nothing)
            )

        return column("category", -1), column("cause", -1), column("customer", 0.0)

    @cached_property
    def attempt(self) -> Ints:
        """Which contact of its case each visit is."""
        return self._filled(np.int64, lambda part: part.attempt + (part.asking.before if part.asking else 0))

    def case(self, number: Callable[[VisitGroup], Ints]) -> Ints:
        """Number of each visit's case, as a function gives it for a part."""
        return self._gathered(number)

    def case_number(self, hall: int) -> Ints:
        """A number that all contacts of a case have, and in their lane no others; `hall` is that of the visits."""

        def of(part: VisitGroup) -> Ints:
            if part.asking:
                return part.asking.case
            site, door = (part.origin.site, part.origin.door) if part.origin else (hall, 0)
            return case_number(site, part.cases.day, part.index(), door)

        if "case number" not in self._drawn:
            self._drawn["case number"] = self._gathered(of)
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
