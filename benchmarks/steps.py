"""Where the time of streamed lanes goes: nanoseconds a customer of each step."""

from __future__ import annotations

from time import perf_counter

import numpy as np

from benchmarks import lanes, waits
from benchmarks.many_servers import LOAD, SERVERS
from benchmarks.recursion import serve
from benchmarks.table import Table
from sim.draws.dice import Dice, Stream

STEPS = (
    "two uniforms",
    "inverse of the gap",
    "inverse of the service",
    "arrivals from gaps",
    "queue",
    "statistics",
)


def table(divide: int) -> Table:
    """The steps of M/M/10 and of M/M/1, a chunk at a time."""
    several = nanoseconds(SERVERS, lanes.LANES, max(200 // divide, 2))
    single = nanoseconds(1, 50, max(200 // divide, 2))
    rows = [(name, f"{a:.1f}", f"{b:.1f}") for name, a, b in zip(STEPS, several, single, strict=True)]
    rows.append(("together", f"{sum(several):.1f}", f"{sum(single):.1f}"))
    operations = 2 * SERVERS
    return Table(
        "Where the time of the lanes goes",
        f"""The steps of the streamed lanes, timed one by one over chunks of {lanes.CHUNK:,} customers. With {SERVERS} servers the queue is {operations} minima,
maxima and sums a customer, each of which reads two numbers of 8 bytes and writes one: {24 * operations} bytes a customer, nearly all in
the cache of the core. With one server it is two cumulative operations, in which each sum waits for the one before it.""",
        ("ns a customer", f"M/M/{SERVERS}, {lanes.LANES:,} lanes", "M/M/1, 50 lanes"),
        tuple(rows),
    )


def nanoseconds(servers: int, count: int, chunks: int) -> list[float]:
    """Nanoseconds a customer of each of `STEPS`."""
    source, turns = lanes.Source(LOAD, servers, Dice(1), count), lanes.CHUNK // count
    free, since, ends = np.zeros((servers, count)), np.zeros(count), []
    for chunk in range(chunks):
        marks = [perf_counter()]
        gap, service = source.drawn(Stream.GAP, chunk, turns), source.drawn("handle time", chunk, turns)
        marks.append(perf_counter())
        gaps = lanes.inverse(source.mean_gap, gap)
        marks.append(perf_counter())
        services = lanes.inverse(1.0, service)
        marks.append(perf_counter())
        ready = lanes.arrivals(gaps, since)
        marks.append(perf_counter())
        start = serve(ready, services, free)
        marks.append(perf_counter())
        since = ready[-1]
        waits.of(np.subtract(start, ready, out=start))
        marks.append(perf_counter())
        ends.append(np.diff(marks))
    mean: list[float] = (1e9 * np.median(ends, axis=0) / (turns * count)).tolist()
    return mean
