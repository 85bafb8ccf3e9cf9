"""The command line as a planner meets it: how long it takes to begin, the first run on a machine, a thousand weeks of the call centre."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.table import Table, seconds, within

ROOT = Path(__file__).resolve().parents[1]

SCENARIOS = ("lecong_hall", "shunde_halls", "mengxi_95598")
"""Whose first run is measured."""

CENTRE, WEEKS = "mengxi_95598", 1000
"""The long run."""


def table(divide: int, rounds: int, workers: int) -> Table:
    """Seconds of commands."""
    begins = {
        "counterline --help": (median(_taken("--help") for _ in range(rounds)), 0.3),
        "counterline validate lecong_hall": (
            median(_taken("validate", "lecong_hall") for _ in range(rounds)),
            1.0,
        ),
    }
    runs = {name: _first_and_second(name) for name in SCENARIOS}
    first = {f"first run of {name}": (taken, 25.0) for name, (taken, _) in runs.items()}
    weeks = max(WEEKS // divide, 1)
    long = {f"{weeks} weeks of {CENTRE}": (_run(CENTRE, weeks, workers), 120.0)}
    again = {f"the same again, {name}": (taken, None) for name, (_, taken) in runs.items()}
    every = {**begins, **first, **again, **long}
    return Table(
        "Commands",
        f"""Wall seconds, each command a new process; a run with its report. First runs, of 5 replications, find a folder for compiled functions
(`NUMBA_CACHE_DIR`) that is empty, second ones what the first ones left there. The weeks have {workers} workers.""",
        ("what", "figure"),
        tuple(
            (f"`{name}`" if name in begins else name, f"{taken:.2f} s") for name, (taken, _) in every.items()
        ),
        (*(within(name, taken, most) for name, (taken, most) in every.items() if most is not None), ACCOUNT),
    )


ACCOUNT = """A first run compiles: what is second is without it. A week of `mengxi_95598` is some 500,000 contacts; at 1.45 million contacts/s and core, which is what
lanes make of them without measures (see below), a thousand weeks are 170 s on two cores."""


def _first_and_second(scenario: str) -> tuple[float, float]:
    """Seconds of a run on a machine that has compiled nothing, and of the same run once more."""
    with TemporaryDirectory() as folder:
        kept = {"NUMBA_CACHE_DIR": folder}
        return _run(scenario, 5, environment=kept), _run(scenario, 5, environment=kept)


def _run(
    scenario: str, replications: int, workers: int | None = None, environment: dict[str, str] | None = None
) -> float:
    """Seconds of a run with its report."""
    some = ("--workers", str(workers)) if workers else ()
    with TemporaryDirectory() as folder:
        arguments = ("run", scenario, "--quiet", "--replications", str(replications), "--out", folder)
        return _taken(*arguments, *some, environment=environment)


def _taken(*arguments: str, environment: dict[str, str] | None = None) -> float:
    """Seconds until a command has ended."""
    command = [sys.executable, str(ROOT / "counterline.py"), *arguments]
    return seconds(
        lambda: subprocess.run(
            command, check=True, capture_output=True, env={**os.environ, **(environment or {})}
        )
    )
