"""Calls over the day: offered, answered, abandoned."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from reports.plots.clock import Curve, curve, finish_day
from reports.plots.style import FAINT, INK, LOOKS, canvas, dress, finish, legend_below, limit_y, plain
from reports.words.names import words_for
from sim.results.result import Result

ANSWERED, ABANDONED = LOOKS[0].color, LOOKS[1].color


def calls_over_day(
    result: Result, ax: Axes | None = None, language: str = "en", highest: float | None = None
) -> Axes:
    """Calls offered by interval of the average day, as bars of those answered and, above them, those that hung up.

    Calls that neither were answered nor hung up (the centre closed on them) are the gap below the line of calls offered,
    which has its 95 % interval.

    Parameters
    ----------
    result : Result
        Of one policy, with a call centre.
    ax : Axes or None
        Where to draw; on a new figure if not given.
    language : str
        ``en`` or ``zh``.
    highest : float or None
        Calls at the top of the axis, to compare policies.

    Returns
    -------
    Axes
        The axes, in minutes after midnight and calls an interval.
    """
    say, step = words_for(result, language), result.scenario.calendar.interval
    axes = canvas(ax, 3.9)
    dress(axes, say("plot.calls", policy=plain(say.policy(result.policy))))
    offered, answered, left = day_of_calls(result)
    edges = np.append(offered.start, offered.start[-1:] + step)
    if len(offered.start):
        axes.stairs(answered, edges, fill=True, color=ANSWERED, alpha=0.55, label=say("plot.answered"))
        axes.stairs(
            answered + left,
            edges,
            baseline=answered,
            fill=True,
            facecolor="white",
            edgecolor=ABANDONED,
            hatch="/////",
            linewidth=0.6,
            label=say("plot.abandoned"),
        )
        axes.stairs(np.nan_to_num(offered.mean), edges, color=INK, linewidth=1.4, label=say("plot.offered"))
        axes.vlines(offered.start + step / 2, offered.low, offered.high, color=INK, linewidth=0.9)
    limit_y(axes, 0, 1.05 * (highest or most_calls(result)) or 1.0)
    finish_day(axes, result, [offered], language)
    axes.set_ylabel(say("axis.calls", minutes=f"{step:g}"), fontsize=9, color=FAINT)
    legend_below(axes, 24)
    return finish(axes)


def day_of_calls(result: Result) -> tuple[Curve, NDArray[np.float64], NDArray[np.float64]]:
    """Calls offered in each interval of the average day, how many of them are answered, and how many hang up."""
    offered = _from_first_to_last(curve(result, "calls_offered", "all"))
    answered, left = (
        np.nan_to_num(offered.mean * _share(result, name, offered)) for name in ("answered", "abandoned")
    )
    return offered, answered, left


def _from_first_to_last(offered: Curve) -> Curve:
    """Without the intervals before the first call and after the last: a total is zero there."""
    some = np.flatnonzero(np.nan_to_num(offered.mean) > 0)
    if not len(some):
        return Curve(*np.full((4, 0), np.nan))
    return Curve(*(values[some[0] : some[-1] + 1] for values in offered))


def _share(result: Result, name: str, like: Curve) -> NDArray[np.float64]:
    """A share of the calls offered in the intervals of a curve; NaN where none is offered."""
    found = curve(result, name, "all")
    share = np.full(len(like.start), np.nan)
    share[np.isin(like.start, found.start)] = found.mean[np.isin(found.start, like.start)]
    return share


def most_calls(result: Result) -> float:
    """The most calls offered in an interval of the average day, with its interval."""
    offered = day_of_calls(result)[0]
    return float(np.nanmax([*offered.mean, *offered.high, 0.0]))
