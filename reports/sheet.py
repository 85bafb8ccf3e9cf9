"""Rows of a workbook's sheet, in which what a planner wrote is text and only :class:`Formula` is computed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class Formula(str):
    """A text that the spreadsheet computes, such as ``=SUM(A1:A9)``."""


def add_row(sheet: Any, cells: Iterable[object]) -> None:
    """Add a row to a sheet of openpyxl, which would take each text that begins with ``=`` or ``#`` for more than text."""
    row = list(cells)
    sheet.append(row)
    for cell, given in zip(sheet[sheet.max_row], row, strict=False):
        if isinstance(given, str) and not isinstance(given, Formula):
            cell.data_type = "s"
