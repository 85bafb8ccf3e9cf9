"""Numbers of rows of a table added up by scope and by interval of the rows' first arrival, for several kinds of scope at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from sim.log.cases import Cases
from sim.log.stops import Stops
from sim.tally.frame import Frame
from sim.tally.groups import Array, Ints
from sim.tally.seen import Rows

COLUMNS: dict[str, tuple[str, ...]] = {
    "hall": ("hall",),
    "service": ("service",),
    "segment": ("segment",),
    "language": ("language",),
    "channel": ("hall", "language"),
}
"""The columns of a table that tell the scopes of a kind apart."""

SPARE = 2**14
"""Cells that a joint table may have however few rows there are (assumed: some 100 kB)."""


@dataclass(frozen=True)
class ByScope:
    """A table, ready to be added up.

    Where that is worth it, rows are added up once, by all columns together, and each kind of scope is a sum over the others: that is one pass
    over the rows for all kinds.

    Attributes
    ----------
    table : Cases or Stops
        At least one row.
    frame : Frame
        The scenario's frame.
    rows : Rows
        Which lane counts in which row.
    kinds : collection of str
        Kinds of scope.
    """

    table: Cases | Stops
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
    def _cells(self) -> int:
        return len(range(self.days.start, self.days.stop)) * self.frame.intervals

    @cached_property
    def _passes(self) -> list[tuple[tuple[str, ...], list[str], Ints]]:
        """Columns that are told apart together, the kinds of scope that they serve, and the number of each row's cell."""
        together = tuple(sorted({column for kind in self.kinds for column in COLUMNS[kind]}))
        few = prod(self._shape(together)) <= len(self.table.lane) + SPARE
        groups = [(together, list(self.kinds))] if few else [(COLUMNS[kind], [kind]) for kind in self.kinds]
        return [(columns, kinds, self._key(columns)) for columns, kinds in groups]

    def _shape(self, columns: tuple[str, ...]) -> tuple[int, ...]:
        """Rows, scopes of each column (of lines one more: the first is for none), intervals."""
        sizes = [self.frame.size(column) + (column == "language") for column in columns]
        return (self.rows_there.stop - self.rows_there.start, *sizes, self._cells)

    def _key(self, columns: tuple[str, ...]) -> Ints:
        shape = self._shape(columns)
        key: Ints = self._row - self.rows_there.start
        for column, size in zip(columns, shape[1:], strict=False):
            key *= size
            key += getattr(self.table, column)
            key += column == "language"
        key *= shape[-1]
        key += self._interval
        key -= self.days.start * self.frame.intervals
        return key

    def added(self, numbers: Array | None) -> Iterator[tuple[str, Array]]:
        """For each kind of scope the sums of some numbers of the rows, or how many rows there are: shape (rows, scopes, days, intervals)."""
        for columns, kinds, key in self._passes:
            shape = self._shape(columns)
            found = np.bincount(key, numbers, prod(shape)).reshape(shape)
            for kind in kinds:
                others = tuple(axis for axis, column in enumerate(columns, 1) if column not in COLUMNS[kind])
                of_kind = found.sum(axis=others)
                of_kind = of_kind[:, 1:] if kind == "language" else of_kind
                of_kind = self._of_channels(of_kind) if kind == "channel" else of_kind
                yield kind, of_kind.reshape(*of_kind.shape[:2], -1, self.frame.intervals)

    def _of_channels(self, of_lines: Array) -> Array:
        """Sums by channel, from those by site and line."""
        found = np.zeros((len(of_lines), self.frame.size("channel"), self._cells), of_lines.dtype)
        for (site, line), channel in np.ndenumerate(self.frame.channels):
            found[:, channel] += of_lines[:, site, (line + 1) % self.frame.channels.shape[1]]
        return found
