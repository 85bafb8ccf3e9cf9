"""The calls of a table that are over, compiled: read once, lane by lane."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiling.compiled import compiled, digest, entry
from sim.compiling.entries import Record, Rows
from sim.lanes.centre import table
from sim.lanes.centre.table import UNDER_WAY

Ints = NDArray[np.int64]


def _entries(sources: int) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """The two functions that are compiled; anew when the sources change (see :func:`sim.compiling.compiled.digest`)."""

    @entry
    def count_over(calls: Rows, counts: Ints) -> int:
        """Add the calls that are over to the numbers of their lanes."""
        for row in range(len(calls)):
            counts[calls[row].lane] += calls[row].outcome != UNDER_WAY
        return sources

    @entry
    def read_over(calls: Rows, midnight: float, places: Ints, to: Any) -> int:
        """Put the calls that are over into columns of :class:`sim.lanes.centre.over.Over`, those of a lane from its place on; times count
        from a midnight in the table and from the horizon's first in the columns."""
        for row in range(len(calls)):
            call = calls[row]
            if call.outcome != UNDER_WAY:
                place = places[call.lane]
                places[call.lane] = place + 1
                _put_who(call, to, place)
                _put_times(call, midnight, to, place)
        return sources

    return count_over, read_over


@compiled
def _put_who(call: Record, to: Any, place: int) -> None:
    to.lane[place], to.door[place], to.line[place] = call.lane, call.door, call.line
    to.service[place], to.segment[place] = call.service, call.segment
    to.day[place], to.index[place], to.attempt[place] = call.day, call.index, call.attempt
    to.pool[place], to.agent[place], to.offered[place] = call.pool, call.agent, call.offered
    to.outcome[place], to.stage[place] = call.outcome, call.stage


@compiled
def _put_times(call: Record, midnight: float, to: Any, place: int) -> None:
    arrived = call.arrived + midnight
    to.arrived[place], to.out_of_menu[place], to.joined[place] = (
        arrived,
        arrived + call.menu,
        call.joined + midnight,
    )
    to.started[place], to.ended[place] = call.started + midnight, call.ended + midnight
    to.freed[place], to.first_wait[place] = call.freed + midnight, call.first_wait


count_over, read_over = _entries(digest(table))
