"""A ``plan.xlsx`` that somebody changed and hands back: the plan that it says now, and the one that it was written with."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from optimize.plans.given import DayByDay, Given, GivenShift
from reports.origin_sheet import ORIGIN, VERSION
from reports.roster_cells import RosterReader
from reports.workbook_cells import Cell, Pages, Sheet, date_in, texts_of
from sim.scenario import Scenario
from sim.scenario.problems import Problem, ScenarioError, first_of, listed, nearest
from sim.scenario.units import DAY, Window, clock_text, parse_clock, window_text

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
"""How names of workbooks end; those that cannot be read are told what to be saved as."""

MOST_PROBLEMS = 20
"""Problems of a workbook that are told (assumed: one screen)."""

Counts = Counter[tuple[str, str, int, Window, Window | None]]
"""People by pool, type, day, time and break."""


@dataclass(frozen=True)
class Origin:
    """What a workbook was written with.

    Attributes
    ----------
    policy : str
        The policy of its plan.
    seed : int
        Seed of its check.
    fresh : range
        Numbers of the replications of its check; none where it was not checked.
    rows : dict
        By what they say, the rest of the rows of the hidden sheet.
    """

    policy: str
    seed: int
    fresh: range
    rows: dict[str, list[list[str]]]

    def pool(self, text: str) -> str:
        """The key of a pool that a cell names as the workbook calls it, or by its key; any other text as it is."""
        called = {row[2]: row[1] for row in self.rows.get("called", []) if row[0] == "pool"}
        return called.get(text, text)

    def names(self, pools: Iterable[str]) -> list[str]:
        """What the workbook calls some pools."""
        called = {row[1]: row[2] for row in self.rows.get("called", []) if row[0] == "pool"}
        return [called.get(pool, pool) for pool in pools]


@dataclass(frozen=True)
class Handed:
    """A workbook that was read.

    Attributes
    ----------
    given : Given
        The plan that it says.
    people : dict or None
        By person and day, the number of the shift of the plan; None without a roster.
    before : Given or None
        The plan that it was written with; None where the scenario does not know its shifts any more.
    changes : tuple of str
        What was changed, in words.
    origin : Origin
        What it was written with.
    """

    given: Given
    people: dict[tuple[int, int], int] | None
    before: Given | None
    changes: tuple[str, ...]
    origin: Origin


def read_origin(path: Path) -> Origin:
    """What a workbook was written with.

    Raises
    ------
    ScenarioError
        It is no workbook of a plan.
    """
    return _origin(Pages(path))


def read_workbook(scenario: Scenario, path: Path) -> Handed:
    """The plan that a workbook says.

    Raises
    ------
    ScenarioError
        It is no workbook of a plan, or some of its cells cannot be meant: all of them at once, each with its sheet and cell.
    """
    if scenario.staffing is None:
        said = (
            f"is missing, and says what the cells of {path.name} mean: add the section that it was made with, "
            "or name the plan.csv that was written beside it"
        )
        raise ScenarioError([scenario.source.problem(("staffing",), said)])
    return _Reading(scenario, Pages(path)).handed()


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook, and no table: by how it begins, or by its name, if there is nothing in it."""
    if path.suffix.lower() in SUFFIXES:
        return True
    try:
        with path.open("rb") as file:
            return file.read(4) in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
    except OSError:
        return False


def _origin(pages: Pages) -> Origin:
    sheet, rows = pages.sheet(ORIGIN), dict[str, list[list[str]]]()
    for row in texts_of(sheet) if sheet else ():
        rows.setdefault(row[0], []).append(row[1:])
    if [row[0] for row in rows.get("version", [])] != [str(VERSION)]:
        said = f"is not a plan.xlsx of counterline staff of this version: its hidden sheet {ORIGIN!r} is missing or of another one"
        raise ScenarioError([Problem(str(pages.path), 1, (), None, said)])
    seed, first, count = (int(each) for each in rows["checked"][0][:3])
    return Origin(rows["policy"][0][0], seed, range(first, first + count), rows)


class _Reading:
    """Reads one workbook, sheet by sheet."""

    def __init__(self, scenario: Scenario, pages: Pages) -> None:
        assert scenario.staffing is not None
        self.pages, self.origin = pages, _origin(pages)
        self.days = DayByDay(scenario)
        self.scenario, self.staffing = scenario, scenario.staffing

    def handed(self) -> Handed:
        """Everything that it says; what is wrong is told at once."""
        roster = self._roster()
        counts = roster.counts() if roster else self._shifts()
        self._sites(counts, bool(roster))
        trained = self._trained()
        if self.pages.problems:
            in_order = sorted(self.pages.problems, key=lambda each: each.line)
            raise ScenarioError(first_of(in_order, MOST_PROBLEMS))
        given = self.days.given(_given(counts), trained)
        numbers = {
            (shift.pool, shift.kind, shift.days[0], shift.time, shift.pause): number
            for number, shift in enumerate(given.choice.shifts)
        }
        people = {who: numbers[what] for who, what in roster.works.items()} if roster else None
        before, known = self._before()
        changes = [*_changes(self.scenario, known, counts), *(roster.changes() if roster else ())]
        return Handed(given, people, before, tuple(changes), self.origin)

    def _titles(self, kind: str) -> list[list[str]]:
        return [row for row in self.origin.rows.get("sheet", []) if row[1] == kind]

    def _sheet(self, title: str) -> Sheet | None:
        """A sheet by its name; that it is missing is noted."""
        found = self.pages.sheet(title)
        if found is None:
            said = f"has no sheet {title!r} any more: leave it, and its name, as they were"
            self.pages.problems.append(Problem(str(self.pages.path), 1, (), None, said))
        return found

    def _roster(self) -> RosterReader | None:
        """The roster, if there is one."""
        for row in self._titles("roster"):
            sheet = self._sheet(row[0])
            if self.staffing.roster is None:
                said = "has no roster, so nobody knows the people of the workbook: add roster: {people: people.csv}"
                raise ScenarioError([self.scenario.source.problem(("staffing",), said)])
            if sheet:
                reader = RosterReader(self.pages, self.days, self.origin.rows)
                reader.read(sheet)
                return reader
        return None

    def _shifts(self) -> Counts:
        """People by shift and day, where no roster says who they are."""
        counts: Counts = Counter()
        for row in self._titles("shifts"):
            sheet = self._sheet(row[0])
            if sheet:
                self._shifts_of(sheet, counts)
        return counts

    def _shifts_of(self, sheet: Sheet, counts: Counts) -> None:
        head, columns = self._days_of(sheet)
        for row in sheet.rows[head:]:
            pool, kind, time, pause = (sheet.cell(row, column) for column in range(1, 5))
            named = self.origin.pool(pool.text)
            if named not in self.staffing.pools:
                if any(
                    not (each := sheet.cell(row, column)).computed and each.text
                    for column in columns.values()
                ):
                    self.pages.wrong(
                        pool,
                        f"is an unknown pool, {nearest(pool.text, self.origin.names(self.staffing.pools))}",
                    )
                continue
            key = self._shift(named, kind, time, pause)
            if key is None:
                continue
            for day, column in columns.items():
                cell = sheet.cell(row, column)
                can = key in self.days.shifts(named, kind.text, day)
                if not can and not cell.text:
                    continue
                people = self.pages.count(cell, "people")
                if people and not can:
                    self.pages.wrong(cell, self._why_not(named, kind.text, day, key))
                elif people:
                    counts[named, kind.text, day, *key] += people

    def _shift(self, pool: str, kind: Cell, time: Cell, pause: Cell) -> tuple[Window, Window | None] | None:
        """Time and break of a row of shifts; None where something is wrong with them, which is noted."""
        types = self.staffing.pools[pool].shift_types
        if types and kind.text not in types:
            self.pages.wrong(kind, f"is no type of shift of {pool}, {nearest(kind.text, types)}")
            return None
        try:
            at = _span(time.text)
        except ValueError:
            self.pages.wrong(time, "is not a time, write one such as 08:30-17:00")
            return None
        try:
            return at, _within(at, _span(pause.text)) if pause.text else None
        except ValueError:
            self.pages.wrong(pause, "is not a break, write one such as 12:00-13:00, or nothing")
            return None

    def _why_not(self, pool: str, kind: str, day: int, key: tuple[Window, Window | None]) -> str:
        """Why a shift cannot be worked on a day, and which can."""
        known = self.days.shifts(pool, kind, day)
        if not known:
            return f"is a day on which {pool} has no {kind} shift, write 0 or nothing".replace("  ", " ")
        pauses = [pause for time, pause in known if time == key[0]]
        if pauses:
            breaks = listed(window_text(pause) if pause else "none" for pause in pauses[:6])
            return f"is people on a shift with a break that it may not have: it may be {breaks}"
        times = listed(dict.fromkeys(window_text(time) for time, _ in known))
        return f"is people on a shift at a time at which it is not worked: it may be {times}"

    def _days_of(self, sheet: Sheet) -> tuple[int, dict[int, int]]:
        """The row of the dates of a sheet, and the column of each day; missing days are noted."""
        head, dates = sheet.dates()
        calendar = self.scenario.calendar
        columns = {(date - calendar.start).days: column for date, column in dates.items()}
        for date, column in dates.items():
            if not 0 <= (date - calendar.start).days < calendar.days:
                last = calendar.date(calendar.days - 1)
                said = f"is outside the horizon, write a date from {calendar.start} to {last}"
                self.pages.wrong(sheet.cell(head, column), said)
        wanted = {day for place in self.days.places for day in place.days}
        missing = [calendar.date(day).isoformat() for day in sorted(wanted - set(columns))]
        if missing:
            self.pages.lacks(
                sheet, head, f"has no column for {listed(missing[:3])}, leave all dates as they were"
            )
        return head, {day: column for day, column in columns.items() if 0 <= day < calendar.days}

    def _sites(self, counts: Counts, has_roster: bool) -> None:
        """Heads by stretch: those that are chosen there go into the counts, those that follow from shifts are compared with them."""
        for title, _, site in (row[:3] for row in self._titles("site")):
            sheet = self._sheet(title)
            if sheet:
                pools = [pool for pool in self.staffing.pools if self.scenario.site_of(pool).name == site]
                self._site(sheet, pools, counts, has_roster)

    def _site(self, sheet: Sheet, pools: Sequence[str], counts: Counts, has_roster: bool) -> None:
        head, columns = sheet.times()
        if not head:
            self.pages.lacks(sheet, 1, "has no row with the times of the day any more, leave it as it was")
            return
        rows = self._rows_of(sheet, head, pools)
        heads = self._heads(counts)
        for pool in pools:
            follows = has_roster or bool(self.staffing.pools[pool].shift_types)
            for day in range(self.scenario.calendar.days):
                stretches = self.days.stretches(pool, day)
                if stretches and (pool, day) not in rows:
                    date = self.scenario.calendar.date(day).isoformat()
                    (name,) = self.origin.names([pool])
                    self.pages.lacks(
                        sheet, head, f"has no row for {name} on {date}, leave all rows as they were"
                    )
                    continue
                for span, index in stretches.items():
                    column = columns.get(span.start)
                    if column is None:
                        said = f"has no column for {clock_text(span.start)}, leave all times as they were"
                        self.pages.lacks(sheet, head, said)
                        return
                    cell = sheet.cell(rows[pool, day], column)
                    if follows:
                        self._compare(cell, heads[index], has_roster)
                        continue
                    number = self.pages.count(cell, "heads")
                    if number:
                        counts[pool, "", day, span, None] += number

    def _rows_of(self, sheet: Sheet, head: int, pools: Sequence[str]) -> dict[tuple[str, int], int]:
        """The row of each pool and day."""
        found: dict[tuple[str, int], int] = {}
        for row in sheet.rows[head:]:
            pool, day = sheet.cell(row, 1), sheet.cell(row, 2)
            date = date_in(day.text)
            if date is None:
                continue
            number = (date - self.scenario.calendar.start).days
            named = self.origin.pool(pool.text)
            if named not in pools:
                said = f"is no pool of this sheet, {nearest(pool.text, self.origin.names(pools))}"
                self.pages.wrong(pool, said)
            elif not self.days.stretches(named, number):
                self.pages.wrong(
                    day, f"is a day on which {pool.text} is closed, or outside the horizon: leave out the row"
                )
            elif (named, number) in found:
                self.pages.wrong(day, f"is there twice, also in row {found[named, number]}: keep one row")
            else:
                found[named, number] = row
        return found

    def _compare(self, cell: Cell, heads: int, has_roster: bool) -> None:
        """Note a number that was written over a formula, and says something else than the people do."""
        if cell.computed or not cell.text:
            return
        if self.pages.count(cell, "heads") not in (None, heads):
            what = "names in the roster" if has_roster else "people in the sheet of shifts"
            self.pages.wrong(cell, f"is counted from shifts, which make {heads}: change {what} instead")

    def _heads(self, counts: Counts) -> list[int]:
        heads = [0] * len(self.days.places)
        for (pool, kind, day, time, pause), people in counts.items():
            for index in self.days.shifts(pool, kind, day)[time, pause].covers:
                heads[index] += people
        return heads

    def _trained(self) -> tuple[int, ...]:
        """How many are trained, by training of the scenario."""
        told: dict[tuple[str, str], int] = {}
        for row in self._titles("training"):
            sheet = self._sheet(row[0])
            for number in sheet.rows if sheet else ():
                assert sheet is not None
                pair = tuple(self.origin.pool(sheet.cell(number, column).text) for column in (1, 2))
                if pair in {(each.of, each.into) for each in self.staffing.cross_training}:
                    told[pair] = self.pages.count(sheet.cell(number, 3), "people") or 0
        return tuple(told.get((each.of, each.into), 0) for each in self.staffing.cross_training)

    def _before(self) -> tuple[Given | None, Counts]:
        """The plan that the workbook was written with, as far as the scenario still knows its shifts."""
        counts: Counts = Counter()
        for pool, kind, date, start, end, first, last, people, *_ in self.origin.rows.get("shift", []):
            day = (dt.date.fromisoformat(date) - self.scenario.calendar.start).days
            time = _span(f"{start}-{end}")
            pause = _within(time, _span(f"{first}-{last}")) if first else None
            counts[pool, kind, day, time, pause] += int(people)
        trained = {(of, into): int(people) for of, into, people, *_ in self.origin.rows.get("trained", [])}
        try:
            told = [trained.get((each.of, each.into), 0) for each in self.staffing.cross_training]
            return self.days.given(_given(counts), told), counts
        except KeyError:
            return None, counts


def _given(counts: Counts) -> list[GivenShift]:
    return [GivenShift(*key, people) for key, people in counts.items()]


def _changes(scenario: Scenario, before: Counts, after: Counts) -> Iterator[str]:
    """Shifts, or stretches, with more or fewer people than before."""
    for key in sorted({*before, *after}, key=lambda each: (each[2], each[0], each[3], each[4] or each[3])):
        if before[key] != after[key]:
            pool, kind, day, time, pause = key
            named = " ".join(filter(None, (kind, window_text(time))))
            said = f"{pool}, {scenario.calendar.date(day).isoformat()}, {named}"
            said += f", break {window_text(pause)}" if pause else ""
            yield f"{said}: {before[key]} -> {after[key]}"


def _span(text: str) -> Window:
    """A time such as ``08:30-17:00``, or ``22:00-06:00`` through midnight.

    Raises
    ------
    ValueError
        It is none.
    """
    start, _, end = text.replace("：", ":").replace("–", "-").partition("-")
    first, last = parse_clock(start.strip()), parse_clock(end.strip())
    return Window(first, last if first < last else last + DAY)


def _within(time: Window, pause: Window) -> Window:
    """A break in a shift, on the day after where the shift passes midnight before it."""
    return Window(pause.start + DAY, pause.end + DAY) if pause.end <= time.start else pause


__all__ = ["Handed", "Origin", "is_workbook", "read_origin", "read_workbook"]
