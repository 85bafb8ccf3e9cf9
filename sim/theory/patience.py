"""M/M/n+G: patience of any distribution, of which Erlang A (exponential patience) is the best known.

Sources: Baccelli and Hebuterne, "On queues with impatient customers", *Performance '81* (1981); Zeltyn and Mandelbaum,
"Call centers with impatient customers: many-server asymptotics of the M/M/n+G queue", *Queueing Systems* 51 (2005).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.theory.arguments import Floats, not_negative, positive, whole
from sim.theory.delay import erlang_b

Survival = Callable[[Floats], Floats]
"""The share whose patience is longer than each of some times."""

NODES = 12
"""Nodes of Gauss-Legendre quadrature in each panel."""

PANELS_OF_A_SERVICE = 4
"""Panels in the mean time between two services of a full house; the integrand turns by a few e-foldings in that."""

NEGLIGIBLE = 80.0
"""E-foldings from the largest density of the offered wait to one that counts for nothing."""

LONGEST = 1e6
"""Services of a full house after which a queue that is still not falling is taken to grow for ever."""


@dataclass(frozen=True)
class ImpatientQueue:
    """The steady state of M/M/n+G. Made by :func:`mmn_g`.

    All figures follow from the offered wait, which an arrival with endless patience would have: it is zero, or has the density
    proportional to exp(lambda H(x) - n mu x), where H(x) is the integral of the survival function of patience up to x.

    Attributes
    ----------
    offered : ndarray
        Nodes of the offered wait, where somebody waits.
    density : ndarray
        Probability of each node (density times weight); they add up to the probability of waiting.
    patient : ndarray
        Share whose patience is longer than each node.
    mean_time : ndarray
        Mean time in queue of those whose offered wait is that of the node: the integral of the survival function, H.
    """

    arrival_rate: float
    service_rate: float
    servers: int
    offered: Floats
    density: Floats
    patient: Floats
    mean_time: Floats

    @cached_property
    def wait_probability(self) -> float:
        """Share who find all servers busy."""
        return float(self.density.sum())

    @cached_property
    def abandonment(self) -> float:
        """Share who hang up."""
        return float(self.density @ (1 - self.patient))

    @cached_property
    def mean_offered_wait(self) -> float:
        """Mean wait of an arrival with endless patience."""
        return float(self.density @ self.offered)

    @cached_property
    def mean_wait(self) -> float:
        """Mean time in queue of all, whether they are served or hang up."""
        return float(self.density @ self.mean_time)

    @cached_property
    def mean_wait_served(self) -> float:
        """Mean wait of those who are served."""
        return float(self.density @ (self.patient * self.offered)) / (1 - self.abandonment)

    @property
    def queue(self) -> float:
        """Mean number waiting, by Little's law."""
        return self.arrival_rate * self.mean_wait

    @property
    def occupancy(self) -> float:
        """Share of the servers that are busy."""
        return self.arrival_rate * (1 - self.abandonment) / (self.servers * self.service_rate)


def mmn_g(
    arrival_rate: float, service_rate: float, servers: int, survival: Survival, breaks: Sequence[float] = ()
) -> ImpatientQueue:
    """The steady state of M/M/n+G.

    Parameters
    ----------
    arrival_rate, service_rate : float
        Arrivals, and services of one busy server, in a unit of time.
    servers : int
        Number of servers.
    survival : callable
        Share whose patience is longer than each time of an array.
    breaks : sequence of float
        Times at which that share jumps, such as the patience itself where all have the same.

    Raises
    ------
    ValueError
        An argument is out of range, or so many never hang up that the queue grows for ever.
    """
    rate, service = (
        float(positive("arrival_rate", arrival_rate)),
        float(positive("service_rate", service_rate)),
    )
    count = int(whole("servers", servers))
    marks = sorted(float(each) for each in not_negative("breaks", np.asarray(breaks, dtype=np.float64)))
    offered, weights, patient, mean_time = _nodes(rate, count * service, survival, marks)
    height = rate * mean_time - count * service * offered
    # the state in which all servers are busy and nobody waits has the weight 1 / (lambda B(n - 1))
    idle = 1 / float(erlang_b(count - 1, rate / service)) / rate
    top = max(float(height.max()), 0.0)
    mass = np.exp(height - top) * weights
    mass /= mass.sum() + idle * math.exp(-top)
    return ImpatientQueue(rate, service, count, offered, mass, patient, mean_time)


def _nodes(
    rate: float, drain: float, survival: Survival, marks: list[float]
) -> tuple[Floats, Floats, Floats, Floats]:
    """Nodes and weights until the density is negligible, the survival function there, and its integral up to there."""
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    # integrals of the interpolating polynomial from the left end of a panel to each node
    powers = np.arange(NODES)
    to_node = (nodes[:, None] ** (powers + 1) - (-1.0) ** (powers + 1)) / (powers + 1)
    up_to = to_node @ np.linalg.inv(np.vander(nodes, increasing=True))
    step, left, so_far, top = 1 / drain / PANELS_OF_A_SERVICE, 0.0, 0.0, 0.0
    parts: list[tuple[Floats, Floats, Floats, Floats]] = []
    while True:
        right = min([left + step, *(mark for mark in marks if mark > left)])
        half = (right - left) / 2
        offered = left + half * (nodes + 1)
        patient = np.asarray(survival(offered), dtype=np.float64)
        mean_time = so_far + half * (up_to @ patient)
        parts.append((offered, half * weights, patient, mean_time))
        so_far, left = so_far + half * float(weights @ patient), right
        height = rate * so_far - drain * right
        top = max(top, height)
        if height < top - NEGLIGIBLE:
            return tuple(np.concatenate(each) for each in zip(*parts, strict=True))  # type: ignore[return-value]
        if rate * float(patient[-1]) >= drain and right * drain > LONGEST:
            raise ValueError("so many never hang up that the queue grows for ever, give more servers")
        step = min(2 * step, 2 / drain) if left > 0 else step
