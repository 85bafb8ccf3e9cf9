"""Tables that are kept as columns of equal length: some of their rows, several one after the other, and columns in fewer bits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.integer[Any]] | NDArray[np.bool_] | slice


BESIDE = {"beside": True}
"""Metadata of a field of a table that is no column of it, but a log that goes with it: a named tuple of tables, or none."""


@dataclass(frozen=True)
class Columns:
    """A table whose fields are columns, arrays with one entry a row, but for those :data:`BESIDE` it."""

    def where(self, rows: Rows) -> Self:
        """Some of the rows.

        Parameters
        ----------
        rows : ndarray or slice
            Their numbers in the wanted order, a flag for each row, or a slice.
        """
        return replace(self, **{name: getattr(self, name)[rows] for name in names_of(self)})


Table = TypeVar("Table", bound=Columns)


def names_of(table: Columns) -> list[str]:
    """Names of the columns of a table."""
    return [each.name for each in fields(table) if not each.metadata]


def empty(kind: type[Table]) -> Table:
    """A table without rows; whose columns are what their annotations say."""
    types = {"Floats": np.float64, "Flags": np.bool_}
    return kind(**{each.name: np.empty(0, types.get(str(each.type), np.int64)) for each in fields(kind)})


def joined(tables: Sequence[Table]) -> Table:
    """Tables of one kind one after the other, and so the logs beside them; at least one."""
    changes = {name: _column([getattr(table, name) for table in tables]) for name in names_of(tables[0])}
    for each in fields(tables[0]):
        if each.metadata:
            changes[each.name] = joined_logs([getattr(table, each.name) for table in tables])
    return replace(tables[0], **changes)


def _column(parts: list[NDArray[Any]]) -> NDArray[Any]:
    """Columns one after the other; broadcast still, if all are and their rows are alike."""
    first = parts[0]
    if all(part.strides == (0,) and part.dtype == first.dtype for part in parts):
        values = {
            part[:1].tobytes() for part in parts if len(part)
        }  # as bytes, since nothing is equal to NaN
        if len(values) == 1:
            one = next(part[0] for part in parts if len(part))
            return np.broadcast_to(one, sum(map(len, parts)))
    return np.concatenate(parts)


def joined_logs(logs: Sequence[Any]) -> Any:
    """Logs, each some tables, one after the other, table by table; none where there is none."""
    there = [log for log in logs if log is not None]
    return type(there[0])(*map(joined, zip(*there, strict=True))) if there else None


def packed(column: NDArray[np.integer[Any]]) -> NDArray[np.integer[Any]]:
    """Whole numbers in as few bits as they need, for many that are kept for long."""
    low, high = column.min(initial=0), column.max(initial=0)
    for kind in (np.int8, np.int16, np.int32):
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return column.astype(kind)
    return column


def narrowed(column: NDArray[np.integer[Any]], kind: type[np.signedinteger[Any]]) -> NDArray[Any]:
    """Whole numbers in fewer bits.

    Raises
    ------
    OverflowError
        One of them has no room there; NumPy would keep another one in its place.
    """
    bounds = np.iinfo(kind)
    for value in (column.min(initial=0), column.max(initial=0)):
        if not bounds.min <= value <= bounds.max:
            raise OverflowError(f"{value} has no room in {bounds.bits} bits")
    return column.astype(kind)
