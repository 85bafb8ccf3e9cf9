"""The sheet of cross-training: how many of which pool are trained for which other one; costs as formulas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports.sheet import HEADING_ROW, Formula, begin, dress, on_a4, put
from reports.words import Words
from sim.scenario.staffing import CrossTraining


def fill_training(sheet: Any, trained: Sequence[tuple[CrossTraining, int]], title: str, say: Words) -> None:
    """Heading, a row for each two pools, and what all of it costs."""
    headings = [say(f"training.{key}") for key in ("of", "into", "people", "each", "cost")]
    begin(sheet, say("training.title"), say("book.training_note"), headings, say)
    first = HEADING_ROW + 1
    for row, (each, people) in enumerate(trained, first):
        for column, value in enumerate((say.pool(each.of), say.pool(each.into), people, each.cost), 1):
            put(sheet, row, column, value)
        put(sheet, row, 5, Formula(f"=C{row}*D{row}"))
    end = first + len(trained)
    put(sheet, end, 1, say("sheet.total"))
    for letter in "CE":
        sheet[f"{letter}{end}"] = f"=SUM({letter}{first}:{letter}{end - 1})"
    dress(sheet, range(first, end), range(1, 6), say)
    dress(sheet, range(end, end + 1), range(1, 6), say, bold=True)
    for letter, width in zip("ABCDE", (20, 20, 10, 12, 12), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = f"A{first}"
    on_a4(sheet, title, say, "A")
