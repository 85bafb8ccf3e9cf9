"""A Dask cluster on this machine against processes, and two of its workers against one: what it costs to be given work over a network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from statistics import median

from benchmarks.table import Table, against, seconds
from sim.running.dask_cluster import DaskCluster
from sim.running.executor import Executor
from sim.running.experiment import batches, contacts_of, run
from sim.running.workers import executor
from sim.scenario import load

BLOCKS = 8
"""Blocks of a run: so many that two workers end nearly together."""


def table(divide: int, rounds: int, workers: int) -> Table:
    """Seconds of the same run, whoever does it, in turns, and ratios."""
    scenario = load("lecong_hall")
    size = len(batches(scenario, range(1000))[0])
    replications = max(workers, BLOCKS * size // divide)
    head = f"`lecong_hall`, {replications} replications, event engine"
    with ExitStack() as stack:
        who: dict[str, Executor] = {f"{workers} processes": executor(workers)}
        try:
            for count in (workers, 1):
                who[f"Dask, {count} worker{'s' * (count > 1)}"] = stack.enter_context(_dask(count))
        except ImportError:
            pass
        taken: dict[str, list[float]] = {name: [] for name in who}
        for each in who.values():  # begun, imported and compiled
            run(scenario, workers, engine="simpy", executor=each)
        for _ in range(rounds):
            for name, each in who.items():
                taken[name].append(
                    seconds(lambda each=each: run(scenario, replications, engine="simpy", executor=each))  # type: ignore[misc]
                )
    found = {name: median(times) for name, times in taken.items()}
    rows = tuple((f"{head}, {name}", f"{time:.1f} s") for name, time in found.items())
    return Table(
        "A cluster",
        _BEFORE.format(contacts=size * contacts_of(scenario)),
        ("what", "figure"),
        rows,
        _goals(found),
    )


_BEFORE = """A run in blocks of some {contacts:,.0f} contacts, all measures made, by processes and by the workers of a Dask cluster on the same
machine, which have begun before; the median of rounds in which they take turns. The digits are the same."""


def _goals(found: dict[str, float]) -> tuple[str, ...]:
    if len(found) < 3:
        return ("Dask is not installed, so left out (`pip install '.[cluster]'`).",)
    processes, several, one = found.values()
    return (
        against("of the speed of processes", processes / several, 0.95, "{:.2f}"),
        against("workers of the cluster against one", one / several, 1.7, "{:.2f}"),
        "On two cores the cluster's scheduler and this process share them with the two workers, whose answers go through both.",
    )


@contextmanager
def _dask(workers: int) -> Iterator[DaskCluster]:
    from distributed import LocalCluster

    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=":0") as cluster,
        DaskCluster(cluster) as who,
    ):
        yield who
