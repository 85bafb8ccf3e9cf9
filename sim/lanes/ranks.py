"""Times that carry a number: one float orders by time first, then by number.

Times of engines lie on the grid of ticks (:mod:`sim.time.ticks`), so the binary digits below a tick are free. A whole number
put there breaks ties between equal times, and can be read back: which server is free longest, or which visit is first in
line, is then one minimum over floats.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.time.ticks import TICKS_PER_MINUTE

Floats = NDArray[np.float64]

TICK = 1 / TICKS_PER_MINUTE
NUMBERS = 2**17
"""Numbers are below this; with times below 2**16 min all 53 binary digits of a double are used."""

UNIT = TICK / NUMBERS
"""What a number counts for."""


LONGEST = 2.0**15
"""Minutes that a service may take: an end behind it, on the day or on one of the next, is below 2**16 min."""


def check_room(numbers: int, minutes: Floats) -> None:
    """See that numbers and times fit into one float.

    Parameters
    ----------
    numbers : int
        How many there are.
    minutes : ndarray
        How long services take.

    Raises
    ------
    OverflowError
        They do not: one would be read back as another.
    """
    if numbers > NUMBERS:
        raise OverflowError(
            f"{numbers:,} customers on one day are more than lanes can number: use --engine simpy"
        )
    if minutes.max(initial=0.0) >= LONGEST:
        raise OverflowError(
            f"a service of {minutes.max():.0f} min is longer than lanes can tell: use --engine simpy"
        )
