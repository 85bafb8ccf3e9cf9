"""Distribution of waits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator
from numpy.typing import NDArray

from reports.plots.style import (
    FAINT,
    band,
    canvas,
    dress,
    finish,
    legend_below,
    limit_x,
    lines_before,
    look,
    plain,
    scoped,
    several,
    width_of,
)
from reports.words.names import words_for
from sim.measures.registry import THRESHOLDS, threshold_minutes
from sim.results.estimates import ratio_of
from sim.results.result import CONFIDENCE, Result

Array = NDArray[np.float64]

SHOWN = 0.995
"""The axis ends where so many customers of every policy have been served."""


def wait_distribution(
    results: Result | Sequence[Result],
    ax: Axes | None = None,
    language: str = "en",
    scope: str = "all",
) -> Axes:
    """The share of served customers who waited at most so many minutes, with bands of 95 % intervals.

    Parameters
    ----------
    results : Result or sequence of Result
        One line each.
    ax : Axes or None
        Where to draw; on a new figure if not given.
    language : str
        ``en`` or ``zh``.
    scope : str
        Whose waits: ``all``, of which they are known minute by minute, or another scope, of which they are known at the thresholds of
        every table.

    Returns
    -------
    Axes
        The axes, in minutes and percent.
    """
    found = several(results)
    say = words_for(found, language)
    axes = canvas(ax, 3.9)
    dress(axes, scoped(say("plot.distribution"), scope, say))
    end = 10.0
    before = lines_before(axes)
    for number, result in enumerate(found, before):
        minutes, share, half = by_minute(result) if scope == "all" else by_threshold(result, scope)
        color, dash, marker = look(number)
        label = plain(say.policy(result.policy))
        points = "" if scope == "all" else marker
        axes.plot(
            minutes,
            100 * share,
            color=color,
            linestyle=dash,
            marker=points,
            markersize=5,
            linewidth=1.8,
            label=label,
        )
        low, high = np.maximum(share - half, 0), np.minimum(share + half, 1)
        axes.fill_between(
            minutes, 100 * low, 100 * high, color=color, alpha=band(before + len(found)), linewidth=0
        )
        end = max(end, float(minutes[min(int(np.sum(share < SHOWN)), len(minutes) - 1)]))
    axes.set_ylim(0, 102)
    _, end = limit_x(axes, 0, end)
    axes.xaxis.set_major_locator(MultipleLocator(_step(end, width_of(axes))))
    axes.set_xlabel(say("plot.waited_at_most"), fontsize=9, color=FAINT)
    axes.set_ylabel(say("plot.share_served"), fontsize=9, color=FAINT)
    legend_below(axes, 40)
    return finish(axes)


def by_minute(result: Result) -> tuple[Array, Array, Array]:
    """Minutes, the share of served customers who waited less than so many, and half its interval."""
    share, half = cumulative(result)
    return np.arange(1.0, len(share) + 1), share, half


def by_threshold(result: Result, scope: str) -> tuple[Array, Array, Array]:
    """The same in a scope, at the thresholds of every table."""
    names = [f"wait_within_{text}" for text in THRESHOLDS]
    estimates = [result.estimate(name, scope) for name in names]
    share = np.array([each.mean for each in estimates])
    half = np.array([(each.high - each.low) / 2 for each in estimates])
    return np.array([threshold_minutes(name) for name in names]), share, half


def cumulative(result: Result) -> tuple[Array, Array]:
    """The share of served customers who waited less than 1, 2, ..., 240 minutes, and half its interval.

    NaN where nobody was served.
    """
    counts = result.sums["histogram"]
    up_to = np.cumsum(counts, axis=1)[:, :-1]
    sample = ratio_of(up_to, counts.sum(axis=1, keepdims=True) + np.zeros_like(up_to))
    return sample.mean, sample.half_width(CONFIDENCE)


def _step(minutes: float, inches: float) -> float:
    """Minutes between ticks: the smallest usual step with room for its labels."""
    most = max(2.0, inches / 0.45)
    return next(step for step in (1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 240.0) if minutes / step <= most)
