"""The sheet of a goal: what its values cost."""

from __future__ import annotations

from typing import Any

from optimize.goal import GoalFound
from reports.sheet import HEADING_ROW, begin, dress, on_a4, put
from reports.words import Words, shown_scale, shown_unit, unit_word


def fill_goal(sheet: Any, found: GoalFound, title: str, say: Words) -> None:
    """Heading, and a row for each plan of the frontier."""
    goal, unit = found.goal, shown_unit(found.goal.measure)
    name = say(
        "goal.measure",
        measure=say.measure(goal.measure, goal.scope, goal.period),
        unit=unit_word(unit, say.language),
    )
    begin(sheet, say("goal.title"), name, [say("training.cost"), name, say("goal.within")], say)
    first = HEADING_ROW + 1
    for row, point in enumerate(found.frontier, first):
        within = say("goal.yes" if found.affords(point) else "goal.no")
        for column, value in enumerate((round(point.cost, 2), point.value * shown_scale(unit), within), 1):
            put(sheet, row, column, value)
    dress(sheet, range(first, first + len(found.frontier)), range(1, 4), say)
    for letter, width in zip("ABC", (14, 40, 20), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = f"A{first}"
    on_a4(sheet, title, say, "A")
