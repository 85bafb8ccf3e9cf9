"""Our lanes, M/M/c streamed: chunks that stay in the processor's cache, and servers' free times carried on between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks import waits
from benchmarks.recursion import serve
from benchmarks.waits import Waits
from sim.draws.dice import Dice, Stream
from sim.scenario.distributions import Exponential

Floats = NDArray[np.float64]

SITE = "queue"
LANES = 2048
"""Lanes of a queue with several servers: enough that a NumPy call's own time does not count."""
CHUNK = 65_536
"""Customers of a chunk, in all lanes, the best of 2**14, 2**15 and 2**16: half a MiB an array, and long enough for calls."""
MANY = 256
"""From so many lanes on, customers are next to each other by lane in memory, below it by turn."""


@dataclass(frozen=True)
class Source:
    """Customers of M/M/c: Poisson arrivals, exponential service with mean 1.

    Attributes
    ----------
    load : float
        Of one server.
    servers : int
        Number of servers.
    dice : Dice
        Where the uniforms come from.
    lanes : int
        Queues side by side.
    """

    load: float
    servers: int
    dice: Dice
    lanes: int

    @property
    def mean_gap(self) -> float:
        """Mean time between arrivals."""
        return 1 / (self.load * self.servers)

    def gaps(self, chunk: int, turns: int) -> Floats:
        """Times between arrivals, shape (turns, lanes)."""
        return inverse(self.mean_gap, self.drawn(Stream.GAP, chunk, turns))

    def services(self, chunk: int, turns: int) -> Floats:
        """Service times, shape (turns, lanes)."""
        return inverse(1.0, self.drawn("handle time", chunk, turns))

    def drawn(self, stream: str, chunk: int, turns: int) -> Floats:
        """Uniforms, shape (turns, lanes), in the order in memory in which they are gone through.

        The dice make as many numbers whether their rows are lanes or turns; nobody compares these with another run's.
        """
        if self.lanes < MANY:
            return self.dice.uniforms(stream, SITE, chunk, turns, range(self.lanes)).T
        return self.dice.uniforms(stream, SITE, chunk, self.lanes, range(turns))


def inverse(mean: float, uniforms: Floats) -> Floats:
    """Exponential times with this mean, by the inverse that every scenario uses."""
    return Exponential.model_validate({"mean": f"{mean!r} min"}).inverse(uniforms)


def arrivals(gaps: Floats, since: Floats) -> Floats:
    """Gaps, shape (turns, lanes), made times of arrival in their own place; `since` is each lane's last arrival before."""
    gaps[0] += since
    if gaps.shape[1] < MANY:
        return np.cumsum(gaps, axis=0, out=gaps)
    before = gaps[0]
    for gap in gaps[1:]:
        np.add(gap, before, out=gap)
        before = gap
    return gaps


def streamed(
    customers: int, load: float, servers: int, seed: int, lanes: int = LANES, chunk: int = CHUNK
) -> Waits:
    """Waits of about so many customers: drawn, served and added up, chunk by chunk."""
    source = Source(load, servers, Dice(seed), lanes)
    left, turns, number, found = -(-customers // lanes), max(chunk // lanes, 1), 0, waits.NOBODY
    free, since = np.zeros((servers, lanes)), np.zeros(lanes)
    while left:
        now = min(turns, left)
        ready = arrivals(source.gaps(number, now), since)
        start = serve(ready, source.services(number, now), free)
        since = ready[-1]
        start -= ready
        found += waits.of(start)
        left, number = left - now, number + 1
    return found
