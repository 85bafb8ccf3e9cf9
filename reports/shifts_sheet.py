"""The sheet of shifts: how many people work each shift on each day; where there is a roster, counted there."""

from __future__ import annotations

from typing import Any

from reports.handout import Code, Handout, UsedShift, shift_text
from reports.sheet import (
    CLOSED,
    HEADING_ROW,
    Formula,
    begin,
    dress,
    ends_of_weeks,
    fill,
    in_the_middle,
    on_a4,
    put,
    two_lines,
)
from reports.words import Words
from sim.scenario.units import window_text

FIRST = 6
"""The column of the first day; before it stand pool, type, time, break and hours."""

WEEKS_A_PAGE = 2


def fill_shifts(
    sheet: Any, handout: Handout, roster: tuple[str, dict[int, str], int] | None, say: Words
) -> dict[tuple[int, int], str]:
    """Write the sheet; for each shift and day the cell of its people, as other sheets name it.

    Parameters
    ----------
    sheet : Worksheet
        The sheet.
    handout : Handout
        The plan.
    roster : tuple, optional
        Where there is one, its sheet's name, its columns by day, and its last row.
    say : Words
        The words.
    """
    from openpyxl.utils import get_column_letter

    days, choice = handout.days, handout.choice
    headings = [say(f"sheet.{key}") for key in ("pool", "shift", "time", "break", "hours")]
    dates = [two_lines(say.day(choice.scenario.calendar.date(day))) for day in days]
    note = say("book.shifts_note.roster" if roster else "book.shifts_note")
    begin(sheet, say("book.shifts"), note, [*headings, *dates, say("sheet.total")], say)
    letters = {day: get_column_letter(FIRST + number) for number, day in enumerate(days)}
    codes, found = handout.codes(say), dict[tuple[int, int], str]()
    for number, shift in enumerate(handout.shifts):
        row = HEADING_ROW + 1 + number
        _label(sheet, row, shift, say)
        dress(sheet, range(row, row + 1), range(1, FIRST + len(days) + 1), say)
        for day, letter in letters.items():
            cell = sheet[f"{letter}{row}"]
            cell.alignment = in_the_middle()
            if day not in shift.people:
                cell.fill = fill(CLOSED)
                continue
            cell.value = _counted(roster, day, shift, codes) if roster else shift.people[day]
            found[number, day] = f"'{sheet.title.replace(chr(39), chr(39) * 2)}'!{letter}{row}"
        total = f"=SUM({letters[days[0]]}{row}:{letters[days[-1]]}{row})"
        put(sheet, row, FIRST + len(days), Formula(total)).alignment = in_the_middle()
    _totals(sheet, handout, letters, say)
    _look(sheet, handout, say)
    return found


def _label(sheet: Any, row: int, shift: UsedShift, say: Words) -> None:
    """Which shift a row is about."""
    pause = window_text(shift.pause) if shift.pause else None
    for column, value in enumerate(
        (say.pool(shift.pool), shift.kind, window_text(shift.time), pause, shift.hours), 1
    ):
        put(sheet, row, column, value)
    sheet.cell(row, FIRST - 1).number_format = "0.##"


def _counted(
    roster: tuple[str, dict[int, str], int], day: int, shift: UsedShift, codes: dict[Code, str]
) -> Formula:
    """How many cells of a day of the roster have a shift, with its break."""
    title, columns, last = roster
    text = shift_text(codes[shift.pool, shift.kind], shift.time)
    pattern = f"{text}*{window_text(shift.pause)}*" if shift.pause else f"{text}*"
    cells = f"{columns[day]}${HEADING_ROW + 1}:{columns[day]}${last}"
    return Formula(f"=COUNTIF('{title.replace(chr(39), chr(39) * 2)}'!{cells},\"{pattern}\")")


def _totals(sheet: Any, handout: Handout, letters: dict[int, str], say: Words) -> None:
    """How many people work on each day, and how many hours they are paid."""
    first, last = HEADING_ROW + 1, HEADING_ROW + len(handout.shifts)
    total = FIRST + len(letters)
    for row, word in ((last + 1, "roster.at_work"), (last + 2, "book.paid_hours")):
        put(sheet, row, 1, say(word))
        for column, letter in enumerate(letters.values(), FIRST):
            people = f"{letter}{first}:{letter}{last}"
            what = f"SUM({people})" if row == last + 1 else f"SUMPRODUCT($E{first}:$E{last},{people})"
            put(sheet, row, column, Formula(f"={what}")).number_format = "0.##"
        edges = [sheet.cell(row, column).coordinate for column in (FIRST, total - 1)]
        put(sheet, row, total, Formula(f"=SUM({edges[0]}:{edges[1]})")).number_format = "0.##"
        dress(sheet, range(row, row + 1), range(1, total + 1), say, bold=True)
        for column in range(FIRST, total + 1):
            sheet.cell(row, column).alignment = in_the_middle()


def _look(sheet: Any, handout: Handout, say: Words) -> None:
    """Widths, what stays in sight, how it prints."""
    from openpyxl.utils import get_column_letter

    for letter, width in zip("ABCDE", (16, 10, 13, 13, 7), strict=True):
        sheet.column_dimensions[letter].width = width
    scenario = handout.choice.scenario
    dates = [scenario.calendar.date(day) for day in handout.days]
    for column in range(FIRST, FIRST + len(dates) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 11
    sheet.row_dimensions[HEADING_ROW].height = 30
    sheet.freeze_panes = sheet.cell(HEADING_ROW + 1, FIRST)
    breaks = [FIRST - 1 + number for number in ends_of_weeks(dates, WEEKS_A_PAGE)]
    on_a4(sheet, scenario.name, say, "E", breaks)
