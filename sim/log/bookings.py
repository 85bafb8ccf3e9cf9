"""Appointments: who had one, and whether it was kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.log.columns import Columns

Floats = NDArray[np.float64]
Numbers = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class NoShows(Columns):
    """One row for each appointment that nobody kept.

    Attributes
    ----------
    lane, hall, service, segment, language : ndarray of int
        As in :class:`sim.log.sheet.Contacted`.
    arrived : ndarray of float
        The slot, in minutes since the horizon's first midnight.
    """

    lane: Numbers
    hall: Numbers
    service: Numbers
    segment: Numbers
    language: Numbers
    arrived: Floats


@dataclass(frozen=True)
class Bookings(NoShows):
    """One row for each appointment.

    Attributes
    ----------
    came : ndarray of bool
        Whether the customer came.
    after_slot : ndarray of float
        Minutes from the slot to service, without what a greeter took; infinite of those whom nobody served.
    """

    came: Flags
    after_slot: Floats
