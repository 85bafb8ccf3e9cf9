"""Replications added up in groups, so that what is kept of a run is bounded whatever its length.

A run of N replications is read in groups of ``group_size(N)``: each alone up to 512, then by twos, fours, and so on.
Group *k* of size *m* holds replications *k m* to *k m + m - 1*; the last one may hold fewer. Because sums in a tally
are exact, the groups of a run depend on N alone, and not on the batches or on where it was interrupted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
Tally = dict[str, NDArray[Any]]
"""Sums by name: counts are whole numbers of 32 bits (of 64 where they would not have room), all others are in double precision."""

GROUPS = 512
"""Most groups of a result (assumed: Student's t is then the normal distribution to two digits, and tables are quick)."""


def group_size(count: int) -> int:
    """Replications of a group in a run of `count`: the smallest power of two m with ``count <= 512 m``."""
    return 1 << (max(0, count - 1) // GROUPS).bit_length()


def join_tallies(parts: Sequence[Tally]) -> Tally:
    """Tallies of consecutive replications, one after the other."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def regroup(tally: Tally, size: int, first: int = 0) -> Tally:
    """A tally with the rows of each group added up.

    Parameters
    ----------
    tally : Tally
        Consecutive replications; no row reaches over the edge of a group.
    size : int
        Replications of a group.
    first : int
        Number of its first replication.

    Raises
    ------
    ValueError
        A row reaches over the edge of a group.
    """
    ends = first + np.cumsum(tally["replications"]).astype(np.int64)
    group = (ends - tally["replications"]) // size
    if (group != (ends - 1) // size).any():
        raise ValueError(f"rows cannot be cut at the edges of groups of {size}")
    return _added(tally, group)


def layered(tally: Tally, first: int = 0) -> Tally:
    """A tally that is kept while its run goes on: each row in a group of the size that a run ending there has.

    So the first 512 replications stay alone, the next 512 stand in twos, the next 1024 in fours, and the groups of
    every whole number of rows can still be made.
    """
    counts = tally["replications"]
    starts = first + np.cumsum(counts) - counts
    sizes = np.array([group_size(start + 1) for start in starts.tolist()], dtype=np.int64)
    return _added(tally, np.stack((sizes, starts // np.maximum(sizes, 1))))


def _added(tally: Tally, group: Ints) -> Tally:
    """Runs of rows of one group added up; a group is one number, or a column of numbers."""
    new = np.any(np.diff(np.atleast_2d(group), axis=1, prepend=-1) != 0, axis=0)
    if new.all():
        return tally
    starts = np.flatnonzero(new)
    return {name: _sums(values, starts) for name, values in tally.items()}


def _sums(values: NDArray[Any], starts: Ints) -> NDArray[Any]:
    """Runs of rows added up; counts in as many bits as before, where they have room there."""
    if values.dtype.kind != "i":
        return np.asarray(np.add.reduceat(values, starts, axis=0))
    added = np.add.reduceat(values, starts, axis=0, dtype=np.int64)
    fits = added.max(initial=0) <= np.iinfo(values.dtype).max
    return added.astype(values.dtype) if fits else added
