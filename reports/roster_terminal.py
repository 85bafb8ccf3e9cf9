"""A roster on the terminal."""

from __future__ import annotations

from optimize.rosters.roster import RosterFound
from reports.roster_files import summary
from reports.screen import say, screen, table_of


def print_roster(found: RosterFound) -> None:
    """Print how good a roster is, and what each person works; nothing where there is none."""
    if not found.exists:
        return
    console, known = screen(), summary(found)
    said = (
        f"roster {known['status']}: penalty {found.penalty:.4g}; no roster has less than {found.bound:.4g}; "
        f"{len(known['wishes_not_met'])} of {len(found.task.rules.wishes)} wishes not met"
    )
    say(console, [said])
    figures = ("shifts", "hours", "fair_hours", "late", "weekend")
    rows = [(row["name"], *(f"{row[key]:g}" for key in figures)) for row in known["people"]]
    heads = [key.replace("_", " ") for key in figures]
    console.print(table_of(("name", *heads), rows, right=heads))
