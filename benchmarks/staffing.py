"""Bundled scenarios staffed from beginning to end: seconds, cost, bound, gap and rounds; ``python -m benchmarks.staffing lecong_hall`` measures one."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from time import perf_counter

from benchmarks.table import Table
from optimize.cuts.search import Search
from optimize.levels.search import LevelSearch
from optimize.staff import staff
from optimize.task import Effort
from sim.scenario import load

GOALS = {"lecong_hall": 20.0, "shunde_halls": 90.0, "mengxi_95598": 150.0}
"""Seconds in which each is to end, its check included."""


def table(divide: int, workers: int) -> Table:
    """A row for each scenario."""
    effort = Effort(max(40 // divide, 4), max(160 // divide, 16))
    found = [measured(name, effort, workers) for name in GOALS]
    return Table(
        "Staffing",
        f"""`counterline staff` with {workers} workers, check on fresh replications and one person fewer included; processor time is that of all workers. The bound of halls is right if more heads never hurt, or is
what work alone costs, whichever is more; that of the call centre is what work and waits cost.
Programs are those solved while lines are learnt and for the proof; staffings are those simulated in the search, for `shunde_halls` hall by hall.""",
        ("scenario", "seconds", "processor", "status", "cost, yuan", "bound", "gap", "programs", "staffings"),
        tuple(row for row, _ in found),
        tuple(verdict for _, verdict in found),
    )


def measured(name: str, effort: Effort, workers: int) -> tuple[tuple[str, ...], str]:
    """The row of a bundled scenario, and whether it ended in time."""
    begin, worked = perf_counter(), processor_seconds()
    found = staff(load(name), effort=effort, workers=workers)
    took, worked = perf_counter() - begin, processor_seconds() - worked
    cost = found.plan.cost if found.plan else float("nan")
    gap = "-" if found.gap is None else f"{found.gap:.1%}"
    search = found.record.search
    tried = (search.rounds, search.oracle.simulated) if isinstance(search, Search) else (0, 0)
    if isinstance(search, LevelSearch):
        tried = (len(search.tried) + 1, len(search.tried))
    row = (
        f"`{name}`",
        f"{took:.1f} s",
        f"{worked:.0f} s",
        found.status,
        f"{cost:,.0f}",
        f"{found.bound.cost:,.0f}",
        gap,
        *map(str, tried),
    )
    verdict = "reached" if took <= GOALS[name] else "missed"
    return row, f"Goal: `{name}` in {GOALS[name]:.0f} s; measured {took:.1f} s, {verdict}."


def processor_seconds() -> float:
    """Processor seconds of this process, of those that it began, and of those that these began in turn, such as workers; as Linux tells them."""
    parents, seconds, ticks = dict[int, int](), dict[int, float](), os.sysconf("SC_CLK_TCK")
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(
            FileNotFoundError, ProcessLookupError
        ):  # it has ended meanwhile, and counts with its parent
            fields = file.read_text(encoding="utf-8").rpartition(")")[2].split()
            number = int(file.parent.name)
            parents[number], seconds[number] = int(fields[1]), sum(map(int, fields[11:15])) / ticks
    own = {os.getpid()}
    while more := {number for number, parent in parents.items() if parent in own} - own:
        own |= more
    return sum(seconds[number] for number in own)


if __name__ == "__main__":
    for scenario in sys.argv[1:]:
        print(*measured(scenario, Effort(), 2), sep="\n")
