"""The sheet of cross-training: how many of which pool are trained for which other one; costs as formulas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports.words import Words
from sim.scenario.choices import CrossTraining


def fill_training(sheet: Any, trained: Sequence[tuple[CrossTraining, int]], say: Words) -> None:
    """Heading, a row for each two pools, and what all of it costs."""
    from openpyxl.styles import Font

    sheet.append([say(f"training.{key}") for key in ("of", "into", "people", "each", "cost")])
    for number, (each, people) in enumerate(trained, 2):
        sheet.append([each.of, each.into, people, each.cost, f"=C{number}*D{number}"])
        for cell in sheet[number][:2]:
            cell.data_type = "s"  # a name such as =A1 is a name and no formula
    end = len(trained) + 1
    sheet.append([say("sheet.total"), None, f"=SUM(C2:C{end})", None, f"=SUM(E2:E{end})"])
    for cell in (*sheet[1], *sheet[end + 1]):
        cell.font = Font(bold=True)
    for letter in "AB":
        sheet.column_dimensions[letter].width = 20
    sheet.freeze_panes = "A2"
