"""Draws of contacts whose cases began at several doors and on several days, at several attempts, all at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.demand import Cases
from sim.dice import Dice, Stream
from sim.drawn import Drawn, Floats, Ints


@dataclass(frozen=True)
class Scattered(Drawn):
    """Draws as :class:`sim.drawn.Drawn` makes them, at an address of its own for each contact.

    Attributes
    ----------
    sites : list of str
        Names of the doors in addresses.
    """

    sites: list[str]
