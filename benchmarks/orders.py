"""A year of twelve halls with the work orders behind them: processor seconds of a replication and the most memory, of both engines."""

from __future__ import annotations

import resource
import subprocess
import sys
from time import process_time
from typing import NamedTuple

from benchmarks.table import Table, within
from sim.running.experiment import Chosen, run
from sim.scenario import Scenario, load

DAYS, WARM_UP = 365, 30
"""Days of a year, and those before it."""

MIB = 1024.0
"""Most memory that an engine may take."""


class Run(NamedTuple):
    """A run: its name, its engine, its replications, and seconds of a replication that are the goal."""

    name: str
    engine: Chosen
    replications: int
    goal: float


RUNS: tuple[Run, ...] = (
    Run("lane engine, 9 lanes", "numpy", 9, 3.0),
    Run("lane engine, 2 lanes", "numpy", 2, 3.0),
    Run("event engine", "simpy", 1, 90.0),
)


def table(divide: int) -> Table:
    """A row for each run."""
    found = [(each, *_in_its_own_process(each, divide)) for each in RUNS]
    return Table(
        "A year of work orders",
        """The bundled `shunde_tickets` over a year and the month before it: some 930,000 visits to twelve halls and 110,000 work orders, about which
customers ask until they are closed. All measures made; processor seconds of one core without compiling, each run in a process of its own
(`python -m benchmarks.orders ENGINE REPLICATIONS DAYS`, as in `python -m benchmarks.orders numpy 2 31`), and the most memory that it held.""",
        ("run", "seconds a replication", "most memory"),
        tuple((run.name, f"{each:.1f} s", f"{most:,.0f} MiB") for run, each, most in found),
        tuple(within(f"{run.name}, a replication", each, run.goal) for run, each, _ in found)
        + tuple(_memory(run.name, most) for run, _, most in found),
    )


def _memory(what: str, most: float) -> str:
    verdict = "reached" if most <= MIB else "missed"
    return f"Goal: {what} in {MIB:,.0f} MiB; measured {most:,.0f} MiB, {verdict}."


def _in_its_own_process(which: Run, divide: int) -> tuple[float, float]:
    """Seconds of a replication, and the most memory in MiB."""
    days, count = max(DAYS // divide, 2), max(which.replications // divide, 1)
    command = (sys.executable, "-m", "benchmarks.orders", which.engine, str(count), str(days))
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    each, most = map(float, printed.split())
    return each, most


def of_days(days: int) -> Scenario:
    """The scenario over so many days of 2010 and the month before it; of less than a month without that."""
    warm_up = WARM_UP if days > WARM_UP else 0
    changes = {"calendar.start": "2010-01-01", "calendar.days": days, "calendar.warm_up": warm_up}
    return load("shunde_tickets").replace(changes)


def main(engine: Chosen, replications: int, days: int) -> None:
    """Run, and print seconds of a replication and the most memory in MiB."""
    run(of_days(2), 1, engine=engine)  # compiles
    scenario, began = of_days(days), process_time()
    run(scenario, replications, engine=engine)
    each = (process_time() - began) / replications
    print(each, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main("simpy" if sys.argv[1] == "simpy" else "numpy", int(sys.argv[2]), int(sys.argv[3]))
