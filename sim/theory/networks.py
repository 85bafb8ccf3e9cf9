"""Open Jackson networks: stations of M/M/c between which customers go by chance.

Source: Jackson, "Networks of waiting lines", *Operations Research* 5 (1957); Gross et al. 2008, 4.2.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from sim.theory.arguments import Floats, not_negative, positive, whole
from sim.theory.delay import mmc_mean_wait


class Jackson(NamedTuple):
    """The steady state of an open Jackson network; arrays have one place a station.

    Attributes
    ----------
    arrivals : ndarray
        Arrivals in a unit of time, from outside and from other stations.
    waits : ndarray
        Mean wait of one visit; infinite where a station cannot keep up.
    present : ndarray
        Mean number waiting or in service.
    """

    arrivals: Floats
    waits: Floats
    present: Floats


def jackson(external: ArrayLike, routing: ArrayLike, service_rates: ArrayLike, servers: ArrayLike) -> Jackson:
    """Solve an open Jackson network.

    Parameters
    ----------
    external : array_like, shape (stations,)
        Arrivals from outside in a unit of time.
    routing : array_like, shape (stations, stations)
        Chance that a customer goes from one station (row) to another (column); what is missing to 1 leaves.
    service_rates, servers : array_like, shape (stations,)
        Services of one busy server, and number of servers.

    Raises
    ------
    ValueError
        An argument is out of range, shapes do not agree, or customers can never leave.
    """
    outside = not_negative("external", np.atleast_1d(external))
    chances = not_negative("routing", routing)
    rates, counts = positive("service_rates", service_rates), whole("servers", servers)
    size = len(outside)
    if chances.shape != (size, size) or rates.shape != (size,) or counts.shape != (size,):
        raise ValueError(
            f"shapes do not agree, give {size} rates and servers and a routing of {size} by {size}"
        )
    if (chances.sum(axis=1) > 1 + 1e-12).any():
        raise ValueError(
            "routing has a row above 1, the chances of going on from a station add up to at most 1"
        )
    if np.abs(np.linalg.eigvals(chances)).max() >= 1 - 1e-12:
        raise ValueError("routing has customers who never leave, each must have some way out")
    arrivals = np.asarray(np.linalg.solve(np.eye(size) - chances.T, outside), dtype=np.float64)
    waits = mmc_mean_wait(arrivals, rates, counts)
    present = np.where(arrivals > 0, arrivals * (waits + 1 / rates), 0.0)
    return Jackson(arrivals, waits, present)
