"""Open work orders from day to day, and how old they are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from reports.plots.style import (
    FAINT,
    band,
    canvas,
    dress,
    finish,
    legend_below,
    limit_x,
    limit_y,
    lines_before,
    look,
    plain,
    scoped,
    several,
    width_of,
)
from reports.words import shown_scale, shown_unit
from reports.words.names import words_for
from sim.measures.registry import measure as measure_called
from sim.results.result import CONFIDENCE, Result, limits

LABEL_INCHES = 0.85
"""Width of a date at the size of tick labels, with some air."""

TITLES = {"backlog_end": "plot.backlog", "backlog_age_end": "plot.backlog_age"}
AXES = {"backlog_end": "axis.orders", "backlog_age_end": "axis.d"}


def backlog_over_days(
    results: Result | Sequence[Result],
    measure: str = "backlog_end",
    scope: str = "all",
    ax: Axes | None = None,
    language: str = "en",
) -> Axes:
    """The backlog at the end of each day, or its age, with bands of 95 % intervals.

    Parameters
    ----------
    results : Result or sequence of Result
        One line each.
    measure : str
        ``backlog_end`` or ``backlog_age_end``.
    scope : str
        Whose: ``all``, ``office:bureau``, ``category:voltage``, ...
    ax : Axes or None
        Where to draw; on a new figure if not given.
    language : str
        ``en`` or ``zh``.

    Returns
    -------
    Axes
        The axes, in days from the first one and orders, or days of age.
    """
    found = several(results)
    say = words_for(found, language)
    axes = canvas(ax, 3.9)
    dress(axes, scoped(say(TITLES[measure]), scope, say))
    before, top = lines_before(axes), 0.0
    for number, result in enumerate(found, before):
        top = max(top, _line(axes, result, measure, scope, number, say.policy(result.policy)))
    limit_y(axes, 0, 1.08 * top or 1.0)
    date_axis(axes, found[0], language)
    axes.set_ylabel(say(AXES[measure]), fontsize=9, color=FAINT)
    legend_below(axes, 24)
    return finish(axes)


def _line(axes: Axes, result: Result, measure: str, scope: str, number: int, label: str) -> float:
    """Draw one policy; how high it reaches."""
    found = measure_called(measure)
    kind, place = result.samples.place_of(found, scope)
    sample = result.samples.cut(found, kind, "date")
    scale = shown_scale(shown_unit(measure))
    low, high = (scale * end[place] for end in limits(found, sample, CONFIDENCE))
    mean, days = scale * sample.mean[place], np.arange(1, result.frame.days + 1)
    color, dash, marker = look(number)
    axes.fill_between(days, low, high, color=color, alpha=band(number + 1), linewidth=0)
    axes.plot(
        days,
        mean,
        color=color,
        linestyle=dash,
        marker=marker if len(days) <= 31 else "",
        markersize=4,
        linewidth=1.8,
        label=plain(label),
    )
    return float(np.nanmax([0.0, *mean, *high]))


def date_axis(axes: Axes, result: Result, language: str) -> None:
    """Dates at midnights, as many as fit; the first days of months on a long horizon."""
    say, calendar, days = words_for(result, language), result.scenario.calendar, result.frame.days
    limit_x(axes, 0, days)
    fit = max(1, int(width_of(axes) / LABEL_INCHES))
    months = list(result.frame.months.values())
    places = months if len(months) > 3 else list(range(days))
    places = places[:: -(-len(places) // fit)]
    style = "month" if len(months) > 3 else "short"
    axes.set_xticks(places, [say.date(calendar.date(place), style) for place in places])
