"""Tables that are kept as columns of equal length: some of their rows, several one after the other, and columns in fewer bits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.integer[Any]] | NDArray[np.bool_] | slice


@dataclass(frozen=True)
class Columns:
    """A table whose fields are all columns: arrays with one entry a row."""

    def where(self, rows: Rows) -> Self:
        """Some of the rows.

        Parameters
        ----------
        rows : ndarray or slice
            Their numbers in the wanted order, a flag for each row, or a slice.
        """
        return type(self)(**{column.name: getattr(self, column.name)[rows] for column in fields(self)})


Table = TypeVar("Table", bound=Columns)


def joined(tables: Sequence[Table]) -> Table:
    """Tables of one kind one after the other; at least one."""
    names = [column.name for column in fields(tables[0])]
    return type(tables[0])(
        **{name: np.concatenate([getattr(table, name) for table in tables]) for name in names}
    )


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
