"""Occupancy of each pool over the day."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from reports.plots.clock import Curve, curve, draw_curve, finish_day
from reports.plots.style import FAINT, canvas, dress, finish, legend_below, lines_before, plain
from reports.words.names import words_for
from sim.results.result import Result


def occupancy_over_day(result: Result, ax: Axes | None = None, language: str = "en") -> Axes:
    """How busy each pool is over the average day, with bands of 95 % intervals; not where only overtime is worked.

    Parameters
    ----------
    result : Result
        Of one policy; one line a pool that has heads.
    ax : Axes or None
        Where to draw; on a new figure if not given.
    language : str
        ``en`` or ``zh``.

    Returns
    -------
    Axes
        The axes, in minutes after midnight and percent.
    """
    say = words_for(result, language)
    axes = canvas(ax, 3.9)
    dress(axes, say("plot.occupancy_day", policy=plain(say.policy(result.policy))))
    found = day_of_occupancy(result)
    pools, curves = list(found), list(found.values())
    before = lines_before(axes)
    for number, (pool, each) in enumerate(zip(pools, curves, strict=True), before):
        if len(each.start):
            draw_curve(
                axes, each, result.scenario.calendar.interval, number, before + len(pools), say.pool(pool)
            )
    axes.set_ylim(0, 105)
    finish_day(axes, result, curves, language)
    axes.set_ylabel(say("axis.share"), fontsize=9, color=FAINT)
    legend_below(axes, 24)
    return finish(axes)


def day_of_occupancy(result: Result) -> dict[str, Curve]:
    """How busy each pool is over the average day, in percent."""
    return {
        pool: _on_duty(result, number, curve(result, "occupancy", f"pool:{pool}").times(100))
        for number, pool in enumerate(result.scenario.pools)
    }


def _on_duty(result: Result, pool: int, occupancy: Curve) -> Curve:
    """Without the intervals in which the schedule has nobody: whoever still works then is busy by definition."""
    scheduled = result.frame.present[pool].sum(axis=0) > 0
    shown = scheduled[np.rint(occupancy.start / result.scenario.calendar.interval).astype(int)]
    some = np.flatnonzero(shown)
    kept = slice(some[0], some[-1] + 1) if len(some) else slice(0)
    return Curve(occupancy.start[kept], *(np.where(shown, values, np.nan)[kept] for values in occupancy[1:]))
