"""Which of some results is the best, and whether it is clearly better than the first."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reports.words import is_shown_as_zero, shown_unit
from sim.measures.registry import measure
from sim.results.comparison import difference
from sim.results.headline import Figure, family_of, leading_figures
from sim.results.result import CONFIDENCE, Result
from sim.scenario import Scenario


def best_of(results: Sequence[Result]) -> Result:
    """The result that meets most targets and, among those, does best in what halls or centres are judged by."""
    leading = judged_by(results[0].scenario)[0]

    def worth(result: Result) -> tuple[int, float]:
        return -sum(verdict.holds for verdict in result.verdicts()), rank(result, leading)

    return min(results, key=worth)


def judged_by(scenario: Scenario) -> list[Figure]:
    """The leading figures, those first that are of what targets are about: contacts or work orders."""
    families = {measure(target.measure).family for target in scenario.targets}
    return sorted(leading_figures(scenario), key=lambda figure: family_of(figure) not in families)


def rank(result: Result, figure: Figure) -> float:
    """A figure so that the smaller is the better; endless without a value."""
    mean = result.estimate(*figure).mean
    return math.inf if math.isnan(mean) else mean if measure(figure.measure).better == "low" else -mean


def clearly_best(results: Sequence[Result]) -> Result:
    """The result that meets most targets and, among those, is best in what halls or centres are judged by; the first one, if none meets more
    targets than it or is clearly better than it in such a figure and clearly worse in none."""
    first, figures = results[0], judged_by(results[0].scenario)
    held = targets_held(first)
    others = [
        other
        for other in results[1:]
        if targets_held(other) > held
        or (targets_held(other) == held and _is_clearly_better(first, other, figures))
    ]
    return min(
        others,
        key=lambda each: (
            -targets_held(each),
            *(rank(each, figure) for figure in _worth(figures, first, others)),
        ),
        default=first,
    )


def _worth(figures: Sequence[Figure], first: Result, others: Sequence[Result]) -> list[Figure]:
    """The figures by which others are put in order: those in which one of them is clearly better, first."""
    return sorted(
        figures, key=lambda figure: not any(sign_of_change(first, other, figure) > 0 for other in others)
    )


def targets_held(result: Result) -> int:
    """How many targets a result meets."""
    return sum(verdict.holds for verdict in result.verdicts())


def _is_clearly_better(first: Result, other: Result, figures: Sequence[Figure]) -> bool:
    signs = [sign_of_change(first, other, figure) for figure in figures]
    return max(signs) > 0 and min(signs) >= 0


def sign_of_change(first: Result, other: Result, figure: Figure) -> int:
    """1 where the other is clearly better, -1 where it is clearly worse, 0 where that is not clear or nothing that is shown."""
    mean, low, high, _ = difference(first, other, *figure).estimate(CONFIDENCE)
    if math.isnan(mean) or is_shown_as_zero(mean, shown_unit(figure.measure)) or low <= 0 <= high:
        return 0
    return 1 if (mean < 0) == (measure(figure.measure).better == "low") else -1
