"""Queues with other than exponential times: M/G/1, M/D/c, D/M/c."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from sim.theory.arguments import Floats, not_negative, positive, whole

NODES = 200
"""Nodes of Gauss-Legendre quadrature over one gap between arrivals; the integrands are entire functions."""


def mg1_mean_wait(arrival_rate: ArrayLike, service_mean: ArrayLike, service_cv: ArrayLike) -> Floats:
    """Mean wait of M/G/1 (Pollaczek and Khinchine); infinite where the server cannot keep up.

    Parameters
    ----------
    arrival_rate : array_like
        Arrivals in a unit of time.
    service_mean, service_cv : array_like
        Mean and coefficient of variation of the service time.

    Notes
    -----
    ``W = rho E[S] (1 + cv^2) / (2 (1 - rho))``. Gross et al. 2008, 5.1.
    """
    mean, cv = positive("service_mean", service_mean), not_negative("service_cv", service_cv)
    busy = not_negative("arrival_rate", arrival_rate) * mean
    spare = np.where(busy < 1, 1 - busy, np.nan)
    return np.where(busy < 1, busy * mean * (1 + cv**2) / (2 * spare), np.inf)[()]


def mdc_mean_wait(arrival_rate: float, service_time: float, servers: int) -> float:
    """Mean wait of M/D/c; infinite where the servers cannot keep up.

    Parameters
    ----------
    arrival_rate : float
        Arrivals in a unit of time.
    service_time : float
        The constant service time.
    servers : int
        Number of servers.

    Notes
    -----
    Crommelin, "Delay probability formulae", *Post Office Electrical Engineers' Journal* 26 (1934). One service time
    later, everybody in service is gone: the number present obeys ``N' = (N - c)+ + Poisson(a)``. Its generating
    function has the c - 1 roots of ``z^c = exp(a (z - 1))`` inside the unit circle, which are values of Lambert's W;
    the mean number waiting is ``sum 1/(1 - z) - (c (c-1) - a^2) / (2 (c - a))``. The error is about 1e-15 c.
    """
    from scipy.special import lambertw

    rate, time = (
        float(not_negative("arrival_rate", arrival_rate)),
        float(positive("service_time", service_time)),
    )
    count, load = int(whole("servers", servers)), rate * time
    if load >= count:
        return math.inf
    if load == 0:
        return 0.0
    busy = load / count
    units = np.exp(2j * np.pi * np.arange(1, count) / count)
    roots = -lambertw(-busy * math.exp(-busy) * units) / busy
    waiting = float((1 / (1 - roots)).sum().real) - (count * (count - 1) - load**2) / (2 * (count - load))
    return max(waiting, 0.0) / rate


def dmc_mean_wait(arrival_rate: float, service_rate: float, servers: int) -> float:
    """Mean wait of D/M/c: arrivals at equal gaps; infinite where the servers cannot keep up.

    Parameters
    ----------
    arrival_rate, service_rate : float
        Arrivals, and services of one busy server, in a unit of time.
    servers : int
        Number of servers.

    Notes
    -----
    The embedded chain of GI/M/c (Gross et al. 2008, 5.3): an arrival finds j >= c present with probability
    proportional to ``sigma^j``, where ``sigma = exp(-c mu (1 - sigma) / lambda)``; the probabilities below that
    solve c linear equations.
    """
    rate, service = (
        float(positive("arrival_rate", arrival_rate)),
        float(positive("service_rate", service_rate)),
    )
    count = int(whole("servers", servers))
    if rate >= count * service:
        return math.inf
    gap = 1 / rate
    sigma = _geometric_ratio(count * service * gap)
    last = _found_present(count, service, gap, sigma)
    return last * sigma / (1 - sigma) / (count * service * (1 - sigma))


def _geometric_ratio(served: float) -> float:
    """The root below 1 of ``sigma = exp(-served (1 - sigma))``, with `served` > 1."""
    from scipy.special import lambertw

    return float(-lambertw(-served * math.exp(-served)).real / served)


def _found_present(count: int, service: float, gap: float, sigma: float) -> float:
    """Probability that an arrival of D/M/c finds count - 1 present."""
    from scipy.stats import binom

    below = np.arange(count)
    # who finds i < c present leaves i + 1 <= c behind, of whom j are left at the next arrival
    moves = binom.pmf(below[None, :], below[:, None] + 1, math.exp(-service * gap))
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    time, weights = gap * (nodes + 1) / 2, weights * gap / 2
    drain = count * service
    density = sigma * drain * np.exp(-drain * (1 - sigma) * time)
    left = binom.pmf(below[:, None], count, np.exp(-service * (gap - time))[None, :])
    moves[count - 1] += left @ (density * weights)
    equations = np.eye(count) - moves.T
    equations[0] = np.append(np.ones(count - 1), 1 / (1 - sigma))
    return float(np.linalg.solve(equations, np.eye(count)[0])[count - 1])
