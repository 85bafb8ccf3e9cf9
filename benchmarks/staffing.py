"""Bundled scenarios staffed from beginning to end: seconds, cost, bound, gap and rounds; ``python -m benchmarks.staffing lecong_hall`` measures one."""

from __future__ import annotations

import os
import sys
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
    rows, after = zip(*(measured(name, effort, workers) for name in GOALS), strict=True)
    return Table(
        "Staffing",
        f"""`counterline staff` with {workers} workers, check on fresh replications and one person fewer included; processor time is that of all workers. The bound of halls is right if more heads never hurt, or is
what work alone costs, whichever is more; that of the call centre is what work and waits cost.
Programs are those solved while lines are learnt and for the proof; staffings are those simulated in the search, for `shunde_halls` hall by hall.""",
        ("scenario", "seconds", "processor", "status", "cost, yuan", "bound", "gap", "programs", "staffings"),
        rows,
        after,
    )


def measured(name: str, effort: Effort, workers: int) -> tuple[tuple[str, ...], str]:
    """The row of a bundled scenario, and whether it ended in time."""
    begin, worked = perf_counter(), sum(os.times()[:4])
    found = staff(load(name), effort=effort, workers=workers)
    took, worked = perf_counter() - begin, sum(os.times()[:4]) - worked
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


if __name__ == "__main__":
    for scenario in sys.argv[1:]:
        print(*measured(scenario, Effort(), 2), sep="\n")
