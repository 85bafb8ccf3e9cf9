"""CSV files as all tables are written: safe in a spreadsheet, and in an encoding that it recognizes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sim.scenario.characters import as_text

if TYPE_CHECKING:
    import pandas as pd


def csv_of_frame(table: pd.DataFrame, numbers: str | None = None) -> str:
    """CSV with the same line ends everywhere.

    Parameters
    ----------
    table : pd.DataFrame
        What is written, without its index.
    numbers : str, optional
        The format of numbers, such as ``%.6g``; if not given the shortest digits that read back as the same number.
    """
    shown = table.copy(deep=False)
    for name in table.columns:
        texts = [each for each in table[name].unique() if isinstance(each, str)]
        unsafe = {text: as_text(text) for text in texts if as_text(text) != text}
        if unsafe:
            shown[name] = table[name].replace(unsafe)
    return shown.to_csv(index=False, lineterminator="\n", float_format=numbers)


def csv_of_rows(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """CSV of rows; see :func:`csv_of_frame`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def csv_bytes(text: str) -> bytes:
    """The bytes of a CSV file: UTF-8, with the mark without which Excel garbles what is not ASCII."""
    return text.encode("utf-8" if text.isascii() else "utf-8-sig")


def _cell(cell: object) -> object:
    return as_text(cell) if isinstance(cell, str) else cell
