"""Any measure over the average day, by its own name: what `Result.plot` draws in a notebook."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MultipleLocator

from reports.fonts import add_to_defaults, has_chinese
from sim.measures.registry import measure
from sim.results.result import Result
from sim.scenario.units import clock_text, parse_clock


def curve_over_day(
    result: Result, name: str = "wait_mean", scope: str = "all", ax: Axes | None = None
) -> Axes:
    """Draw a measure with its interval on `ax`, or on a new figure.

    The time of day is in minutes after midnight, printed as a clock has it. What was drawn on `ax` before stays in sight.
    """
    axes = ax if ax is not None else _new_axes()
    table = _without_gaps(result.profile(name, scope), result.scenario.calendar.interval)
    axes.plot(table.index, table["mean"], marker="o", label=result.policy)
    axes.fill_between(table.index, table["ci_low"], table["ci_high"], alpha=0.25, linewidth=0)
    axes.set_ylabel(f"{name} ({measure(name).unit})")
    axes.set_ylim(min(0.0, axes.dataLim.y0), 1.05 * max(axes.dataLim.y1, 0.0) or 1.0)
    axes.xaxis.set_major_locator(MultipleLocator(_tick(axes.dataLim.width)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda minute, _: clock_text(minute)))
    axes.tick_params(axis="x", rotation=60)
    if has_chinese([result.policy]):
        add_to_defaults()  # a legend is made later, with the fonts that it finds then
    return axes


def _new_axes() -> Axes:
    """Axes of a figure that a notebook shows by itself, as it does with those of pyplot."""
    import matplotlib.pyplot as plt  # reports, which nobody looks at while they are drawn, do without

    return plt.subplots()[1]


def _without_gaps(profile: pd.DataFrame, step: float) -> pd.DataFrame:
    """A profile by minutes after midnight, with empty rows for intervals between its first and last that have no value."""
    minutes = [parse_clock(start) for start in profile.index]
    whole = np.arange(min(minutes, default=0.0), max(minutes, default=0.0) + step / 2, step)
    return profile.set_axis(minutes).reindex(whole, method="nearest", tolerance=step / 2.1)


def _tick(minutes: float) -> float:
    """Minutes between two of at most thirteen ticks, in whole hours."""
    return next((step for step in (60.0, 120.0, 180.0) if minutes <= 12 * step), 240.0)
