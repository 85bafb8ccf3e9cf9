"""The files of a roster: ``roster.csv`` and ``roster.json``; its sheet is in the workbook of the plan."""

from __future__ import annotations

import json
import math
from typing import Any

from optimize.rosters.aims import fair_shares, is_late, is_weekend
from optimize.rosters.roster import Assigned, RosterFound
from reports.csv_text import csv_bytes, csv_of_rows
from reports.output import Files
from sim.scenario.people import ROSTER_COLUMNS
from sim.scenario.units import clock_text

FILES = ("roster.csv", "roster.json")
"""What a roster is written to; where none keeps the rules only the last is."""


def roster_files(found: RosterFound) -> Files:
    """The files of a roster."""
    known = json.dumps(summary(found), indent=2, ensure_ascii=False) + "\n"
    files: Files = {"roster.json": known.encode()}
    if found.exists:
        files["roster.csv"] = csv_bytes(roster_csv(found))
    return files


def roster_csv(found: RosterFound) -> str:
    """Who works when, as `staffing.roster.existing` reads it."""
    calendar = found.task.scenario.calendar
    rows = []
    for each in found.shifts:
        post = each.post
        pause = [clock_text(edge) for edge in each.pause] if each.pause else ["", ""]
        times = [clock_text(post.time.start), clock_text(post.time.end), *pause]
        name, date = found.task.people[each.person].name, calendar.date(post.day).isoformat()
        rows.append([name, date, post.pool, post.kind, *times])
    return csv_of_rows(ROSTER_COLUMNS, rows)


def summary(found: RosterFound) -> dict[str, Any]:
    """What is known of a roster: ``roster.json``."""
    known: dict[str, Any] = {
        "status": found.status.value,
        "penalty": _number(found.penalty),
        "bound": _number(found.bound),
        "gap": found.gap if found.exists else None,
        "contradictions": list(found.reasons),
    }
    if not found.exists:
        return known
    return known | {
        "wishes_not_met": _wishes_not_met(found),
        "changes": _changes(found),
        "people": _people(found),
    }


def _people(found: RosterFound) -> list[dict[str, Any]]:
    """Shifts, hours, late and weekend shifts of each person, beside the fair hours."""
    task = found.task
    fair = fair_shares(task, lambda post: post.minutes / 60)
    rows = []
    for number, person in enumerate(task.people):
        posts = [each.post for each in found.shifts if each.person == number]
        rows.append(
            {
                "name": person.name,
                "shifts": len(posts),
                "hours": sum(post.minutes for post in posts) / 60,
                "fair_hours": round(fair[number], 2),
                "late": sum(is_late(task, post) for post in posts),
                "weekend": sum(is_weekend(task, post) for post in posts),
            }
        )
    return rows


def _wishes_not_met(found: RosterFound) -> list[dict[str, str]]:
    worked = _worked(found)
    touched = {(each.person, day): each for each in found.shifts for day in each.post.days} | worked
    first = found.task.scenario.calendar.date(0)
    missed = []
    for row in found.task.rules.wishes:
        shift = (touched if row.wish == "off" else worked).get(
            (found.task.numbers[row.name], (row.date - first).days)
        )
        got = "off" if shift is None else shift.post.kind
        if row.wish != got and not (row.wish == "work" and shift is not None):
            missed.append({"name": row.name, "date": row.date.isoformat(), "wish": row.wish, "got": got})
    return missed


def _changes(found: RosterFound) -> int:
    """Days of people in the horizon that differ from the existing roster, where that speaks of them."""
    task, worked = found.task, _worked(found)
    count = 0
    for person in range(len(task.people)):
        for day in task.days:
            row, shift = task.existing.get((person, day)), worked.get((person, day))
            before = (row.pool, row.kind, row.time) if row else None
            now = (shift.post.pool, shift.post.kind, shift.post.time) if shift else None
            count += day in task.covered and before != now
    return count


def _worked(found: RosterFound) -> dict[tuple[int, int], Assigned]:
    return {(each.person, each.post.day): each for each in found.shifts}


def _number(value: float) -> float | None:
    """A number as JSON knows them."""
    return value if math.isfinite(value) else None
