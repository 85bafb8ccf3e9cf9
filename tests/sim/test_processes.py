"""Processes are ended when work breaks off."""

from __future__ import annotations

import time

import pytest

from sim.processes import processes

LONG = 600.0
"""Seconds that a process would sleep; the test would not end."""


def test_work_that_breaks_off_is_not_waited_for() -> None:
    with pytest.raises(KeyboardInterrupt):
        _break_off()


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
