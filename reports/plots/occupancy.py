"""Occupancy by pool."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes

from reports.plots.bars import Bar, bars_height, draw_bars
from reports.plots.largest import MOST_SHOWN, largest, title_of_largest
from reports.plots.style import canvas, dress, finish, several
from reports.words.names import words_for
from sim.results.estimates import Estimate
from sim.results.result import Result


def occupancy_by_pool(
    results: Result | Sequence[Result], ax: Axes | None = None, language: str = "en"
) -> Axes:
    """How busy each pool is, or each of those with most heads: one group of bars a pool, one bar a policy, with 95 % intervals.

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
    found = several(results)
    say = words_for(found, language)
    minutes = _minutes_on_duty(found)
    pools = largest(list(minutes), minutes.__getitem__)
    grouped = len(found) > 1
    axes = canvas(ax, occupancy_height(len(pools), len(found)))
    dress(axes, title_of_largest(say("plot.occupancy"), len(minutes), say), grid="x")
    groups = [
        (
            say.pool(pool) * grouped,
            [
                Bar(
                    say.policy(result.policy) if grouped else say.pool(pool), _occupancy(result, pool), number
                )
                for number, result in enumerate(found)
            ],
        )
        for pool in pools
    ]
    draw_bars(axes, groups, "share", say("plot.no_heads"), language)
    return finish(axes)


def occupancy_height(pools: int, policies: int) -> float:
    """Inches of height that the bars of so many pools take."""
    return bars_height(min(pools, MOST_SHOWN), policies, policies > 1)


def _minutes_on_duty(results: Sequence[Result]) -> dict[str, float]:
    """By pool, how many minutes its heads are on duty, under the policy under which it has most."""
    found = dict[str, float]()
    for result in results:
        for pool, present in zip(result.scenario.pools, result.frame.present, strict=True):
            found[pool] = max(found.get(pool, 0.0), float(present.sum()))
    return found


def _occupancy(result: Result, pool: str) -> Estimate | None:
    try:
        estimate = result.estimate("occupancy", f"pool:{pool}")
    except KeyError:
        return None
    return None if math.isnan(estimate.mean) else estimate
