"""Who comes on duty and goes when, and when lines are emptied, lane by lane: heads that are missing differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows
from sim.draws.absence import Absence
from sim.lanes.changes import CHANGE, CLOSES, COMES, GOES, LAST, LOOKS, OPENS
from sim.log.order import order_by
from sim.scenario.units import DAY, Window
from sim.time.opening import Opening

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


class Duty:
    """The changes of a centre over the horizon.

    Parameters
    ----------
    opening : Opening
        When the centre is open.
    candidates : sequence of sequence of Absence
        For each candidate who is missing of each pool; its lanes follow those of the candidate before.
    first : sequence of int
        Number of the first seat of each pool, and behind them the number of all.
    seats : sequence of int
        Seats of each agent of a pool, as :func:`sim.lanes.centre.route_tables.widths` has them.
    looks : sequence of float
        Minutes since midnight at which somebody looks on each day.
    """

    def __init__(
        self,
        opening: Opening,
        candidates: Sequence[Sequence[Absence]],
        first: Sequence[int],
        seats: Sequence[int],
        looks: Sequence[float] = (),
    ) -> None:
        self._opening = opening
        self._lanes = sum(len(pools[0].replications) for pools in candidates)
        self._found: dict[int, list[tuple[tuple[Any, ...], Ints]]] = defaultdict(list)
        low = 0
        for pools in candidates:
            lanes = np.arange(low, low + len(pools[0].replications))
            ends = np.zeros((len(lanes), len(opening.windows)), dtype=np.bool_)
            for number, (absence, own, each) in enumerate(zip(pools, first[:-1], seats, strict=True)):
                self._add(absence, number, own, each, lanes, ends)
            self._shut(ends, lanes)
            low += len(lanes)
        for day in opening.days if looks else ():
            for number, look in enumerate(looks):
                self._put((day * DAY + look, LOOKS, number, 0), np.arange(low))

    def _add(self, absence: Absence, pool: int, first: int, seats: int, lanes: Ints, ends: Flags) -> None:
        """The changes of a pool's agents; marks in `ends` the closings at which somebody's duty ends."""
        closings = {window.end: number for number, window in enumerate(self._opening.windows)}
        for head in range(len(absence.servers)):
            seat = first + head * seats
            for duty, calls, rows in absence.patterns(head):
                own = lanes if rows is None else lanes[rows]
                for window in calls:
                    self._put((window.start, COMES, seat, pool), own)
                    self._put((window.end, GOES, seat, pool), own)
                closed = [closings[window.end] for window in duty if window.end in closings]
                for closing in closed:
                    ends[slice(None) if rows is None else rows, closing] = True

    def _shut(self, ends: Flags, lanes: Ints) -> None:
        """Stretches in which nobody may wait, by who is there at the closings."""
        patterns, of_lane = np.unique(ends, axis=0, return_inverse=True)
        windows = self._opening.windows
        for number, pattern in enumerate(patterns):
            own = lanes[np.flatnonzero(of_lane.reshape(-1) == number)]
            there = np.flatnonzero(pattern).tolist()
            duty = [[Window(windows[place].start, windows[place].end) for place in there]]
            for stretch in self._opening.shut(duty):
                self._put((stretch.start, CLOSES, 0, 0), own)
                self._put((stretch.end, OPENS, 0, 0), own)

    def _put(self, change: tuple[Any, ...], lanes: Ints) -> None:
        """Keep a change of some lanes; those before the first day are on it, and those after the last on that."""
        days = self._opening.days
        if change[0] < np.inf:
            self._found[min(max(int(change[0] // DAY), days[0]), days[-1])].append((change, lanes))

    def on(self, day: int) -> tuple[Rows, Ints]:
        """The changes of a day.

        Returns
        -------
        tuple
            Entries of :data:`sim.lanes.changes.CHANGE`, lane by lane in order, each lane with its end; and where each lane begins.
        """
        found = [*self._found.pop(day, []), (LAST, np.arange(self._lanes))]
        counts = [len(lanes) for _, lanes in found]
        lane = np.concatenate([lanes for _, lanes in found])
        entry = np.repeat(np.arange(len(found)), counts)
        entries = np.array([change for change, _ in found], CHANGE)
        rank = np.empty(len(entries), dtype=np.int64)
        rank[np.lexsort((entries["number"], entries["kind"], entries["time"]))] = np.arange(len(entries))
        order = order_by(lane, rank[entry])
        first = np.concatenate(([0], np.cumsum(np.bincount(lane, minlength=self._lanes))))
        return entries[entry[order]], first[:-1]
