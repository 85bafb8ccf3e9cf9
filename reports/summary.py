"""The first table: four to six figures by policy, with their intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from reports.tables import Cell, Row, measured_cells, verdict_marks
from reports.words import Words, format_value
from reports.words.catalogue import capital
from sim.results.headline import Figure, leading_figures, visits
from sim.results.result import Result
from sim.scenario import Scenario


def summary_figures(scenario: Scenario) -> list[Figure]:
    """What halls, centres, offices and supply are judged by, whom halls and centres lose, and what that costs."""
    found: list[Figure] = []
    leading = list(leading_figures(scenario))
    if scenario.halls:
        scope = visits(scenario)
        found.append(leading.pop(0))
        found += [] if scenario.centres else [Figure("wait_mean", scope, "peak")]
        found.append(Figure("lost", scope))
    if scenario.centres:
        found.append(leading.pop(0))
        found += [] if scenario.halls else [Figure("speed_of_answer")]
        found.append(Figure("abandoned"))
    if scenario.offices:
        found.append(leading.pop(0))
        some = not (scenario.halls and scenario.centres)
        found += [Figure("time_to_close_mean")] * (some and found[-1].measure != "time_to_close_mean")
    return [*found, *leading, Figure("staff_cost")]


def summary_rows(
    results: Sequence[Result], say: Words, costs: Sequence[float | None] = ()
) -> tuple[list[str], list[Row]]:
    """Headings, and a row a policy: the figures, heads, and how many targets are met.

    Parameters
    ----------
    results : sequence of Result
        One row each.
    say : Words
        The words.
    costs : sequence of float or None
        What is paid on top of the staff cost of each result, such as for the training of a plan; nothing if not given.
    """
    figures = summary_figures(results[0].scenario)
    columns = [measured_cells(results, figure, say) for figure in figures]
    for number, more in enumerate(costs):
        if more:
            cell = columns[-1][number]
            paid = results[number].estimate("staff_cost").mean + more
            columns[-1][number] = Cell(format_value(paid, "yuan", say.language), cell.small, mark=cell.mark)
    heads = [capital(say.measure(*figure)) for figure in figures]
    rows = []
    for number, result in enumerate(results):
        cells = [*(column[number] for column in columns), heads_cell(result, say)]
        if result.scenario.targets:
            cells.append(verdict_marks(result, say))
        rows.append(Row(say.policy(result.policy), cells))
    heads.append(capital(say("summary.heads")))
    if results[0].scenario.targets:
        heads.append(capital(say("targets")))
    return heads, rows


def short_heads(scenario: Scenario, say: Words) -> list[str]:
    """The headings of the same table in a word or two, for a narrow terminal."""
    heads = []
    for measure, _, period in summary_figures(scenario):
        level = measure.startswith("service_level")
        key = "level" if level else f"{measure}_at_peak" if period == "peak" else measure
        time = say.time_of(measure) if level else ""
        heads.append(say(f"short.{key}", time=time) if level else say(f"short.{key}"))
    return [*heads, say("short.heads"), *([say("short.targets")] if scenario.targets else [])]


def heads_cell(result: Result, say: Words) -> Cell:
    """How many people are on duty by the schedule: on average while anything is open, and at once at the most."""
    frame = result.frame
    present = frame.present[frame.people > 0].sum(axis=0)
    open_minutes = frame.open_minutes.max(axis=0)
    mean = float(present.sum() / open_minutes.sum()) if open_minutes.any() else math.nan
    most = float(np.max(present, initial=0.0) / result.scenario.calendar.interval)
    return Cell(
        format_value(mean, "count", say.language), say("summary.most_heads", most=f"{math.ceil(most - 1e-9)}")
    )
