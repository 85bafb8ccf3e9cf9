"""What changes in a lane whoever comes: heads come on duty and go, lines are emptied and closed, and opened again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.compiling.entries import Rows

CHANGE = np.dtype([("time", "f8"), ("kind", "i8"), ("number", "i8"), ("pool", "i8")], align=True)
"""When; what; of which head, or line; of which pool."""

COMES, GOES, CLOSES, OPENS, LOOKS, NEVER = (np.int64(kind) for kind in range(6))
"""A head comes on duty, or goes; a line is emptied and closed, or opened; somebody looks whether levels of warning begin or end; nothing
more changes."""

LAST = (np.inf, NEVER, 0, 0)
"""The end of a list of changes, that never comes."""


def one_after_the_other(lists: Sequence[list[tuple[Any, ...]]]) -> tuple[Rows, Rows]:
    """Entries of `CHANGE`, list by list, each with its end; and where each list begins."""
    ends = [[*changes, LAST] for changes in lists]
    first = np.cumsum([0, *map(len, ends)])[:-1]
    return np.array([each for changes in ends for each in changes], CHANGE), first
