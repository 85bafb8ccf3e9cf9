"""CSV tables beside a scenario file: read safely, checked by row and column.

A table's path is relative to the scenario's folder and never leads out of it.
"""

from __future__ import annotations

import csv
import re
import stat
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sim.scenario.problems import nearest, quoted

LARGEST_TABLE = 50_000_000
"""Bytes (assumed: a year of minutes in a wide table is smaller)."""

_NUMBER = re.compile(r"\+?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


class WrongLine(ValueError):
    """Something wrong in one line of a table."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


class Table:
    """The rows of a CSV file, with its header and the line of each row for messages."""

    def __init__(self, header: list[str], rows: list[tuple[int, list[str]]]) -> None:
        self.header, self.rows = header, rows

    @property
    def lines(self) -> list[int]:
        """The line of each row."""
        return [line for line, _ in self.rows]

    def has_only(self, known: Iterable[str]) -> None:
        """Refuse columns that nobody would read.

        Raises
        ------
        ValueError
            There is a column that is not among those known.
        """
        names = list(known)
        for name in self.header:
            if name not in names:
                raise ValueError(f"has the unknown column {quoted(name)}, {nearest(name, names, 0.5)}")

    def column(self, name: str, parse: Callable[[str], Any]) -> list[Any]:
        """Every value of one column, parsed.

        Raises
        ------
        ValueError
            The column is missing, or a value cannot be read; says line and column.
        """
        if name not in self.header:
            columns = ", ".join(map(quoted, self.header))
            raise ValueError(f"is a table without the column {quoted(name)}, its columns are {columns}")
        place = self.header.index(name)
        values = []
        for line, row in self.rows:
            try:
                values.append(parse(row[place].strip()))
            except ValueError as error:
                cell = row[place].strip()
                raise ValueError(
                    f"has in line {line}, column {quoted(name)}, "
                    + (f"the value {quoted(cell)}, which {error}" if cell else "an empty cell, fill it in")
                ) from None
        return values


def read_table(value: Any, folder: Path | None) -> Table:
    """Read the CSV file that `value` names, in `folder`.

    Raises
    ------
    ValueError
        Not a path, outside the folder, missing, not a table; says what would be right.
    """
    if not isinstance(value, str) or not value.strip():
        raise ValueError("is not a table, write the path of a CSV file such as tables/profile.csv")
    if folder is None:
        raise ValueError("is a table, and only a scenario read from a file has a folder to find it in")
    return _read(_inside(value, folder), "tables/NAME.csv", " in the scenario's folder")


def read_file(path: Path, example: str) -> Table:
    """Read a CSV file that a command names, such as `example`, wherever it lies.

    Raises
    ------
    ValueError
        As :func:`read_table`.
    """
    return _read(path, example)


def _read(path: Path, example: str, where: str = "") -> Table:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise ValueError(f"is not a file, write the path of a CSV file, such as {example}")
        if found.st_size > LARGEST_TABLE:
            raise ValueError(f"is larger than {LARGEST_TABLE / 1e6:.0f} MB, tables are smaller")
        return _parse(path)
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 text (byte {error.start}), save the table as CSV in UTF-8") from None
    except csv.Error as error:
        raise ValueError(f"is not a CSV table ({error}), save it as CSV again") from None
    except (FileNotFoundError, NotADirectoryError):
        raise ValueError(_missing(path, example, where)) from None
    except OSError as error:
        raise ValueError(f"cannot be read ({(error.strerror or 'unknown reason').lower()})") from None


def _missing(path: Path, example: str, where: str) -> str:
    near = get_close_matches(
        path.name, sorted(other.name for other in path.parent.glob("*.csv")), n=1, cutoff=0.8
    )
    hint = f"did you mean {near[0]}?" if near else f"write the path of a CSV file, such as {example}"
    return f"is not a file{where}, {hint}"


def _inside(value: str, folder: Path) -> Path:
    try:
        path = (folder / value).resolve()
    except (ValueError, OSError, RuntimeError):
        path = None
    if path is None or "\0" in value:
        raise ValueError("is not a usable path, write one such as tables/profile.csv")
    if Path(value).is_absolute() or not path.is_relative_to(folder.resolve()):
        raise ValueError("leads out of the scenario's folder, keep tables beside the scenario file")
    return path


def _parse(path: Path) -> Table:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        lines = [
            (reader.line_num, row)
            for row in reader
            if any(cell.strip() for cell in row) and not row[0].lstrip().startswith("#")
        ]
    if len(lines) < 2:
        raise ValueError("is a table without rows, give a header and at least one row")
    header = [cell.strip() for cell in lines[0][1]]
    if len(header) == 1 and ";" in header[0]:
        raise ValueError("has semicolons between its columns, save it as CSV with commas")
    for number, name in enumerate(header):
        if not name:
            raise ValueError(f"has a column without a name (number {number + 1}), name it in the header")
        if name in header[:number]:
            raise ValueError(f"has two columns {quoted(name)}, keep one")
    wrong = [(line, row) for line, row in lines[1:] if len(row) != len(header)]
    if wrong:
        (line, row), *others = wrong
        more = f" (too few or too many in {len(others)} more as well)" if others else ""
        said = f"has {len(row)} cells in line {line} where the header has {len(header)}, give each column a cell{more}"
        raise WrongLine(line, said)
    return Table(header, lines[1:])


def parse_number(text: str) -> float:
    """A finite number of zero or more."""
    if text.startswith("-") and _NUMBER.fullmatch(text[1:]):
        raise ValueError("is negative, write a number of zero or more")
    if not _NUMBER.fullmatch(text) or float(text) > 1e15:
        raise ValueError("is not a number of zero or more, write one such as 12.5")
    return float(text)


def parse_weight(text: str) -> float:
    """A weight: a number of zero or more, or a percentage, which weighs as much as its number."""
    return parse_number(text.removesuffix("%").strip())


def starts_before_ends(table: Table, starts: list[float], ends: list[float]) -> None:
    """Refuse a row that ends before it starts, by its line."""
    for line, start, end in zip(table.lines, starts, ends, strict=True):
        if end <= start:
            raise ValueError(
                f"has a row that ends before it starts (line {line}), start must be earlier than end"
            )
