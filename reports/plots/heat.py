"""Heat map of the waits."""

from __future__ import annotations

import datetime as dt

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from numpy.typing import NDArray

from reports.plots.clock import day_axis
from reports.plots.style import CLOSED, INK, canvas, dress, finish, plain, width_of
from reports.words import words
from sim.result import Result
from sim.scenario.units import parse_clock

Array = NDArray[np.float64]

MOST_DAYS = 31
"""Rows up to which each day has its label and its own height."""
CELL_INCHES = 0.36
"""Narrowest cell that a number fits in."""


def wait_heat_map(
    result: Result,
    scope: str = "all",
    ax: Axes | None = None,
    language: str = "en",
    highest: float | None = None,
) -> Axes:
    """The mean wait by day and time of arrival, darker where customers wait longer.

    Parameters
    ----------
    result : Result
        Of one policy.
    scope : str
        ``all``, a hall, a pool or a channel.
    ax : Axes or None
        Where to draw; on a new figure if not given.
    language : str
        ``en`` or ``zh``.
    highest : float or None
        Minutes of the darkest colour, to compare policies; the longest wait shown if not given.

    Returns
    -------
    Axes
        The axes, in minutes after midnight and days.
    """
    say = words(language)
    starts, waits = waits_by_day(result, scope)
    days = len(waits)
    axes = canvas(ax, heat_map_height(days))
    dress(axes, say("plot.heat", policy=plain(say.policy(result.policy))), grid="both")
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    axes.set_facecolor(CLOSED)
    if len(starts):
        step = result.scenario.calendar.interval
        edges = np.append(starts, starts[-1] + step)
        top = highest or longest(result, scope) or 1.0
        mesh = axes.pcolormesh(
            edges,
            np.arange(days + 1),
            waits,
            cmap="YlOrBr",
            vmin=0,
            vmax=top,
            edgecolor="white",
            linewidth=0.5,
        )
        if len(waits) > MOST_DAYS or width_of(axes) / len(starts) < CELL_INCHES:
            _scale(axes, mesh)
        else:
            _numbers(axes, starts + step / 2, waits, top)
        day_axis(axes, edges[0], edges[-1])
    dates = [result.scenario.calendar.date(day) for day in range(days)]
    _day_labels(axes, dates, language)
    return finish(axes)


def heat_map_height(days: int) -> float:
    """Inches of height that a map of so many days takes."""
    return 0.9 + min(max(0.26 * days, 0.5), 0.26 * MOST_DAYS)


def waits_by_day(result: Result, scope: str = "all") -> tuple[Array, Array]:
    """Starts of the intervals from the first to the last with a value, and the mean waits, shape (days, intervals)."""
    table = result.by_interval("wait_mean", scope)
    step = result.scenario.calendar.interval
    at = np.array([parse_clock(start) for start in table.columns], dtype=np.float64)
    if not len(at):
        return at, np.full((len(table), 0), np.nan)
    starts = np.arange(at[0], at[-1] + step / 2, step)
    waits = np.full((len(table), len(starts)), np.nan)
    waits[:, np.rint((at - at[0]) / step).astype(int)] = table.to_numpy()
    return starts, waits


def longest(result: Result, scope: str = "all") -> float:
    """The longest mean wait of the map; 0 where it is empty."""
    waits = waits_by_day(result, scope)[1]
    return 0.0 if np.isnan(waits).all() else float(np.nanmax(waits))


def _numbers(axes: Axes, middles: Array, waits: Array, top: float) -> None:
    """The waits in their cells, white on dark."""
    for day, column in np.argwhere(~np.isnan(waits)):
        red, green, blue, _ = colormaps["YlOrBr"](min(waits[day, column] / top, 1.0))
        dark = 0.299 * red + 0.587 * green + 0.114 * blue < 0.55
        axes.text(
            middles[column],
            day + 0.5,
            f"{waits[day, column]:.0f}",
            ha="center",
            va="center",
            fontsize=8,
            color="white" if dark else "black",
        )


def _scale(axes: Axes, mesh: QuadMesh) -> None:
    """What the colours mean, where the cells have no room for numbers."""
    figure = axes.get_figure()
    assert figure is not None
    bar = figure.colorbar(mesh, ax=axes, pad=0.02)
    bar.outline.set_visible(False)
    bar.ax.tick_params(labelsize=8, labelcolor=INK, length=0)


def _day_labels(axes: Axes, dates: list[dt.date], language: str) -> None:
    say = words(language)
    every = max(1, -(-len(dates) // MOST_DAYS))
    places = range(0, len(dates), every)
    style = "short" if every == 1 else "long"
    axes.set_yticks([place + 0.5 for place in places], [say.date(dates[place], style) for place in places])
    axes.set_ylim(len(dates), 0)
