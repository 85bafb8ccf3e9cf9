"""A plan over the requirement: heads by interval, day after day."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, MaxNLocator
from numpy.typing import NDArray

from optimize.requirements.counter_requirements import Requirement
from reports.plots.style import (
    CLOSED,
    FAINT,
    GRID,
    INK,
    LOOKS,
    canvas,
    dress,
    finish,
    legend_below,
    plain,
    width_of,
)
from reports.words.names import words_for
from sim.results.result import Result

PLAN_HEIGHT = 3.4
"""Inches."""
DATE_INCHES = 0.85
"""Width of ``Mon 15 Apr`` at the size of tick labels, with some air."""


def plan_over_requirement(
    before: Result,
    after: Result,
    needs: Sequence[Requirement],
    ax: Axes | None = None,
    language: str = "en",
) -> Axes:
    """Heads of a plan and of the scenario's own staffing against what is required, in every interval of the horizon.

    Intervals stand beside each other without the closed hours, days apart by a line.

    Parameters
    ----------
    before, after : Result
        Under the scenario's own staffing, and under the plan.
    needs : sequence of Requirement
        Of one hall and one group of pools, in order of time.
    ax : Axes or None
        Where to draw; on a new figure if not given.
    language : str
        ``en`` or ``zh``.

    Returns
    -------
    Axes
        The axes: intervals from left to right, and heads.
    """
    say = words_for(before, language)
    axes = canvas(ax, PLAN_HEIGHT)
    site = before.scenario.sites[needs[0].site]
    name = say.listed([say.scope(site.scope), *map(say.pool, needs[0].pools)])
    dress(axes, say("plot.plan", name=plain(name, 70)))
    edges = np.arange(len(needs) + 1)
    required = np.array([need.heads for need in needs], dtype=np.float64)
    planned, own = heads_of(after, needs), heads_of(before, needs)
    axes.stairs(
        required, edges, fill=True, color=CLOSED, edgecolor=FAINT, hatch="////", label=say("plot.required")
    )
    axes.stairs(
        own, edges, color=LOOKS[0].color, linestyle=(0, (4, 2)), linewidth=1.6, label=say("plot.own_heads")
    )
    axes.stairs(planned, edges, color=LOOKS[1].color, linewidth=2.2, label=say("plot.planned"))
    axes.set_ylim(0, 1.1 * max(required.max(), planned.max(), own.max(), 1.0))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    _days(axes, before, needs, language)
    axes.set_ylabel(say("axis.heads"), fontsize=9, color=FAINT)
    legend_below(axes, 24)
    return finish(axes)


def heads_of(result: Result, needs: Sequence[Requirement]) -> NDArray[np.float64]:
    """Heads that the schedule of a group of pools has on duty, on average over each interval of the requirements."""
    step, pools = result.scenario.calendar.interval, list(result.scenario.pools)
    own = [pools.index(pool) for pool in needs[0].pools]
    minutes = result.frame.present[own].sum(axis=0)
    return np.array(
        [
            minutes[need.day, int(need.span.start // step)] / (need.span.end - need.span.start)
            for need in needs
        ]
    )


def _days(axes: Axes, result: Result, needs: Sequence[Requirement], language: str) -> None:
    """A line where each day begins, and dates below as many of them as fit."""
    days = [need.day for need in needs]
    starts = [place for place, day in enumerate(days) if place == 0 or days[place - 1] != day]
    for place in starts[1:]:
        axes.axvline(place, color=INK, linewidth=0.7, alpha=0.5)
    every = max(1, round(np.ceil(len(starts) * DATE_INCHES / width_of(axes))))
    shown = starts[::every]
    axes.set_xlim(0, len(needs))
    axes.grid(axis="x", visible=False)
    axes.grid(axis="y", color=GRID)
    axes.xaxis.set_major_locator(FixedLocator(shown))
    say = words_for(result, language)
    dates = [say.date(result.scenario.calendar.date(days[place]), "short") for place in shown]
    axes.set_xticklabels(dates, ha="left")
