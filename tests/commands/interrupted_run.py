"""The command line as a process of its own, interrupted at a set point: ``python interrupted_run.py BATCHES ARGUMENTS…``.

After so many batches (0: never) the whole process group gets the signal that the variable SIGNAL names, as a terminal sends
SIGINT for Ctrl-C; SIGKILL only the workers get, as from a system that runs out of memory. Batches are small, shared by as many workers as
there may be, and figures are not drawn, which would take longer than the run.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from typing import Any

import counterline
import reports.output
import sim.running.experiment


def main() -> None:
    """Prepare the interruption, and run the command line."""
    after, simulated, whole = int(sys.argv.pop(1)), 0, sim.running.experiment.simulate_batches

    def until_interrupted(*arguments: Any) -> Iterator[Any]:
        nonlocal simulated
        for batch in whole(*arguments):
            yield batch
            simulated += 1
            if simulated == after:
                _send(signal.Signals[os.environ["SIGNAL"]])

    signal.signal(signal.SIGINT, signal.default_int_handler)  # tests that run in the background ignore it
    sim.running.experiment.simulate_batches = until_interrupted
    sim.running.experiment.LANES, sim.running.experiment.CONTACTS_PER_WORKER = 5, 1
    reports.output.draw_figures = lambda *_: []
    counterline.main()


def _send(number: signal.Signals) -> None:
    if number is not signal.SIGKILL:
        os.killpg(0, number)
    for worker in multiprocessing.active_children() if number is signal.SIGKILL else ():
        worker.kill()


if __name__ == "__main__":
    main()
