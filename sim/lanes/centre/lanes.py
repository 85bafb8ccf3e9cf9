"""All lanes of a centre: each goes through a stretch of its calls by itself; what follows is drawn for all together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiling.compiled import digest, entry, inlined
from sim.compiling.entries import Rows
from sim.lanes import chain
from sim.lanes.centre import lane as one_lane
from sim.lanes.centre import plans, trunks
from sim.lanes.centre.call_sampler import CallSampler
from sim.lanes.centre.lane import PARTS
from sim.lanes.centre.rulebook import CentreRules
from sim.lanes.centre.state import RING, CentreLane, CentreState, beginning
from sim.lanes.centre.table import CALL, FIRST, joined, under_way
from sim.lanes.heap import wider
from sim.lanes.loop import DONE, NO_ROOM, UNDRAWN

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@inlined
def _lane(state: CentreState, number: int) -> CentreLane:
    return CentreLane(
        state.common[0],
        state.own[number],
        state.on_duty[number],
        state.heads[number],
        state.desks[number],
        state.lines[number],
        state.plans[number],
        state.rings,
        state.arrivals,
        state.levels[number],
        state.looks[number],
    )


def _entries(sources: int) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """The two functions that are compiled; anew when the sources change (see :func:`sim.compiling.compiled.digest`)."""

    @entry
    def load(calls: Rows, rules: CentreRules, state: CentreState, numbers: Ints, away: int) -> int:
        """Begin a stretch of calls; those from the row `away` on have come out of hours, and may call again."""
        for number in range(len(state.own)):
            lane = _lane(state, number)
            chain.renumber(calls, lane.lines, len(rules.kinds), numbers)
            plans.renumber(calls, lane, numbers)
            one_lane.set_next(calls, lane)
            trunks.set_next(calls, lane)
        for row in range(away, state.common[0].count):
            one_lane.turned_away(calls, rules, _lane(state, calls[row].lane), row)
        return sources

    @entry
    def run(calls: Rows, rules: CentreRules, changes: Rows, state: CentreState, limits: Floats) -> int:
        """Go on in each lane until nothing more happens before its limit, or something is not drawn yet in any."""
        if sources == 0:
            return DONE
        status = DONE
        for number in range(len(state.own)):
            if not state.own[number].done:
                found = one_lane.run(calls, rules, changes, _lane(state, number), limits[number])
                state.own[number].done = found == DONE
                if found == NO_ROOM:
                    return NO_ROOM
                status = max(status, found)
        return status

    return load, run


_load, _run = _entries(digest(one_lane, *PARTS))


ROOM = 8
"""One more row for each so many, for those who call again."""


def room_for(calls: int) -> int:
    """Rows for those who call again after so many calls; more are made when they are needed."""
    return (calls + 64) // ROOM


@dataclass(frozen=True)
class CallStretch:
    """The calls of a stretch.

    Attributes
    ----------
    table : ndarray
        First those who are to come or in the menu, lane by lane in the order of its end, then those who wait or are planned, then those
        who come out of hours; and room for more.
    first : ndarray
        Where each lane's calls begin that are to come or in the menu, and where the last one's end.
    away, count : int
        Where those out of hours begin, and where they end.
    numbers : ndarray
        For each row of the table before its new number; -1 for those who do not wait and are not planned.
    arrivals, first_arrival : ndarray
        Rows of those who are to come in to the menu, lane by lane in the order in which they do, and where each lane's begin there.
    """

    table: Rows
    first: Ints
    away: int
    count: int
    numbers: Ints
    arrivals: Ints
    first_arrival: Ints


class Lanes:
    """The lanes of a centre; carries what goes on from stretch to stretch.

    Parameters
    ----------
    rules : CentreRules
        The centre's rules.
    draws : CallSampler
        What those carry who call again.
    count : int
        How many lanes there are.
    end : float
        When the horizon ends.
    """

    def __init__(self, rules: CentreRules, draws: CallSampler, count: int, end: float) -> None:
        self._rules, self.draws, self.count = rules, draws, count
        self._calls, self._state = np.zeros(0, CALL), beginning(rules, count, end)

    @property
    def table(self) -> Rows:
        """The calls at hand."""
        return self._calls[: self._state.common["count"][0]]

    def begin(self, changes: Rows, first: Ints) -> None:
        """Turn to a day with its changes, of which each lane has its own from the first one on."""
        self._state.own["change"], self._changes = first, changes

    def is_to_come(self, rows: Ints) -> Flags:
        """Which rows of the table are to come in or in the menu."""
        own, lane = self._state.own, self.table["lane"][rows]
        return np.asarray((rows >= own["at"][lane]) & (rows < own["end"][lane]))

    def oldest(self) -> float:
        """When the first came in of those who are still to come or inside; infinite where there are none."""
        return float(self.table["arrived"][under_way(self.table)].min(initial=np.inf))

    def load(self, calls: CallStretch) -> None:
        """Take a stretch of calls."""
        own, first, arrival = self._state.own, calls.first, calls.first_arrival
        own["at"], own["end"] = first[:-1], first[1:]
        own["arrival"], own["last_arrival"] = arrival[:-1], arrival[1:]
        self._state.common["count"] = self._state.common["drawn"] = calls.count
        self._calls, self._state = calls.table, self._state._replace(arrivals=calls.arrivals)
        most = int(np.bincount(self.table["lane"][calls.away :], minlength=1).max())
        if int(own["planned"].max()) + most > self._state.plans.shape[1]:
            self._state = self._state._replace(plans=wider(self._state.plans, most))
        _load(self._calls, self._rules, self._state, calls.numbers, calls.away)

    @property
    def looks(self) -> Rows:
        """What the looks of the day at hand have led to, entries of :data:`sim.lanes.centre.state.LOOK`, shape (lanes, looks)."""
        return self._state.looks

    @property
    def limited(self) -> bool:
        """Whether trunks are limited."""
        return bool(self._rules.centre["trunks"][0] < np.inf)

    def run(self, limit: Floats) -> None:
        """Go on in each lane until nothing more happens before its limit."""
        self._state.own["done"] = False
        while True:
            status = _run(self._calls, self._rules, self._changes, self._state, limit)
            if status == NO_ROOM:
                self._grow()
                continue
            self._draw()
            if status != UNDRAWN:
                return

    def _draw(self) -> None:
        """Draw what the calls carry that are to come."""
        common = self._state.common
        drawn, count = int(common["drawn"][0]), int(common["count"][0])
        if drawn < count:
            rows = np.arange(drawn, count)
            self.draws.follow(self._calls, rows[self._calls["first_wait"][drawn:count] == FIRST])
            common["drawn"] = count

    def _grow(self) -> None:
        """Make room for what may happen."""
        state = self._state
        count, waiting = int(state.common["count"][0]), int(state.own["waiting"].max()) + 2
        if count + waiting > len(self._calls):
            self._calls = joined([self._calls], len(self._calls) // 2 + waiting)
        if int(state.own["planned"].max()) + waiting > state.plans.shape[1]:
            state = state._replace(plans=wider(state.plans, waiting))
        if int(state.common["rung"][0]) + waiting > len(state.rings):
            more = np.zeros(len(state.rings) + waiting, RING)
            state = state._replace(rings=np.concatenate((state.rings, more)))
        self._state = state

    def rings(self) -> Rows:
        """The tries in vain to call back since they were asked for last."""
        found = self._state.rings[: self._state.common["rung"][0]].copy()
        self._state.common["rung"] = 0
        return found
