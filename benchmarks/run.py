"""Ratios and seconds of one run on one machine: prints them, and writes ``docs/performance.md``.

``python -m benchmarks.run`` (``make bench``). Nothing here asserts a time: machines differ, ratios less so.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from benchmarks import queue, simpy_loop
from sim.events.engine import simulate
from sim.experiment import Engine, processors, run
from sim.scenario import load

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"


@dataclass(frozen=True)
class Timing:
    """What was timed: a line of the table."""

    what: str
    figure: str


def engine_and_peer(customers: int, rounds: int) -> list[Timing]:
    """Customers per second of the event engine and of the SimPy loop, in turns, on the same customers.

    Both times hold the drawing of the customers; both give every wait. The waits are compared, so that a fast wrong
    answer is no answer.

    Raises
    ------
    ValueError
        The two do not give the same waits.
    """
    engine, peer = [], []
    with tempfile.TemporaryDirectory() as folder:
        scenario = queue.scenario(Path(folder), customers)
        for replication in range(rounds):
            begin = perf_counter()
            waits = simpy_loop.waits(*queue.gaps_and_services(scenario, 1, replication), queue.SERVERS)
            peer.append(len(waits) / (perf_counter() - begin))
            begin = perf_counter()
            records = simulate(scenario, 1, range(replication, replication + 1))
            engine.append(len(records) / (perf_counter() - begin))
            if not np.array_equal(records.wait[np.argsort(records.case)], waits):
                raise ValueError("the event engine and the SimPy loop do not give the same waits")
    ratio = median(ours / theirs for ours, theirs in zip(engine, peer, strict=True))
    what = f"M/M/{queue.SERVERS}, load {queue.LOAD:g}, {customers:,} customers"
    return [
        Timing(f"{what}: SimPy, a process a customer", f"{median(peer):,.0f} customers/s"),
        Timing(f"{what}: event engine, the same waits", f"{median(engine):,.0f} customers/s"),
        Timing("event engine against SimPy, median of the rounds", f"{ratio:.2f}"),
    ]


NAMES = {"auto": "the quicker engine", "simpy": "event engine", "numpy": "lane engine"}


def lecong(replications: int, engine: Engine, workers: int = 2) -> Timing:
    """Wall seconds of the bundled hall without a policy, all measures made."""
    scenario = load("lecong_hall")
    seconds = _seconds(lambda: run(scenario, replications, workers=workers, engine=engine))
    days = scenario.calendar.days + scenario.calendar.warm_up
    what = f"`lecong_hall`, {replications} replications of {days} days, {workers} workers, {NAMES[engine]}"
    return Timing(what, f"{seconds:.1f} s")


def help_page(rounds: int) -> Timing:
    """Wall seconds until ``counterline --help`` has ended, a new process each time."""
    command = [sys.executable, str(ROOT / "counterline.py"), "--help"]
    times = [
        _seconds(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(rounds)
    ]
    return Timing("`counterline --help`", f"{median(times):.2f} s")


def _seconds(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin


def page(timings: list[Timing], busy: str) -> str:
    """The page: where it was measured, and the table."""
    rows = "\n".join(f"| {timing.what} | {timing.figure} |" for timing in timings)
    return f"""# Performance

Measured by `make bench` in one run: {processors()} cores ({platform.machine()}), Python {platform.python_version()}, {busy}.
Seconds are this machine's; the ratio is what to look at. The engine and its peer take turns on the same customers, drawn
from the same dice within the time that is measured, and must give the same wait for every customer.

| what | figure |
| --- | --- |
{rows}
"""


def _busyness() -> str:
    """How busy the machine was when the run began."""
    if not hasattr(os, "getloadavg"):
        return "load before the run unknown"
    load = os.getloadavg()[0]
    noisy = " (busy with other work: the seconds are too many)" if load > processors() / 2 else ""
    return f"load average before the run {load:.1f}{noisy}"


def main(arguments: list[str] | None = None) -> None:
    """Measure, print, write the page."""
    parser = argparse.ArgumentParser(description="Measure, print the figures, and write docs/performance.md.")
    parser.add_argument("--customers", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--replications", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--page", type=Path, default=PAGE)
    given = parser.parse_args(arguments)
    busy = _busyness()
    timings = [
        *engine_and_peer(given.customers, given.rounds),
        lecong(given.replications, "simpy", given.workers),
        lecong(given.replications, "numpy", given.workers),
        help_page(given.rounds),
    ]
    width = max(len(timing.what) for timing in timings)
    for timing in timings:
        print(f"{timing.what:{width}}  {timing.figure}")
    given.page.write_text(page(timings, busy), encoding="utf-8")


if __name__ == "__main__":
    main()
