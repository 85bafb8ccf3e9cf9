"""The agents of a centre in every lane at once: until when each is busy, or since when free."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lanes.centre.duty import Change
from sim.lanes.ranks import TICK, UNIT

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]


class Agents:
    """When each agent was, or will be, free again; free agents on duty have a time that is past.

    Parameters
    ----------
    first : sequence of int
        Number of the first agent of each pool, and behind them the number of all.
    lanes : int
        How many lanes there are.

    Attributes
    ----------
    until : ndarray
        That time, with the agent's number below the tick, shape (agents, lanes); infinite for those off duty.
    longest : ndarray
        The least of each pool: its agent free longest, or if all are busy the next to be free; shape (pools, lanes).
    """

    def __init__(self, first: Sequence[int], lanes: int) -> None:
        self.pools = [slice(low, high) for low, high in pairwise(first)]
        self.first = np.array(first[:-1], dtype=np.int64)
        self.until = np.full((first[-1], lanes), np.inf)
        self.longest = np.full((len(self.pools), lanes), np.inf)
        self._away = np.full((first[-1], lanes), -np.inf)
        self._own = np.arange(first[-1])[:, None] * UNIT
        self._bits = 1 << np.arange(len(self.pools))
        self._on_duty = [0] * len(self.pools)

    def change(self, lanes: Ints, change: Change) -> None:
        """Agents come on duty, free or still busy from before, or go, and end the calls at hand."""
        come, go = change.come[:, lanes], change.go[:, lanes]
        rows = np.flatnonzero(come.any(axis=1) | go.any(axis=1))
        if not len(rows):
            return
        at = np.ix_(rows, lanes)
        come, go, until, away = come[rows], go[rows], self.until[at], self._away[at]
        present = np.maximum(away, change.time + self._own[rows])
        self._away[at] = np.where(go, until, away)
        self.until[at] = np.where(go, np.inf, np.where(come, present, until))
        self._count()

    def _count(self) -> None:
        """How many of each pool may be on duty somewhere: those behind them are not looked at."""
        there = np.isfinite(self.until).any(axis=1)
        for number, pool in enumerate(self.pools):
            own = np.flatnonzero(there[pool])
            self._on_duty[number] = int(own[-1]) + 1 if len(own) else 0

    def look(self) -> None:
        """Find who is free longest in each pool."""
        for number, (pool, count) in enumerate(zip(self.pools, self._on_duty, strict=True)):
            if count:
                part = self.until[pool.start : pool.start + count]
                np.minimum.reduce(part, axis=0, out=self.longest[number])
            else:
                self.longest[number] = np.inf

    def look_at(self, lanes: Ints) -> None:
        """The same in some lanes only."""
        for number, (pool, count) in enumerate(zip(self.pools, self._on_duty, strict=True)):
            if count:
                part = self.until[pool.start : pool.start + count, lanes]
                self.longest[number, lanes] = part.min(axis=0)
            else:
                self.longest[number, lanes] = np.inf

    def behind(self, pool: int, lanes: Ints, reserve: int) -> Floats:
        """When more than `reserve` agents of a pool are free in some lanes."""
        count = self._on_duty[pool]
        if count <= reserve:
            return np.full(len(lanes), np.inf)
        start = self.pools[pool].start
        part = self.until[start : start + count, lanes]
        return np.asarray(np.partition(part, reserve, axis=0)[reserve])

    def free(self, lanes: Ints, now: Floats) -> Ints:
        """The set of pools in which somebody is free in some lanes, as a number with a bit for each."""
        idle = self.longest[:, lanes] < now + TICK
        return np.asarray(self._bits @ idle)

    def busy(self, agent: Ints, lanes: Ints, until: Floats) -> None:
        """Agents are busy until a time."""
        self.until[agent, lanes] = until + agent * UNIT

    def turn(self, minutes: float) -> None:
        """Let times count from a midnight that is so many minutes later."""
        self.until -= minutes
        self._away -= minutes
