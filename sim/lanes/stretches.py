"""The stretches of a day between changes: who is on duty, and which lines are closed, is the same in every lane."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.lanes.floor import Change, Floor

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Stretches:
    """Tables with one row a stretch of a day; the first row is the time before the first change.

    Parameters
    ----------
    floor : Floor
        The hall.
    on_duty, closed : ndarray
        Servers on duty, and lines closed, at the beginning of the day.
    changes : list of Change
        The day's changes, in order; times count from its midnight.

    Attributes
    ----------
    ends : ndarray
        When each stretch ends; the last one never does.
    on_duty, closed : ndarray
        Shapes (stretches, servers) and (stretches, lines).
    """

    def __init__(self, floor: Floor, on_duty: Flags, closed: Flags, changes: list[Change]) -> None:
        self.changes = changes
        self.ends: Floats = np.array([*(change.time for change in changes), np.inf])
        self.on_duty = np.repeat(on_duty[None], len(self.ends), axis=0)
        self.closed = np.repeat(closed[None], len(self.ends), axis=0)
        for number, change in enumerate(changes, 1):
            self.on_duty[number:, list(change.go)] = False
            self.on_duty[number:, list(change.come)] = True
            self.closed[number:, list(change.close)] = True
            self.closed[number:, list(change.open)] = False
        self.greeted = self._staffed(floor, "greeter")
        self.kiosk_open = self._staffed(floor, "kiosk")

    def _staffed(self, floor: Floor, stage: str) -> Flags:
        """Whether somebody is on duty at a stage."""
        servers = [
            server for pool in floor.pools if pool.stage == stage for server in range(pool.first, pool.end)
        ]
        return np.asarray(self.on_duty[:, servers].any(axis=1))
