"""Stops: stages of contacts at which there is neither a line nor a head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.log.columns import Columns

Floats = NDArray[np.float64]
Numbers = NDArray[np.integer[Any]]


@dataclass(frozen=True)
class Stops(Columns):
    """One row a stop.

    Attributes
    ----------
    lane, hall, service, segment, language : ndarray of int
        Of its contact, as in :class:`sim.log.sheet.Contacted`.
    arrived : ndarray of float
        When its contact came, in minutes since the horizon's first midnight.
    stage : ndarray of int
        The number of the stage.
    since, until : ndarray of float
        From when until when the contact stopped there.
    """

    lane: Numbers
    hall: Numbers
    service: Numbers
    segment: Numbers
    language: Numbers
    arrived: Floats
    stage: Numbers
    since: Floats
    until: Floats
