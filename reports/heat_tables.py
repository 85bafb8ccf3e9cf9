"""Maps of a measure by day and time of day as tables, which a page sorts out better than a drawing: they scroll, print and are read out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib import colormaps

from reports.figure_plans import heat_figures
from reports.plots.heat import COLORS, by_month, first_days, heat_range, values_by_day
from reports.words import Words, shown_scale, shown_unit
from sim.measures.registry import measure as measure_called
from sim.results.result import Result
from sim.scenario.units import clock_text

SHADES = 12
"""Colours that are told apart (assumed: as many as an eye can)."""
MOST_MAPS = 40
"""Maps of a kind at most; more stand in measures.csv (assumed)."""


@dataclass(frozen=True)
class HeatTable:
    """A map: its title, starts of intervals, and rows of a label and cells; a cell is its text and the number of its shade."""

    title: str
    starts: list[str]
    rows: list[tuple[str, list[tuple[str, int | None]]]]
    colors: str


def heat_tables(results: Sequence[Result], say: Words) -> dict[str, list[HeatTable]]:
    """The maps of each kind, policy by policy, all of one measure and scope on one scale of shades."""
    found: dict[str, list[HeatTable]] = {}
    for kind, figures in heat_figures(results[0].scenario).items():
        pairs = [(figure.measure, figure.scope, result) for figure in figures for result in results]
        found[kind] = [
            _table(results, result, measure, scope, say) for measure, scope, result in pairs[:MOST_MAPS]
        ]
    return found


def _table(results: Sequence[Result], result: Result, measure: str, scope: str, say: Words) -> HeatTable:
    unit = shown_unit(measure)
    starts, values = values_by_day(result, measure, scope)
    low, high = heat_range(results, measure, scope)
    share = (values - low) / ((high - low) or 1.0)
    shade = np.clip(np.nan_to_num(share) * SHADES, 0, SHADES - 1).astype(int)
    calendar, style = result.scenario.calendar, "month" if by_month(result) else "short"
    rows = []
    for row, day in enumerate(first_days(result)):
        cells: list[tuple[str, int | None]] = [
            ("", None) if np.isnan(value) else (f"{shown_scale(unit) * value:.0f}", int(tone))
            for value, tone in zip(values[row], shade[row], strict=True)
        ]
        rows.append((say.date(calendar.date(day), style), cells))
    title = say(
        "plot.heat",
        policy=say.policy(result.policy),
        measure=say.measure(measure, scope),
        unit=say(f"axis.{unit}"),
    )
    return HeatTable(title, [clock_text(start) for start in starts], rows, measure_called(measure).better)


def shades() -> str:
    """The style of the shades: ``l0`` to ``l11`` where low is good, ``h0`` to ``h11`` where high is."""
    rules = []
    for better, name in COLORS.items():
        colors = colormaps[name]((np.arange(SHADES) + 0.5) / SHADES)
        for number, (red, green, blue, _) in enumerate(colors):
            dark = 0.299 * red + 0.587 * green + 0.114 * blue < 0.55
            color = "#" + "".join(f"{round(255 * part):02x}" for part in (red, green, blue))
            rules.append(f".{better[0]}{number}{{background:{color}{';color:#fff' if dark else ''}}}")
    return "\n".join(rules)
