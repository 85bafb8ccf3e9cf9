"""SimPy, as its textbook writes M/M/c: one process a customer, and a Resource for the counters."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from itertools import islice
from random import Random
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

from benchmarks.waits import LIMIT, Waits


def simulate(customers: int, load: float, servers: int, seed: int) -> Waits:
    """See :data:`benchmarks.waits.Contestant`."""
    draw = Random(seed).expovariate
    pairs = iter(lambda: (draw(load * servers), draw(1.0)), None)
    waited = _waits(islice(pairs, customers), servers)
    return Waits(customers, sum(waited), sum(wait <= LIMIT for wait in waited))


def waits(gaps: NDArray[np.float64], services: NDArray[np.float64], servers: int) -> list[float]:
    """Waits of customers who come after these gaps and need these services, in the order in which they start.

    Parameters
    ----------
    gaps, services : ndarray
        Minutes, one a customer.
    servers : int
        Servers, who serve in the order of arrival.

    Returns
    -------
    list of float
        Minutes waited, one a customer.
    """
    return _waits(zip(gaps.tolist(), services.tolist(), strict=True), servers)


def _waits(customers: Iterable[tuple[float, float]], servers: int) -> list[float]:
    env = simpy.Environment()
    counter = simpy.Resource(env, capacity=servers)
    waited: list[float] = []

    def customer(service: float) -> Generator[Any, Any, None]:
        arrived = env.now
        with counter.request() as turn:
            yield turn
            waited.append(env.now - arrived)
            yield env.timeout(service)

    def source() -> Generator[Any, Any, None]:
        for gap, service in customers:
            yield env.timeout(gap)
            env.process(customer(service))

    env.process(source())
    env.run()
    return waited
