"""The first sheet of a workbook: what the plan is for, whether its targets hold, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from optimize.outcome import StaffingOutcome
from optimize.plans.plan import trained_in
from reports.handout import Handout
from reports.provenance import counterline_version
from reports.sheet import FAINT, Formula, box, fill, font, head, in_the_middle, on_a4, put
from reports.words import (
    Words,
    format_figure,
    format_percent,
    format_value,
    shown_unit,
)
from reports.words.targets import target_words, verdict_words
from sim.results.result import Result, Verdict

WIDTHS = (44, 28, 22, 20, 20)

MET, MISSED = "CDEBDD", "F7D4D4"
"""Backgrounds of targets that hold, and that do not."""


def fill_overview(
    sheet: Any, handout: Handout, outcome: StaffingOutcome | None, hours: Mapping[str, str], say: Words
) -> None:
    """Write the sheet.

    Parameters
    ----------
    sheet : Worksheet
        The sheet.
    handout : Handout
        The plan.
    outcome : StaffingOutcome or None
        What is known of it; None of shifts that were given and are only rostered.
    hours : mapping
        By pool, the cell that has the hours of all its heads, as other sheets name it.
    say : Words
        The words.
    """
    scenario = handout.choice.scenario
    put(sheet, 1, 1, scenario.name).font = font(say, size=20, bold=True)
    put(sheet, 2, 1, say("book.title")).font = font(say, size=13, color=FAINT)
    row = 4
    for name, value in _facts(handout, outcome, say):
        put(sheet, row, 1, name).font = font(say, bold=True)
        cell = put(sheet, row, 2, value)
        cell.font, cell.alignment = font(say), _at_top()
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=5)
        sheet.row_dimensions[row].height = 14.5 * (1 + len(value) // 88)
        row += 1
    row = _costs(sheet, handout, outcome, row + 1, say)
    if outcome and outcome.check:
        row = _targets(sheet, outcome.check, row + 1, say)
    row = _pools(sheet, handout, hours, row + 1, say)
    for key in ("book.back", "book.back_note"):
        cell = put(sheet, row + 1, 1, say(key))
        cell.font, cell.alignment = font(say, size=9, color=FAINT), _at_top()
        sheet.merge_cells(start_row=row + 1, end_row=row + 1, start_column=1, end_column=5)
        sheet.row_dimensions[row + 1].height = 14.0 * (1 + len(say(key)) // 118)
        row += 1
    for letter, width in zip("ABCDE", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False
    on_a4(sheet, scenario.name, say, "A")


def _at_top() -> Any:
    from openpyxl.styles import Alignment

    return Alignment(vertical="top", horizontal="left", wrap_text=True)


def _facts(handout: Handout, outcome: StaffingOutcome | None, say: Words) -> Iterator[tuple[str, str]]:
    """Where, when, under which policy, how sure, made by what."""
    scenario, calendar = handout.choice.scenario, handout.choice.scenario.calendar
    yield say("book.sites"), say.listed([say.scope(scenario.sites[site].scope) for site in handout.sites])
    dates = {
        "start": say.date(calendar.date(0)),
        "end": say.date(calendar.date(calendar.days - 1)),
        "days": calendar.days,
        "open": len(handout.days),
    }
    yield say("book.dates"), say("run.calendar_value", **dates)
    yield say("policy"), say.policy(scenario.policy)
    if outcome:
        replications = f"{outcome.record.replications:,}"
        key = (
            f"book.status.{outcome.status}" if outcome.record.method == "check" else f"plan.{outcome.status}"
        )
        if outcome.check and outcome.is_checked and not outcome.record.shared:
            yield say("plan.status"), say(key, replications=replications)
        if outcome.check:
            value = say("plan.check_value", replications=f"{outcome.check.replications:,}")
            yield say("plan.check"), value
    if not outcome or not outcome.is_checked:
        yield say("plan.status"), say("book.unchecked")
    yield say("run.version"), counterline_version() or say("run.version_unknown")


def _costs(sheet: Any, handout: Handout, outcome: StaffingOutcome | None, row: int, say: Words) -> int:
    """The parts of the cost, and their sum; the row after them."""
    plan = handout.plan
    training = sum(each.cost * people for each, people in trained_in(handout.choice, plan))
    parts = [("schedule", plan.schedule - training)]
    parts += [("training", training)] if handout.choice.trainings else []
    if outcome and outcome.check:
        parts += [("overtime", plan.overtime), ("calls", plan.calls)]
    put(sheet, row, 1, say("plan.cost"))
    put(sheet, row, 2, say("unit.yuan", value="").strip())
    head(sheet, row, 2, say)
    first = row + 1
    for number, (name, yuan) in enumerate(parts, first):
        _cost_row(sheet, number, say(f"book.cost.{name}"), yuan, say)
    end = first + len(parts)
    _cost_row(sheet, end, say("sheet.total"), Formula(f"=SUM(B{first}:B{end - 1})"), say, bold=True)
    return end + 1


def _cost_row(sheet: Any, row: int, name: str, value: object, say: Words, bold: bool = False) -> None:
    put(sheet, row, 1, name)
    put(sheet, row, 2, value).number_format = "#,##0.00"
    for column in (1, 2):
        cell = sheet.cell(row, column)
        cell.font, cell.border = font(say, bold=bold), box()


def _targets(sheet: Any, check: Result, row: int, say: Words) -> int:
    """A row a target; the row after them."""
    verdicts = check.verdicts()
    if not verdicts:
        return row
    names = ("target", None, "target.value", "target.confidence", "target.verdict")
    for column, name in enumerate(names, 1):
        put(sheet, row, column, say(name) if name else None)
    head(sheet, row, len(names), say)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
    for number, verdict in enumerate(verdicts, row + 1):
        _target(sheet, number, verdict, check, say)
    return row + len(verdicts) + 1


def _target(sheet: Any, row: int, verdict: Verdict, check: Result, say: Words) -> None:
    unit = shown_unit(verdict.target.measure)
    figure = (
        say("value.none")
        if verdict.empty
        else f"{format_figure(verdict.estimate, unit, say.language)} {say(f'unit.{unit}', value='').strip()}"
    )
    cells = (
        target_words(verdict.target, check, say),
        None,
        figure.strip(),
        format_percent(verdict.target.confidence, say.language),
        verdict_words(verdict, say),
    )
    for column, value in enumerate(cells, 1):
        cell = put(sheet, row, column, value)
        cell.font, cell.border = font(say), box()
        cell.alignment = in_the_middle(wrap=True) if column > 2 else _at_top()
    sheet.cell(row, 5).fill = fill(MET if verdict.holds else MISSED)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
    sheet.row_dimensions[row].height = 28 if len(str(cells[4])) > 14 else 15


def _pools(sheet: Any, handout: Handout, hours: Mapping[str, str], row: int, say: Words) -> int:
    """A row a pool: where it works, hours of all heads, fewest and most of them, what an hour costs; the row after them."""
    scenario = handout.choice.scenario
    names = ("book.pool", "book.where", "sheet.hours_of_all", "plan.heads", "book.price")
    for column, name in enumerate(names, 1):
        put(sheet, row, column, say(name))
    head(sheet, row, len(names), say)
    sheet.row_dimensions[row].height = 28
    for number, pool in enumerate(handout.pools, row + 1):
        heads = [
            count
            for place, count in zip(handout.choice.places, handout.plan.heads, strict=True)
            if place.pool == pool
        ]
        cells = (
            say.pool(pool),
            say.scope(scenario.site_of(pool).scope),
            Formula(f"={hours[pool]}"),
            say("interval", low=min(heads), high=max(heads)),
            format_value(scenario.pools[pool].cost * 60, "yuan", say.language),
        )
        for column, value in enumerate(cells, 1):
            cell = put(sheet, number, column, value)
            cell.font, cell.border = font(say), box()
            cell.alignment = in_the_middle() if column > 2 else _at_top()
        sheet.cell(number, 3).number_format = "#,##0.##"
    return row + len(handout.pools) + 1


__all__ = ["fill_overview"]
