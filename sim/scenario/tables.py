"""CSV tables beside a scenario file: read safely, checked by row and column.

A table's path is relative to the scenario's folder and never leads out of it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

LARGEST_TABLE = 50_000_000
"""Bytes (assumed: a year of minutes in a wide table is smaller)."""


class Table:
    """The rows of a CSV file, with its header and the place of each row for messages."""

    def __init__(self, name: str, header: list[str], rows: list[tuple[int, list[str]]]) -> None:
        self.name, self.header, self.rows = name, header, rows

    def column(self, name: str, parse: Callable[[str], Any]) -> list[Any]:
        """Every value of one column, parsed.

        Raises
        ------
        ValueError
            The column is missing, or a value cannot be read; says line and column.
        """
        if name not in self.header:
            raise ValueError(
                f"is a table without the column {name!r}, its columns are {', '.join(self.header)}"
            )
        at = self.header.index(name)
        values = []
        for line, row in self.rows:
            try:
                values.append(parse(row[at].strip()))
            except ValueError as error:
                raise ValueError(f"line {line}, column {name!r}, {row[at].strip()!r} {error}") from None
        return values


def read_table(value: Any, folder: Path | None) -> Table:
    """Read the CSV file that `value` names, in `folder`.

    Raises
    ------
    ValueError
        Not a path, outside the folder, missing, not a table; says what would be right.
    """
    if not isinstance(value, str):
        raise ValueError("is not a table, write the path of a CSV file such as tables/profile.csv")
    if folder is None:
        raise ValueError("is a table, and only a scenario read from a file has a folder to find it in")
    path = (folder / value).resolve()
    if Path(value).is_absolute() or not path.is_relative_to(folder.resolve()):
        raise ValueError("leads out of the scenario's folder, keep tables beside the scenario file")
    if not path.is_file():
        raise ValueError(f"is not a file in {folder}, write the path of a CSV file beside the scenario")
    if path.stat().st_size > LARGEST_TABLE:
        raise ValueError(f"is larger than {LARGEST_TABLE / 1e6:.0f} MB, tables are smaller")
    return _parse(value, path)


def _parse(name: str, path: Path) -> Table:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = [
                (number, row)
                for number, row in enumerate(csv.reader(file, strict=True), 1)
                if any(cell.strip() for cell in row) and not row[0].lstrip().startswith("#")
            ]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"is not a CSV table in UTF-8: {error}") from None
    if len(lines) < 2:
        raise ValueError("is a table without rows, give a header and at least one row")
    header = [cell.strip() for cell in lines[0][1]]
    for number, row in lines[1:]:
        if len(row) != len(header):
            raise ValueError(f"line {number} has {len(row)} cells where the header has {len(header)}")
    return Table(name, header, lines[1:])


def parse_weight(text: str) -> float:
    """A number of zero or more, finite."""
    try:
        number = float(text.removesuffix("%"))
    except ValueError:
        raise ValueError("is not a number") from None
    if not 0 <= number < float("inf"):
        raise ValueError("is not a number of zero or more")
    return number
