"""The lines of a call centre beside each other: the gap between languages."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from reports.plots.bars import Bar, bars_height, draw_bars
from reports.plots.largest import MOST_SHOWN, largest, title_of_largest
from reports.plots.style import canvas, dress, finish, plain, several
from reports.words import shown_unit
from reports.words.catalogue import capital
from reports.words.names import words_for
from sim.results.estimates import Estimate
from sim.results.result import Result


def gap_between_lines(
    results: Result | Sequence[Result], measure: str, ax: Axes | None = None, language: str = "en"
) -> Axes:
    """A measure of each line, or of the busiest ones, side by side, with 95 % intervals: one group a policy, one bar a line.

    Parameters
    ----------
    results : Result or sequence of Result
        One group each; of scenarios with a call centre.
    measure : str
        Which measure, such as ``speed_of_answer``.
    ax : Axes or None
        Where to draw; on a new figure if not given.
    language : str
        ``en`` or ``zh``.

    Returns
    -------
    Axes
        The axes, in the measure's unit from left to right.

    Raises
    ------
    KeyError
        The measure is unknown.
    """
    found = several(results)
    say = words_for(found, language)
    every = lines_of(found)
    lines = largest(every, lambda line: max(_per_day(result, line) for result in found))
    axes = canvas(ax, lines_height(len(lines), len(found)))
    title = plain(capital(say.measure(measure)), 60)
    dress(axes, title_of_largest(title, len(every), say), grid="x")
    groups = [
        (
            say.policy(result.policy) if len(found) > 1 else "",
            [
                Bar(say.name(f"language:{line}"), _estimate(result, measure, line), number)
                for number, line in enumerate(lines)
            ],
        )
        for result in found
    ]
    draw_bars(axes, groups, shown_unit(measure), say("plot.nothing"), language)
    return finish(axes)


def lines_of(results: Sequence[Result]) -> list[str]:
    """The lines of all results, each once."""
    return list(dict.fromkeys(line for result in results for line in result.scenario.languages))


def lines_height(lines: int, policies: int) -> float:
    """Inches of height that the bars of so many lines take."""
    return bars_height(policies, min(lines, MOST_SHOWN), policies > 1)


def _per_day(result: Result, line: str) -> float:
    """How many contacts come to a line on a normal day, in all centres."""
    centres = result.scenario.centres.values()
    return sum(centre.lines[line].arrivals.per_day for centre in centres if line in centre.lines)


def _estimate(result: Result, measure: str, line: str) -> Estimate | None:
    try:
        return result.estimate(measure, f"language:{line}")
    except KeyError:
        return None
