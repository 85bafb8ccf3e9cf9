"""Results that can be held against each other: the same number of replications of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sim.result import Result


def same_replications(results: Sequence[Result]) -> list[Result]:
    """The results, each cut to the replications that all of them have.

    An interrupted run leaves some policies with fewer replications than others; the first so many of each are the
    same customers.
    """
    count = min(result.replications for result in results)
    return [result if result.replications == count else _cut(result, count) for result in results]


def _cut(result: Result, count: int) -> Result:
    return replace(result, sums={name: values[:count] for name, values in result.sums.items()})
