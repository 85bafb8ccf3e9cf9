"""The sheet of a roster: people down, days across, the shift of each; totals as formulas."""

from __future__ import annotations

from typing import Any

from optimize.rosters.roster import RosterFound
from reports.sheet import Formula, add_row
from reports.words import Words
from sim.scenario.units import window_text


def fill_roster(sheet: Any, found: RosterFound, say: Words) -> None:
    """Heading, a row a person, and how many work on each day."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    task = found.task
    days = [say.day(task.scenario.calendar.date(day)) for day in task.days]
    add_row(sheet, [say("roster.name"), *days, say("roster.shifts"), say("sheet.hours")])
    first, last = get_column_letter(2), get_column_letter(len(days) + 1)
    for number, person in enumerate(task.people):
        posts = {each.post.day: each.post for each in found.shifts if each.person == number}
        cells = [
            f"{post.kind} {window_text(post.time)}" if post else None for post in map(posts.get, task.days)
        ]
        row = number + 2
        hours = sum(post.minutes for post in posts.values()) / 60
        add_row(sheet, [person.name, *cells, Formula(f"=COUNTA({first}{row}:{last}{row})"), hours])
    end = len(task.people) + 1
    letters = [get_column_letter(column) for column in range(2, len(days) + 2)]
    counts = [Formula(f"=COUNTA({letter}2:{letter}{end})") for letter in letters]
    last_two = map(get_column_letter, (len(days) + 2, len(days) + 3))
    sums = [Formula(f"=SUM({letter}2:{letter}{end})") for letter in last_two]
    add_row(sheet, [say("roster.at_work"), *counts, *sums])
    for cell in (*sheet[1], *sheet[end + 1]):
        cell.font = Font(bold=True)
    sheet.column_dimensions["A"].width = 20
    for letter in letters:
        sheet.column_dimensions[letter].width = 17
    sheet.freeze_panes = "B2"
