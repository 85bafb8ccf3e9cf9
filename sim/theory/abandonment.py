"""Erlang A: M/M/n+M, where customers whose exponential patience runs out hang up.

Sources: Garnett, Mandelbaum and Reiman, "Designing a call center with impatient customers", *Manufacturing & Service
Operations Management* 4 (2002); Mandelbaum and Zeltyn, "Service engineering in action: the Palm/Erlang-A queue"
(2007); Palm, *Research on Telephone Traffic Carried by Full Availability Groups* (1957).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.theory.arguments import Floats, not_negative, positive, whole
from sim.theory.delay import erlang_b

MOST_WAITING = 10_000_000
"""People waiting on average in an overloaded system up to which its distribution is added up."""

Abandoned = Literal["missed", "met", "left out"]


@dataclass(frozen=True)
class ErlangA:
    """The steady state of M/M/n+M, for one number of servers or for several at once. Made by :func:`erlang_a`.

    Everything is a share of, or a mean over, all arrivals unless it says otherwise, and has the shape of `servers`.
    """

    arrival_rate: float
    service_rate: float
    patience_rate: float
    servers: NDArray[np.int64]

    @cached_property
    def wait_probability(self) -> Floats:
        """Share who find all servers busy; P(W > 0)."""
        blocked = erlang_b(self.servers, self.arrival_rate / self.service_rate)
        with np.errstate(divide="ignore", over="ignore"):  # so many servers that nobody ever waits
            odds = np.log(blocked) - np.log1p(-blocked) + self._log_queue_sum()
            return np.asarray(1.0 / (1.0 + np.exp(-odds)))[()]

    @cached_property
    def queue(self) -> Floats:
        """Mean number waiting."""
        shares = self._queue_shares
        return np.asarray(self.wait_probability * (shares @ np.arange(shares.shape[-1])))[()]

    @property
    def abandonment(self) -> Floats:
        """Share who hang up; P(Ab)."""
        return self.patience_rate * self.queue / self.arrival_rate

    @property
    def mean_wait(self) -> Floats:
        """Mean time in queue, of those who are served and of those who hang up; E[W]."""
        return self.queue / self.arrival_rate

    @property
    def mean_wait_served(self) -> Floats:
        """Mean wait of those who are served."""
        left = self.mean_wait - self.abandonment * self.mean_wait_abandoned
        return left / (1 - self.abandonment)

    @cached_property
    def mean_wait_abandoned(self) -> Floats:
        """Mean time until they hang up, of those who do.

        Whoever has so many ahead either hangs up first, or moves up one place; chance and time of hanging up follow
        place by place.
        """
        shares = self._queue_shares
        chance, time = np.zeros(shares.shape), np.zeros(shares.shape)
        gone, spent = np.zeros(self.servers.shape), np.zeros(self.servers.shape)
        for ahead in range(shares.shape[-1]):
            rate = self.servers * self.service_rate + self.patience_rate * (ahead + 1)
            leaves, stays = self.patience_rate / rate, 1 - self.patience_rate / rate
            spent = (leaves + stays * gone) / rate + stays * spent
            gone = leaves + stays * gone
            chance[..., ahead], time[..., ahead] = gone, spent
        return np.asarray((shares * time).sum(axis=-1) / (shares * chance).sum(axis=-1))[()]

    @property
    def occupancy(self) -> Floats:
        """Share of the servers that are busy."""
        return self.arrival_rate * (1 - self.abandonment) / (self.servers * self.service_rate)

    def wait_over(self, time: float) -> Floats:
        """Share who spend more than `time` in queue, whatever happens to them then; P(W > t)."""
        return math.exp(-self.patience_rate * time) * self.offered_wait_over(time)

    def offered_wait_over(self, time: float) -> Floats:
        """Share who would have to wait more than `time` if they were patient; P(V > t).

        The incomplete gamma functions of the closed form, as quotients of their series.
        """
        threshold = float(not_negative("time", time))
        log = self._log_decay(threshold) + self._log_queue_sum(time=threshold) - self._log_queue_sum()
        return self.wait_probability * np.exp(np.minimum(log, 0.0))

    def served_within(self, time: float) -> Floats:
        """Share who are served after waiting at most `time`; P(W <= t, Sr)."""
        return 1 - self.abandonment - self._served_over(float(not_negative("time", time)))

    def wait_quantile(self, share: float) -> float:
        """The time that a share of all arrivals do not exceed in queue (the percentile of W), for one number of servers."""
        from scipy.optimize import brentq

        beyond = 1 - share
        if not 0 < beyond <= 1:
            raise ValueError(f"share = {share!r} is out of range, give a number from 0 to below 1")
        if self.wait_probability <= beyond:
            return 0.0
        high = -math.log(beyond) / self.patience_rate
        return float(
            brentq(lambda time: self.wait_over(time) - beyond, 0.0, high, xtol=1e-13 * high, rtol=1e-13)
        )

    def service_level(self, time: float, abandoned: Abandoned = "missed") -> Floats:
        """Service level within `time`.

        Parameters
        ----------
        time : float
            Threshold.
        abandoned : str
            Those who hang up within it are ``missed`` (served in time / all arrivals), ``met`` (served or gone in
            time / all arrivals), or ``left out`` (served in time / all but those gone in time).
        """
        if abandoned not in ("missed", "met", "left out"):
            raise ValueError(f"abandoned = {abandoned!r} is unknown, write 'missed', 'met' or 'left out'")
        met, gone_or_met = self.served_within(time), 1 - self.wait_over(time)
        if abandoned == "missed":
            return met
        return gone_or_met if abandoned == "met" else met / (1 - (gone_or_met - met))

    def _served_over(self, time: float) -> Floats:
        """P(W > t, Sr): patience outlives the offered wait, which is above `time`."""
        shape = self.servers * self.service_rate / self.patience_rate
        log = (
            self._log_decay(time)
            - self.patience_rate * time
            + np.log(shape / (shape + 1))
            + self._log_queue_sum(1, time)
            - self._log_queue_sum()
        )
        return self.wait_probability * np.exp(np.minimum(log, 0.0))

    def _log_decay(self, time: float) -> Floats:
        """Logarithm of the density of the offered wait at `time` against that at zero."""
        arrived = -math.expm1(-self.patience_rate * time) * self.arrival_rate / self.patience_rate
        return np.asarray(arrived - self.servers * self.service_rate * time)

    def _log_queue_sum(self, shift: int = 0, time: float = 0.0) -> Floats:
        """log of sum over j >= 0 of the product over i = 1..j of lambda e^(-theta t) / (n mu + (i + shift) theta)."""
        terms = self._log_terms(shift, time)
        top = terms.max(axis=-1)
        return np.asarray(top + np.log(np.exp(terms - top[..., None]).sum(axis=-1)))

    @cached_property
    def _queue_shares(self) -> Floats:
        """Distribution of the number waiting, given that all servers are busy, along the last axis."""
        terms = self._log_terms(0, 0.0)
        weights = np.exp(terms - terms.max(axis=-1, keepdims=True))
        return np.asarray(weights / weights.sum(axis=-1, keepdims=True))

    def _log_terms(self, shift: int, time: float) -> Floats:
        spread = self.arrival_rate / self.patience_rate
        fewest = int(self.servers.min())
        most = max(0.0, spread - fewest * self.service_rate / self.patience_rate)
        # ten standard deviations beyond the fluid queue; what lies further is below 1e-20 of the sum
        if most > MOST_WAITING:
            raise ValueError(
                f"patience_rate = {self.patience_rate:g} lets {most:.3g} people wait, give one that keeps it below "
                f"{MOST_WAITING:,}"
            )
        places = np.arange(1, int(most + 10 * math.sqrt(spread)) + 60)
        drain = self.servers[..., None] * self.service_rate + (places + shift) * self.patience_rate
        terms = np.zeros((*self.servers.shape, len(places) + 1))
        factors = math.log(self.arrival_rate) - self.patience_rate * time - np.log(drain)
        np.cumsum(factors, axis=-1, out=terms[..., 1:])
        return terms


def erlang_a(arrival_rate: float, service_rate: float, patience_rate: float, servers: ArrayLike) -> ErlangA:
    """The steady state of M/M/n+M.

    Parameters
    ----------
    arrival_rate, service_rate : float
        Arrivals, and services of one busy server, in a unit of time.
    patience_rate : float
        One over the mean patience, above zero.
    servers : array_like of int
        Number of servers, one or more; or several numbers.

    Returns
    -------
    ErlangA
        Its probabilities, means and service levels; stable for hundreds of servers and for overload.
    """
    return ErlangA(
        float(positive("arrival_rate", arrival_rate)),
        float(positive("service_rate", service_rate)),
        float(positive("patience_rate", patience_rate)),
        whole("servers", servers),
    )
