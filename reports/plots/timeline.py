"""Outages over the horizon: customers without supply, calls, crews at work, in every interval."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from reports.plots.backlog import date_axis
from reports.plots.style import (
    FAINT,
    band,
    canvas,
    dress,
    finish,
    legend_below,
    limit_y,
    lines_before,
    look,
    plain,
    several,
)
from reports.words import Words, shown_scale
from reports.words.names import words_for
from sim.results.estimates import Sample
from sim.results.outage_timeline import track
from sim.results.result import CONFIDENCE, Result
from sim.scenario.units import DAY

AXES = {
    "customers_out_mean": "axis.customers",
    "calls_offered": "axis.calls",
    "calls_answered": "axis.calls",
    "busy_tone": "axis.share",
    "crews_at_work": "axis.crews",
}
"""What each track is measured in."""

BESIDE = {"customers_out_mean": "customers_out_as_told"}
"""What is drawn beside a track, in dots: customers without supply, if the first times of restoration that were given had been right."""


def timeline_of_outages(
    results: Result | Sequence[Result],
    name: str = "customers_out_mean",
    ax: Axes | None = None,
    language: str = "en",
    legend: bool = True,
) -> Axes:
    """One track of the timeline, with bands of 95 % intervals.

    Parameters
    ----------
    results : Result or sequence of Result
        One line each.
    name : str
        ``customers_out_mean``, ``calls_offered``, ``calls_answered``, ``busy_tone`` or ``crews_at_work``.
    ax : Axes or None
        Where to draw; on a new figure if not given.
    language : str
        ``en`` or ``zh``.
    legend : bool
        Whether it says which line is whose; of tracks one above the other, the last one does for all.

    Returns
    -------
    Axes
        The axes, in days since the horizon's first midnight.
    """
    found = several(results)
    say, axes = words_for(found, language), canvas(ax, 2.6)
    dress(axes, say(f"track.{name}"))
    before, top = lines_before(axes), 0.0
    for number, result in enumerate(found, before):
        top = max(top, _draw(axes, result, name, number, say))
    limit_y(axes, 0, 1.08 * top or 1.0)
    date_axis(axes, found[0], language)
    minutes = f"{found[0].scenario.calendar.interval:g}"
    axes.set_ylabel(say(AXES[name], minutes=minutes), fontsize=9, color=FAINT)
    if legend:
        _say_dots(axes, found, say)
        legend_below(axes, 24)
    return finish(axes)


def _say_dots(axes: Axes, results: Sequence[Result], say: Words) -> None:
    """Say in the legend what dots are, where there are any on some track."""
    if any(track(result, name) is not None for result in results for name in BESIDE.values()):
        axes.plot([], [], color=FAINT, linestyle=":", linewidth=1.4, label=say("track.as_told"))


def _draw(axes: Axes, result: Result, name: str, number: int, say: Words) -> float:
    """Draw one policy; how high it reaches."""
    sample, label = track(result, name), say.policy(result.policy)
    if sample is None:
        return 0.0
    color, dash, _ = look(number)
    scale = shown_scale("share") if name == "busy_tone" else 1.0
    step = result.scenario.calendar.interval / DAY
    days = (np.arange(len(sample.mean)) + 0.5) * step
    half = np.nan_to_num(sample.half_width(CONFIDENCE))
    low, high = scale * np.maximum(sample.mean - half, 0.0), scale * (sample.mean + half)
    axes.fill_between(days, low, high, color=color, alpha=band(number + 1), linewidth=0)
    axes.plot(days, scale * sample.mean, color=color, linestyle=dash, linewidth=1.6, label=plain(label))
    beside = track(result, BESIDE[name]) if name in BESIDE else None
    if beside is not None:
        axes.plot(days, beside.mean, color=color, linestyle=":", linewidth=1.4)
    return _highest(high, sample, beside)


def _highest(
    high: np.ndarray[tuple[int], np.dtype[np.float64]], sample: Sample, beside: Sample | None
) -> float:
    others = [0.0] if beside is None else [0.0, *beside.mean]
    return float(np.nanmax([*others, *high, *sample.mean]))
