"""M/M/c/K: who finds all places taken is lost.

Source: Gross, Shortle, Thompson and Harris, *Fundamentals of Queueing Theory*, 4th ed. 2008, 2.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.theory.arguments import Floats, not_negative, positive, whole


@dataclass(frozen=True)
class LossQueue:
    """The steady state of M/M/c/K. Made by :func:`mmck`.

    Attributes
    ----------
    arrival_rate, service_rate : float
        Arrivals, and services of one busy server, in a unit of time.
    servers : int
        Number of servers, c.
    shares : ndarray, shape (K + 1,)
        Share of time with so many present.
    """

    arrival_rate: float
    service_rate: float
    servers: int
    shares: Floats

    @property
    def blocked(self) -> float:
        """Share of arrivals that find all places taken."""
        return float(self.shares[-1])

    @cached_property
    def present(self) -> float:
        """Mean number present."""
        return float(self.shares @ np.arange(len(self.shares)))

    @cached_property
    def queue(self) -> float:
        """Mean number waiting."""
        return float(self.shares @ np.maximum(np.arange(len(self.shares)) - self.servers, 0))

    @property
    def mean_wait(self) -> float:
        """Mean wait of those who get in, by Little's law."""
        return self.queue / (self.arrival_rate * (1 - self.blocked))

    @property
    def occupancy(self) -> float:
        """Share of the servers that are busy."""
        return self.arrival_rate * (1 - self.blocked) / (self.servers * self.service_rate)

    def wait_within(self, time: float) -> float:
        """Share of those who get in that wait at most `time`."""
        from scipy.special import gammaincc

        threshold = float(not_negative("time", time))
        found = self.shares[self.servers : -1]  # who finds so many waits for one, two, ... services to end
        ahead = np.arange(1, len(found) + 1)
        late = found @ gammaincc(ahead, self.servers * self.service_rate * threshold)
        return float(1 - late / (1 - self.blocked))


def mmck(arrival_rate: float, service_rate: float, servers: int, places: int) -> LossQueue:
    """The steady state of M/M/c/K.

    Parameters
    ----------
    arrival_rate, service_rate : float
        Arrivals, and services of one busy server, in a unit of time.
    servers : int
        Number of servers, c.
    places : int
        Most who can be present at once, waiting or in service: K, at least c.
    """
    rate, service = (
        float(positive("arrival_rate", arrival_rate)),
        float(positive("service_rate", service_rate)),
    )
    count = int(whole("servers", servers))
    most = int(whole("places", places, count))
    factors = np.log(rate / (service * np.minimum(np.arange(1, most + 1), count)))
    weights = np.concatenate(([0.0], np.cumsum(factors)))
    shares = np.exp(weights - weights.max())
    return LossQueue(rate, service, count, shares / shares.sum())
