"""Searches in a column whose entries are cut into rows, of many rows at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def firsts_of(row: Ints, rows: int) -> Ints:
    """Where the entries of each row begin, and where the last one's end, if entry *i* is of `row[i]`, which rises: shape (rows + 1,)."""
    return np.concatenate(([0], np.cumsum(np.bincount(row, minlength=rows))))


def last_until(first: Ints, values: Floats, row: Ints, until: Floats, below: bool = False) -> Ints:
    """The place of the last value of some rows that is not above a bound; the place before the row where there is none.

    Parameters
    ----------
    first : ndarray of int
        As :func:`firsts_of` gives it.
    values : ndarray
        The column, rising in each row.
    row : ndarray of int
        Rows that are searched.
    until : ndarray
        The bound of each.
    below : bool
        Whether a value at the bound counts as above it.
    """
    low, high = first[row], first[row + 1]
    while len(values):
        searched = low < high
        if not searched.any():
            break
        middle = (low + high) // 2
        here = values[np.minimum(middle, len(values) - 1)]
        lies_before = searched & ((here < until) if below else (here <= until))
        low = np.where(lies_before, middle + 1, low)
        high = np.where(searched & ~lies_before, middle, high)
    return low - 1
