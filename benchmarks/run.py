"""Everything in one run on one machine: prints the tables, and writes ``docs/performance.md``.

``python -m benchmarks.run`` (``make bench``); with ``--only`` some parts are measured anew. Nothing here asserts a time: machines differ, ratios less so.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks import (
    centres,
    cluster,
    commands,
    engines,
    halls,
    many_servers,
    memory,
    one_server,
    optimizer,
    orders,
    rosters,
    staffing,
    steps,
)
from benchmarks.table import Table
from sim.running.workers import processors

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"


def tables(divide: int, rounds: int, workers: int) -> dict[str, Callable[[], Table]]:
    """What makes each part of the page, in order, by name."""
    return {
        "many_servers": lambda: many_servers.table(divide, rounds),
        "one_server": lambda: one_server.table(divide, workers),
        "steps": lambda: steps.table(divide),
        "memory": lambda: memory.table(divide),
        "halls": lambda: halls.table(divide, workers),
        "parts": lambda: halls.parts_table(divide),
        "engines": lambda: engines.table(divide, rounds, workers),
        "lanes": lambda: engines.lanes_table(divide),
        "commands": lambda: commands.table(divide, rounds, workers),
        "cluster": lambda: cluster.table(divide, rounds, workers),
        "centres": lambda: centres.table(divide),
        "orders": lambda: orders.table(divide),
        "rosters": lambda: rosters.table(divide),
        "staffing": lambda: staffing.table(divide, workers),
        "optimizer": lambda: optimizer.table(divide, workers),
    }


def page(parts: Iterable[str], busy: str) -> str:
    """The page: where it was measured, and the tables."""
    return f"""# Performance

Measured by `make bench`: {processors()} cores ({_processor()}), Python {platform.python_version()}, {busy}.
Seconds are this machine's; ratios, each of one run, are what to look at. A peer takes part where its package is installed (the extra
`bench`), with the same statistics collected, in the way that its own documentation shows.

{chr(10).join(parts)}"""


def parts_of(text: str) -> dict[str, str]:
    """The parts of a page by their titles."""
    _, *parts = text.split("\n## ")
    return {part.splitlines()[0]: f"## {part.strip()}\n" for part in parts}


def _processor() -> str:
    """The processor's name where Linux tells it, else its architecture."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _busyness() -> str:
    """How busy the machine was when the run began."""
    if not hasattr(os, "getloadavg"):
        return "load before the run unknown"
    load = os.getloadavg()[0]
    noisy = " (busy with other work: the seconds are too many)" if load > processors() / 2 else ""
    return f"load average before the run {load:.1f}{noisy}"


def main(arguments: list[str] | None = None) -> None:
    """Measure, print, write the page."""
    parser = argparse.ArgumentParser(description="Measure, print the tables, and write docs/performance.md.")
    parser.add_argument(
        "--divide", type=int, default=1, help="all sizes divided by this: only to see that it runs"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--page", type=Path, default=PAGE)
    parser.add_argument(
        "--only", nargs="+", help="parts to measure anew; the others stay as they are in the page"
    )
    given = parser.parse_args(arguments)
    makers = tables(given.divide, given.rounds, given.workers)
    if unknown := set(given.only or ()) - set(makers):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(makers)}")
    busy = _busyness()
    parts = parts_of(given.page.read_text(encoding="utf-8")) if given.only else {}
    for name in given.only or makers:
        made = makers[name]()
        parts[made.title] = made.markdown()
        print(made.markdown(), flush=True)
    given.page.write_text(page(parts.values(), busy), encoding="utf-8")


if __name__ == "__main__":
    main()
