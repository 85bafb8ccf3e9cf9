"""The peer: M/M/c as a SimPy textbook writes it, one process a customer and a Resource for the counters."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray


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
        for gap, service in zip(gaps.tolist(), services.tolist(), strict=True):
            yield env.timeout(gap)
            env.process(customer(service))

    env.process(source())
    env.run()
    return waited
