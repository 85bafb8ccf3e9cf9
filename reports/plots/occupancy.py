"""Occupancy by pool."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes

from reports.plots.style import FAINT, INK, canvas, dress, finish, look, plain, several
from reports.words import format_percent, format_value, words
from sim.estimates import Estimate
from sim.result import Result

ROW = 0.29
"""Inches of height of a bar with its air."""


def occupancy_by_pool(
    results: Result | Sequence[Result], ax: Axes | None = None, language: str = "en"
) -> Axes:
    """How busy each pool is: one group of bars a pool, one bar a policy, with 95 % intervals.

    Parameters
    ----------
    results : Result or sequence of Result
        One bar in each group.
    ax : Axes or None
        Where to draw; on a new figure if not given.
    language : str
        ``en`` or ``zh``.

    Returns
    -------
    Axes
        The axes; occupancy in percent from left to right.
    """
    say, found = words(language), several(results)
    pools = list(dict.fromkeys(pool for result in found for pool in result.scenario.pools))
    grouped = len(found) > 1
    rows = len(pools) * (len(found) + 1.3 * grouped)
    axes = canvas(ax, occupancy_height(len(pools), len(found)))
    dress(axes, say("plot.occupancy"), grid="x")
    places: list[float] = []
    labels: list[str] = []
    for group, pool in enumerate(pools):
        top = group * (len(found) + 1.3) if grouped else group
        if grouped:
            axes.text(0, top - 0.85, plain(pool), fontsize=9, fontweight="bold", color=INK, va="center")
        for number, result in enumerate(found):
            places.append(top + number)
            labels.append(plain(say.policy(result.policy) if grouped else pool))
            _bar(axes, top + number, _occupancy(result, pool), number, language)
    axes.set_yticks(places, labels)
    axes.set_ylim(rows - 0.5 - 1.3 * grouped, -1.4 if grouped else -0.6)
    axes.set_xlim(0, 112)
    ticks = range(0, 101, 20)
    axes.set_xticks(ticks, [format_percent(tick / 100, language) for tick in ticks])
    return finish(axes)


def occupancy_height(pools: int, policies: int) -> float:
    """Inches of height that so many bars take."""
    return 0.9 + ROW * max(pools * (policies + 1.3 * (policies > 1)), 2)


def _occupancy(result: Result, pool: str) -> Estimate | None:
    try:
        estimate = result.estimate("occupancy", f"pool:{pool}")
    except KeyError:
        return None
    return None if math.isnan(estimate.mean) else estimate


def _bar(axes: Axes, place: float, estimate: Estimate | None, number: int, language: str) -> None:
    if estimate is None:
        axes.text(1, place, words(language)("plot.no_heads"), fontsize=8, color=FAINT, va="center")
        return
    end = 100 * estimate.mean
    axes.barh(place, end, height=0.72, color=look(number).color)
    if not math.isnan(estimate.low):
        half = 50 * (estimate.high - estimate.low)
        axes.errorbar(end, place, xerr=half, color=INK, elinewidth=1.2, capsize=2.5)
        end += half
    text = format_value(estimate.mean, "share", language)
    axes.text(end + 1, place, text, fontsize=8.5, color=INK, va="center")
