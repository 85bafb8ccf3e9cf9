"""Compiles what the engine's loops are before tests begin, those of halls, call centres and offices: ``python -m tests.compile_loops``.

The processes that run tests would otherwise all compile the same at once. What is on disk already is only read.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor

from sim import run
from tests.optimize.made_centres import centre
from tests.scenarios_for_tests import small
from tests.sim.events.written_orders import office

MADE = (centre, office, small)
"""What makes a scenario of each kind; first what takes longest."""


def simulate(kind: int) -> None:
    """Simulate a scenario of a kind, all measures made."""
    run(MADE[kind](), 2, engine="numpy")


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as processes:
        list(processes.map(simulate, range(len(MADE))))
