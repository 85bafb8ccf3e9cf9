"""The stretches of a day between changes: who is on duty, and which lines are closed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.lanes.floor import Change, Floor

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

GATHER = 16
"""Steps after which changes are made."""


class Stretches:
    """Tables with one row a stretch of a day, candidate after candidate; a candidate's first is before its first change.

    Parameters
    ----------
    floor : Floor
        The hall, under any candidate.
    on_duty, closed : ndarray
        Servers on duty, and lines closed, at the beginning of the day: one row a candidate.
    changes : list of list of Change
        The day's changes of each candidate, in order; times count from its midnight.

    Attributes
    ----------
    first, last : ndarray
        First and last row of each candidate.
    ends : ndarray
        When each stretch ends; a candidate's last one never does.
    on_duty, closed, empties : ndarray
        Servers on duty; lines closed; lines that are emptied at the beginning of the stretch.
    """

    def __init__(self, floor: Floor, on_duty: Flags, closed: Flags, changes: list[list[Change]]) -> None:
        counts = np.array([len(of_one) + 1 for of_one in changes])
        self.last: Ints = np.cumsum(counts) - 1
        self.first: Ints = self.last - counts + 1
        self.ends: Floats = np.array(
            [end for own in changes for end in (*(each.time for each in own), np.inf)]
        )
        self.on_duty, self.closed = np.repeat(on_duty, counts, axis=0), np.repeat(closed, counts, axis=0)
        self.empties = np.zeros_like(self.closed)
        for first, last, own in zip(self.first, self.last, changes, strict=True):
            for row, change in enumerate(own, first + 1):
                self.on_duty[row : last + 1, list(change.go)] = False
                self.on_duty[row : last + 1, list(change.come)] = True
                self.closed[row : last + 1, list(change.close)] = True
                self.closed[row : last + 1, list(change.open)] = False
                self.empties[row, list(change.close)] = True
        self.greeted = self._staffed(floor, "greeter")
        self.kiosk_open = self._staffed(floor, "kiosk")

    def at(self, candidate: Ints, time: Floats) -> Ints:
        """The stretch of each time under its candidate, which rise; at a change, the one that begins."""
        stretch = np.empty(len(time), dtype=np.int64)
        for number, (low, high) in enumerate(zip(self.first, self.last, strict=True)):
            rows = slice(*np.searchsorted(candidate, (number, number + 1)))
            stretch[rows] = low + np.searchsorted(self.ends[low : high + 1], time[rows], side="right")
        return stretch

    def _staffed(self, floor: Floor, stage: str) -> Flags:
        """Whether somebody is on duty at a stage."""
        servers = [
            server for pool in floor.pools if pool.stage == stage for server in range(pool.first, pool.end)
        ]
        return np.asarray(self.on_duty[:, servers].any(axis=1))


class Progress:
    """In which stretch each lane is.

    Parameters
    ----------
    tables : Stretches
        The stretches of the day.
    candidate : ndarray
        Candidate of each lane.

    Attributes
    ----------
    stretch, next : ndarray
        The stretch of each lane, and when it ends.
    """

    def __init__(self, tables: Stretches, candidate: Ints) -> None:
        self.tables = tables
        self.stretch = tables.first[candidate]
        self.next = tables.ends[self.stretch]
        self._asked = 0

    def due(self, left: Flags, now: Floats) -> tuple[Flags, Ints]:
        """Of the lanes with something left to do: those whose stretch goes on, and those that change now.

        Lanes gather before a change, so that it is made for many at once: they do not see one another.
        """
        self._asked += 1
        others = left & (self.next > now)
        if self._asked % GATHER and others.any():
            return others, np.empty(0, dtype=np.int64)
        return others, np.flatnonzero(left & (self.next == now))

    def turn(self, lanes: Ints) -> tuple[Flags, Flags, Flags]:
        """Go on to the next stretch in some lanes.

        Returns
        -------
        tuple of ndarray
            Which servers come, and which go, shape (servers, lanes), and which lines are emptied, shape (lanes, lines).
        """
        before, after, on_duty = self.stretch[lanes], self.stretch[lanes] + 1, self.tables.on_duty
        self.stretch[lanes], self.next[lanes] = after, self.tables.ends[after]
        come, go = on_duty[after] & ~on_duty[before], on_duty[before] & ~on_duty[after]
        return come.T, go.T, self.tables.empties[after]
