"""M/M/c on a day that starts empty and ends: not the steady state.

Arrivals stop at the end of the day; whoever waits then is still served, or hangs up. The number present is a birth-and-death
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
    shares = _over_the_day(
        rate, _deaths(service, count, count + _longest_queue(rate, service * count, span)), span
    )[0]
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


class DayLosses(NamedTuple):
    """Expected numbers of calls of a day that starts empty.

    Attributes
    ----------
    arrived, blocked, abandoned : float
        Calls of the day, those that found all places taken, and those that hung up, be it after the end of the day.
    """

    arrived: float
    blocked: float
    abandoned: float


def mmck_finite_day(
    arrival_rate: float,
    service_rate: float,
    servers: int,
    length: float,
    places: int | None = None,
    patience_rate: float = 0.0,
) -> DayLosses:
    """Solve M/M/c+M, with a bound on those present or without, over a day of a given length that starts empty.

    Parameters
    ----------
    arrival_rate, service_rate, servers, length : float
        As in :func:`mmc_finite_day`.
    places : int or None
        Most who can be present at once, waiting or in service; any number if not given.
    patience_rate : float
        One over the mean patience of those who wait; zero if nobody hangs up.
    """
    rate, service = (
        float(positive("arrival_rate", arrival_rate)),
        float(positive("service_rate", service_rate)),
    )
    count, span = int(whole("servers", servers)), float(positive("length", length))
    impatience = float(not_negative("patience_rate", patience_rate))
    endless = count + _longest_queue(rate, service * count, span)
    if impatience > 0:  # no more wait than if nobody were ever served, which is Poisson at the most
        endless = min(endless, count + int(rate / impatience + 12 * math.sqrt(rate / impatience)) + 40)
    most = endless if places is None else int(whole("places", places, count))
    deaths = _deaths(service, count, most, impatience)
    over, last = _over_the_day(rate, deaths, span)
    hanging_up = impatience * np.maximum(np.arange(most + 1) - count, 0)
    # after the end one leaves after the other, and whoever leaves a queue of so many has hung up with this chance
    later = np.cumsum(hanging_up / np.where(deaths > 0, deaths, 1.0))
    abandoned = span * float(over @ hanging_up) + float(last @ later)
    return DayLosses(rate * span, 0.0 if places is None else rate * span * float(over[-1]), abandoned)


def _deaths(service: float, count: int, most: int, patience: float = 0.0) -> Floats:
    """The rate at which somebody leaves, by the number present, from 0 to `most`."""
    present = np.arange(most + 1)
    return np.asarray(service * np.minimum(present, count) + patience * np.maximum(present - count, 0))


def _over_the_day(rate: float, deaths: Floats, span: float) -> tuple[Floats, Floats]:
    """Share of the day with so many present (by PASTA, the share of arrivals that find so many), and shares at its end."""
    from scipy.stats import poisson

    pace = rate + float(deaths.max())
    births = np.full(len(deaths), rate)
    births[-1] = 0.0
    steps = np.arange(int(pace * span + 12 * math.sqrt(pace * span) + 40))
    weights = poisson.sf(steps, pace * span) / (pace * span), poisson.pmf(steps, pace * span)
    now = np.eye(len(deaths))[0]
    total, last = np.zeros(len(deaths)), np.zeros(len(deaths))
    for weight, hit in zip(*weights, strict=True):
        total += weight * now
        last += hit * now
        following = now * (1 - (births + deaths) / pace)
        following[1:] += now[:-1] * births[:-1] / pace
        following[:-1] += now[1:] * deaths[1:] / pace
        now = following
    return np.asarray(total / total.sum()), np.asarray(last / last.sum())


def _longest_queue(rate: float, drain: float, span: float) -> int:
    """People waiting beyond whom there is less than 1e-19 of the probability.

    A queue that starts empty stays below its steady state, whose tail is geometric; and it cannot outgrow the fluid
    by more than some standard deviations of the arrivals.
    """
    arrivals = rate * span
    grown = max(0.0, arrivals - drain * span) + 12 * math.sqrt(arrivals) + 40
    return int(min(grown, 45 / math.log(drain / rate)) if rate < drain else grown) + 1
