"""Paired differences against the first policy."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from reports.plots.style import BEHIND, FAINT, INK, canvas, dress, finish, look, plain
from reports.words import format_difference, shown_scale, shown_unit, unit_of_difference
from reports.words.catalogue import capital
from reports.words.names import words_for
from sim.measures.registry import measure as measure_called
from sim.results.comparison import difference
from sim.results.estimates import Estimate
from sim.results.result import CONFIDENCE, Result

STEPS = 5
"""Steps between ticks at most, so that small figures with many digits stand apart (assumed)."""


def paired_differences(
    results: Sequence[Result],
    measure: str = "wait_mean",
    scope: str = "all",
    period: str = "all",
    ax: Axes | None = None,
    language: str = "en",
) -> Axes:
    """The difference of each policy from the first, with its 95 % interval on common random numbers.

    Parameters
    ----------
    results : sequence of Result
        At least two, with the same seed and number of replications.
    measure, scope, period : str
        What is compared.
    ax : Axes or None
        Where to draw; on a new figure if not given.
    language : str
        ``en`` or ``zh``.

    Returns
    -------
    Axes
        The axes: differences from left to right, policies from top to bottom.

    Raises
    ------
    ValueError
        There are fewer than two results.
    KeyError
        The measure, scope or period is unknown.
    """
    if len(results) < 2:
        raise ValueError("a difference needs at least two results")
    say, found = words_for(results, language), measure_called(measure)
    first, others = results[0], results[1:]
    axes = canvas(ax, 1.25 + 0.33 * len(others))
    dress(axes, plain(capital(say.measure(measure, scope, period)), longest=60), grid="x")
    axes.axvline(0, color=INK, linewidth=1)
    unit = shown_unit(measure)
    for place, other in enumerate(others):
        estimate = difference(first, other, measure, scope, period).estimate(CONFIDENCE)
        _row(axes, place, estimate, unit, language)
    axes.set_yticks(range(len(others)), [plain(say.policy(other.policy)) for other in others])
    axes.set_ylim(len(others) - 0.4, -0.8)
    axes.margins(x=0.12)
    axes.xaxis.set_major_locator(MaxNLocator(STEPS))
    of = say(f"axis.{unit_of_difference(unit)}")
    side = "plot.left_better" if found.better == "low" else "plot.right_better"
    label = say(side, unit=of, policy=plain(say.policy(first.policy), longest=18))
    axes.set_xlabel(label, fontsize=9, color=FAINT)
    return finish(axes)


def _row(axes: Axes, place: int, estimate: Estimate, unit: str, language: str) -> None:
    if math.isnan(estimate.mean):
        return
    color, _, marker = look(place + 1)
    scale = shown_scale(unit)
    mean = scale * estimate.mean
    known = not math.isnan(estimate.low)
    half = scale * (estimate.high - estimate.low) / 2 if known else None
    axes.errorbar(mean, place, xerr=half, color=color, marker=marker, markersize=6, elinewidth=2.2, capsize=4)
    text = format_difference(estimate.mean, unit, language)
    axes.annotate(
        text,
        (mean, place),
        (0, 8),
        textcoords="offset points",
        ha="center",
        va="bottom",
        fontsize=8.5,
        color=INK,
        bbox=BEHIND,
    )
