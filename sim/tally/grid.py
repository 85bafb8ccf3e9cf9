"""Time cut into cells at every edge that matters, and the minutes of many stretches in each of them, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from math import gcd

import numpy as np
from numpy.typing import NDArray

from sim.scenario.units import DAY, Window
from sim.time.ticks import TICKS_PER_MINUTE, on_grid

Array = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_STEPS = 2**22
"""Longest table from steps of time to cells; with a finer grid the cell is searched for."""


class Grid:
    """Cells between all edges of intervals and of some windows, over the horizon.

    The first cell is all time before the first midnight, and the last all time after the horizon; they count with
    the first and the last interval.

    Parameters
    ----------
    days : int
        Days of the horizon.
    interval : float
        Minutes of an interval.
    windows : iterable of Window
        Their edges are edges of cells.
    """

    def __init__(self, days: int, interval: float, windows: Iterable[Window]) -> None:
        count = days * round(DAY / interval)
        horizon = days * DAY
        inner = {edge for window in windows for edge in window if 0.0 < edge < horizon}
        starts = on_grid(
            np.arange(count, dtype=np.float64) * interval
        )  # else a sum of times would have rounding errors
        self.edges: Array = np.array(sorted({*starts.tolist(), *inner, horizon}))
        middle = (self.edges[1:] + self.edges[:-1]) / 2
        inside = np.minimum((middle / interval).astype(np.int64), count - 1)
        self.interval: Ints = np.concatenate(([0], inside, [count - 1]))
        self.width: Array = np.concatenate(([0.0], np.diff(self.edges), [0.0]))
        self.end: Array = np.append(self.edges, horizon)

    def __len__(self) -> int:
        return len(self.end)

    def cell(self, time: Array) -> Ints:
        """The number of the cell in which each time lies."""
        if self._step is None:
            return np.searchsorted(self.edges, time, side="right")
        return self._cells[self._place(time, self._step)]

    def _place(self, time: Array, step: float) -> Ints:
        """The place of each time in the table of steps."""
        place = time / step
        np.floor(place, out=place)
        np.clip(place, -1.0, len(self._cells) - 2.0, out=place)
        found = place.astype(np.int64)
        found += 1
        return found

    @cached_property
    def _step(self) -> float | None:
        """Minutes that divide every edge; None where they are too short for a table."""
        ticks = self.edges * TICKS_PER_MINUTE
        step = gcd(*map(int, ticks))
        return step / TICKS_PER_MINUTE if int(ticks[-1]) <= MOST_STEPS * step else None

    @cached_property
    def _cells(self) -> Ints:
        """The cell of each step, with one step before the horizon and one after it."""
        assert self._step is not None
        steps = np.rint(np.diff(self.edges) / self._step).astype(np.int64)
        return np.repeat(np.arange(len(self)), [1, *steps, 1])

    @cached_property
    def _intervals(self) -> Ints:
        """The interval of each step."""
        return self.interval[self._cells]

    def interval_of(self, time: Array) -> Ints:
        """The number of the interval in which each time lies; what lies beyond the horizon counts in its last."""
        if self._step is None:
            return self.interval[self.cell(time)]
        return self._intervals[self._place(time, self._step)]

    def covered(self, windows: Sequence[Window]) -> Array:
        """1.0 for the cells inside some windows that are apart, else 0.0; shape (cells,)."""
        times = np.array(windows, dtype=np.float64).reshape(-1, 2)
        low, high = np.clip(np.searchsorted(self.edges, times) + 1, 1, len(self) - 1).T
        begins, ends = (np.bincount(cells, minlength=len(self)) for cells in (low, high))
        return np.cumsum(begins - ends, dtype=np.float64)

    def minutes(
        self, key: Ints, keys: int, since: Array, until: Array, weight: Array | None = None
    ) -> tuple[int, Array]:
        """Minutes of some stretches of time in each cell, added up by key.

        No stretch is cut: what lies behind a time within its own cell is added up, and each later cell has its width
        once for each time before it. The minutes between two times are the difference of what lies behind them.

        Parameters
        ----------
        key : ndarray of int
            What each stretch counts for, below `keys`.
        keys : int
            How many there are.
        since, until : ndarray of float
            Start and end of each stretch, at least one.
        weight : ndarray of float, optional
            How often each stretch counts, whole numbers; once, if not given.

        Returns
        -------
        first : int
            The first cell that has any.
        minutes : ndarray
            Minutes from that cell on, shape (keys, cells).
        """
        begins, ends = self.cell(since), self.cell(until)
        first = int(begins.min())
        cells = int(ends.max()) + 1 - first
        base = key * cells - first
        within = [
            np.bincount(base + cell, _times(weight, self.end[cell] - time), keys * cells)
            for cell, time in ((begins, since), (ends, until))
        ]
        change = np.bincount(base + begins, weight, keys * cells) - np.bincount(
            base + ends, weight, keys * cells
        )
        change = change.reshape(keys, cells)
        later = (np.cumsum(change, axis=1) - change) * self.width[first : first + cells]
        minutes: Array = (within[0] - within[1]).reshape(keys, cells) + later
        return first, minutes

    def by_interval(self, first: int, minutes: Array) -> tuple[int, Array]:
        """Minutes of consecutive cells (last axis) from `first` on, added up by interval; with the first interval's number."""
        interval = self.interval[first : first + minutes.shape[-1]]
        starts = np.flatnonzero(np.diff(interval, prepend=-1))
        return int(interval[0]), np.add.reduceat(minutes, starts, axis=-1)


def _times(weight: Array | None, minutes: Array) -> Array:
    return minutes if weight is None else weight * minutes
