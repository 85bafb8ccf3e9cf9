"""Processes are ended when work breaks off."""

from __future__ import annotations

import time
from multiprocessing import active_children

import pytest

from sim.processes import processes

LONG = 600.0
"""Seconds that a process would sleep; the test would not end."""

SOON = 10.0
"""Seconds in which a process that was ended is known to be."""


def test_work_that_breaks_off_is_not_waited_for() -> None:
    before = set(active_children())
    with pytest.raises(KeyboardInterrupt):
        _break_off()
    for child in set(active_children()) - before:  # ended, but the pool's own thread may just be noting it
        child.join(SOON)
    assert set(active_children()) <= before


def test_processes_of_others_go_on() -> None:
    """What breaks off, or is not asked to the end, ends none but its own processes."""
    with processes(1) as pool:
        assert pool.submit(abs, -1).result() == 1
        with pytest.raises(KeyboardInterrupt):
            _break_off()
        assert pool.submit(abs, -2).result() == 2


def _break_off() -> None:
    """Two processes at work, two jobs that wait for one."""
    with processes(2) as pool:
        for _ in range(4):
            pool.submit(time.sleep, LONG)
        raise KeyboardInterrupt


def test_each_process_begins_with_what_is_given() -> None:
    with processes(2, _remember, 5) as pool:
        assert list(pool.map(_times, [1, 2, 3])) == [5, 10, 15]


_remembered: list[int] = []


def _remember(number: int) -> None:
    _remembered.append(number)


def _times(number: int) -> int:
    return _remembered[0] * number
