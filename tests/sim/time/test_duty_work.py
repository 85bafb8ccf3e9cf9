"""Jobs cut to the windows of those who do them, by hand."""

from __future__ import annotations

import numpy as np

from sim.scenario.units import Window
from sim.time.duty_work import stretches
from sim.time.working_hours import working_hours

DAYS = [Window(10, 20), Window(30, 40), Window(50, 60)]


def cut(
    owner: list[int], start: list[float], end: list[float], since: float = 0.0
) -> list[tuple[object, ...]]:
    hours = working_hours([DAYS, [Window(15, 55)]])
    found = stretches(hours, np.array(owner, np.int64), np.array(start, float), np.array(end, float), since)
    return list(zip(*(column.tolist() for column in found), strict=True))


def test_a_job_over_two_nights_is_three_stretches_of_which_the_first_counts() -> None:
    assert cut([0], [15], [52]) == [(0, 15, 20, True), (0, 30, 40, False), (0, 50, 52, False)]


def test_each_owner_has_windows_of_its_own() -> None:
    assert cut([0, 1, 0], [12, 15, 35], [20, 52, 40]) == [
        (0, 12, 20, True),
        (1, 15, 52, True),
        (2, 35, 40, True),
    ]


def test_what_was_done_before_is_left_out_and_what_began_before_counts_no_more() -> None:
    assert cut([0, 0, 0], [12, 12, 32], [14, 35, 38], since=31) == [(1, 31, 35, False), (2, 32, 38, True)]


def test_a_job_that_takes_no_time_is_one_stretch_wherever_in_a_window() -> None:
    assert cut([0, 0, 0], [10, 15, 30], [10, 15, 30]) == [
        (0, 10, 10, True),
        (1, 15, 15, True),
        (2, 30, 30, True),
    ]


def test_no_jobs_are_no_stretches() -> None:
    assert cut([], [], []) == []
