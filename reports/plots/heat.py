"""Heat map of a measure by day and time of the day."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from numpy.typing import NDArray

from reports.plots.clock import day_axis
from reports.plots.style import CLOSED, INK, canvas, dress, finish, plain, width_of
from reports.words import shown_scale, shown_unit
from reports.words.names import words_for
from sim.measures.registry import measure as measure_called
from sim.results.result import Result
from sim.scenario.units import parse_clock

Array = NDArray[np.float64]

MOST_ROWS = 31
"""Rows up to which each has its label and its own height."""
MOST_DAYS = 92
"""Days up to which each is a row; of a longer horizon each month is one (assumed: a quarter of a year, whose rows can still be told
apart)."""
COLORS = {"low": "YlOrBr", "high": "YlOrBr_r"}
"""Colours by which side is better; dark is worse."""
CELL_INCHES = 0.36
"""Narrowest cell that a number fits in."""


def heat_map(
    result: Result,
    measure: str = "wait_mean",
    scope: str = "all",
    ax: Axes | None = None,
    language: str = "en",
    between: tuple[float, float] | None = None,
    numbers: bool = True,
) -> Axes:
    """A measure by day and time of arrival, darker where it is worse; by month in place of day if the horizon is long.

    Parameters
    ----------
    result : Result
        Of one policy.
    measure : str
        A measure over contacts, such as ``wait_mean``.
    scope : str
        ``all``, a hall, a pool or a channel.
    ax : Axes or None
        Where to draw; on a new figure if not given.
    language : str
        ``en`` or ``zh``.
    between : tuple of float or None
        Values of the lightest and darkest colour (or the other way round), to compare policies; what is shown if not
        given.
    numbers : bool
        Whether cells have their numbers in them, where there is room; a scale of colours otherwise. (Of several maps beside each other
        they are hundreds, which take seconds to draw.)

    Returns
    -------
    Axes
        The axes, in minutes after midnight and days (or months).
    """
    say = words_for(result, language)
    starts, values = values_by_day(result, measure, scope)
    rows = len(values)
    axes = canvas(ax, heat_map_height(result))
    unit = say(f"axis.{shown_unit(measure)}")
    title = say(
        "plot.heat", policy=plain(say.policy(result.policy)), measure=say.measure(measure, scope), unit=unit
    )
    dress(axes, title, grid="both")
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    axes.set_facecolor(CLOSED)
    if len(starts):
        step = result.scenario.calendar.interval
        edges = np.append(starts, starts[-1] + step)
        scale = shown_scale(shown_unit(measure))
        low, high = (scale * end for end in between or heat_range([result], measure, scope))
        colors = COLORS[measure_called(measure).better]
        mesh = axes.pcolormesh(
            edges,
            np.arange(rows + 1),
            scale * values,
            cmap=colors,
            vmin=low,
            vmax=high,
            edgecolor="white",
            linewidth=0.5 if rows <= MOST_DAYS else 0.0,
        )
        if not numbers or rows > MOST_ROWS or width_of(axes) / len(starts) < CELL_INCHES:
            _scale(axes, mesh)
        else:
            _numbers(axes, starts + step / 2, scale * values, mesh)
        day_axis(axes, edges[0], edges[-1])
    _row_labels(axes, result, language)
    return finish(axes)


def heat_map_height(result: Result) -> float:
    """Inches of height that the map of a result takes."""
    return 0.9 + min(max(0.26 * len(first_days(result)), 0.5), 0.26 * MOST_ROWS)


def by_month(result: Result) -> bool:
    """Whether a row of the map is a month, and not a day."""
    return result.frame.days > MOST_DAYS


def first_days(result: Result) -> list[int]:
    """The first day of each row."""
    frame = result.frame
    return list(frame.months.values()) if by_month(result) else list(range(frame.days))


def heat_range(results: Sequence[Result], measure: str, scope: str = "all") -> tuple[float, float]:
    """Between which values the maps of some results lie: waits from zero on, shares from the least to all."""
    shown = np.concatenate([values_by_day(result, measure, scope)[1].ravel() for result in results])
    shown = shown[~np.isnan(shown)]
    found = measure_called(measure)
    if found.unit == "share":
        return float(min(shown, default=0.0)), 1.0
    return 0.0, float(max(shown, default=0.0)) or 1.0


def values_by_day(result: Result, measure: str, scope: str = "all") -> tuple[Array, Array]:
    """Starts of the intervals from the first to the last with a value, and the values, shape (days or months, intervals)."""
    table = result.by_interval(measure, scope, "month" if by_month(result) else "date")
    step = result.scenario.calendar.interval
    at = np.array([parse_clock(start) for start in table.columns], dtype=np.float64)
    if not len(at):
        return at, np.full((len(table), 0), np.nan)
    starts = np.arange(at[0], at[-1] + step / 2, step)
    values = np.full((len(table), len(starts)), np.nan)
    values[:, np.rint((at - at[0]) / step).astype(int)] = table.to_numpy()
    return starts, values


def _numbers(axes: Axes, middles: Array, values: Array, mesh: QuadMesh) -> None:
    """The values in their cells, white on dark."""
    for day, column in np.argwhere(~np.isnan(values)):
        red, green, blue, _ = mesh.to_rgba(values[day, column])
        dark = 0.299 * red + 0.587 * green + 0.114 * blue < 0.55
        axes.text(
            middles[column],
            day + 0.5,
            f"{values[day, column]:.0f}",
            ha="center",
            va="center",
            fontsize=8,
            color="white" if dark else "black",
            in_layout=False,  # it stands in its cell: hundreds of them need no room of their own
        )


def _scale(axes: Axes, mesh: QuadMesh) -> None:
    """What the colours mean, where the cells have no room for numbers."""
    figure = axes.get_figure()
    assert figure is not None
    bar = figure.colorbar(mesh, ax=axes, pad=0.02)
    bar.outline.set_visible(False)
    bar.ax.tick_params(labelsize=8, labelcolor=INK, length=0)


def _row_labels(axes: Axes, result: Result, language: str) -> None:
    """Days or months beside the rows: each of them, or as many as there is room for; of many months each January."""
    say, calendar = words_for(result, language), result.scenario.calendar
    dates = [calendar.date(day) for day in first_days(result)]
    every = max(1, -(-len(dates) // MOST_ROWS))
    places = list(range(0, len(dates), every))
    style = "short" if every == 1 else "long"
    if by_month(result):
        style = "month"
        if every > 1:
            places = [place for place, date in enumerate(dates) if date.month == 1]
            axes.hlines(places, *axes.get_xlim(), color=INK, linewidth=0.6)
    axes.set_yticks([place + 0.5 for place in places], [say.date(dates[place], style) for place in places])
    axes.set_ylim(len(dates), 0)
