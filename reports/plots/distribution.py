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
    several,
    width_of,
)
from reports.words import words
from sim.results.estimates import ratio_of
from sim.results.result import CONFIDENCE, Result

Array = NDArray[np.float64]

SHOWN = 0.995
"""The axis ends where so many customers of every policy have been served."""


def wait_distribution(
    results: Result | Sequence[Result], ax: Axes | None = None, language: str = "en"
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

    Returns
    -------
    Axes
        The axes, in minutes and percent.
    """
    say, found = words(language), several(results)
    axes = canvas(ax, 3.9)
    dress(axes, say("plot.distribution"))
    end = 10.0
    before = lines_before(axes)
    for number, result in enumerate(found, before):
        share, half = cumulative(result)
        minutes = np.arange(1, len(share) + 1)
        color, dash, _ = look(number)
        label = plain(say.policy(result.policy))
        axes.plot(minutes, 100 * share, color=color, linestyle=dash, linewidth=1.8, label=label)
        low, high = np.maximum(share - half, 0), np.minimum(share + half, 1)
        axes.fill_between(
            minutes, 100 * low, 100 * high, color=color, alpha=band(before + len(found)), linewidth=0
        )
        end = max(end, float(np.sum(share < SHOWN)) + 1)
    axes.set_ylim(0, 102)
    _, end = limit_x(axes, 0, end)
    axes.xaxis.set_major_locator(MultipleLocator(_step(end, width_of(axes))))
    axes.set_xlabel(say("plot.waited_at_most"), fontsize=9, color=FAINT)
    axes.set_ylabel(say("plot.share_served"), fontsize=9, color=FAINT)
    legend_below(axes, 40)
    return finish(axes)


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
