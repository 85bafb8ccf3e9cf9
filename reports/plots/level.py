"""Service level over the day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from reports.plots.clock import draw_day
from reports.plots.style import FAINT, INK, canvas, dress, finish, legend_below, plain, several
from reports.words import format_percent
from reports.words.catalogue import capital
from reports.words.names import words_for
from sim.results.headline import levels
from sim.results.result import Result
from sim.scenario.target import threshold


def level_over_day(results: Result | Sequence[Result], ax: Axes | None = None, language: str = "en") -> Axes:
    """The service level of calls by time of the call, over the average day, with bands of 95 % intervals.

    It is the level that the first target of a service level names, in the target's scope, and its threshold is drawn.

    Parameters
    ----------
    results : Result or sequence of Result
        One line each; of scenarios with a call centre.
    ax : Axes or None
        Where to draw; on a new figure if not given.
    language : str
        ``en`` or ``zh``.

    Returns
    -------
    Axes
        The axes, in minutes after midnight and percent.
    """
    found = several(results)
    say = words_for(found, language)
    measure, scope, _ = levels(found[0].scenario)[0]
    axes = canvas(ax, 3.9)
    dress(axes, plain(capital(say.measure(measure, scope)), 80))
    draw_day(axes, found, measure, scope, language)
    axes.set_ylim(0, 105)
    for goal in goals_of(found[0], measure, scope):
        axes.axhline(100 * goal, color=INK, linewidth=1.4, linestyle=(0, (4, 2)))
        text = say("plot.goal", value=format_percent(goal, language))
        axes.annotate(text, (1, 100 * goal), (-4, -4), ("axes fraction", "data"), "offset points", **_BELOW)
    axes.set_ylabel(say("axis.share"), fontsize=9, color=FAINT)
    legend_below(axes, 24)
    return finish(axes)


_BELOW: dict[str, Any] = {"ha": "right", "va": "top", "fontsize": 8.5, "color": INK}


def goals_of(result: Result, measure: str, scope: str) -> list[float]:
    """The thresholds that targets set to a measure from below."""
    return [
        threshold(target)
        for target in result.scenario.targets
        if target.measure == measure and target.scope == scope and target.at_least is not None
    ]
