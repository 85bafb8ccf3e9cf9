"""Finished calls collected from a table, compiled: once, lane by lane."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiling.compiled import compiled, digest, entry
from sim.compiling.entries import Record, Rows
from sim.lanes.centre import table

Ints = NDArray[np.int64]


def _entries(sources: int) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """The two functions that are compiled; anew when the sources change (see :func:`sim.compiling.compiled.digest`)."""

    @entry
    def count_finished(calls: Rows, counts: Ints) -> int:
        """Add the calls that are over to the numbers of their lanes."""
        for row in range(len(calls)):
            counts[calls[row].lane] += calls[row].outcome >= 0
        return sources

    @entry
    def collect_finished(calls: Rows, places: Ints, to: Any) -> int:
        """Put the calls that are over into columns of :class:`sim.lanes.centre.finished_calls.FinishedCalls`, those of a lane from its place on."""
        for row in range(len(calls)):
            call = calls[row]
            if call.outcome >= 0:
                place = places[call.lane]
                places[call.lane] = place + 1
                _put_who(call, to, place)
                _put_times(call, to, place)
        return sources

    return count_finished, collect_finished


@compiled
def _put_who(call: Record, to: Any, place: int) -> None:
    to.lane[place], to.door[place], to.line[place] = call.lane, call.door, call.line
    to.service[place], to.segment[place] = call.service, call.segment
    to.day[place], to.index[place], to.attempt[place] = call.day, call.index, call.attempt
    to.pool[place], to.agent[place], to.offered[place] = call.pool, call.agent, call.offered
    to.outcome[place], to.stage[place] = call.outcome, call.stage


@compiled
def _put_times(call: Record, to: Any, place: int) -> None:
    to.arrived[place], to.out_of_menu[place], to.joined[place] = (
        call.arrived,
        call.arrived + call.menu,
        call.joined,
    )
    to.started[place], to.ended[place] = call.started, call.ended
    to.freed[place], to.first_wait[place] = call.freed, call.first_wait


count_finished, collect_finished = _entries(digest(table))
