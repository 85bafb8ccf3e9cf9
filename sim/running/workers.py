"""Who works: the one place where that is chosen."""

from __future__ import annotations

import os

from sim.running.executor import Executor, Serial, is_worker
from sim.running.processes import kept_processes

Workers = int | Executor
"""So many processes at most, or an executor, such as a cluster."""


def executor(workers: Workers, jobs: int | None = None) -> Executor:
    """Who does work that these workers may share.

    Parameters
    ----------
    workers : int or Executor
        An executor is always the one. Of processes, this one alone works where there is only one, or it is a worker itself.
    jobs : int, optional
        How many jobs there are; processes are not begun for a single one.
    """
    if not isinstance(workers, int):
        return workers
    several = workers > 1 and (jobs is None or jobs > 1)
    return kept_processes(workers) if several and not is_worker() else Serial()


def count_of(workers: Workers) -> int:
    """How many jobs they work on at once."""
    return workers if isinstance(workers, int) else workers.count


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
