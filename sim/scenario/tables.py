"""CSV tables beside a scenario file: read safely, checked by row and column.

A table's path is relative to the scenario's folder and never leads out of it.
"""

from __future__ import annotations

import csv
import errno
import io
import re
import stat
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sim.scenario.characters import as_meant, full_width
from sim.scenario.files import LOST_LINK, is_link, read_text
from sim.scenario.problems import nearest, quoted
from sim.scenario.units import COMMA

LARGEST_TABLE = 50_000_000
"""Bytes (assumed: a year of minutes in a wide table is smaller)."""

MOST_TOLD = 5
"""Faults of one table that are told (assumed: whoever has more looks at its columns anew)."""

NOTHING: Mapping[str, Any] = MappingProxyType({})

_NUMBER = re.compile(r"\+?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
"""Each digit can be read in one way only: otherwise a long row of them takes time with its square."""

_WITH_COMMA = re.compile(r"\d[\d.]*,[\d.,]*", re.ASCII)

_SEPARATORS = {
    ";": "semicolons",
    "\t": "tabs",
    "，": "full-width commas ，",
    "；": "full-width semicolons ；",
}
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How files of Excel begin, those of today and those before 2007."""

_INDEX = "as a table of pandas has for its index: leave it out, as to_csv(index=False) does, or name it in the header"


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
            if name in names:
                continue
            if re.fullmatch(r"Unnamed: \d+", name):
                raise ValueError(f"has the column {quoted(name)}, {_INDEX}")
            raise ValueError(f"has the unknown column {quoted(name)}, {nearest(name, names, 0.5)}")

    def column(self, name: str, parse: Callable[[str], Any]) -> list[Any]:
        """Every value of one column, parsed; raises as :meth:`columns` does."""
        return self.columns({name: parse})[0]

    def columns(
        self, parse: Mapping[str, Callable[[str], Any]], left_out: Mapping[str, Any] = NOTHING
    ) -> list[list[Any]]:
        """Every value of some columns, parsed.

        Parameters
        ----------
        parse : mapping
            What reads a cell, by name of the column.
        left_out : mapping
            The value of each row where a column is not in the table; one that is not named here has to be there.

        Raises
        ------
        ValueError
            A column is missing, or values cannot be read; says line and column of each, up to `MOST_TOLD`.
        """
        values: list[list[Any]] = []
        wrong: list[str] = []
        for name, read in parse.items():
            if name in self.header:
                values.append(self._values(name, read, wrong))
            elif name in left_out:
                values.append([left_out[name]] * len(self.rows))
            else:
                columns = ", ".join(map(quoted, self.header))
                wrong.append(f"is a table without the column {quoted(name)}, its columns are {columns}")
        if wrong:
            more = [f"{len(wrong) - MOST_TOLD} more cells are wrong"] * (len(wrong) > MOST_TOLD)
            raise ValueError("; ".join([*wrong[:MOST_TOLD], *more]))
        return values

    def _values(self, name: str, parse: Callable[[str], Any], wrong: list[str]) -> list[Any]:
        """The values of one column; what is wrong with it goes to a list."""
        place = self.header.index(name)
        known: dict[str, Any] = {}  # most cells of a long table repeat
        for line, row in self.rows:
            cell = row[place]
            if cell in known:
                continue
            try:
                known[cell] = parse(cell.strip())
            except ValueError as error:
                known[cell] = None
                wrong.append(
                    f"has in line {line}, column {quoted(name)}, {_wrong_cell(cell.strip(), str(error))}"
                )
        return [known[row[place]] for _, row in self.rows]


def _wrong_cell(cell: str, said: str) -> str:
    """A cell that cannot be read, and why."""
    if not cell:
        return "an empty cell, fill it in"
    wide = full_width(cell)
    if wide and wide.usual.isdigit():
        said = f"has {wide}"
    elif wide:
        said = f"{said} (it has {wide.what})"
    return f"the value {quoted(cell)}, which {said}"


class Tables:
    """The tables of a scenario, each read once, so that all policies see the same of it.

    Parameters
    ----------
    folder : Path or None
        The scenario's folder; None where a scenario has no file.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._read: dict[str, Table | str] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """Only where they are goes to other processes: what was read of them is in the scenario."""
        return Tables, (self._folder,)

    def read(self, value: Any) -> Table:
        """Read the CSV file that `value` names.

        Raises
        ------
        ValueError
            Not a path, outside the folder, missing, not a table; says what would be right.
        """
        if not isinstance(value, str) or not value.strip():
            raise ValueError("is not a table, write the path of a CSV file such as tables/profile.csv")
        if self._folder is None:
            raise ValueError("is a table, and only a scenario read from a file has a folder to find it in")
        if value not in self._read:
            self._read[value] = _table_or_why_not(value, self._folder)
        found = self._read[value]
        if isinstance(found, str):
            raise ValueError(found)
        return found


def _table_or_why_not(value: str, folder: Path) -> Table | str:
    try:
        return _read(_inside(value, folder), "tables/NAME.csv", " in the scenario's folder")
    except ValueError as error:
        return str(error)


def read_file(path: Path, example: str) -> Table:
    """Read a CSV file that a command names, such as `example`, wherever it lies.

    Raises
    ------
    ValueError
        As :meth:`Tables.read`.
    """
    return _read(path, example)


def _read(path: Path, example: str, where: str = "") -> Table:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise ValueError(f"is not a file, write the path of a CSV file, such as {example}")
        if found.st_size > LARGEST_TABLE:
            raise ValueError(f"is larger than {LARGEST_TABLE / 1e6:.0f} MB, tables are smaller")
        with path.open("rb") as file:
            if file.read(8).startswith(_WORKBOOKS):
                raise ValueError("is a workbook of Excel, save its sheet as CSV in UTF-8")
        return _parse(read_text(path))
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 text (byte {error.start}), save the table as CSV in UTF-8") from None
    except csv.Error as error:
        raise ValueError(f"is not a CSV table ({error}), save it as CSV again") from None
    except (FileNotFoundError, NotADirectoryError):
        raise ValueError(_missing(path, example, where)) from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise ValueError(LOST_LINK) from None
        raise ValueError(f"cannot be read ({(error.strerror or 'unknown reason').lower()})") from None


def _missing(path: Path, example: str, where: str) -> str:
    if path.is_symlink():
        return LOST_LINK
    near = get_close_matches(
        path.name, sorted(other.name for other in path.parent.glob("*.csv")), n=1, cutoff=0.8
    )
    hint = f"did you mean {near[0]}?" if near else f"write the path of a CSV file, such as {example}"
    return f"is not a file{where}, {hint}"


def _inside(value: str, folder: Path) -> Path:
    named = folder / value
    try:
        path = named.resolve()
    except (
        ValueError,
        OSError,
        RuntimeError,
    ):  # RuntimeError: a link that leads to itself, before Python 3.13
        path = None
    if is_link(named) and (path is None or not path.exists()):
        raise ValueError(LOST_LINK)
    if path is None or "\0" in value:
        raise ValueError("is not a usable path, write one such as tables/profile.csv")
    if Path(value).is_absolute() or not path.is_relative_to(folder.resolve()):
        raise ValueError("leads out of the scenario's folder, keep tables beside the scenario file")
    return path


def _parse(text: str) -> Table:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines = [
        (reader.line_num, row)
        for row in reader
        if any(cell.strip() for cell in row) and not row[0].lstrip().startswith("#")
    ]
    if lines and lines[0][1][0].strip().lower().startswith("sep="):
        said = f"begins with the line {','.join(lines[0][1]).strip()}, which Excel alone reads, remove it"
        raise WrongLine(lines[0][0], said)
    if len(lines) < 2:
        raise ValueError("is a table without rows, give a header and at least one row")
    header = [cell.strip() for cell in lines[0][1]]
    _check_separator(header)
    names = list(map(as_meant, _without_end(header, 0)))
    rows = [(line, _without_end(row, len(names))) for line, row in lines[1:]]
    _check_widths(header, len(names), rows)
    _check_names(names)
    if "'" in text:
        rows = [(line, [as_meant(cell) for cell in row]) for line, row in rows]
    return Table(names, rows)


def _check_separator(header: list[str]) -> None:
    """Refuse a table whose columns are parted by something else than commas."""
    for sign, what in _SEPARATORS.items():
        if sign in header[0] and (len(header) == 1 or sign == "\t"):
            raise ValueError(f"has {what} between its columns, save it as CSV with commas")


def _without_end(row: list[str], least: int) -> list[str]:
    """A row without the empty cells at its end, such as Excel writes; so many at least are kept."""
    while len(row) > least and not row[-1].strip():
        row = row[:-1]
    return row


def _check_widths(header: list[str], width: int, rows: list[tuple[int, list[str]]]) -> None:
    """Refuse rows that have more or fewer cells than the header has names."""
    wrong = [(line, row) for line, row in rows if len(row) != width]
    if not wrong:
        return
    (line, row), *others = wrong
    if width < len(row) <= len(header):
        raise ValueError(f"has a column without a name (number {width + 1}), name it in the header")
    more = f" (too few or too many in {len(others)} more as well)" if others else ""
    said = f"has {len(row)} cells in line {line} where the header has {width}, give each column a cell{more}"
    raise WrongLine(line, said)


def _check_names(names: list[str]) -> None:
    """Refuse columns without a name, and a name given twice."""
    if names and not names[0]:
        raise ValueError(f"has a first column without a name, {_INDEX}")
    for number, name in enumerate(names):
        if not name:
            raise ValueError(f"has a column without a name (number {number + 1}), name it in the header")
        if name in names[:number]:
            raise ValueError(f"has two columns {quoted(name)}, keep one")


def parse_number(text: str) -> float:
    """A finite number of zero or more."""
    if text.startswith("-") and _NUMBER.fullmatch(text[1:]):
        raise ValueError("is negative, write a number of zero or more")
    if _WITH_COMMA.fullmatch(text):
        raise ValueError(COMMA)
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
            right = "start must be earlier than end" if end else "write 24:00 for the end of the day"
            raise ValueError(f"has a row that ends before it starts (line {line}), {right}")
