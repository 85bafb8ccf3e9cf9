"""Numbers of rows of a table added up by scope and by interval of the rows' first arrival, for several kinds of scope at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.log.bookings import Bookings
from sim.log.cases import Cases
from sim.log.levels import Levels
from sim.log.stops import Stops
from sim.tally.begun_outages import BegunOutages, GivenEstimates, Interruptions
from sim.tally.created_orders import CreatedOrders
from sim.tally.frame import Frame
from sim.tally.groups import Array, Ints
from sim.tally.seen import Rows

Sums = NDArray[Any]
"""Minutes, or counts."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "hall": ("hall",),
    "service": ("service",),
    "segment": ("segment",),
    "language": ("language",),
    "channel": ("hall", "language"),
    "category": ("category",),
    "region": ("region",),
    "region_segment": ("region", "segment"),
    "cause": ("cause",),
    "outage_kind": ("outage_kind",),
    "outage_cause": ("outage_cause",),
}
"""The columns of a table that tell the scopes of a kind apart."""

MAY_BE_NONE = ("language", "cause", "outage_cause")
"""Columns that are -1 where there is none."""

SPARE = 2**14
"""Cells that a joint table may have however few rows there are (assumed: some 100 kB)."""


class _Pass(NamedTuple):
    """Rows added up once: by which columns together, for which kinds of scope, by date, clock or every cell of both, and each row's cell."""

    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    time: str
    shape: tuple[int, ...]
    key: Ints


@dataclass(frozen=True)
class ByScope:
    """A table, ready to be added up.

    Where there are rows enough, they are added up once, by all columns, date and time of day together, and each kind of scope is a sum over
    the others: that is one pass over the rows for all kinds.

    Attributes
    ----------
    table : Cases, Stops, Bookings, CreatedOrders, Levels, BegunOutages, Interruptions or GivenEstimates
        At least one row.
    frame : Frame
        The scenario's frame.
    rows : Rows
        Which lane counts in which row.
    kinds : collection of str
        Kinds of scope.
    """

    table: Cases | Stops | Bookings | CreatedOrders | Levels | BegunOutages | Interruptions | GivenEstimates
    frame: Frame
    rows: Rows
    kinds: Collection[str]

    @cached_property
    def _row(self) -> Ints:
        return self.rows.of_lane[self.table.lane]

    @cached_property
    def rows_there(self) -> slice:
        """From the first to the last row that the table has a part in."""
        return slice(int(self._row.min()), int(self._row.max()) + 1)

    @cached_property
    def _interval(self) -> Ints:
        return self.frame.clock.interval_of(self.table.arrived)

    @cached_property
    def days(self) -> slice:
        """From the first to the last day on which there is an arrival."""
        first, last = (
            int(each) // self.frame.intervals for each in (self._interval.min(), self._interval.max())
        )
        return slice(first, last + 1)

    @cached_property
    def _times(self) -> dict[str, tuple[Ints, int]]:
        """The number of each row's date, of its interval of the day, and of its interval of the days that are there; and how many there are."""
        intervals, days = self.frame.intervals, self.days.stop - self.days.start
        cell = self._interval - self.days.start * intervals
        date, clock = np.divmod(cell, intervals)
        return {"date": (date, days), "clock": (clock, intervals), "cell": (cell, days * intervals)}

    @cached_property
    def _passes(self) -> list[_Pass]:
        together = tuple(sorted({column for kind in self.kinds for column in COLUMNS[kind]}))
        if prod(self._shape(together, "cell")) <= len(self.table.lane) + SPARE:
            return [self._pass(together, tuple(self.kinds), "cell")]
        return [self._pass(COLUMNS[kind], (kind,), time) for kind in self.kinds for time in ("date", "clock")]

    def _shape(self, columns: tuple[str, ...], time: str) -> tuple[int, ...]:
        """Rows, scopes of each column (of those that may be none one more, the first), times."""
        sizes = [self.frame.size(column) + (column in MAY_BE_NONE) for column in columns]
        return (self.rows_there.stop - self.rows_there.start, *sizes, self._times[time][1])

    def _pass(self, columns: tuple[str, ...], kinds: tuple[str, ...], time: str) -> _Pass:
        shape = self._shape(columns, time)
        key: Ints = self._row - self.rows_there.start
        for column, size in zip(columns, shape[1:], strict=False):
            key *= size
            key += getattr(self.table, column)
            key += column in MAY_BE_NONE
        key *= shape[-1]
        key += self._times[time][0]
        return _Pass(columns, kinds, time, shape, key)

    def added(self, numbers: Array | None) -> Iterator[tuple[str, str, Sums]]:
        """The sums of some numbers of the rows, or how many rows there are, for each kind of scope, by ``date`` and by ``clock``: kind, which of
        the two, and an array of shape (rows, scopes, dates or intervals)."""
        for each in self._passes:
            found: Sums = np.bincount(each.key, numbers, prod(each.shape)).reshape(each.shape)
            for kind in each.kinds:
                of_kind = self._of_kind(found, kind, each.columns)
                if each.time != "cell":
                    yield kind, each.time, of_kind
                    continue
                by_day = of_kind.reshape(*of_kind.shape[:2], -1, self.frame.intervals)
                yield kind, "date", by_day.sum(axis=3)
                yield kind, "clock", by_day.sum(axis=2)

    def _of_kind(self, found: Sums, kind: str, columns: tuple[str, ...]) -> Sums:
        """Sums by the scopes of a kind, from those by some columns."""
        others = tuple(axis for axis, column in enumerate(columns, 1) if column not in COLUMNS[kind])
        of_kind: Sums = found.sum(axis=others)
        if kind == "channel":
            return self._of_channels(of_kind)
        if kind == "region_segment":
            return of_kind.reshape(len(of_kind), -1, of_kind.shape[-1])
        return of_kind[:, 1:] if kind in MAY_BE_NONE else of_kind

    def _of_channels(self, of_lines: Sums) -> Sums:
        """Sums by channel, from those by site and line."""
        found = np.zeros((len(of_lines), self.frame.size("channel"), of_lines.shape[-1]), of_lines.dtype)
        for (site, line), channel in np.ndenumerate(self.frame.channels):
            found[:, channel] += of_lines[:, site, (line + 1) % self.frame.channels.shape[1]]
        return found
