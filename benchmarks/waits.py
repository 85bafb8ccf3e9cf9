"""The statistics that everybody in a comparison collects: the mean wait, and the share of those who wait a short time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

LIMIT = 1.0
"""A short wait: so many mean services."""


@dataclass(frozen=True)
class Waits:
    """Sums over customers; waits in multiples of the mean service, so that every model's figures are alike."""

    customers: int
    total: float
    within: int

    @property
    def mean(self) -> float:
        """Mean wait."""
        return self.total / self.customers

    @property
    def share_within(self) -> float:
        """Share of the customers who wait at most `LIMIT`."""
        return self.within / self.customers

    def __add__(self, other: Waits) -> Waits:
        return Waits(self.customers + other.customers, self.total + other.total, self.within + other.within)


NOBODY = Waits(0, 0.0, 0)

Contestant = Callable[[int, float, int, int], Waits]
"""Customers, load of a server, servers and seed give the waits of that many customers of M/M/c that starts empty."""


def of(waits: ArrayLike) -> Waits:
    """Waits of some customers, in any shape, added up."""
    waited = np.asarray(waits, dtype=np.float64)
    return Waits(waited.size, float(waited.sum()), int(np.count_nonzero(waited <= LIMIT)))
