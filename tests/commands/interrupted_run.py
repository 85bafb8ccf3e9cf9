"""The command line as a process of its own, interrupted at a set point: ``python interrupted_run.py BATCHES ARGUMENTS…``.

After so many batches (0: never) the whole process group gets SIGINT, as Ctrl-C on a terminal sends it. Batches are small,
and figures are not drawn, which would take longer than the run.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from typing import Any

import counterline
import reports.output
import sim.experiment


def main() -> None:
    """Prepare the interruption, and run the command line."""
    after, simulated, whole = int(sys.argv.pop(1)), 0, sim.experiment.simulate_batches

    def until_interrupted(*arguments: Any) -> Iterator[Any]:
        nonlocal simulated
        for batch in whole(*arguments):
            yield batch
            simulated += 1
            if simulated == after:
                os.killpg(0, signal.SIGINT)

    sim.experiment.simulate_batches = until_interrupted
    sim.experiment.LANES = 5
    reports.output.draw_figures = lambda *_: []
    counterline.main()


if __name__ == "__main__":
    main()
