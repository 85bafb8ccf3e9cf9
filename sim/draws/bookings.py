"""What appointments the cases of a day have."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Bookings(NamedTuple):
    """What appointments the cases of a day have; one entry a case.

    Attributes
    ----------
    appointed : ndarray
        The slot, in minutes since the horizon's first midnight; NaN of those who walk in.
    came : ndarray
        When a booked customer is there, which may be before the slot; NaN of those who walk in, and of those who do not come.
    in_time : ndarray of bool
        Whether a booked customer comes in time for the priority.
    """

    appointed: Floats
    came: Floats
    in_time: Flags

    @property
    def stays_away(self) -> Flags:
        """Whether somebody has a slot and does not come."""
        return ~np.isnan(self.appointed) & np.isnan(self.came)
