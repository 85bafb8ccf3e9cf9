"""Waits by class where some are called first, and nobody is interrupted.

Sources: Cobham, "Priority assignment in waiting line problems", *Operations Research* 2 (1954); Kella and Yechiali,
"Waiting times in the non-preemptive priority M/M/c queue", *Stochastic Models* 1 (1985).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from sim.theory.arguments import Floats, not_negative, positive, whole
from sim.theory.delay import erlang_c


def mmc_priority_waits(arrival_rates: ArrayLike, service_rate: float, servers: int) -> Floats:
    """Mean wait of each class of M/M/c, where all classes have the same exponential service.

    Parameters
    ----------
    arrival_rates : array_like, shape (classes,)
        Arrivals of each class in a unit of time, the class that is called first foremost.
    service_rate : float
        Services of one busy server in the same unit.
    servers : int
        Number of servers.

    Returns
    -------
    ndarray, shape (classes,)
        Infinite for classes that the servers cannot keep up with.
    """
    rates = not_negative("arrival_rates", np.atleast_1d(arrival_rates))
    drain = float(positive("service_rate", service_rate)) * int(whole("servers", servers))
    until_free = float(erlang_c(servers, rates.sum() / service_rate)) / drain
    return _waits(until_free, rates / drain)


def mg1_priority_waits(arrival_rates: ArrayLike, service_means: ArrayLike, service_cvs: ArrayLike) -> Floats:
    """Mean wait of each class of M/G/1, where each class has its own service.

    Parameters
    ----------
    arrival_rates, service_means, service_cvs : array_like, shape (classes,)
        Arrivals in a unit of time, mean and coefficient of variation of the service, the class that is called first
        foremost.

    Returns
    -------
    ndarray, shape (classes,)

    Raises
    ------
    ValueError
        An argument is out of range, or the server cannot keep up with all classes together.
    """
    rates = not_negative("arrival_rates", np.atleast_1d(arrival_rates))
    means, cvs = positive("service_means", service_means), not_negative("service_cvs", service_cvs)
    busy = rates * means
    if busy.sum() >= 1:
        raise ValueError(f"the load of {busy.sum():g} is too much for one server, give less than 1 in all")
    return _waits(float((rates * means**2 * (1 + cvs**2)).sum()) / 2, busy)


def _waits(until_free: float, busy: Floats) -> Floats:
    """Cobham's formula, from the mean time until somebody is free and the share that each class keeps busy."""
    up_to = np.cumsum(busy)
    before = up_to - busy
    spare = np.where(up_to < 1, (1 - before) * (1 - up_to), np.nan)
    return np.asarray(np.where(up_to < 1, until_free / spare, np.inf))
