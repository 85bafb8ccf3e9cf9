"""How many servers a load needs: square-root staffing, steady and over time.

Sources: Halfin and Whitt, "Heavy-traffic limits for queues with many exponential servers", *Operations Research* 29
(1981); Eick, Massey and Whitt, "M_t/G/infinity queues with sinusoidal arrival rates", *Management Science* 39 (1993);
Feldman, Mandelbaum, Massey and Whitt, "Staffing of time-varying queues to achieve time-stable performance",
*Management Science* 54 (2008).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.theory.arguments import Floats, not_negative, positive, whole


def square_root_staffing(load: ArrayLike, quality: ArrayLike) -> NDArray[np.int64]:
    """Servers by the square-root rule: ``ceil(load + quality sqrt(load))``, zero or more.

    Parameters
    ----------
    load : array_like
        Offered load in Erlang.
    quality : array_like
        Standard deviations of spare capacity; may be negative.
    """
    offered, beta = not_negative("load", load), np.asarray(quality, dtype=np.float64)
    if not np.isfinite(beta).all():
        raise ValueError(f"quality = {quality!r} is out of range, give a finite number")
    return np.maximum(np.ceil(offered + beta * np.sqrt(offered)), 0).astype(np.int64)[()]


def halfin_whitt_delay(quality: ArrayLike) -> Floats:
    """Probability of waiting under square-root staffing without abandonment, in the limit of many servers.

    Parameters
    ----------
    quality : array_like
        Standard deviations of spare capacity, above zero.
    """
    from scipy.stats import norm

    beta = positive("quality", quality)
    return np.asarray(1 / (1 + beta * norm.cdf(beta) / norm.pdf(beta)))[()]


def sinusoidal_load(
    time: ArrayLike, mean_rate: float, amplitude: float, service_rate: float, frequency: float = 1.0
) -> Floats:
    """Mean number present in M_t/M/infinity whose arrival rate is ``mean_rate + amplitude sin(frequency t)``.

    Parameters
    ----------
    time : array_like
        Times, long after the start.
    mean_rate, amplitude : float
        The amplitude is at most the mean rate.
    service_rate, frequency : float
        Services of one server, and radians, in a unit of time.

    Notes
    -----
    Eick, Massey and Whitt 1993, (15).
    """
    service, angular = float(positive("service_rate", service_rate)), float(positive("frequency", frequency))
    mean, swing = float(positive("mean_rate", mean_rate)), float(not_negative("amplitude", amplitude))
    if swing > mean:
        raise ValueError(
            f"amplitude = {amplitude!r} is out of range, give at most the mean rate {mean_rate!r}"
        )
    angle = angular * np.asarray(time, dtype=np.float64)
    wave = (service * np.sin(angle) - angular * np.cos(angle)) / (service**2 + angular**2)
    return np.asarray(mean / service + swing * wave)[()]


def poisson_delay_probability(present: ArrayLike, servers: ArrayLike) -> Floats:
    """Probability that an arrival has to wait where patience ends at the rate of service.

    Then people leave at the same rate in queue and in service, so the number present is that of infinitely many
    servers, Poisson whatever the staffing: the probability is that of `servers` or more. Feldman et al. 2008, sec. 4.

    Parameters
    ----------
    present : array_like
        Mean number present, such as :func:`sinusoidal_load`.
    servers : array_like of int
        Number of servers, zero or more.
    """
    from scipy.special import gammainc

    count, mean = np.broadcast_arrays(whole("servers", servers, 0), not_negative("present", present))
    return np.where(count > 0, gammainc(np.maximum(count, 1), mean), 1.0)[()]
