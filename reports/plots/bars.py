"""Bars in groups, with their intervals and values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes

from reports.plots.style import FAINT, INK, look, plain
from reports.words import format_value, shown_scale, words
from sim.results.estimates import Estimate

ROW = 0.29
"""Inches of height of a bar with its air."""
HEADING = 1.3
"""Bars that the heading of a group takes."""
HATCHES = ("", "////", "....", "\\\\\\\\", "xxxx", "----", "++++")
"""So that bars are told apart in grey, too."""


class Bar(NamedTuple):
    """A bar: its label, its value or none, and the number of its look."""

    label: str
    estimate: Estimate | None
    look: int


def draw_bars(
    axes: Axes, groups: Sequence[tuple[str, Sequence[Bar]]], unit: str, nothing: str, language: str
) -> None:
    """Groups of bars from top to bottom, each below its heading (an empty one takes no room).

    Parameters
    ----------
    axes : Axes
        Where to draw.
    groups : sequence of (str, sequence of Bar)
        Heading and bars.
    unit : str
        As in ``format_value``.
    nothing : str
        What stands in place of a bar without a value.
    language : str
        ``en`` or ``zh``.
    """
    places: list[float] = []
    labels: list[str] = []
    top, ends = 0.0, [0.0]
    for heading, bars in groups:
        if heading:
            axes.text(0, top + 0.45, plain(heading), fontsize=9, fontweight="bold", color=INK, va="center")
            top += HEADING
        for bar in bars:
            places.append(top)
            labels.append(plain(bar.label))
            ends.append(_bar(axes, top, bar, unit, nothing, language))
            top += 1
    axes.set_yticks(places, labels)
    axes.set_ylim(top - 0.4, -0.6)
    axes.set_xlim(0, 112 if unit == "share" else 1.15 * max(ends) or 1.0)
    axes.set_xlabel(words(language)(f"axis.{unit}"), fontsize=9, color=FAINT)


def bars_height(groups: int, bars: int, headed: bool) -> float:
    """Inches of height that so many groups of so many bars take."""
    return 1.1 + ROW * max(groups * (bars + HEADING * headed), 2)


def _bar(axes: Axes, place: float, bar: Bar, unit: str, nothing: str, language: str) -> float:
    """Draw one bar; how far it reaches."""
    if bar.estimate is None or math.isnan(bar.estimate.mean):
        axes.text(0.5, place, nothing, fontsize=8, color=FAINT, va="center")
        return 0.0
    scale, estimate = shown_scale(unit), bar.estimate
    end = scale * estimate.mean
    color = look(bar.look).color
    axes.barh(place, end, height=0.72, color=color, hatch=HATCHES[bar.look % len(HATCHES)], edgecolor="white")
    if not math.isnan(estimate.low):
        low, high = scale * estimate.low, scale * estimate.high
        axes.errorbar(end, place, xerr=[[end - low], [high - end]], color=INK, elinewidth=1.2, capsize=2.5)
        end = high
    text = format_value(estimate.mean, unit, language)
    axes.annotate(
        text, (end, place), (5, 0), textcoords="offset points", fontsize=8.5, color=INK, va="center"
    )
    return end
