"""Occupancy by pool."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes

from reports.plots.bars import Bar, bars_height, draw_bars
from reports.plots.style import canvas, dress, finish, several
from reports.words import words
from sim.estimates import Estimate
from sim.result import Result


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
    axes = canvas(ax, occupancy_height(len(pools), len(found)))
    dress(axes, say("plot.occupancy"), grid="x")
    groups = [
        (
            pool * grouped,
            [
                Bar(say.policy(result.policy) if grouped else pool, _occupancy(result, pool), number)
                for number, result in enumerate(found)
            ],
        )
        for pool in pools
    ]
    draw_bars(axes, groups, "share", say("plot.no_heads"), language)
    return finish(axes)


def occupancy_height(pools: int, policies: int) -> float:
    """Inches of height that so many bars take."""
    return bars_height(pools, policies, policies > 1)


def _occupancy(result: Result, pool: str) -> Estimate | None:
    try:
        estimate = result.estimate("occupancy", f"pool:{pool}")
    except KeyError:
        return None
    return None if math.isnan(estimate.mean) else estimate
