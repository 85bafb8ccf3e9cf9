"""Which levels of warning were raised over a centre and when, from what each look of each lane found."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows
from sim.log.columns import joined
from sim.log.levels import NEVER, Levels
from sim.log.records import Outcome, Records, Stage

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class RaisedLevels:
    """Keeps what is raised, day by day.

    Parameters
    ----------
    site : int
        Number of the centre among all sites.
    lanes, levels : int
        How many there are.
    """

    def __init__(self, site: int, lanes: int, levels: int) -> None:
        self._site = site
        self._since, self._acts = (np.full((lanes, levels), NEVER) for _ in range(2))

    def add(self, times: Sequence[float], looks: Rows) -> Levels:
        """The levels that end on a day, from its looks: entries of :data:`sim.lanes.centre.state.LOOK`, shape (lanes, looks)."""
        bits = 1 << np.arange(self._since.shape[1])
        raised, acting = ((looks[name][..., None] & bits) > 0 for name in ("raised", "acting"))
        found = []
        for number, time in enumerate(times):
            found.append(self._over(~raised[:, number] & ~np.isnan(self._since), time))
            self._since[raised[:, number] & np.isnan(self._since)] = time
            self._acts[acting[:, number] & np.isnan(self._acts)] = time
        return joined([self.nothing, *found])

    def last(self, end: float) -> Levels:
        """Those that are raised when the horizon ends."""
        return self._over(~np.isnan(self._since), end)

    @property
    def nothing(self) -> Levels:
        """No level."""
        return self._over(np.zeros(self._since.shape, dtype=np.bool_), 0.0)

    def _over(self, which: NDArray[np.bool_], time: float) -> Levels:
        lane, level = which.nonzero()
        ended = Levels(
            lane,
            np.full(len(lane), self._site),
            level,
            self._since[which],
            self._acts[which],
            np.full(len(lane), time),
        )
        self._since[which] = self._acts[which] = NEVER
        return ended


def records_of_levels(levels: Levels, replications: range) -> Records:
    """A row for each level of warning."""
    nobody, nought = np.full(len(levels.lane), -1), np.zeros(len(levels.lane), dtype=np.int64)
    return Records(
        levels.lane.astype(np.int64) + replications.start,
        nobody,
        nought,
        levels.hall.astype(np.int64),
        nobody,
        nobody,
        np.full(len(nobody), Stage.LEVEL),
        nobody,
        levels.level.astype(np.int64),
        np.full(len(nobody), Outcome.SERVED),
        levels.arrived,
        levels.acts,
        levels.ended,
    )
