"""M/M/c on a day that starts empty and ends: not the steady state.

Arrivals stop at the end of the day; whoever waits then is still served. The number present is a birth-and-death
process, solved by uniformization (Jensen 1953; Grassmann, "Transient solutions in Markovian queueing systems",
*Computers & Operations Research* 4, 1977).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sim.theory.arguments import Floats, not_negative, positive, whole


class FiniteDay(NamedTuple):
    """Means over all the arrivals of a day that starts empty (ratios of expectations).

    Attributes
    ----------
    wait_probability, wait_within, mean_wait : float
        Share who wait, share who wait at most the threshold, mean wait.
    occupancy : float
        Share of servers busy, over the day without what comes after its end.
    queue : float
        Mean number waiting, over the day.
    """

    wait_probability: float
    wait_within: float
    mean_wait: float
    occupancy: float
    queue: float


def mmc_finite_day(
    arrival_rate: float, service_rate: float, servers: int, length: float, time: float
) -> FiniteDay:
    """Solve M/M/c over a day of a given length that starts empty.

    Parameters
    ----------
    arrival_rate, service_rate : float
        Arrivals, and services of one busy server, in a unit of time.
    servers : int
        Number of servers; there may be fewer than the load.
    length : float
        Length of the day.
    time : float
        Threshold of `wait_within`.
    """
    from scipy.special import gammainc

    rate, service = (
        float(positive("arrival_rate", arrival_rate)),
        float(positive("service_rate", service_rate)),
    )
    count, span = int(whole("servers", servers)), float(positive("length", length))
    threshold = float(not_negative("time", time))
    shares = _average_shares(rate, service, count, span)
    present = np.arange(len(shares))
    ahead = np.maximum(present - count + 1, 0)
    drain = count * service
    late = np.where(ahead > 0, 1 - gammainc(np.maximum(ahead, 1), drain * threshold), 0.0)
    return FiniteDay(
        float(shares[count:].sum()),
        float(1 - shares @ late),
        float(shares @ ahead) / drain,
        float(shares @ np.minimum(present, count)) / count,
        float(shares @ np.maximum(present - count, 0)),
    )


def _average_shares(rate: float, service: float, count: int, span: float) -> Floats:
    """Share of the day with so many present (by PASTA, the share of arrivals that find so many)."""
    from scipy.stats import poisson

    size = count + _longest_queue(rate, service * count, span)
    deaths = service * np.minimum(np.arange(size), count)
    pace = rate + count * service
    births = np.full(size, rate)
    births[-1] = 0.0
    steps = int(pace * span + 12 * math.sqrt(pace * span) + 40)
    weights = poisson.sf(np.arange(steps), pace * span) / (pace * span)
    now, total = np.eye(size)[0], np.zeros(size)
    for weight in weights:
        total += weight * now
        following = now * (1 - (births + deaths) / pace)
        following[1:] += now[:-1] * births[:-1] / pace
        following[:-1] += now[1:] * deaths[1:] / pace
        now = following
    return np.asarray(total / total.sum())


def _longest_queue(rate: float, drain: float, span: float) -> int:
    """People waiting beyond whom there is less than 1e-19 of the probability.

    A queue that starts empty stays below its steady state, whose tail is geometric; and it cannot outgrow the fluid
    by more than some standard deviations of the arrivals.
    """
    arrivals = rate * span
    grown = max(0.0, arrivals - drain * span) + 12 * math.sqrt(arrivals) + 40
    return int(min(grown, 45 / math.log(drain / rate)) if rate < drain else grown) + 1
