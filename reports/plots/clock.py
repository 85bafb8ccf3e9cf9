"""The time axis of a day: minutes after midnight, printed as HH:MM, with the closed hours shaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter
from numpy.typing import NDArray

from reports.plots.style import (
    CLOSED,
    FAINT,
    band,
    limit_x,
    limit_y,
    lines_before,
    look,
    plain,
    width_of,
)
from reports.words import shown_scale, shown_unit, words
from reports.words.names import words_for
from sim.results.result import Result
from sim.scenario.units import clock_text, parse_clock

LABEL_INCHES = 0.55
"""Width of ``08:30`` at the size of tick labels, with some air."""


class Curve(NamedTuple):
    """A measure over the average day; NaN where it has no value, so that a line breaks there."""

    start: NDArray[np.float64]
    mean: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    def times(self, scale: float) -> Curve:
        """The same in another unit."""
        return Curve(self.start, scale * self.mean, scale * self.low, scale * self.high)


def curve(result: Result, measure: str, scope: str) -> Curve:
    """The measure by interval of the day, from its first to its last value, without leaving an interval out."""
    table = result.profile(measure, scope)
    step = result.scenario.calendar.interval
    at = np.array([parse_clock(start) for start in table.index], dtype=np.float64)
    if not len(at):
        return Curve(*np.full((4, 0), np.nan))
    start = np.arange(at[0], at[-1] + step / 2, step)
    place = np.rint((at - at[0]) / step).astype(int)
    values = np.full((3, len(start)), np.nan)
    values[:, place] = table[["mean", "ci_low", "ci_high"]].to_numpy().T
    return Curve(start, *values)


def draw_curve(ax: Axes, each: Curve, step: float, number: int, count: int, label: str) -> None:
    """A curve as a line with its band, at the middles of the intervals; the looks of `count` curves are told apart."""
    color, dash, marker = look(number)
    middle = each.start + step / 2
    ax.fill_between(middle, np.maximum(each.low, 0), each.high, color=color, alpha=band(count), linewidth=0)
    ax.plot(
        middle,
        each.mean,
        color=color,
        linestyle=dash,
        marker=marker,
        markersize=4,
        linewidth=1.8,
        label=plain(label),
    )


def draw_curves(ax: Axes, results: Sequence[Result], measure: str, scope: str, language: str) -> list[Curve]:
    """A measure over the day as a line with its band, for each result."""
    scale = shown_scale(shown_unit(measure))
    curves = [curve(result, measure, scope).times(scale) for result in results]
    before = lines_before(ax)
    for number, (result, each) in enumerate(zip(results, curves, strict=True), before):
        label = words_for(results, language).policy(result.policy)
        draw_curve(ax, each, result.scenario.calendar.interval, number, before + len(results), label)
    from_zero(ax, curves)
    return curves


def from_zero(ax: Axes, curves: Sequence[Curve]) -> None:
    """An axis from zero to a little above everything drawn."""
    tops = [np.nanmax([*each.mean, *each.high, 0.0]) for each in curves]
    limit_y(ax, 0, 1.08 * max(tops) or 1.0)


def day_axis(ax: Axes, start: float, end: float) -> None:
    """Ticks at whole hours, as many as fit without touching."""
    start, end = limit_x(ax, start, end)
    step = hours_that_fit(end - start, width_of(ax))
    first = np.ceil(start / step) * step
    ax.xaxis.set_major_locator(FixedLocator(np.arange(first, end + 1e-9, step).tolist()))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda minutes, _: clock_text(minutes)))


def hours_that_fit(minutes: float, inches: float) -> float:
    """The smallest step between ticks, in minutes, whose labels fit beside each other."""
    most = max(1.0, inches / LABEL_INCHES - 1)
    return next((step for step in (60.0, 120.0, 180.0, 240.0, 360.0) if minutes / step <= most), 720.0)


def shade_closed(ax: Axes, result: Result, start: float, end: float, language: str) -> None:
    """Shade the stretches between `start` and `end` in which no hall is open on any day, and name the widest."""
    step = result.scenario.calendar.interval
    closed = result.frame.open_minutes.sum(axis=(0, 1)) == 0
    inside = [number for number in np.flatnonzero(closed) if start <= number * step < end]
    if not inside:
        return
    stretches = np.split(np.array(inside), np.flatnonzero(np.diff(inside) > 1) + 1)
    for stretch in stretches:
        ax.axvspan(stretch[0] * step, (stretch[-1] + 1) * step, color=CLOSED, linewidth=0, zorder=0)
    widest, word = max(stretches, key=len), words(language)("plot.closed")
    if any(text.get_text() == word for text in ax.texts):
        return  # it stands there from an earlier drawing on these axes
    ax.text(
        (widest[0] + widest[-1] + 1) / 2 * step,
        0.97,
        word,
        transform=ax.get_xaxis_transform(),
        ha="center",
        va="top",
        fontsize=8,
        color=FAINT,
    )


def draw_day(ax: Axes, results: Sequence[Result], measure: str, scope: str, language: str) -> None:
    """Curves of a measure with a time axis over all of them."""
    finish_day(ax, results[0], draw_curves(ax, results, measure, scope, language), language)


def finish_day(ax: Axes, result: Result, curves: Sequence[Curve], language: str) -> None:
    """The time axis over all curves, with the closed hours; a word where there is nothing to see."""
    some = [each for each in curves if len(each.start)]
    if not some:
        ax.set_xticks([])
        ax.text(0.5, 0.5, words(language)("plot.nothing"), transform=ax.transAxes, ha="center", color=FAINT)
        return
    start = min(each.start[0] for each in some)
    end = max(each.start[-1] for each in some) + result.scenario.calendar.interval
    shade_closed(ax, result, start, end, language)
    day_axis(ax, start, end)
