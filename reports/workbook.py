"""``plan.xlsx``: one sheet a pool, days across, shifts or stretches of the day down, totals as formulas."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from optimize.goal import GoalFound
from optimize.plans.choice import Choice
from optimize.plans.plan import Plan, trained_in
from optimize.rosters.roster import RosterFound
from reports.goal_sheet import fill_goal
from reports.roster_sheet import fill_roster
from reports.sheet import Formula, add_row
from reports.training_sheet import fill_training
from reports.words import Words, words
from sim.scenario.units import Window, window_text

MOMENT = (1980, 1, 1, 0, 0, 0)
"""Date of the parts of the file: the first that a zip file can have, so that the same plan is the same bytes."""

FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
LONGEST_TITLE = 31
"""Characters of a sheet's name that Excel takes."""


def workbook(
    choice: Choice,
    plan: Plan,
    roster: RosterFound | None = None,
    language: str = "en",
    goal: GoalFound | None = None,
) -> bytes:
    """The workbook of a plan, with its roster if it has one, and with what values of its goal cost."""
    book, titles, say = _empty_book(), set[str](), words(language)
    for pool in dict.fromkeys(place.pool for place in choice.places):
        _fill(book.create_sheet(_title(pool, titles)), choice, plan, pool, say)
    trained = trained_in(choice, plan)
    if trained:
        fill_training(book.create_sheet(_title(say("training.title"), titles)), trained, say)
    if goal and goal.frontier:
        fill_goal(book.create_sheet(_title(say("goal.title"), titles)), goal, say)
    if roster and roster.exists:
        fill_roster(book.create_sheet(_title(say("roster.title"), titles)), roster, say)
    return _saved(book)


def roster_workbook(roster: RosterFound, language: str = "en") -> bytes:
    """The workbook of a roster alone."""
    book, say = _empty_book(), words(language)
    fill_roster(book.create_sheet(say("roster.title")), roster, say)
    return _saved(book)


def _empty_book() -> Any:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    return book


def _saved(book: Any) -> bytes:
    raw = io.BytesIO()
    book.save(raw)
    return _without_clock(raw.getvalue())


def _title(pool: str, taken: set[str]) -> str:
    """A name that Excel takes and that no other sheet has."""
    short = FORBIDDEN.sub(" ", pool)[:LONGEST_TITLE].strip("'") or "pool"
    title, number = short, 1
    while title.lower() in taken:
        number += 1
        title = f"{short[: LONGEST_TITLE - 4]} {number}"
    taken.add(title.lower())
    return title


def _fill(sheet: Any, choice: Choice, plan: Plan, pool: str, say: Words) -> None:
    """Heading, a row a shift or stretch with its people on each day, and the totals of each day and of all."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    calendar = choice.scenario.calendar
    days = sorted({day for place in choice.places if place.pool == pool for day in place.days})
    names = [say.day(calendar.date(day)) for day in days]
    rows = _rows(choice, plan, pool)
    what = say("sheet.shift" if any(row[0] for row in rows) else "sheet.time")
    add_row(sheet, [what, say("sheet.break"), say("sheet.hours"), *names, say("sheet.total")])
    last, width = len(rows) + 1, len(days) + 3
    for number, ((kind, time, pause, minutes), people) in enumerate(rows.items(), 2):
        label = f"{kind} {window_text(time)}".strip()
        counts = [people.get(day, 0) for day in days]
        total = Formula(f"=SUM(D{number}:{get_column_letter(width)}{number})")
        add_row(sheet, [label, window_text(pause) if pause else None, minutes / 60, *counts, total])
    letters = [get_column_letter(column) for column in range(4, width + 2)]
    hours = [Formula(f"=SUMPRODUCT($C2:$C{last},{each}2:{each}{last})") for each in letters]
    add_row(sheet, [say("sheet.hours_of_all"), None, None, *hours])
    for cell in (*sheet[1], *sheet[last + 1]):
        cell.font = Font(bold=True)
    sheet.column_dimensions["A"].width = 24
    for letter in letters:
        sheet.column_dimensions[letter].width = 15
    sheet.freeze_panes = "D2"


Row = tuple[str, Window, Window | None, float]
"""Type, time, break, and minutes that count as worked: all but a break that is not paid."""


def _rows(choice: Choice, plan: Plan, pool: str) -> dict[Row, dict[int, int]]:
    """People by type, time and break, and by day; shifts that nobody works are left out."""
    assert choice.scenario.staffing is not None
    types = choice.scenario.staffing.pools[pool].shift_types
    found: dict[Row, dict[int, int]] = {}
    working = [
        (shift, count) for shift, count in zip(choice.shifts, plan.people, strict=True) if shift.pool == pool
    ]
    for shift, count in sorted(working, key=lambda each: (each[0].time, each[0].pause or each[0].time)):
        if count or not shift.kind:
            unpaid = types[shift.kind].pause if shift.kind and not types[shift.kind].pause_paid else 0.0
            minutes = shift.time.end - shift.time.start - unpaid
            row = found.setdefault((shift.kind, shift.time, shift.pause, minutes), {})
            row |= {day: row.get(day, 0) + count for day in shift.days}
    return found


def _without_clock(raw: bytes) -> bytes:
    """The same file without the moment at which it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>", b"", content)
            new.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
