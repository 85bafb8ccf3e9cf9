"""The command line as a process of its own, interrupted at a set point: ``python interrupted_run.py BATCHES ARGUMENTS…``.

After so many batches (0: never) the whole process group gets the signal that the variable SIGNAL names, as a terminal sends
SIGINT for Ctrl-C; SIGKILL only the workers get, as from a system that runs out of memory, when they have been given the other batches and
cannot have finished any. Batches are small, shared by as many workers as there may be, and figures are not drawn, which would take longer than
the run.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from multiprocessing.process import BaseProcess
from threading import Timer
from typing import Any

import counterline
import reports.output
import sim.running.experiment

LANES = 5
"""Replications of a batch."""

STOPPED = 0.2
"""Seconds from stopping workers to killing them; how long does not matter, since they do nothing meanwhile."""


def main() -> None:
    """Prepare the interruption, and run the command line."""
    after, whole = int(sys.argv.pop(1)), sim.running.experiment.simulate_batches

    def until_interrupted(*arguments: Any) -> Iterator[Any]:
        for simulated, batch in enumerate(whole(*arguments), 1):
            yield batch
            if simulated == after:
                os.killpg(0, signal.Signals[os.environ["SIGNAL"]])

    def until_lost(scenario: Any, replications: range, *more: Any) -> Iterator[Any]:
        yield from whole(scenario, replications[: after * LANES], *more)
        _stop_and_kill(multiprocessing.active_children())
        yield from whole(scenario, replications[after * LANES :], *more)

    signal.signal(signal.SIGINT, signal.default_int_handler)  # tests that run in the background ignore it
    if after:
        lost = os.environ["SIGNAL"] == "SIGKILL"
        sim.running.experiment.simulate_batches = until_lost if lost else until_interrupted
    sim.running.experiment.LANES, sim.running.experiment.CONTACTS_PER_WORKER = LANES, 1
    reports.output.draw_figures = lambda *_: []
    counterline.main()


def _stop_and_kill(workers: Sequence[BaseProcess]) -> None:
    """Kill workers a little later, which from now on do nothing: neither they nor this process can be too quick or too slow."""
    for worker in workers:
        os.kill(worker.pid or 0, signal.SIGSTOP)
    Timer(STOPPED, lambda: [worker.kill() for worker in workers]).start()


if __name__ == "__main__":
    main()
