"""The sheet of a goal: what its values cost."""

from __future__ import annotations

from typing import Any

from optimize.goal import GoalFound
from reports.sheet import add_row
from reports.words import Words, shown_scale, shown_unit, unit_word


def fill_goal(sheet: Any, found: GoalFound, say: Words) -> None:
    """Heading, and a row for each plan of the frontier."""
    from openpyxl.styles import Font

    goal, unit = found.goal, shown_unit(found.goal.measure)
    name = say(
        "goal.measure",
        measure=say.measure(goal.measure, goal.scope, goal.period),
        unit=unit_word(unit, say.language),
    )
    add_row(sheet, [say("training.cost"), name, say("goal.within")])
    for point in found.frontier:
        within = say("goal.yes" if found.affords(point) else "goal.no")
        add_row(sheet, [round(point.cost, 2), point.value * shown_scale(unit), within])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.column_dimensions["B"].width = 40
    sheet.column_dimensions["C"].width = 20
    sheet.freeze_panes = "A2"
