"""Queue length over the day."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from reports.plots.clock import draw_day
from reports.plots.style import FAINT, canvas, dress, finish, legend_below, scoped, several
from reports.words.names import words_for
from sim.results.result import Result


def queue_over_day(
    results: Result | Sequence[Result], scope: str = "all", ax: Axes | None = None, language: str = "en"
) -> Axes:
    """The mean number of people waiting over the average day, with bands of 95 % intervals.

    Parameters
    ----------
    results : Result or sequence of Result
        One line each.
    scope : str
        ``all`` or a hall, such as ``hall:lecong``.
    ax : Axes or None
        Where to draw; on a new figure if not given.
    language : str
        ``en`` or ``zh``.

    Returns
    -------
    Axes
        The axes, in minutes after midnight and people.
    """
    found = several(results)
    say = words_for(found, language)
    axes = canvas(ax, 3.9)
    dress(axes, scoped(say("plot.queue"), scope, say))
    draw_day(axes, found, "queue_mean", scope, language)
    axes.set_ylabel(say("axis.people"), fontsize=9, color=FAINT)
    legend_below(axes, 24)
    return finish(axes)
