"""The order of rows by lane and time, and of those of one instant by whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lanes.phases import PHASE
from sim.log.order import order_by

Floats = NDArray[np.float64]
Numbers = NDArray[np.integer[Any]]


def by_case(lane: Numbers, time: Floats, case: Sequence[Numbers]) -> NDArray[np.int64]:
    """The order of rows by lane and a time that each has; those of one instant by columns, of which the first says most."""
    order = order_by(lane.astype(np.int64), (time / PHASE).astype(np.int64))
    ordered, lanes = time[order], lane[order]
    same = np.flatnonzero((ordered[1:] == ordered[:-1]) & (lanes[1:] == lanes[:-1]))
    if len(same):
        tied = np.union1d(same, same + 1)
        rows = order[tied]
        order[tied] = rows[np.lexsort((*(column[rows] for column in reversed(case)), time[rows], lane[rows]))]
    return order
