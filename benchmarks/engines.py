"""Both engines as a user meets them: the same waits as a peer's, bundled halls, two workers."""

from __future__ import annotations

from statistics import median
from time import perf_counter

import numpy as np

from benchmarks import queue
from benchmarks.peers import simpy
from benchmarks.table import Table, against, seconds
from sim.events.engine import simulate
from sim.running.experiment import Engine, run
from sim.scenario import load

SERVERS = 10
LOAD = 0.9
HALLS = ("lecong_hall", "shunde_halls")
"""Bundled halls."""


def table(divide: int, rounds: int, workers: int) -> Table:
    """Seconds and ratios."""
    replications = max(200 // divide, workers)
    peer, engine, ratio = engine_and_peer(50_000 // divide, rounds)
    lanes, many = lecong(replications, "numpy", workers), 15 * replications
    one, several = (lecong(many, "numpy", each) for each in (1, workers))
    events = lecong(replications, "simpy", workers)
    scenario = load("lecong_hall")
    hall = f"`lecong_hall`, {replications} replications of {scenario.calendar.days + scenario.calendar.warm_up} days"
    rows = (
        ("SimPy on the event engine's customers", f"{peer:,.0f} customers/s"),
        ("event engine, the same waits", f"{engine:,.0f} customers/s"),
        ("event engine against SimPy, median of the rounds", f"{ratio:.2f}"),
        (f"{hall}, event engine, {workers} workers", f"{events:.1f} s"),
        (f"{hall}, lane engine, {workers} workers", f"{lanes:.1f} s"),
        (f"{many:,} replications, lane engine, {workers} workers", f"{several:.1f} s"),
        (f"{many:,} replications, lane engine, 1 worker", f"{one:.1f} s"),
        (f"{workers} workers against one", f"{one / several:.2f}"),
    )
    return Table(
        "Engines",
        f"""The event engine and SimPy take turns on the same M/M/{SERVERS} customers, drawn from the same dice within the time that is
measured, and must give the same wait for every customer. The hall is run without a policy, all measures made; all its seconds hold
the reading of the scenario's tables, those of several workers their start.""",
        ("what", "figure"),
        rows,
        (
            against("event engine against SimPy", ratio, 0.9, "{:.2f}"),
            against("workers against one", one / several, 1.7, "{:.2f}"),
        ),
    )


def lanes_table(divide: int) -> Table:
    """How many times as quick the lane engine is as the event engine: with many replications of a hall, and with two of each."""
    many = 100 // divide or 1
    found = {
        f"lecong_hall, {many} replications": (
            lanes_against_events("lecong_hall", many, 10 // divide or 1),
            60.0,
        )
    }
    found |= {f"{name}, 2 replications": (lanes_against_events(name, 2, 2), 1.0) for name in HALLS}
    return Table(
        "Lanes against events",
        "One core, all measures made, everything compiled before; time a replication, of the event engine as a multiple of the lane engine's.",
        ("what", "times"),
        tuple((name, f"{times:.1f}") for name, (times, _) in found.items()),
        tuple(against(f"{name}, times", times, goal, "{:.1f}") for name, (times, goal) in found.items()),
    )


def lanes_against_events(name: str, many: int, few: int) -> float:
    """How many times as quick the lane engine's `many` replications are as `few` of the event engine, each; on one core, all measures made."""
    scenario = load(name)
    run(scenario, 2, engine="numpy")  # compiles, or reads what was compiled
    lanes, events = (
        seconds(lambda count=count, engine=engine: run(scenario, count, engine=engine)) / count  # type: ignore[misc]
        for engine, count in (("numpy", many), ("simpy", few))
    )
    return float(events / lanes)


def engine_and_peer(customers: int, rounds: int) -> tuple[float, float, float]:
    """Customers a second of the SimPy loop and of the event engine, and the ratio; in turns, on the same customers.

    Both times hold the drawing of the customers; both give every wait. The waits are compared, so that a fast wrong
    answer is no answer.

    Raises
    ------
    ValueError
        The two do not give the same waits.
    """
    engine, peer = [], []
    scenario = queue.scenario(customers, LOAD, SERVERS)
    for replication in range(rounds):
        begin = perf_counter()
        waits = simpy.waits(*queue.gaps_and_services(scenario, 1, replication), SERVERS)
        peer.append(len(waits) / (perf_counter() - begin))
        begin = perf_counter()
        records = simulate(scenario, 1, range(replication, replication + 1))
        engine.append(len(records) / (perf_counter() - begin))
        if not np.array_equal(records.wait[np.argsort(records.case)], waits):
            raise ValueError("the event engine and the SimPy loop do not give the same waits")
    ratio = median(ours / theirs for ours, theirs in zip(engine, peer, strict=True))
    return median(peer), median(engine), ratio


def lecong(replications: int, engine: Engine, workers: int) -> float:
    """Wall seconds of the bundled hall without a policy, all measures made."""
    scenario = load("lecong_hall")
    return seconds(lambda: run(scenario, replications, workers=workers, engine=engine))
