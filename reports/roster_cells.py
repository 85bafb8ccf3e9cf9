"""The roster in a workbook that somebody hands back: who works what, cell by cell."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice

from optimize.plans.given import DayByDay
from reports.workbook_cells import Cell, Pages, Sheet
from sim.scenario.problems import listed, nearest
from sim.scenario.units import DAY, Window, window_text

Works = tuple[str, str, int, Window, Window | None]
"""Pool, type, day, time and break of somebody's shift."""

_SPAN = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-–—－]\s*(\d{1,2})[:：](\d{2})")

MOST_SHOWN = 6
"""Times or breaks that a message lists."""


class RosterReader:
    """Reads the sheet of a roster.

    Parameters
    ----------
    pages : Pages
        The workbook; what is wrong is noted there.
    days : DayByDay
        How people may work.
    origin : mapping
        What the workbook was written with: letters, marks, who worked what.
    """

    def __init__(self, pages: Pages, days: DayByDay, origin: Mapping[str, list[list[str]]]) -> None:
        self.pages, self.days, self.origin = pages, days, origin
        self.scenario = days.scenario
        assert self.scenario.staffing is not None
        assert self.scenario.staffing.roster is not None
        self.staffing, self.table = self.scenario.staffing, self.scenario.staffing.roster.people
        self.numbers = {person.name: number for number, person in enumerate(self.table)}
        self.codes = {code: (pool, kind) for code, pool, kind, *_ in origin.get("code", [])}
        self.sites = {site: name for kind, site, name, *_ in origin.get("called", []) if kind == "site"}
        self.marks = {name: mark for name, mark, *_ in origin.get("mark", [])}
        self.works: dict[tuple[int, int], Works] = {}

    def read(self, sheet: Sheet) -> None:
        """Read all cells."""
        calendar = self.scenario.calendar
        head, dates = sheet.dates()
        columns = {(date - calendar.start).days: column for date, column in dates.items()}
        missing = [
            calendar.date(day).isoformat()
            for day in sorted({place.days[0] for place in self.days.places} - set(columns))
        ]
        if missing:
            said = f"has no column for {listed(missing[:3])}, leave all dates as they were"
            self.pages.lacks(sheet, head, said)
        found: dict[str, int] = {}
        for row in sheet.rows[head:]:
            name = sheet.cell(row, 1)
            if name.text in self.numbers and name.text in found:
                self.pages.wrong(name, f"is there twice, also in row {found[name.text]}: keep one row")
            elif name.text in self.numbers:
                found[name.text] = row
                self._person(sheet, row, self.numbers[name.text], columns)
            elif any(_SPAN.search(sheet.cell(row, column).text) for column in columns.values()):
                self.pages.wrong(
                    name, f"is nobody in the table of people, {nearest(name.text, self.numbers)}"
                )
        lost = [name for name in self.numbers if name not in found]
        if lost:
            said = f"has no row for {', '.join(lost[:3])}: leave the row, with empty cells for days off"
            self.pages.lacks(sheet, head, said)

    def counts(self) -> Counter[Works]:
        """How many people work each shift."""
        return Counter(self.works.values())

    def changes(self) -> Iterator[str]:
        """Who works otherwise than when the workbook was written, in words."""
        before = dict(self._before())
        for person, day in sorted({*before, *self.works}, key=lambda each: (each[1], each[0])):
            old, new = before.get((person, day), "off"), _named(self.works.get((person, day)))
            if old != new:
                date = self.scenario.calendar.date(day).isoformat()
                yield f"{self.table[person].name}, {date}: {old} -> {new}"

    def _before(self) -> Iterator[tuple[tuple[int, int], str]]:
        for name, pool, kind, date, start, end, first, last, *_ in self.origin.get("works", []):
            if name in self.numbers:
                day = (dt.date.fromisoformat(date) - self.scenario.calendar.start).days
                said = " ".join(filter(None, (pool, kind, f"{start}-{end}")))
                yield (self.numbers[name], day), f"{said}, break {first}-{last}" if first else said

    def _person(self, sheet: Sheet, row: int, person: int, columns: Mapping[int, int]) -> None:
        for day, column in columns.items():
            cell = sheet.cell(row, column)
            if cell.text and cell.text not in self.marks.values():
                works = self._shift(cell, person, day)
                if works:
                    self.works[person, day] = works

    def _shift(self, cell: Cell, person: int, day: int) -> Works | None:
        """The shift that a cell says; None where something is wrong with it, which is noted."""
        text = " ".join(cell.text.split())
        spans = [_window(found) for found in _SPAN.finditer(text)]
        code, *places = self._words(text) or [""]
        what = self._resolved(code, person)
        if what is None:
            letters = ", ".join(
                f"{letter} ({' '.join(filter(None, each))})" for letter, each in self.codes.items()
            )
            self.pages.wrong(
                cell,
                f"is no shift, write its letter and time, such as {self._example()}, or nothing for a day off; letters are {letters}",
            )
            return None
        pool, kind = what
        name = self.scenario.site_of(pool).name
        site = self.sites.get(name, name)
        if places and places not in (self._words(site), self._words(name)):
            self.pages.wrong(cell, f"is a shift at {site} by its letter, write {site} or another letter")
            return None
        return self._known(cell, pool, kind, day, spans)

    def _words(self, text: str) -> list[str]:
        """The words of a text beside times, breaks and marks."""
        return [word for word in _SPAN.sub(" ", text).split() if word not in self.marks.values()]

    def _resolved(self, code: str, person: int) -> tuple[str, str] | None:
        """Pool and type by a letter, or by the name of a type that only one of somebody's pools has."""
        if code in self.codes:
            return self.codes[code]
        own = [
            (pool, code)
            for pool, chosen in self.staffing.pools.items()
            if pool in self.table[person].pools and code in chosen.shift_types
        ]
        return own[0] if len(own) == 1 else None

    def _known(self, cell: Cell, pool: str, kind: str, day: int, spans: list[Window]) -> Works | None:
        """The shift with its time and break, which may be left out where there is one alone."""
        may = self.days.shifts(pool, kind, day) if pool in self.staffing.pools else {}
        named = " ".join(filter(None, (pool, kind)))
        if not may:
            self.pages.wrong(cell, f"is a shift of {named} on a day without one, leave the cell empty")
            return None
        times = list(dict.fromkeys(time for time, _ in may))
        time = spans[0] if spans else times[0] if len(times) == 1 else None
        if time not in times or time is None:
            self.pages.wrong(
                cell, f"is at a time at which {named} is not worked on that day: write {_some(times)}"
            )
            return None
        pauses = [pause for at, pause in may if at == time]
        pause = _on_its_day(spans[1], time) if len(spans) > 1 else pauses[0] if len(pauses) == 1 else None
        if pause not in pauses:
            breaks = _some([each for each in pauses if each])
            said = "has a break that it may not have" if pause else "lacks its break"
            right = f"{window_text(time)} {breaks}" if breaks else f"{window_text(time)} alone"
            self.pages.wrong(cell, f"{said}: write {right}")
            return None
        return pool, kind, day, time, pause

    def _example(self) -> str:
        for _, *row in self.origin.get("works", []):
            code = next((code for code, what in self.codes.items() if what == (row[0], row[1])), "")
            return f"{code} {row[3]}-{row[4]}"
        return "E 08:30-17:00"


def _window(found: re.Match[str]) -> Window:
    first, second, third, fourth = map(int, found.groups())
    start, end = 60.0 * first + second, 60.0 * third + fourth
    return Window(start, end if start < end else end + DAY)


def _on_its_day(pause: Window, time: Window) -> Window:
    """A break in a shift, on the day after where the shift passes midnight before it."""
    return Window(pause.start + DAY, pause.end + DAY) if pause.end <= time.start else pause


def _some(windows: list[Window]) -> str:
    """The first of some times."""
    more = f" and {len(windows) - MOST_SHOWN} more" if len(windows) > MOST_SHOWN else ""
    shown = [window_text(window) for window in islice(windows, MOST_SHOWN)]
    return f"{', '.join(shown)}{more}" if more else listed(shown) if shown else ""


def _named(works: Works | None) -> str:
    """A shift in words."""
    if works is None:
        return "off"
    pool, kind, _, time, pause = works
    said = " ".join(filter(None, (pool, kind, window_text(time))))
    return f"{said}, break {window_text(pause)}" if pause else said
