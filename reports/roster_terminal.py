"""A roster on the terminal."""

from __future__ import annotations

from optimize.rosters.roster import RosterFound
from reports.roster_files import summary


def print_roster(found: RosterFound) -> None:
    """Print how good a roster is, and what each person works; nothing where there is none."""
    from rich.console import Console
    from rich.table import Table

    if not found.exists:
        return
    console, known = Console(), summary(found)
    console.print(
        f"roster {known['status']}: penalty {found.penalty:.4g}; no roster has less than {found.bound:.4g}; "
        f"{len(known['wishes_not_met'])} of {len(found.task.rules.wishes)} wishes not met"
    )
    people = Table("name", "shifts", "hours", "fair hours", "late", "weekend")
    for row in known["people"]:
        figures = [f"{row[key]:g}" for key in ("shifts", "hours", "fair_hours", "late", "weekend")]
        people.add_row(row["name"], *figures)
    console.print(people)
