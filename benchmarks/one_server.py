"""M/M/1, a million jobs, one replication and a hundred: the work that Cimba's authors publish."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from itertools import repeat
from statistics import median

from benchmarks import lanes, peers, waits
from benchmarks.contest import absent
from benchmarks.table import Table, against, seconds
from benchmarks.waits import Waits

LOAD = 0.9
JOBS = 1_000_000
REPLICATIONS = 100
TOGETHER = 50
"""Replications that are lanes of one another."""
ROUNDS = {1: 3, REPLICATIONS: 1}
FEWER = {"SimPy": 50_000, "Ciw": 25_000}
"""Jobs of the peers that would take too long with a million."""

Replicated = Callable[[int, float, int, int, int, int], Waits]
"""Jobs, load, servers, seed, replications and workers give the waits."""


def replicated(jobs: int, load: float, servers: int, seed: int, replications: int, workers: int) -> Waits:
    """Our lanes: blocks of replications, each block with a seed of its own, in as many processes as workers."""
    blocks = [min(TOGETHER, replications - first) for first in range(0, replications, TOGETHER)]
    seeds = range(seed, seed + len(blocks))
    if workers == 1:
        return sum(map(_block, repeat(jobs), repeat(load), repeat(servers), seeds, blocks), waits.NOBODY)
    with ProcessPoolExecutor(workers) as pool:
        done = pool.map(_block, repeat(jobs), repeat(load), repeat(servers), seeds, blocks)
        return sum(done, waits.NOBODY)


def _block(jobs: int, load: float, servers: int, seed: int, together: int) -> Waits:
    return lanes.streamed(jobs * together, load, servers, seed, lanes=together, chunk=_chunk(together))


def _chunk(together: int) -> int:
    # measured for a single lane: half as many are a third quicker, quarters are slower again
    return lanes.CHUNK // 2 if together == 1 else lanes.CHUNK


def table(divide: int, workers: int) -> Table:
    """Seconds of all, on one core and on several."""
    jobs, runs = JOBS // divide, ((1, 1), (REPLICATIONS, 1), (REPLICATIONS, workers))
    ours = [_timed(replicated, jobs, *run) for run in runs]
    rows = [("Counterline, lanes", *_cells(ours), "no")]
    after = list(absent([*FEWER, "Cimba"]))
    if peers.peer("Cimba"):
        cimba: Replicated = import_module("benchmarks.peers.cimba").replicated
        compiling = seconds(lambda: cimba(1, LOAD, 1, 1, 1, 1))
        theirs = [_timed(cimba, jobs, *run) for run in runs]
        rows.append((peers.release("Cimba"), *_cells(theirs), "no"))
        after.append(f"Compiling Cimba's model took {compiling:.2f} s more, once in a process.")
        after += [_goal(run, us, them) for run, us, them in zip(runs, ours, theirs, strict=True)]
    rows += [
        _extrapolated(name, fewer // divide, jobs, workers)
        for name, fewer in FEWER.items()
        if peers.peer(name)
    ]
    return Table(
        f"M/M/1 at load {LOAD:g}, {jobs:,} jobs a replication",
        f"""The work that Cimba's authors publish, with the share of short waits added. Seconds of wall time. Ours are cumulative sums
and running maxima along a lane, {TOGETHER} replications together where there are more; several cores are as many processes, their start
counted. Peers without such a run do fewer jobs on one core, and their seconds are extrapolated in proportion, on several cores as if
these shared the work without loss.""",
        (
            "who",
            "1 replication, one core",
            f"{REPLICATIONS} replications, one core",
            f"{REPLICATIONS} replications, {workers} cores",
            "extrapolated",
        ),
        tuple(rows),
        tuple(after),
    )


def _timed(simulate: Replicated, jobs: int, replications: int, workers: int) -> float:
    rounds = ROUNDS[replications]
    return median(
        seconds(lambda seed=seed: simulate(jobs, LOAD, 1, 1000 * seed, replications, workers))  # type: ignore[misc]
        for seed in range(1, rounds + 1)
    )


def _cells(taken: list[float]) -> tuple[str, ...]:
    return tuple(f"{each:.3f} s" if each < 1 else f"{each:,.1f} s" for each in taken)


def _extrapolated(name: str, fewer: int, jobs: int, workers: int) -> tuple[str, ...]:
    simulate = peers.peer(name)
    assert simulate is not None
    one = seconds(lambda: simulate(fewer, LOAD, 1, 1)) * jobs / fewer
    each = _cells([one, one * REPLICATIONS, one * REPLICATIONS / workers])
    return (peers.release(name), *each, f"from {fewer:,} jobs")


def _goal(run: tuple[int, int], ours: float, theirs: float) -> str:
    what = f"{run[0]} replication{'s' * (run[0] > 1)}, {run[1]} core{'s' * (run[1] > 1)}: times Cimba"
    return against(what, theirs / ours, 5, "{:,.1f}")
