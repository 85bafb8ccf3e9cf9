"""When a head is done with a job that it works on inside its duty alone: worked out by hand."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.units import DAY, Window
from sim.time.working_hours import inside_from, inside_until, work_end, worked, worked_by, working_hours

CREW = [
    *(Window(480, 720), Window(840, 1080)),  # 08:00 to 12:00 and 14:00 to 18:00
    *(Window(3 * DAY + 480, 3 * DAY + 720), Window(3 * DAY + 840, 3 * DAY + 1080)),  # and three days later
]


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        (500.0, 60.0, 560.0),
        (500.0, 220.0, 720.0),  # just until lunch
        (500.0, 220.25, 840.25),  # a quarter of a minute after it
        (500.0, 460.0, 1080.0),  # just until it goes home
        (500.0, 461.0, 3 * DAY + 481.0),  # over night and days off
        (500.0, 940.0, 4 * DAY - 360.0),  # all that is left of its duty
        (500.0, 941.0, inf),
        (0.0, 60.0, 540.0),  # before its duty
        (720.0, 30.0, 870.0),  # at lunch
        (1080.0, 30.0, 3 * DAY + 510.0),  # when it goes home
        (4 * DAY, 1.0, inf),
        (730.0, 0.0, 730.0),  # nothing to do
        (inf, 1.0, inf),
    ],
)
def test_a_job_goes_on_in_the_next_window(start: float, minutes: float, end: float) -> None:
    assert work_end(working_hours([[Window(0, 9 * DAY)], CREW]), 1, start, minutes) == end


def test_who_is_never_on_duty_is_never_done() -> None:
    hours = working_hours([[], CREW, []])
    assert [work_end(hours, head, 0.0, 1.0) for head in range(3)] == [inf, 481.0, inf]
    assert work_end(working_hours([[]]), 0, 0.0, 1.0) == inf


def test_windows_that_touch_are_one_and_empty_ones_none() -> None:
    hours = working_hours([[Window(0, 60), Window(60, 90), Window(95, 95), Window(100, 120)]])
    assert (hours.start.tolist(), hours.end.tolist()) == ([0.0, 100.0], [90.0, 120.0])
    assert hours.before.tolist() == [0.0, 90.0]


def test_minutes_worked_at_edges() -> None:
    hours = working_hours([CREW])
    times = [0.0, 480.0, 600.0, 720.0, 800.0, 840.0, 1080.0, 2000.0, 9 * DAY]
    assert [worked(hours, 0, time) for time in times] == [0, 0, 120, 240, 240, 240, 480, 480, 960]
    assert [worked_by(hours, 0, minutes) for minutes in (0.0, 120.0, 240.0, 241.0)] == [480, 600, 720, 841]


spans = st.lists(st.integers(1, 300), min_size=2, max_size=12)


@given(spans, st.integers(0, 2000), st.integers(1, 500), st.integers(1, 500))
def test_two_jobs_in_a_row_end_when_one_of_both_does(
    lengths: list[int], start: int, one: int, other: int
) -> None:
    edges = [float(sum(lengths[: place + 1])) for place in range(len(lengths))]
    hours = working_hours([list(map(Window, edges[::2], edges[1::2]))])
    between = work_end(hours, 0, start, one)
    assert work_end(hours, 0, between, other) == work_end(hours, 0, start, one + other)
    assert worked(hours, 0, between) - worked(hours, 0, start) == one or between == inf


@pytest.mark.parametrize(
    ("time", "since", "until"),
    [
        (0.0, 480.0, 720.0),
        (480.0, 480.0, 720.0),  # a window begins just then
        (500.0, 500.0, 720.0),
        (720.0, 840.0, 1080.0),  # one ends just then
        (2 * DAY, 3 * DAY + 480, 3 * DAY + 720),
        (4 * DAY, inf, inf),
    ],
)
def test_from_when_until_when_a_window_is_open(time: float, since: float, until: float) -> None:
    hours = working_hours([[Window(0, 9 * DAY)], CREW, [Window(5 * DAY, 6 * DAY)]])
    assert (inside_from(hours, 1, time), inside_until(hours, 1, time)) == (since, until)
