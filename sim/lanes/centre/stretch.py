"""From one stretch of calls to the next: who is still under way, and who comes anew."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.lanes.centre.lanes import Lanes
from sim.lanes.centre.phases import COME_IN, MOVE_ON
from sim.lanes.centre.table import by_case, joined, turned, under_way
from sim.lanes.compiled import Rows
from sim.records import Outcome, Stage

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def stretch(lanes: Lanes, new: list[Rows], hours: Floats, minutes: float) -> tuple[Rows, Ints, Ints, Rows]:
    """The table of the next stretch.

    Parameters
    ----------
    lanes : Lanes
        The lanes, at the end of the stretch before.
    new : list of ndarray
        Who calls for the first time, by line; see :data:`sim.lanes.centre.table.CALL`.
    hours : ndarray
        When the centre is open, shape (windows, 2).
    minutes : float
        Times count from a midnight that is so many minutes later.

    Returns
    -------
    tuple
        The table; where in it each lane's calls begin that are to come in or in the menu, lane by lane in the order of its end, and
        where the last one's end; for each row of the table before its new number, -1 for those who do not wait and are not planned;
        and those who come out of hours, as a table of their own.
    """
    before = lanes.table
    rows = under_way(before)
    coming = lanes.is_to_come(rows)
    left, rest = before.take(rows[coming]), before.take(rows[~coming])
    turned(left, minutes)
    turned(rest, minutes)
    inside, outside = _split(new, hours)
    stream = joined([left, *inside])
    joins = stream["arrived"] + stream["menu"] + np.where(stream["menu"] > 0, MOVE_ON, COME_IN)
    stream = stream.take(by_case(stream, joins))
    first = np.searchsorted(stream["lane"], np.arange(lanes.count + 1))
    numbers = np.full(len(before), -1)
    numbers[rows[~coming]] = np.arange(len(stream), len(stream) + len(rest))
    return joined([stream, rest]), first, numbers, joined(outside)


def _split(new: list[Rows], hours: Floats) -> tuple[list[Rows], list[Rows]]:
    """Who comes while the centre is open, and who does not."""
    inside, outside = [], []
    for table in new:
        arrived = table["arrived"]
        is_open = np.zeros(len(table), dtype=np.bool_)
        for start, end in hours:
            is_open |= (arrived >= start) & (arrived < end)
        if is_open.all():
            inside.append(table)
            continue
        away = table.take(np.flatnonzero(~is_open))
        away["outcome"], away["stage"], away["ended"] = Outcome.TURNED_AWAY, Stage.LINE, away["arrived"]
        inside.append(table.take(np.flatnonzero(is_open)))
        outside.append(away)
    return inside, outside
