"""Heads on duty, heads busy, and the work that comes."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from reports.plots.clock import Curve, finish_day
from reports.plots.style import FAINT, INK, LOOKS, band, canvas, dress, finish, legend_below, limit_y, plain
from reports.words.names import words_for
from sim.results.estimates import Sample
from sim.results.result import CONFIDENCE, Result
from sim.results.workload import workload

BUSY, LOAD = LOOKS[0], LOOKS[1]


def heads_over_day(
    result: Result, site: str, ax: Axes | None = None, language: str = "en", highest: float | None = None
) -> Axes:
    """Heads on duty over the average day, how many of them are busy, and the offered load, with 95 % intervals.

    Parameters
    ----------
    result : Result
        Of one policy.
    site : str
        ``hall:`` or ``centre:`` and a name.
    ax : Axes or None
        Where to draw; on a new figure if not given.
    language : str
        ``en`` or ``zh``.
    highest : float or None
        Heads at the top of the axis, to compare policies.

    Returns
    -------
    Axes
        The axes, in minutes after midnight and heads (Erlangs).

    Raises
    ------
    KeyError
        There is no such site.
    """
    say = words_for(result, language)
    axes = canvas(ax, 3.9)
    present, busy, offered = day_of_heads(result, site)
    name = say("label.scoped", measure=say.policy(result.policy), scope=say.scope(site))
    dress(axes, say("plot.heads", policy=plain(name)))
    step = result.scenario.calendar.interval
    if len(present.start):
        edges, middle = np.append(present.start, present.start[-1] + step), present.start + step / 2
        axes.stairs(
            np.nan_to_num(busy.mean), edges, fill=True, color=BUSY.color, alpha=0.35, label=say("plot.busy")
        )
        axes.stairs(np.nan_to_num(present.mean), edges, color=INK, linewidth=1.8, label=say("plot.present"))
        low, high = np.maximum(offered.low, 0), offered.high
        axes.fill_between(middle, low, high, color=LOAD.color, alpha=band(1), linewidth=0)
        axes.plot(
            middle,
            offered.mean,
            color=LOAD.color,
            linestyle=LOAD.dash,
            marker=LOAD.marker,
            markersize=3.5,
            linewidth=1.6,
            label=say("plot.load"),
        )
    limit_y(axes, 0, 1.08 * (highest or most_heads(result, site)) or 1.0)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    finish_day(axes, result, [present], language)
    axes.set_ylabel(say("axis.heads"), fontsize=9, color=FAINT)
    legend_below(axes, 24)
    return finish(axes)


def day_of_heads(result: Result, site: str) -> tuple[Curve, Curve, Curve]:
    """Heads on duty, heads busy and offered load over the average day, from the first to the last interval with any."""
    found = workload(result, site)
    some = np.flatnonzero(np.nan_to_num(found.present.mean + found.busy.mean + found.offered.mean) > 0)
    if not len(some):
        nothing = Curve(*np.full((4, 0), np.nan))
        return nothing, nothing, nothing
    shown = slice(some[0], some[-1] + 1)
    start = np.arange(shown.start, shown.stop) * result.scenario.calendar.interval
    present, busy, offered = (_curve(sample, start, shown) for sample in found)
    return present, busy, offered


def _curve(sample: Sample, start: np.ndarray[tuple[int], np.dtype[np.float64]], shown: slice) -> Curve:
    half = sample.half_width(CONFIDENCE)
    return Curve(start, *(values[shown] for values in (sample.mean, sample.mean - half, sample.mean + half)))


def most_heads(result: Result, site: str) -> float:
    """The most heads, or Erlangs, at any time of the average day."""
    return max(float(np.nanmax([*each.mean, *each.high, 0.0])) for each in day_of_heads(result, site))
