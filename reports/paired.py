"""Results that can be held against each other: the same number of replications of each."""

from __future__ import annotations

from collections.abc import Sequence

from sim.results.result import Result


def same_replications(results: Sequence[Result]) -> list[Result]:
    """The results, each cut to the replications that all of them have.

    An interrupted run leaves some policies with fewer replications than others; the first so many of each are the
    same customers. Where replications are kept in groups, those of the last group that is not whole are left out.

    Raises
    ------
    ValueError
        One has fewer replications than a group of another.
    """
    count = min(result.replications for result in results)
    if all(result.replications == count for result in results):
        return list(results)
    group = max(result.group for result in results)
    if count < group:
        raise ValueError(
            f"{count} replications cannot be paired with groups of {group}: simulate more of them"
        )
    return [result.first(count - count % group, group) for result in results]
