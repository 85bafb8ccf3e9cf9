"""From one stretch of calls to the next: who is still under way, and who comes anew."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.lanes.centre.lanes import Lanes
from sim.lanes.centre.phases import COME_IN, MOVE_ON
from sim.lanes.centre.table import Table, by_case, joined
from sim.records import Outcome, Stage

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

ROOM = 8
"""One more row for each so many, for those who call again."""


def stretch(
    lanes: Lanes, new: list[Table], hours: Sequence[tuple[float, float]], minutes: float
) -> tuple[Table, Ints, Ints]:
    """The table of the next stretch.

    Parameters
    ----------
    lanes : Lanes
        The lanes, at the end of the stretch before.
    new : list of Table
        Who calls for the first time, by line.
    hours : sequence of (float, float)
        When the centre is open.
    minutes : float
        Times count from a midnight that is so many minutes later.

    Returns
    -------
    tuple
        The table; where in it each lane's calls begin that are to come in or in the menu, lane by lane in the order of
        its end, and where the last one's end; and the rows of those who came out of hours, which is all there is to them.
    """
    before = lanes.table
    rows = before.under_way
    coming = lanes.is_to_come(rows)
    left, rest = before.some(rows[coming]), before.some(rows[~coming])
    left.turn(minutes)
    rest.turn(minutes)
    inside, outside = _split(new, hours)
    stream = joined([left, *inside])
    joins = stream.arrived + stream.menu + np.where(stream.menu > 0, MOVE_ON, COME_IN)
    stream = stream.some(by_case(stream, joins))
    first = np.searchsorted(stream.lane, np.arange(len(lanes.lanes) + 1))
    table = joined([stream, rest, *outside], (len(stream) + 64) // ROOM)
    lanes.renumber(rows[~coming], np.arange(len(stream), len(stream) + len(rest)))
    return table, first, np.arange(len(stream) + len(rest), len(table))


def _split(new: list[Table], hours: Sequence[tuple[float, float]]) -> tuple[list[Table], list[Table]]:
    """Who comes while the centre is open, and who does not."""
    inside, outside = [], []
    for table in new:
        is_open = np.zeros(len(table), dtype=np.bool_)
        for start, end in hours:
            is_open |= (table.arrived >= start) & (table.arrived < end)
        if is_open.all():
            inside.append(table)
            continue
        away = table.some(np.flatnonzero(~is_open))
        away.outcome[:], away.stage[:], away.ended[:] = Outcome.TURNED_AWAY, Stage.LINE, away.arrived
        inside.append(table.some(np.flatnonzero(is_open)))
        outside.append(away)
    return inside, outside
