"""The control chart of the time to close an order, before and after a policy begins."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from reports.plots.backlog import date_axis
from reports.plots.style import FAINT, band, canvas, dress, finish, legend_below, limit_y, look, plain
from reports.words.names import words_for
from sim.results.control_chart import control_chart
from sim.results.result import Result


def control_chart_of_orders(result: Result, ax: Axes | None = None, language: str = "en") -> Axes:
    """The mean time to close orders by the week (on a short horizon the day) of their creation, with limits from before the policy begins.

    Parameters
    ----------
    result : Result
        Of a policy that begins within the horizon.
    ax : Axes or None
        Where to draw; on a new figure if not given.
    language : str
        ``en`` or ``zh``.

    Returns
    -------
    Axes
        The axes, in days from the first one, and days from creation to closing.

    See Also
    --------
    sim.results.control_chart : what is shown, and where the limits come from.
    """
    say, found = words_for(result, language), control_chart(result)
    axes, (color, dash, marker) = canvas(ax, 3.9), look(0)
    dress(axes, say("plot.control_chart", policy=plain(say.policy(result.policy))))
    middle = found.start + found.length / 2
    axes.fill_between(middle, found.low, found.high, color=color, alpha=band(1), linewidth=0)
    axes.plot(
        middle,
        found.mean,
        color=color,
        linestyle=dash,
        marker=marker,
        markersize=4,
        linewidth=1.8,
        label=say(f"control_chart.by_{'week' if found.length > 1 else 'day'}"),
    )
    for number, day in enumerate(found.begins):
        name = say("control_chart.begins") if number == 0 else "_"
        axes.axvline(day, color=FAINT, linestyle="-", linewidth=1.2, label=name)
    for level, name in zip(
        (found.centre, found.lower, found.upper),
        (say("control_chart.centre"), "_", say("control_chart.limits")),
        strict=True,
    ):
        if np.isfinite(level):
            style = (0, (1, 2)) if level == found.centre else (0, (5, 3))
            axes.axhline(level, color=FAINT, linestyle=style, linewidth=1.2, label=name)
    top = np.nanmax([0.0, *found.mean, *found.high, found.upper])
    limit_y(axes, 0, 1.08 * top or 1.0)
    date_axis(axes, result, language)
    axes.set_ylabel(say("axis.d"), fontsize=9, color=FAINT)
    legend_below(axes, 24)
    return finish(axes)
