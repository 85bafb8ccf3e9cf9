"""What contacts carry, by the table of draws, in the entries on which compiled loops work: their fields, and where these stand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.compiling.entries import Rows
from sim.draws.draw import Draw
from sim.draws.laws import Chance
from sim.draws.table import draws_of


def columns_read(channels: Sequence[str], at: Sequence[str]) -> tuple[list[str], list[str]]:
    """Names of the columns that are read at some places of a contact's way, in the order of the table: numbers, and flags."""
    draws = [draw for draw in draws_of(channels) if draw.at in at]
    numbers = [draw.column for draw in draws if not is_flag(draw)]
    return list(dict.fromkeys(numbers)), [draw.column for draw in draws if is_flag(draw)]


def is_flag(draw: Draw) -> bool:
    """Whether a draw says whether something happens, and no number."""
    return isinstance(draw.law, Chance)


def first_of(entry: np.dtype[np.void], names: Sequence[str]) -> int:
    """Where the first of some fields stands in an entry, counted in their own size; the others follow it.

    Raises
    ------
    ValueError
        They do not.
    """
    assert entry.fields is not None
    places = [entry.fields[name][1] // entry.fields[name][0].itemsize for name in names]
    if places != list(range(places[0], places[0] + len(names))):
        raise ValueError(f"these fields do not follow each other: {', '.join(names)}")
    return places[0]


def as_numbers(rows: Rows) -> Rows:
    """The same entries, each as a row of plain numbers of eight bytes."""
    return rows.view(np.float64).reshape(len(rows), rows.dtype.itemsize // 8)


def as_flags(rows: Rows) -> Rows:
    """The same entries, each as a row of bytes that are true or false."""
    return rows.view(np.bool_).reshape(len(rows), rows.dtype.itemsize)
