"""Levels of warning that were raised over call centres."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.log.columns import Columns

NEVER = float("nan")


class Raised(NamedTuple):
    """A level of warning from its beginning to its end, in minutes since the horizon's first midnight.

    Attributes
    ----------
    level : int
        Number of the level in its centre.
    arrived, acts, ended : float
        When it began; from when on it acted, NaN where it never did; when it ended, or the horizon.
    """

    level: int
    arrived: float
    acts: float
    ended: float


@dataclass(frozen=True)
class Levels(Columns):
    """One row for each time that a level was raised.

    Attributes
    ----------
    lane, hall, level : ndarray of int
        Number of the replication; of the centre among all sites; of the level in it.
    arrived, acts, ended : ndarray of float
        As in :class:`Raised`.
    """

    lane: NDArray[np.integer[Any]]
    hall: NDArray[np.integer[Any]]
    level: NDArray[np.integer[Any]]
    arrived: NDArray[np.float64]
    acts: NDArray[np.float64]
    ended: NDArray[np.float64]

    @property
    def minutes(self) -> NDArray[np.float64]:
        """For how long each acted."""
        return np.where(np.isnan(self.acts), 0.0, self.ended - self.acts)

    def in_horizon(self) -> Levels:
        """Those that had not ended when the horizon began, from then on."""
        kept = self.where(self.ended > 0)
        return replace(kept, arrived=np.maximum(kept.arrived, 0.0), acts=np.maximum(kept.acts, 0.0))
