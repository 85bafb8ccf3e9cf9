"""Cells of a workbook that somebody hands back, whatever program saved it, and what is wrong with them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from io import BytesIO
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

from sim.scenario.pool import MOST_HEADS
from sim.scenario.problems import Problem, ScenarioError

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(:00)?")

ROUNDING = 1e-9
"""By how much a number may miss the whole one that a spreadsheet shows: ``=0.1*3*10`` is stored as 3.0000000000000004."""

HEADINGS_WITHIN = 25
"""Rows from above in which headings are looked for (assumed: nobody writes so many lines over them)."""


class Cell(NamedTuple):
    """A cell: its sheet, row and column, what it shows, and whether that is computed."""

    sheet: str
    row: int
    column: int
    value: Any
    computed: bool

    @property
    def name(self) -> str:
        """The cell as people call it: ``Roster!C7``."""
        from openpyxl.utils import get_column_letter

        return f"{self.sheet}!{get_column_letter(self.column)}{self.row}"

    @property
    def text(self) -> str:
        """What it shows, as text."""
        value = self.value
        if isinstance(value, dt.datetime | dt.date | dt.time):
            return value.strftime("%H:%M") if isinstance(value, dt.time) else value.strftime("%Y-%m-%d")
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # some programs write 1.0 for 1
        return "" if value is None else str(value).strip()


class Sheet:
    """A sheet of a workbook that was opened twice: for its formulas, and for what they showed when it was saved."""

    def __init__(self, title: str, formulas: Any, values: Any) -> None:
        self.title, self._formulas, self._values = title, formulas, values

    @property
    def rows(self) -> range:
        """Numbers of its rows."""
        return range(1, self._formulas.max_row + 1)

    def cell(self, row: int, column: int) -> Cell:
        """A cell."""
        written = self._formulas.cell(row, column)
        computed = written.data_type == "f"
        value = self._values.cell(row, column).value if computed else written.value
        return Cell(self.title, row, column, value, computed)

    def row(self, number: int) -> list[Cell]:
        """The cells of a row."""
        return [self.cell(number, column) for column in range(1, self._formulas.max_column + 1)]

    def dates(self) -> tuple[int, dict[dt.date, int]]:
        """The row of headings that are dates, and the column of each; row 0 where there is none."""
        return self._headings(lambda cell: date_in(cell.text))

    def times(self) -> tuple[int, dict[float, int]]:
        """The row of headings that are times of the day, and the column of each, by minutes; row 0 where there is none."""
        return self._headings(lambda cell: _minutes(cell.text))

    def _headings(self, read: Callable[[Cell], Any]) -> tuple[int, dict[Any, int]]:
        for row in self.rows[:HEADINGS_WITHIN]:
            found = [(read(cell), cell.column) for cell in self.row(row)]
            known = {what: column for what, column in found if what is not None}
            if known:
                return row, known
        return 0, {}


def _bytes_of(path: Path) -> bytes:
    """What a workbook's file holds.

    Raises
    ------
    ScenarioError
        There is no such file, it holds nothing, or it cannot be read.
    """
    try:
        raw = path.read_bytes()
        said = "" if raw else "is an empty file, hand back the plan.xlsx of a staffing as it was saved"
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        beside = sorted(other.name for other in path.parent.glob("*.xls*") if other.is_file())
        near = get_close_matches(path.name, beside, n=1, cutoff=0.8)
        right = f"did you mean {near[0]}?" if near else "write the path of the plan.xlsx of a staffing"
        said = f"is not a file, {right}"
    except OSError as error:
        said = f"cannot be read ({(error.strerror or 'unknown reason').lower()})"
    if said:
        raise ScenarioError([Problem(str(path), 1, (), None, said)])
    return raw


class Pages:
    """A workbook, and what is wrong with its cells.

    Parameters
    ----------
    path : Path
        The file.

    Raises
    ------
    ScenarioError
        It is no workbook that can be read.
    """

    def __init__(self, path: Path) -> None:
        import zipfile

        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException

        self.path, self.problems = path, list[Problem]()
        raw = _bytes_of(path)
        try:
            self._formulas = load_workbook(BytesIO(raw))
            self._values = load_workbook(BytesIO(raw), data_only=True)
        except (InvalidFileException, KeyError, ValueError, TypeError, zipfile.BadZipFile):
            said = "is not a workbook that can be read, save it in the format of Excel (.xlsx)"
            raise ScenarioError([Problem(str(path), 1, (), None, said)]) from None

    def sheet(self, title: str) -> Sheet | None:
        """A sheet by its name."""
        if title not in self._formulas.sheetnames:
            return None
        return Sheet(title, self._formulas[title], self._values[title])

    def wrong(self, cell: Cell, message: str) -> None:
        """Note that something is wrong with a cell."""
        shown = cell.text.replace("\n", " ") or None
        self.problems.append(Problem(str(self.path), cell.row, (cell.name,), shown, message))

    def lacks(self, sheet: Sheet, row: int, message: str) -> None:
        """Note that something is missing in a sheet."""
        self.problems.append(Problem(str(self.path), max(row, 1), (sheet.title,), None, message))

    def count(self, cell: Cell, what: str) -> int | None:
        """A number of people or heads; None where it is none, which is noted."""
        value = cell.value
        if isinstance(value, str) and re.fullmatch(r"\s*\d{1,6}\s*", value):
            value = int(value)
        if value is None or (isinstance(value, str) and not value.strip()):
            said = (
                "is a formula without a stored value, write the number, or save the file with Excel or LibreOffice"
                if cell.computed
                else f"is empty, write how many {what}, 0 for nobody"
            )
            self.wrong(cell, said)
            return None
        is_number = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
        if not is_number or abs(value - round(value)) > ROUNDING:
            self.wrong(cell, f"is not a number of {what}, write a whole number such as 3")
            return None
        number: int = round(value)
        if not 0 <= number <= MOST_HEADS:
            self.wrong(cell, f"is out of range, write a whole number from 0 to {MOST_HEADS}")
            return None
        return number


def date_in(text: str) -> dt.date | None:
    """The date in a text such as ``mon 2024-03-04``."""
    found = _DATE.search(text)
    try:
        return dt.date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _minutes(text: str) -> float | None:
    """Minutes after midnight of a text that is a time and nothing else."""
    if not _CLOCK.fullmatch(text):
        return None
    hours, minutes, *_ = map(int, text.split(":"))
    return 60.0 * hours + minutes


def texts_of(sheet: Sheet) -> Iterator[list[str]]:
    """Every row as texts."""
    for row in sheet.rows:
        yield [cell.text for cell in sheet.row(row)]
