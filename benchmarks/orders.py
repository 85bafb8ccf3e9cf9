"""A year of twelve halls with the work orders behind them, two of a company's account managers, and outages: processor seconds and the most memory."""

from __future__ import annotations

import resource
import subprocess
import sys
from time import process_time
from typing import NamedTuple

from benchmarks.table import Table, within
from sim.running.experiment import Chosen, run
from sim.scenario import Scenario, load

MIB = 1024.0
"""Most memory that an engine may take."""


class Run(NamedTuple):
    """A run: its name, its scenario, its days and those before them, its engine, its replications, and seconds of a replication that are the goal."""

    name: str
    scenario: str
    days: int
    engine: Chosen
    replications: int
    goal: float


YEAR, TWO_YEARS = 365, 731
RUNS: tuple[Run, ...] = (
    Run("`shunde_tickets`, lane engine, 9 lanes", "shunde_tickets", YEAR, "numpy", 9, 3.0),
    Run("`shunde_tickets`, lane engine, 2 lanes", "shunde_tickets", YEAR, "numpy", 2, 3.0),
    Run("`shunde_tickets`, event engine", "shunde_tickets", YEAR, "simpy", 1, 90.0),
    Run(
        "`power_account_managers`, lane engine, 1 lane", "power_account_managers", TWO_YEARS, "numpy", 1, 3.0
    ),
    Run(
        "`power_account_managers`, lane engine, 8 lanes", "power_account_managers", TWO_YEARS, "numpy", 8, 3.0
    ),
    Run("`longhua_water`, lane engine, 12 lanes", "longhua_water", YEAR, "numpy", 12, 2.0),
    Run("`mengxi_storm`, lane engine, 12 lanes", "mengxi_storm", 3, "numpy", 12, 1.0),
    Run("`mengxi_storm`, event engine", "mengxi_storm", 3, "simpy", 1, 30.0),
)

WARM_UP = 30
"""Days of the month before a horizon that is longer than the scenario's own."""


def table(divide: int) -> Table:
    """A row for each run."""
    found = [(each, *_in_its_own_process(each, divide)) for each in RUNS]
    return Table(
        "A year of work orders, a year and a storm of outages",
        """The bundled `shunde_tickets` over a year and the month before it: some 930,000 visits to twelve halls and 110,000 work orders, about which
customers ask until they are closed; and `power_account_managers` over two years, with few contacts a day; `longhua_water` over a year of bursts; and `mengxi_storm`, three days with
some 330,000 customers without supply and 150,000 contacts. All measures made; processor seconds of
one core without compiling, each run in a process of its own (`python -m benchmarks.orders SCENARIO ENGINE REPLICATIONS DAYS`, as in
`python -m benchmarks.orders shunde_tickets numpy 2 31`), and the most memory that it held.""",
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
    days, count = max(which.days // divide, 2), max(which.replications // divide, 1)
    given = (which.scenario, which.engine, str(count), str(days))
    command = (sys.executable, "-m", "benchmarks.orders", *given)
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    each, most = map(float, printed.split())
    return each, most


def of_days(name: str, days: int) -> Scenario:
    """A scenario over the first of its days; over more than it has from its January on, and the month before."""
    scenario = load(name)
    if days <= scenario.calendar.days:
        return scenario.replace({"calendar.days": days, "targets": [], "staffing": None})
    january = scenario.calendar.start.replace(month=1, day=1).isoformat()
    return scenario.replace({"calendar.start": january, "calendar.days": days, "calendar.warm_up": WARM_UP})


def main(name: str, engine: Chosen, replications: int, days: int) -> None:
    """Run, and print seconds of a replication and the most memory in MiB."""
    run(of_days(name, 2), 1, engine=engine)  # compiles
    scenario, began = of_days(name, days), process_time()
    run(scenario, replications, engine=engine)
    each = (process_time() - began) / replications
    print(each, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main(sys.argv[1], "simpy" if sys.argv[2] == "simpy" else "numpy", int(sys.argv[3]), int(sys.argv[4]))
