"""What happened to each visit of a day in the lanes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.lanes.queues import NONE
from sim.records import Outcome

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WAITING = -1
"""Outcome of a visit that is not over."""


class Track:
    """What happened to each visit of a day. Times are NaN where nothing of the kind happened.

    Attributes
    ----------
    outcome, ended : ndarray
        How and when each visit ended.
    greeted, let_go, greeter : ndarray
        When the greeter started and ended with it, and the server; `let_go` alone: when it passed by.
    formed, form_ended : ndarray
        When help with the form started and ended.
    since, started, server, line : ndarray
        Since when it waited at counter or kiosk, when service there started, by which server, and in which line it stood.
    """

    def __init__(self, visits: int) -> None:
        self.outcome = np.full(visits, WAITING)
        self.ended, self.greeted, self.let_go, self.formed, self.form_ended, self.since, self.started = (
            np.full(visits, np.nan) for _ in range(7)
        )
        self.greeter, self.server, self.line = (np.full(visits, NONE) for _ in range(3))

    def leave(self, visit: Ints, outcome: Outcome, ended: Floats) -> None:
        """Visits that are over, without service at counter or kiosk."""
        self.outcome[visit] = outcome
        self.ended[visit] = ended
