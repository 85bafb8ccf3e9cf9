"""What all sheets of a workbook share: rows in which only :class:`Formula` is computed, fonts, headings, and how they print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from reports.words import Words


class Formula(str):
    """A text that the spreadsheet computes, such as ``=SUM(A1:A9)``."""


FONTS = {"en": "Calibri", "zh": "Microsoft YaHei"}
"""The font of each language: those that come with Excel; other programs take their own in place of them."""

INK, FAINT, HEAD, LINE, CLOSED, BREAK = "1F2933", "5C6873", "0B4F7A", "C9D1D9", "E3E6EA", "D55E00"
"""Text, notes, headings, lines, closed hours, and what marks a break."""

HEADING_ROW = 3
"""The row of a sheet's headings; above it stand a title and a note."""

A4, MARGIN = "9", 0.4
"""Excel's number of the paper, and inches around what is printed."""

PRINTED = 11.69 - 2 * MARGIN
"""Inches that a page has from left to right."""


def add_row(sheet: Any, cells: Iterable[object]) -> None:
    """Add a row to a sheet of openpyxl, which would take each text that begins with ``=`` or ``#`` for more than text."""
    row = list(cells)
    sheet.append(row)
    for cell, given in zip(sheet[sheet.max_row], row, strict=False):
        as_text(cell, given)


def put(sheet: Any, row: int, column: int, value: object) -> Any:
    """Write one cell, in the same way; the cell."""
    cell = sheet.cell(row, column, value)
    as_text(cell, value)
    return cell


def as_text(cell: Any, value: object) -> None:
    """Make a cell text, where it has one that is no formula."""
    if isinstance(value, str) and not isinstance(value, Formula):
        cell.data_type = "s"


def font(say: Words, **more: Any) -> Any:
    """The font of a language."""
    from openpyxl.styles import Font

    return Font(**{"name": FONTS[say.language], "size": 10, "color": INK, **more})


def fill(color: str) -> Any:
    """A cell's background."""
    from openpyxl.styles import PatternFill

    return PatternFill("solid", fgColor=color)


def box(color: str = LINE, bottom: str | None = None) -> Any:
    """Thin lines around a cell; one below it that is thick, in a colour of its own, where that is given."""
    from openpyxl.styles import Border, Side

    thin = Side(style="thin", color=color)
    below = Side(style="thick", color=bottom) if bottom else thin
    return Border(left=thin, right=thin, top=thin, bottom=below)


def in_the_middle(wrap: bool = False, turned: bool = False) -> Any:
    """In the middle of a cell, on several lines where asked for, or from below upwards."""
    from openpyxl.styles import Alignment

    return Alignment(
        horizontal="center", vertical="center", wrap_text=wrap, text_rotation=90 if turned else 0
    )


def begin(sheet: Any, title: str, note: str, headings: Sequence[object], say: Words) -> None:
    """Title, note and headings of a sheet."""
    put(sheet, 1, 1, title).font = font(say, size=16, bold=True)
    put(sheet, 2, 1, note).font = font(say, size=9, color=FAINT)
    for number, text in enumerate(headings, 1):
        put(sheet, HEADING_ROW, number, text)
    head(sheet, HEADING_ROW, len(headings), say)


def two_lines(day: str) -> str:
    """A day in a narrow heading: the weekday above its date."""
    return day.replace(" ", "\n", 1)


def ends_of_weeks(dates: Sequence[dt.date], weeks: int) -> list[int]:
    """After how many of some dates in a row a new page begins, so that each has so many weeks, which end on Sundays."""
    sundays = [number for number, date in enumerate(dates[:-1], 1) if date.weekday() == 6]
    return sundays[weeks - 1 :: weeks] if len(dates) > 7 * weeks else []


def head(sheet: Any, row: int, columns: int, say: Words, first: int = 1) -> None:
    """Dress some cells of a row as headings."""
    for number in range(first, first + columns):
        cell = sheet.cell(row, number)
        cell.font, cell.fill, cell.border = font(say, bold=True, color="FFFFFF"), fill(HEAD), box()
        cell.alignment = in_the_middle(wrap=True)


def dress(sheet: Any, rows: range, columns: range, say: Words, bold: bool = False) -> None:
    """Font and lines of some cells."""
    for row in rows:
        for number in columns:
            cell = sheet.cell(row, number)
            cell.font, cell.border = font(say, bold=bold), box()


def on_a4(sheet: Any, title: str, say: Words, repeat: str, breaks: Sequence[int] = ()) -> None:
    """Print on A4 across: headings and first columns on each page, pages numbered, fitted to the width of a page.

    Parameters
    ----------
    sheet : Worksheet
        The sheet.
    title : str
        What stands above each page.
    say : Words
        The words.
    repeat : str
        The last of the columns that each page repeats.
    breaks : sequence of int
        Columns after which a new page begins; then the widest page is fitted.
    """
    from openpyxl.worksheet.pagebreak import Break, ColBreak
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.print_title_rows = f"1:{HEADING_ROW}" if sheet.freeze_panes else None
    sheet.print_title_cols = f"A:{repeat}"
    for side in ("left", "right"):
        setattr(sheet.page_margins, side, MARGIN)
    sheet.page_margins.top = sheet.page_margins.bottom = 0.75
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    sheet.oddHeader.left.text = title.replace("&", "&&")
    sheet.oddHeader.right.text = "&A"
    sheet.oddFooter.center.text = say("book.page", number="&P", count="&N")
    if breaks:
        sheet.page_setup.scale = _scale(sheet, breaks, repeat)
        sheet.col_breaks = ColBreak()
        for column in breaks:
            sheet.col_breaks.append(Break(id=column))
    else:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0


def _scale(sheet: Any, breaks: Sequence[int], repeat: str) -> int:
    """Percent of its size at which the widest page, with what it repeats, fits on the paper."""
    from openpyxl.utils import column_index_from_string, get_column_letter

    def inches(first: int, last: int) -> float:
        letters = map(get_column_letter, range(first, last + 1))
        return sum(7 * float(sheet.column_dimensions[letter].width) + 5 for letter in letters) / 96

    repeated = column_index_from_string(repeat)
    edges = [0, *breaks, sheet.max_column]
    pages = [inches(max(before, repeated) + 1, after) for before, after in pairwise(edges)]
    return max(10, min(100, int(95 * PRINTED / (inches(1, repeated) + max(pages)))))
