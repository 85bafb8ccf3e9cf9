"""salabim: a component a customer and a Resource for the counters, its monitors off; generators, as without greenlets.

Three quarters of its time go into one check, made whenever a component begins: that its methods share no parameter.
"""

from __future__ import annotations

from collections.abc import Generator
from random import Random
from typing import Any

import salabim

from benchmarks.waits import LIMIT, Waits


def simulate(customers: int, load: float, servers: int, seed: int) -> Waits:
    """See :data:`benchmarks.waits.Contestant`."""
    salabim.yieldless(False)
    env = salabim.Environment(trace=False)
    draw = Random(seed).expovariate
    counter = salabim.Resource("counter", capacity=servers, monitor=False)
    waited: list[float] = []

    class Customer(salabim.Component):  # type: ignore[misc]
        def process(self) -> Generator[Any, Any, None]:
            arrived = env.now()
            yield self.request(counter)
            waited.append(env.now() - arrived)
            yield self.hold(draw(1.0))

    class Source(salabim.Component):  # type: ignore[misc]
        def process(self) -> Generator[Any, Any, None]:
            for _ in range(customers):
                yield self.hold(draw(load * servers))
                Customer()

    Source()
    env.run()
    return Waits(customers, sum(waited), sum(wait <= LIMIT for wait in waited))
