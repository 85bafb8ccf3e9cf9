"""The sheet of a site: heads over the day as a shaded grid, a row a date; where there are shifts, when they are worked; breaks are marked."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby, pairwise
from typing import Any

from reports.handout import Handout, UsedShift
from reports.sheet import (
    BREAK,
    CLOSED,
    FAINT,
    HEADING_ROW,
    Formula,
    begin,
    box,
    dress,
    fill,
    font,
    in_the_middle,
    on_a4,
    put,
)
from reports.words import Words
from sim.scenario.units import DAY, Window, clock_text, window_text
from sim.time.windows import clip

FIRST = 4
"""The column of the first part of the day; before it stand pool, day and hours."""

MOST_TERMS = 200
"""Cells that one SUM takes (Excel: 255)."""

WIDE = 88.0
"""Width of a whole day, in letters, which with the first columns fills a page."""

AT_WORK, IN_BREAK, FULL = "BFE0CC", "F6C9A8", "5B9BD5"
"""Somebody at work, in a break, and the most heads."""

Cells = Mapping[tuple[int, int], str]
"""The cells with the people of each used shift on each day, by number of the shift and day."""


class SiteSheet:
    """Writes the sheet of one site.

    Parameters
    ----------
    sheet : Worksheet
        The sheet.
    handout : Handout
        The plan.
    site : str
        Whose sheet it is.
    people : mapping
        Where the people of each shift stand.
    say : Words
        The words.
    """

    def __init__(self, sheet: Any, handout: Handout, site: str, people: Cells, say: Words) -> None:
        self.sheet, self.handout, self.site, self.people, self.say = sheet, handout, site, people, say
        self.edges = handout.edges(site)
        self.parts = [Window(*pair) for pair in pairwise(self.edges)]
        self.width = FIRST - 1 + len(self.parts)
        self.totals: dict[str, str] = {}

    def fill(self) -> dict[str, str]:
        """Write everything; for each pool the cell that has the hours of all its heads."""
        say = self.say
        scenario = self.handout.choice.scenario
        title = say("book.site", site=say.scope(scenario.sites[self.site].scope))
        headings = [say("book.pool"), say("book.day"), say("sheet.hours")]
        by_shifts = any(map(self.handout.is_by_shifts, self.handout.sites[self.site]))
        note = say("book.site_note.shifts" if by_shifts else "book.site_note")
        times = [clock_text(part.start) for part in self.parts]
        begin(
            self.sheet,
            title,
            f"{note} {say('book.site_legend', mark=say('mark.break'))}",
            [*headings, *times],
            say,
        )
        for column in range(FIRST, self.width + 1):
            self.sheet.cell(HEADING_ROW, column).alignment = in_the_middle(turned=True)
        self._widths()
        self.sheet.freeze_panes = self.sheet.cell(HEADING_ROW + 1, FIRST)
        row = HEADING_ROW + 1
        for pool in self.handout.sites[self.site]:
            row = self._pool(pool, row)
        on_a4(self.sheet, scenario.name, say, "C")
        return self.totals

    def _widths(self) -> None:
        from openpyxl.utils import get_column_letter

        for letter, width in zip("ABC", (16.0, 20.0, 8.0), strict=True):
            self.sheet.column_dimensions[letter].width = width
        for number, part in enumerate(self.parts, FIRST):
            width = max(2.7, min(9.0, WIDE * (part.end - part.start) / (self.edges[-1] - self.edges[0])))
            self.sheet.column_dimensions[get_column_letter(number)].width = width
        self.sheet.row_dimensions[HEADING_ROW].height = 36

    def _pool(self, pool: str, row: int) -> int:
        """The block of a pool; the row after it."""
        for shift in self.handout.shifts:
            if shift.pool == pool:
                self._bar(shift, row)
                row += 1
        first = row
        days = [day for day in self.handout.days if self.handout.choice.stretches_of(pool, day)]
        for day in days:
            self._day(pool, day, row)
            row += 1
        self._shade(first, row - 1)
        put(self.sheet, row, 1, self.say.pool(pool))
        put(self.sheet, row, 2, self.say("sheet.hours_of_all"))
        put(self.sheet, row, 3, Formula(f"=SUM(C{first}:C{row - 1})")).number_format = "0.##"
        dress(self.sheet, range(row, row + 1), range(1, self.width + 1), self.say, bold=True)
        self.totals[pool] = f"C{row}"
        return row + 2

    def _bar(self, shift: UsedShift, row: int) -> None:
        """When a shift is worked, with its break."""
        put(self.sheet, row, 1, self.say.pool(shift.pool))
        put(self.sheet, row, 2, f"{shift.kind} {window_text(shift.time)}".strip())
        put(self.sheet, row, 3, shift.hours).number_format = "0.##"
        dress(self.sheet, range(row, row + 1), range(1, self.width + 1), self.say)
        for number, part in enumerate(self.parts, FIRST):
            cell = self.sheet.cell(row, number)
            if _lies_in(part, shift.covers):
                cell.fill = fill(AT_WORK)
            elif shift.pause and _lies_in(part, [shift.pause]):
                put(self.sheet, row, number, self.say("mark.break"))
                cell.fill, cell.alignment = fill(IN_BREAK), in_the_middle()
            cell.font = font(self.say, size=8, color=FAINT)

    def _day(self, pool: str, day: int, row: int) -> None:
        """Heads of a pool on a day, a box a stretch."""
        choice = self.handout.choice
        put(self.sheet, row, 1, self.say.pool(pool))
        put(self.sheet, row, 2, self.say.day(choice.scenario.calendar.date(day)))
        dress(self.sheet, range(row, row + 1), range(1, self.width + 1), self.say)
        for column in range(FIRST, self.width + 1):
            self.sheet.cell(row, column).fill = fill(CLOSED)
        hours: list[tuple[float, str]] = []
        pauses = self.handout.pauses(pool, day)
        for index in choice.stretches_of(pool, day):
            span = choice.places[index].span
            cell = self._box(row, span, any(clip(pause, [span]) for pause in pauses))
            cell.value = self._heads(pool, day, index)
            hours.append(
                (sum(part.end - part.start for part in choice.places[index].parts) / 60, cell.coordinate)
            )
        put(self.sheet, row, 3, _hours(hours)).number_format = "0.##"

    def _heads(self, pool: str, day: int, index: int) -> object:
        """The heads of a stretch: a number, or the sum of the people whose shifts cover it."""
        choice = self.handout.choice
        if not self.handout.is_by_shifts(pool):
            return self.handout.plan.heads[index]
        covering = self.handout.covering(pool, day, choice.places[index].span)
        return _sum(sorted({self.people[each] for each in covering}))

    def _box(self, row: int, span: Window, with_break: bool) -> Any:
        """The cells of a stretch made one, with a mark where somebody has a break in it."""
        first = FIRST + self.edges.index(span.start)
        last = FIRST + self.edges.index(span.end) - 1
        for column in range(first, last + 1):
            cell = self.sheet.cell(row, column)
            cell.fill, cell.alignment = fill("FFFFFF"), in_the_middle()
            cell.border = box(bottom=BREAK if with_break else None)
        if last > first:
            self.sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
        return self.sheet.cell(row, first)

    def _shade(self, first: int, last: int) -> None:
        """The more heads the darker."""
        from openpyxl.formatting.rule import ColorScaleRule
        from openpyxl.utils import get_column_letter

        cells = f"{get_column_letter(FIRST)}{first}:{get_column_letter(self.width)}{last}"
        scale = ColorScaleRule(
            start_type="num", start_value=0, start_color="FFFFFF", end_type="max", end_color=FULL
        )
        self.sheet.conditional_formatting.add(cells, scale)


def _lies_in(part: Window, windows: list[Window]) -> bool:
    """Whether a part of the day lies in one of some stretches, which may be on the day after."""
    shifted = [Window(each.start - DAY, each.end - DAY) for each in windows]
    return any(each.start <= part.start and part.end <= each.end for each in (*windows, *shifted))


def _hours(cells: list[tuple[float, str]]) -> Formula:
    """Hours of heads: each length of a stretch, times the heads of all stretches that have it."""
    terms = [
        f"{length:.10g}*{str(_sum([cell for _, cell in own])).removeprefix('=')}"
        for length, own in groupby(sorted(cells), key=lambda each: each[0])
    ]
    return Formula("=" + "+".join(terms)) if terms else Formula("=0")


def _sum(cells: list[str]) -> Formula:
    """The sum of some cells, in parts of as many as a function takes."""
    parts = [cells[start : start + MOST_TERMS] for start in range(0, len(cells), MOST_TERMS)]
    return Formula("=" + "+".join(f"SUM({','.join(part)})" for part in parts)) if parts else Formula("=0")
