"""A target: each policy's value against the threshold."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes

from reports.plots.style import BEHIND, FAINT, INK, canvas, dress, finish, look, plain, several
from reports.words import format_value, shown_scale, shown_unit
from reports.words.catalogue import capital
from reports.words.names import words_for
from reports.words.targets import target_words
from sim.results.result import Result, Verdict


def target_reached(
    results: Result | Sequence[Result], number: int = 0, ax: Axes | None = None, language: str = "en"
) -> Axes:
    """A target of the first result's scenario: each policy's value, the limit held against the threshold, and the threshold.

    Parameters
    ----------
    results : Result or sequence of Result
        One row each; a result whose scenario does not have the target is left out.
    number : int
        Which target of the first result's scenario, from 0.
    ax : Axes or None
        Where to draw; on a new figure if not given.
    language : str
        ``en`` or ``zh``.

    Returns
    -------
    Axes
        The axes, in the unit of the target's measure (shares in percent).

    Raises
    ------
    IndexError
        The scenario has no such target.
    """
    found = several(results)
    say = words_for(found, language)
    target = found[0].scenario.targets[number]
    rows = [
        (place, result, verdict)
        for place, result in enumerate(found)
        for verdict in result.verdicts()
        if verdict.target == target
    ]
    bound, unit = rows[0][2].threshold, shown_unit(target.measure)
    scale = shown_scale(unit)
    axes = canvas(ax, 1.25 + 0.33 * len(rows))
    dress(axes, plain(capital(target_words(target, found[0], say)), longest=90), grid="x")
    axes.axvline(scale * bound, color=INK, linewidth=1.4, linestyle=(0, (4, 2)))
    for row, (place, _, verdict) in enumerate(rows):
        _row(axes, row, verdict, place, scale, language)
    axes.set_yticks(range(len(rows)), [plain(say.policy(result.policy)) for _, result, _ in rows])
    axes.set_ylim(len(rows) - 0.4, -0.8)
    ends = [
        scale * value for _, _, each in rows for value in (each.estimate.mean, each.limit) if value == value
    ]
    low, high = min([0.0, *ends, scale * bound]), max([0.0, *ends, scale * bound])
    margin = 0.15 * (high - low)
    axes.set_xlim(low - margin * (low < 0), high + margin or 1.0)
    axes.set_xlabel(say(f"axis.{unit}"), fontsize=9, color=FAINT)
    return finish(axes)


def _row(axes: Axes, row: int, verdict: Verdict, place: int, scale: float, language: str) -> None:
    mean, limit = verdict.estimate.mean, verdict.limit
    if math.isnan(mean):
        return
    color, _, marker = look(place)
    if not math.isnan(limit):
        axes.plot([scale * mean, scale * limit], [row, row], color=color, linewidth=2.2)
        axes.plot(scale * limit, row, color=color, marker="|", markersize=10, markeredgewidth=2)
    face = color if verdict.holds else "white"
    axes.plot(
        scale * mean, row, color=color, marker=marker, markersize=7, markerfacecolor=face, markeredgewidth=1.6
    )
    axes.annotate(
        format_value(mean, shown_unit(verdict.target.measure), language),
        (scale * mean, row),
        (0, 8),
        textcoords="offset points",
        ha="center",
        va="bottom",
        fontsize=8.5,
        color=INK,
        bbox=BEHIND,
    )
