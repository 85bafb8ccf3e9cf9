"""Erlang B and Erlang C: Poisson arrivals, exponential service, so many servers, no abandonment.

Sources: Cooper, *Introduction to Queueing Theory*, 2nd ed. 1981, ch. 3; Gross, Shortle, Thompson and Harris,
*Fundamentals of Queueing Theory*, 4th ed. 2008, 2.3.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from sim.theory.arguments import Floats, fraction, not_negative, positive, whole

MOST_AGENTS = 1_000_000
"""Where the search for a number of agents gives up."""


def erlang_b(servers: ArrayLike, load: ArrayLike) -> Floats:
    """Probability that an arrival finds all servers busy, where it is lost then (M/G/c/c).

    Parameters
    ----------
    servers : array_like of int
        Number of servers, zero or more.
    load : array_like
        Offered load in Erlang: arrival rate times mean service time.

    Notes
    -----
    The recursion ``1/B(c) = 1 + c/(a B(c-1))`` in the form that only adds and divides positive numbers; it neither
    overflows nor cancels. Cooper 1981, 3.3.
    """
    count, offered = np.broadcast_arrays(whole("servers", servers, 0), not_negative("load", load))
    blocked = np.ones(count.shape)
    for server in range(1, int(count.max(initial=0)) + 1):
        blocked = np.where(server <= count, offered * blocked / (server + offered * blocked), blocked)
    return blocked[()]


def erlang_c(servers: ArrayLike, load: ArrayLike) -> Floats:
    """Probability that an arrival has to wait (M/M/c); 1 where the load is not below the number of servers.

    Parameters
    ----------
    servers : array_like of int
        Number of servers, one or more.
    load : array_like
        Offered load in Erlang.

    Notes
    -----
    ``C = c B / (c - a (1 - B))`` with Erlang B. Cooper 1981, 3.4.
    """
    count, offered = np.broadcast_arrays(whole("servers", servers), not_negative("load", load))
    blocked = erlang_b(count, offered)
    stable = offered < count
    spare = np.where(stable, count - offered * (1 - blocked), 1.0)
    return np.where(stable, count * blocked / spare, 1.0)[()]


def mmc_mean_wait(arrival_rate: ArrayLike, service_rate: ArrayLike, servers: ArrayLike) -> Floats:
    """Mean wait of M/M/c, of all arrivals; infinite where the load is not below the number of servers.

    Parameters
    ----------
    arrival_rate, service_rate : array_like
        Arrivals, and services of one busy server, in a unit of time.
    servers : array_like of int
        Number of servers.
    """
    waits, drain = _waiting(arrival_rate, service_rate, servers)
    with np.errstate(divide="ignore"):
        return np.where(drain > 0, waits / np.where(drain > 0, drain, 0.0), np.inf)[()]


def mmc_wait_within(
    arrival_rate: ArrayLike, service_rate: ArrayLike, servers: ArrayLike, time: ArrayLike
) -> Floats:
    """Share of arrivals of M/M/c that wait at most `time`: the service level of Erlang C.

    Parameters
    ----------
    arrival_rate, service_rate, servers : array_like
        As in :func:`mmc_mean_wait`; where the queue grows for ever the share is zero.
    time : array_like
        Threshold, in the unit of time of the rates.
    """
    waits, drain = _waiting(arrival_rate, service_rate, servers)
    threshold = not_negative("time", time)
    return np.where(drain > 0, 1 - waits * np.exp(-np.maximum(drain, 0) * threshold), 0.0)[()]


def mmc_wait_quantile(
    arrival_rate: ArrayLike, service_rate: ArrayLike, servers: ArrayLike, share: ArrayLike
) -> Floats:
    """The time within which a share of the arrivals of M/M/c is answered; zero where so many need not wait at all.

    Parameters
    ----------
    arrival_rate, service_rate, servers : array_like
        As in :func:`mmc_mean_wait`.
    share : array_like
        From 0 to below 1.
    """
    waits, drain = _waiting(arrival_rate, service_rate, servers)
    beyond = 1 - fraction("share", share)
    with np.errstate(divide="ignore"):
        time = np.log(np.maximum(waits / beyond, 1.0)) / np.where(drain > 0, drain, np.nan)
    return np.where(drain > 0, time, np.inf)[()]


def fewest_agents(arrival_rate: float, service_rate: float, share: float, time: float) -> int:
    """The fewest agents with which at least `share` of the calls are answered within `time`, by Erlang C.

    Raises
    ------
    ValueError
        An argument is out of range, or the answer would be above a million.
    """
    rate, service = (
        float(positive("arrival_rate", arrival_rate)),
        float(positive("service_rate", service_rate)),
    )
    wanted, threshold = float(fraction("share", share)), float(not_negative("time", time))
    load = rate / service
    if load >= MOST_AGENTS / 2:
        raise ValueError(f"the load of {load:g} Erlang is out of range, give less than {MOST_AGENTS // 2:,}")
    agents, blocked = 0, 1.0
    while True:
        agents += 1
        blocked = load * blocked / (agents + load * blocked)
        if agents > load:
            waits = agents * blocked / (agents - load * (1 - blocked))
            if 1 - waits * np.exp(-(agents - load) * service * threshold) >= wanted:
                return agents


def _waiting(arrival_rate: ArrayLike, service_rate: ArrayLike, servers: ArrayLike) -> tuple[Floats, Floats]:
    """Probability of waiting, and the rate at which a wait that has begun ends."""
    rate, service = not_negative("arrival_rate", arrival_rate), positive("service_rate", service_rate)
    count = whole("servers", servers)
    return erlang_c(count, rate / service), np.asarray(count * service - rate)
