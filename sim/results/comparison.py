"""Policies side by side: paired differences on common random numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from sim.measures.registry import Measure
from sim.results.estimates import Sample
from sim.results.result import CONFIDENCE, Result, Rows, table_of
from sim.scenario.target import PEAKS

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "measure",
    "scope",
    "period",
    "unit",
    "a",
    "b",
    "mean_a",
    "mean_b",
    "difference",
    "ci_low",
    "ci_high",
    "replications",
)


def difference(a: Result, b: Result, name: str, scope: str = "all", period: str = "all") -> Sample:
    """The paired difference ``b - a`` of a measure.

    Raises
    ------
    KeyError
        One of the two does not have the measure, scope or period.
    """
    return b.sample(name, scope, period).minus(a.sample(name, scope, period))


def compare(results: Sequence[Result], confidence: float = CONFIDENCE) -> pd.DataFrame:
    """Every pair of results, the earlier as `a`: the rows of ``comparison.csv``.

    Each row is one measure in one scope over the horizon or at its peak, with the interval of the paired difference
    ``b - a``. At the peak, each policy has its own worst interval. Results of one name are told apart by number: ``baseline``,
    ``baseline (2)``; :meth:`~sim.scenario.Scenario.replace` gives a variant a name of its own.

    Raises
    ------
    ValueError
        There are fewer than two results, or they do not have the same seed and number of replications.
    """
    if len(results) < 2:
        raise ValueError("a comparison needs at least two results")
    if len({(result.seed, result.replications) for result in results}) > 1:
        raise ValueError("results to compare must have the same seed and the same number of replications")
    parts, names = [], _told_apart([result.policy for result in results])
    for found in results[0].measures:
        for kind in found.scopes:
            if not all(result.samples.scopes(found, kind) for result in results):
                continue
            cuts = results[0].samples.cuts(found, kind)
            for period in (each for each in ("all", *PEAKS) if each in cuts):
                samples = [result.samples.across(found, kind, period) for result in results]
                for a, b in combinations(range(len(results)), 2):
                    pair = names[a], names[b]
                    both = results[a], results[b]
                    parts.append(_rows(both, pair, samples[a], samples[b], found, kind, period, confidence))
    return table_of(parts, COLUMNS[:6], COLUMNS[6:])


def _told_apart(names: Sequence[str]) -> list[str]:
    """Names, the second of the same name with a number."""
    before = [names[:place].count(name) for place, name in enumerate(names)]
    return [f"{name} ({number + 1})" if number else name for name, number in zip(names, before, strict=True)]


def _rows(
    both: tuple[Result, Result],
    pair: tuple[str, str],
    of_a: Sample,
    of_b: Sample,
    found: Measure,
    kind: str,
    period: str,
    confidence: float,
) -> Rows:
    of_both = [result.samples.scopes(found, kind) for result in both]
    names = [name for name in of_both[0] if name in of_both[1]]  # a policy may add a pool
    of_a, of_b = (
        sample.at([scopes.index(name) for name in names])
        for scopes, sample in zip(of_both, (of_a, of_b), strict=True)
    )
    paired = of_b.minus(of_a)
    half = paired.half_width(confidence)
    some = np.flatnonzero(~np.isnan(paired.mean))
    labels = (found.name, np.array(names, object)[some], period, found.unit, *pair)
    figures = (of_a.mean, of_b.mean, paired.mean, paired.mean - half, paired.mean + half, paired.count)
    return labels, np.column_stack(figures)[some]
