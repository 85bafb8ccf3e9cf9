"""The sheet of cross-training: how many of which pool are trained for which other one; costs as formulas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports.sheet import Formula, add_row
from reports.words import Words
from sim.scenario.staffing import CrossTraining


def fill_training(sheet: Any, trained: Sequence[tuple[CrossTraining, int]], say: Words) -> None:
    """Heading, a row for each two pools, and what all of it costs."""
    from openpyxl.styles import Font

    add_row(sheet, [say(f"training.{key}") for key in ("of", "into", "people", "each", "cost")])
    for number, (each, people) in enumerate(trained, 2):
        add_row(sheet, [each.of, each.into, people, each.cost, Formula(f"=C{number}*D{number}")])
    end = len(trained) + 1
    add_row(sheet, [say("sheet.total"), None, Formula(f"=SUM(C2:C{end})"), None, Formula(f"=SUM(E2:E{end})")])
    for cell in (*sheet[1], *sheet[end + 1]):
        cell.font = Font(bold=True)
    for letter in "AB":
        sheet.column_dimensions[letter].width = 20
    sheet.freeze_panes = "A2"
