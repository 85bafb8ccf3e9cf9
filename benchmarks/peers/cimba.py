"""Cimba through its Python package, which compiles the model: servers are processes who take arrival times from a store.

So is the model that the package's authors measure themselves (their `benchmark/mm1.py`), with several servers and
with the share of short waits; the sums are made in the compiled code. Times are drawn by `cimba.random`, which took 10 ns
where a declared input took 24.
"""

# annotations are read when the class is made, so they cannot be put off here
from functools import lru_cache

import cimba

from benchmarks.waits import LIMIT, Waits


@lru_cache
def _model(servers: int) -> type[cimba.Model]:
    """The model for so many servers; compiled at its first run."""

    class Queue(cimba.Model):  # type: ignore[misc]
        customers: cimba.Param[int]
        limit: cimba.Param[float]
        gap: cimba.Param[float]
        line: cimba.Store[float]
        total: cimba.Output[float]
        within: cimba.Output[float]

        @cimba.on_start
        def begin(self) -> None:
            self.total = 0.0
            self.within = 0.0

        @cimba.process
        def source(self) -> None:
            for _ in range(self.customers):
                cimba.hold(cimba.random.exponential(self.gap))
                self.line.put(cimba.now())

        @cimba.process(copies=servers)
        def server(self) -> None:
            while True:
                arrived = self.line.get()
                wait = cimba.now() - arrived
                self.total += wait
                if wait <= self.limit:
                    self.within += 1.0
                cimba.hold(cimba.random.exponential(1.0))

    return Queue


def simulate(customers: int, load: float, servers: int, seed: int) -> Waits:
    """See :data:`benchmarks.waits.Contestant`; on one core."""
    return replicated(customers, load, servers, seed, replications=1, workers=1)


def replicated(
    customers: int, load: float, servers: int, seed: int, replications: int, workers: int
) -> Waits:
    """Waits of several replications with so many customers each, on several cores."""
    model = _model(servers)()
    model.customers, model.limit, model.gap = customers, LIMIT, 1 / (load * servers)
    experiment = cimba.Experiment(model, replications=replications, seed=seed)
    found = experiment.run(workers=workers)[model]
    return Waits(customers * replications, float(found.total.values.sum()), int(found.within.values.sum()))
