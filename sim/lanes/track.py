"""What happened to each visit of a day in the lanes."""

from __future__ import annotations

from copy import copy

import numpy as np
from numpy.typing import NDArray

from sim.records import Outcome

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

NONE = -1
"""Outcome of a visit that is not over, server of one that nobody served, line of one that stood in none."""


class Track:
    """What happened to each visit of a day. Times are NaN where nothing of the kind happened.

    Attributes
    ----------
    outcome, ended : ndarray
        How and when each visit ended.
    since, started, server, line : ndarray
        Since when it waited at counter or kiosk, when service there started, by which server, and in which line it stood.
    greeting : Greeted or None
        What happened before the greeter, where there is one.
    """

    def __init__(self, visits: int) -> None:
        self.outcome = np.full(visits, NONE)
        self.ended, self.since, self.started = (np.full(visits, np.nan) for _ in range(3))
        self.server, self.line = (np.full(visits, NONE) for _ in range(2))
        self.greeting: Greeted | None = None

    def leave(self, visit: Ints, outcome: Outcome | Ints, ended: Floats | float) -> None:
        """Visits that are over, without service at counter or kiosk."""
        self.outcome[visit] = outcome
        self.ended[visit] = ended

    def part(self, rows: slice) -> Track:
        """Some of the visits that lie together."""
        part = copy(self)
        for name in ("outcome", "ended", "since", "started", "server", "line"):
            setattr(part, name, getattr(self, name)[rows])
        part.greeting = self.greeting and self.greeting.part(rows)
        return part

    def after(self, minutes: float) -> Track:
        """The same, so many minutes later."""
        later = copy(self)
        later.ended, later.since, later.started = (
            times + minutes for times in (self.ended, self.since, self.started)
        )
        if self.greeting:
            later.greeting = self.greeting.part(slice(None))
            later.greeting.shift(minutes)
        return later

    @property
    def told(self) -> Flags:
        """Whether the greeter said which papers are needed."""
        told: Flags = self.ended_at_greeter & (self.outcome == Outcome.PAPERS_MISSING)
        return told

    @property
    def ended_at_greeter(self) -> Flags:
        """Visits that the greeter ended."""
        if self.greeting is None:
            return np.broadcast_to(np.False_, self.outcome.shape)
        done = (self.outcome == Outcome.RESOLVED) | (self.outcome == Outcome.PAPERS_MISSING)
        ended: Flags = done & np.isnan(self.started)
        return ended


class Greeted:
    """What happened before the greeter.

    Attributes
    ----------
    started, ended, server : ndarray
        When the greeter started and ended with each visit, and the server; `ended` alone: when it passed by.
    formed, form_ended : ndarray
        When help with the form started and ended.
    """

    def __init__(self, visits: int) -> None:
        self.started, self.ended, self.formed, self.form_ended = (np.full(visits, np.nan) for _ in range(4))
        self.server = np.full(visits, NONE)

    def part(self, rows: slice) -> Greeted:
        """Some of the visits that lie together."""
        part = copy(self)
        for name in ("started", "ended", "server", "formed", "form_ended"):
            setattr(part, name, getattr(self, name)[rows])
        return part

    def shift(self, minutes: float) -> None:
        """Count all times from a moment so many minutes earlier."""
        for times in (self.started, self.ended, self.formed, self.form_ended):
            times += minutes
