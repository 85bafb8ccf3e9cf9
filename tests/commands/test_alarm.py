"""The alarm breaks off what the main thread is doing, and nothing else."""

from __future__ import annotations

import contextlib
import signal
import threading
import time

import pytest

from commands.alarm import alarm
from optimize.deadline import Deadline, OutOfTime
from sim.running.processes import Processes

LONG = 600.0
SOON = 60.0


def test_it_rings_in_a_wait() -> None:
    begun = time.monotonic()
    with pytest.raises(OutOfTime), alarm(0.1):
        time.sleep(LONG)
    assert time.monotonic() - begun < SOON


def test_it_rings_at_once_where_no_time_is_left() -> None:
    with pytest.raises(OutOfTime), alarm(0.0):
        time.sleep(LONG)


def test_it_does_not_ring_when_the_work_is_done() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with alarm(0.05):
        pass
    time.sleep(0.2)
    assert signal.getsignal(signal.SIGALRM) is before


def _sleep_in_an_alarm(seconds: float) -> None:
    with contextlib.suppress(OutOfTime), alarm(seconds):
        time.sleep(LONG)
    time.sleep(LONG)


def test_the_block_around_another_still_ends() -> None:
    """The one within ends at once, or has more time than the one around it."""
    for inner in (0.01, LONG):
        begun = time.monotonic()
        with pytest.raises(OutOfTime), alarm(0.2):
            _sleep_in_an_alarm(inner)
        assert 0.2 <= time.monotonic() - begun < SOON


def test_nothing_rings_after_both_blocks() -> None:
    with alarm(0.2), alarm(0.1):
        pass
    time.sleep(0.4)


def test_other_threads_go_on() -> None:
    """They cannot be reached: work there looks at the clock between its steps."""
    done = list[bool]()

    def work() -> None:
        with alarm(0.01):
            time.sleep(0.1)
        done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


def test_it_ends_a_solver_that_does_not_keep_its_time() -> None:
    """As with a program that never ends: the process is gone, and the deadline is over."""
    until, solver = Deadline(1.0, time.monotonic, alarm), Processes(1)
    begun = time.monotonic()
    with until.ends():
        solver.call(time.sleep, LONG)
    assert until.is_over
    assert time.monotonic() - begun < SOON
