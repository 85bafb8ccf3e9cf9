"""When deadlines end: tables written by hand from calendars and the notices of China's State Council, and what holds of any calendar.

Holidays: notices of the State Council of 12 November 2024 for 2025 (国办发明电〔2024〕12号) and of 4 November 2025 for 2026
(国办发明电〔2025〕7号). Days that count: Civil Code, articles 201 and 203.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numba import njit

from sim.compiling.compiled import OPTIONS
from sim.lanes import clocks
from sim.scenario import public_holidays
from sim.scenario.deadline import TimeUnit
from sim.scenario.units import DAY, Window
from sim.time import deadlines
from sim.time.ticks import on_grid_one
from sim.time.working_time import WorkingTime, working_time
from tests.sim.time.working_dates import Clock

# -- the list of the day ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "listed"),
    [
        ("2026-02-13 16:30", "2026-02-14 00:00"),  # the Saturday is worked
        ("2026-02-14 00:00", "2026-02-14 00:00"),
        ("2026-02-14 00:01", "2026-02-24 00:00"),
        ("2026-02-24 00:00", "2026-02-24 00:00"),
        ("2026-02-27 17:30", "2026-02-28 00:00"),
        ("2026-02-28 17:30", "2026-03-02 00:00"),
        ("never", "never"),
    ],
)
def test_lists_are_made_at_midnight_before_a_day_of_work(moment: str, listed: str) -> None:
    assert Clock.of("2026-02-09", 40).on_list(moment) == listed


def test_a_day_of_work_may_end_at_midnight() -> None:
    """Round the clock, a list is made at each midnight."""
    always = Clock.of(
        "2026-02-09",
        40,
        **{"calendar.hours": ["00:00-24:00"], "calendar.open": "mon-sun", "calendar.closed": []},
    )
    assert always.on_list("2026-02-13 16:30") == "2026-02-14 00:00"
    assert always.on_list("2026-02-14 00:00") == "2026-02-14 00:00"


# -- weekends and holidays ----------------------------------------------------------------------------------------------

SPRING = Clock.of("2026-02-09", 40)
"""Off from Sunday, 15, to Monday, 23 February; Saturdays 14 and 28 February are worked."""


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        ("2026-02-13 10:00", "1 working day", "2026-02-14 17:30"),
        ("2026-02-13 10:00", "2 working days", "2026-02-24 17:30"),
        ("2026-02-13 10:00", "5 working days", "2026-02-27 17:30"),
        ("2026-02-13 10:00", "6 working days", "2026-02-28 17:30"),
        ("2026-02-13 10:00", "7 working days", "2026-03-02 17:30"),
        (
            "2026-02-14 18:00",
            "1 working day",
            "2026-02-24 17:30",
        ),  # after work, and that day does not count anyway
        ("2026-02-17 12:00", "1 working day", "2026-02-24 17:30"),  # on New Year's Day of the moon
        ("2026-02-23 23:59", "1 working day", "2026-02-24 17:30"),
        ("2026-02-24 00:00", "1 working day", "2026-02-25 17:30"),  # at midnight the 24th begins
        ("2026-02-24 08:30", "1 working day", "2026-02-25 17:30"),
        ("2026-02-13 16:30", "8 working hours", "2026-02-14 17:30"),  # 1 h and 7 h: just until it closes
        ("2026-02-13 16:30", "9 working hours", "2026-02-24 09:30"),
        ("2026-02-14 08:30", "7 working hours", "2026-02-14 17:30"),  # begins at opening
        ("2026-02-14 17:30", "1 working hour", "2026-02-24 09:30"),  # begins at closing
        ("2026-02-14 12:00", "210 working minutes", "2026-02-14 17:30"),  # begins when lunch does
        ("2026-02-14 13:00", "210 working minutes", "2026-02-14 17:30"),
        ("2026-02-14 00:00", "210 working minutes", "2026-02-14 12:00"),
        ("2026-02-20 03:00", "1 working minute", "2026-02-24 08:31"),
        ("2026-02-13 16:30", "24 h", "2026-02-14 16:30"),
        ("2026-02-13 16:30", "45 min", "2026-02-13 17:15"),
        ("2026-02-13 16:30", "7 days", "2026-02-21 00:00"),  # the end of the 20th
        ("2026-02-13 00:00", "7 days", "2026-02-21 00:00"),
        ("2026-02-12 23:59", "7 days", "2026-02-20 00:00"),
    ],
)
def test_spring_festival_of_2026(start: str, limit: str, due: str) -> None:
    assert SPRING.due(start, limit) == due


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        ("2025-09-26 15:00", "1 working day", "2025-09-28 17:30"),  # a Sunday that is worked
        ("2025-09-26 15:00", "5 working days", "2025-10-10 17:30"),
        ("2025-09-26 15:00", "6 working days", "2025-10-11 17:30"),  # a Saturday that is worked
        ("2025-09-26 15:00", "7 working days", "2025-10-13 17:30"),
        ("2025-09-30 17:00", "8 working hours", "2025-10-10 09:00"),  # half an hour, the 9th, half an hour
    ],
)
def test_national_day_of_2025(start: str, limit: str, due: str) -> None:
    """Off from 1 to 8 October; Sunday, 28 September and Saturday, 11 October are worked."""
    assert Clock.of("2025-09-22", 30).due(start, limit) == due


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        ("2026-09-18 10:00", "5 working days", "2026-09-24 17:30"),  # the 20th, a Sunday, and four more
        ("2026-09-18 10:00", "7 working days", "2026-09-29 17:30"),  # Mid-Autumn from 25 to 27 September
        ("2026-09-30 10:00", "1 working day", "2026-10-08 17:30"),
        ("2026-09-30 10:00", "3 working days", "2026-10-10 17:30"),  # a Saturday that is worked
        ("2026-09-30 10:00", "4 working days", "2026-10-12 17:30"),
    ],
)
def test_national_day_of_2026(start: str, limit: str, due: str) -> None:
    """Off from 1 to 7 October; Sunday, 20 September and Saturday, 10 October are worked."""
    assert Clock.of("2026-09-14", 30).due(start, limit) == due


def test_half_a_saturday_is_a_working_day_and_ends_at_noon() -> None:
    half = {"calendar.open": "mon-sat", "calendar.weekday_hours": {"sat": ["09:00-12:00"]}}
    clock = Clock.of("2026-03-02", 14, **half)
    assert clock.due("2026-03-06 16:30", "1 working day") == "2026-03-07 12:00"
    assert clock.due("2026-03-06 16:30", "4 working hours") == "2026-03-07 12:00"
    assert clock.due("2026-03-06 16:30", "8 working hours") == "2026-03-09 14:30"  # 1 h, 3 h, 3.5 h, 0.5 h


def test_a_working_day_round_the_clock_ends_at_midnight() -> None:
    always = working_time([[(Window(day * DAY, (day + 1) * DAY),) for day in range(5)]])
    assert deadlines.due(always, 0, TimeUnit.WORKING_DAYS, 600.0, 1.0) == 2 * DAY
    assert deadlines.due(always, 0, TimeUnit.WORKING_MINUTES, 600.0, 2000.0) == 2600.0


def test_each_site_has_its_own_working_time() -> None:
    day, night = (Window(480.0, 960.0),), (Window(0.0, 60.0), Window(1380.0, 1440.0))
    sites = working_time([[], [day], [night]])
    ends = [deadlines.due(sites, site, TimeUnit.WORKING_MINUTES, 30.0, 60.0) for site in range(3)]
    assert ends == [np.inf, 540.0, 1410.0]


# -- the edges of what is known -----------------------------------------------------------------------------------------


def test_a_deadline_may_begin_before_the_horizon_and_end_after_it() -> None:
    clock = Clock.of("2026-03-02", 5)
    assert clock.due("2026-02-13 10:00", "7 working days") == "2026-03-02 17:30"
    assert clock.due("2026-03-06 17:00", "5 working days") == "2026-03-13 17:30"
    assert clock.due("2026-03-06 17:00", "366 days") == "2027-03-08 00:00"


@pytest.fixture
def nothing_announced_of_2027(monkeypatch: pytest.MonkeyPatch) -> None:
    known = public_holidays.public_holidays
    monkeypatch.setattr(
        public_holidays,
        "public_holidays",
        lambda country, year: known(country, year) if year < 2027 else None,
    )


@pytest.mark.usefixtures("nothing_announced_of_2027")
def test_a_deadline_that_ends_in_a_year_not_announced_never_ends() -> None:
    clock = Clock.of("2026-12-21", 11)  # until 31 December
    assert clock.due("2026-12-23 09:00", "5 working days") == "2026-12-30 17:30"
    assert clock.due("2026-12-28 09:00", "3 working days") == "2026-12-31 17:30"
    assert clock.due("2026-12-28 09:00", "4 working days") == "never"
    assert clock.due("2026-12-31 16:30", "60 working minutes") == "2026-12-31 17:30"
    assert clock.due("2026-12-31 16:30", "61 working minutes") == "never"
    assert clock.due("2026-12-31 16:30", "24 h") == "2027-01-01 16:30"
    assert clock.due("2026-12-31 16:30", "7 days") == "2027-01-08 00:00"
    assert clock.at_share("2026-12-28 09:00", "4 working days", 0.5) == "never"
    pause = ("2026-12-30 10:00", "2026-12-31 10:00")
    assert clock.after_pauses("2026-12-28 09:00", "4 working days", pause) == "never"
    assert clock.after_pauses("2026-12-28 09:00", "3 working days", pause) == "never"
    assert clock.after_pauses("2026-12-28 09:00", "2 working days", pause) == "2026-12-31 17:30"


@pytest.mark.usefixtures("nothing_announced_of_2027")
@pytest.mark.parametrize("closed", [["china", "2027-01-01"], ["2027-01-01"]])
def test_days_off_by_hand_are_known(closed: list[str]) -> None:
    clock = Clock.of("2026-12-21", 11, **{"calendar.closed": closed})
    assert clock.due("2026-12-28 09:00", "5 working days") == "2027-01-05 17:30"  # 29, 30, 31, 4, 5


# -- pauses -------------------------------------------------------------------------------------------------------------

MARCH = Clock.of("2026-03-02", 30)
"""Monday, 2 March, and no holidays."""


@pytest.mark.parametrize(
    ("limit", "pauses", "due"),
    [
        ("8 working hours", [], "2026-03-03 10:00"),  # 3 h, 3.5 h, 1.5 h
        ("8 working hours", [("2026-03-02 11:00", "2026-03-03 15:00")], "2026-03-04 12:00"),  # 2, 2.5, 3.5
        ("8 working hours", [("2026-03-02 18:00", "2026-03-03 07:00")], "2026-03-03 10:00"),  # nobody works
        ("8 working hours", [("2026-03-03 10:00", "2026-03-05 10:00")], "2026-03-03 10:00"),  # it has ended
        ("8 working hours", [("2026-03-02 09:00", "2026-03-09 09:00")], "2026-03-10 10:00"),
        (
            "8 working hours",
            [("2026-03-02 09:30", "2026-03-02 10:00"), ("2026-03-03 09:00", "2026-03-03 09:15")],
            "2026-03-03 10:45",
        ),
        ("2 working days", [], "2026-03-04 17:30"),
        (
            "2 working days",
            [("2026-03-03 10:00", "2026-03-03 16:00")],
            "2026-03-04 17:30",
        ),  # it runs at 17:30
        ("2 working days", [("2026-03-03 16:00", "2026-03-04 09:00")], "2026-03-05 17:30"),
        ("2 working days", [("2026-03-03 16:00", "2026-03-03 17:30")], "2026-03-05 17:30"),
        ("2 working days", [("2026-03-03 17:30", "2026-03-04 09:00")], "2026-03-04 17:30"),  # the day is over
        (
            "2 working days",
            [("2026-03-02 11:00", "2026-03-03 09:00")],
            "2026-03-04 17:30",
        ),  # counts from then on
        ("2 working days", [("2026-03-02 11:00", "2026-03-04 09:00")], "2026-03-05 17:30"),
        (
            "2 working days",
            [("2026-03-02 11:00", "2026-03-04 09:00"), ("2026-03-05 17:00", "2026-03-07 12:00")],
            "2026-03-09 17:30",  # Wednesday counts, then Monday
        ),
        ("24 h", [("2026-03-02 10:00", "2026-03-02 13:00")], "2026-03-03 12:00"),
        ("7 days", [], "2026-03-10 00:00"),
        ("7 days", [("2026-03-04 10:00", "2026-03-05 10:00")], "2026-03-11 00:00"),
        ("7 days", [("2026-03-04 10:00", "2026-03-04 22:00")], "2026-03-10 00:00"),
        (
            "7 days",
            [("2026-03-02 10:00", "2026-03-03 22:00")],
            "2026-03-10 00:00",
        ),  # the first does not count
    ],
)
def test_pauses_of_a_deadline_from_monday_at_nine(
    limit: str, pauses: list[tuple[str, str]], due: str
) -> None:
    assert MARCH.after_pauses("2026-03-02 09:00", limit, *pauses) == due


# -- shares -------------------------------------------------------------------------------------------------------------

LONG_PAUSE = ("2026-03-02 11:00", "2026-03-03 15:00")


@pytest.mark.parametrize(
    ("limit", "share", "pauses", "time"),
    [
        ("8 working hours", 0.5, [], "2026-03-02 15:00"),  # 3 h until noon, and one more
        ("8 working hours", 0.8, [], "2026-03-02 17:24"),  # 6 h 24 min
        ("8 working hours", 1.0, [], "2026-03-03 10:00"),
        ("8 working hours", 1.5, [], "2026-03-03 16:00"),  # 12 h: 6.5, 3.5, 2
        ("8 working hours", 0.5, [LONG_PAUSE], "2026-03-03 17:00"),  # 2 h before, and 2 h after
        ("8 working hours", 0.8, [LONG_PAUSE], "2026-03-04 10:24"),  # 2 h, 2.5 h, 1 h 54 min
        ("8 working hours", 1.0, [LONG_PAUSE], "2026-03-04 12:00"),
        ("2 working days", 0.5, [], "2026-03-03 14:15"),  # half of 6.5 + 7 + 7 h is 6.5 + 3.5 + 0.25
        ("2 working days", 1.0, [], "2026-03-04 17:30"),
        (
            "2 working days",
            0.5,
            [("2026-03-02 09:30", "2026-03-02 11:30")],
            "2026-03-03 15:15",
        ),  # 9.25 h of 18.5
        ("24 h", 0.5, [], "2026-03-02 21:00"),
        ("24 h", 0.5, [("2026-03-02 10:00", "2026-03-02 13:00")], "2026-03-03 00:00"),
        ("7 days", 0.8, [], "2026-03-08 11:24"),  # of 183 h the 146.4th
    ],
)
def test_shares_of_a_deadline_from_monday_at_nine(
    limit: str, share: float, pauses: list[tuple[str, str]], time: str
) -> None:
    assert MARCH.at_share("2026-03-02 09:00", limit, share, *pauses) == time


def test_no_share_is_used_up_before_a_deadline_begins() -> None:
    assert SPRING.at_share("2026-02-17 12:00", "8 working hours", 0.0) == "2026-02-17 12:00"
    assert SPRING.at_share("2026-02-17 12:00", "8 working hours", 0.5) == "2026-02-24 14:30"  # 3.5 h, 0.5 h


# -- whatever the calendar ----------------------------------------------------------------------------------------------

DAYS = 12
HOURS = [(), ((480, 720),), ((510, 720), (840, 1050)), ((0, 1440),), ((540, 541),), ((1380, 1440),)]
"""Closed, a morning, two stretches, the whole day, a minute, the last hour."""

calendars = st.lists(st.sampled_from(HOURS), min_size=DAYS, max_size=DAYS)
times = st.integers(0, DAYS * 1440 * 4 - 1).map(lambda quarter: quarter / 4)
minutes = st.integers(1, 4000)
shares = st.floats(0, 1.5)


def made(days: list[Any]) -> WorkingTime:
    return working_time(
        [[tuple(Window(day * DAY + a, day * DAY + b) for a, b in each) for day, each in enumerate(days)]]
    )


def minute_by_minute(days: list[Any], start: float, amount: int) -> float:
    """When so many working minutes are over, in quarters of a minute counted one by one."""
    left, now = 4 * amount, round(4 * start)
    while now < 4 * DAYS * 1440:
        day, of_day = divmod(now, 4 * 1440)
        left -= any(4 * a <= of_day < 4 * b for a, b in days[day])
        now += 1
        if not left:
            return now / 4
    return np.inf


def day_by_day(days: list[Any], start: float, amount: int) -> float:
    """When the so-manieth working day after that of the start ends."""
    ends = [day * 1440 + each[-1][1] for day, each in enumerate(days) if each and day > start // 1440]
    return ends[amount - 1] if amount <= len(ends) else np.inf


@settings(max_examples=60, deadline=None)
@given(calendars, times, st.integers(1, 900), st.integers(1, 6))
def test_deadlines_end_where_counting_says(
    days: list[Any], start: float, amount: int, working_days: int
) -> None:
    time = made(days)
    assert deadlines.due(time, 0, TimeUnit.WORKING_MINUTES, start, amount) == minute_by_minute(
        days, start, amount
    )
    assert deadlines.due(time, 0, TimeUnit.WORKING_DAYS, start, working_days) == day_by_day(
        days, start, working_days
    )


@given(calendars, st.sampled_from(TimeUnit), times, times, minutes, minutes)
def test_a_later_start_and_a_larger_amount_never_end_sooner(
    days: list[Any], unit: TimeUnit, one: float, other: float, some: int, more: int
) -> None:
    time, (early, late), (few, many) = made(days), sorted((one, other)), sorted((some, more))
    assert deadlines.due(time, 0, unit, early, few) <= deadlines.due(time, 0, unit, late, few)
    assert deadlines.due(time, 0, unit, early, few) <= deadlines.due(time, 0, unit, early, many)


@given(calendars, st.sampled_from(TimeUnit), times, st.integers(1, 20))
def test_from_start_to_end_the_count_grows_by_the_amount(
    days: list[Any], unit: TimeUnit, start: float, amount: int
) -> None:
    time = made(days)
    end = deadlines.due(time, 0, unit, start, amount)
    if end < np.inf:
        assert start < end
        begun = deadlines.count_at_start(time, 0, unit, start)
        assert deadlines.count(time, 0, unit, end) - begun == amount
        assert deadlines.count(time, 0, unit, end - 2.0**-20) - begun < amount  # and not a tick before


@given(calendars, st.sampled_from(TimeUnit), times, st.integers(1, 5), times, times)
def test_a_pause_delays_the_end_by_what_the_count_grows_in_it(
    days: list[Any], unit: TimeUnit, start: float, amount: int, one: float, other: float
) -> None:
    """What the count has grown before the pause and from it to the end is the amount."""
    time, (paused, resumed) = made(days), sorted((max(one, start), max(other, start)))
    before = deadlines.due(time, 0, unit, start, amount)
    after = deadlines.due_after_pause(time, 0, unit, start, before, paused, resumed)
    assert after >= before
    if paused >= before:
        assert after == before
    elif after < np.inf:
        assert after > resumed
        run = [deadlines.count(time, 0, unit, each) for each in (paused, resumed, after)]
        begun = deadlines.count_at_start(time, 0, unit, start)
        assert max(run[0] - begun, 0) + run[2] - max(run[1], begun) == amount


@given(calendars, st.sampled_from(TimeUnit), times, st.integers(1, 5), shares, shares)
def test_shares_are_used_up_in_their_order_on_the_grid_and_the_whole_at_the_end(
    days: list[Any], unit: TimeUnit, start: float, amount: int, one: float, other: float
) -> None:
    time, (less, more) = made(days), sorted((one, other))
    end = deadlines.due(time, 0, unit, start, amount)
    at = [deadlines.time_at_share(time, 0, unit, start, end, share) for share in (0.0, less, more)]
    assert start <= at[0] <= at[1] <= at[2]
    assert all(each == on_grid_one(each) for each in at if each < np.inf)
    assert deadlines.time_at_share(time, 0, unit, start, end, 1.0) == end


@given(
    calendars,
    st.sampled_from([TimeUnit.MINUTES, TimeUnit.WORKING_MINUTES]),
    times,
    minutes,
    times,
    times,
    shares,
)
def test_a_share_not_used_up_before_a_pause_is_used_up_so_much_later(
    days: list[Any], unit: TimeUnit, start: float, amount: int, one: float, other: float, share: float
) -> None:
    """A pause takes no minutes from before the share, nor adds any: those run to it, without the pause, are as many as before."""
    time, (paused, resumed) = made(days), sorted((max(one, start), max(other, start)))
    end = deadlines.due(time, 0, unit, start, amount)
    at = deadlines.time_at_share(time, 0, unit, start, end, share)
    later = deadlines.due_after_pause(time, 0, unit, start, end, paused, resumed)
    run = [deadlines.minutes_run(time, 0, unit, each) for each in (start, at, paused, resumed)]
    if not paused < at < np.inf or paused >= end:
        return
    then = deadlines.time_at_share(time, 0, unit, start, later, share, run[3] - run[2])
    if then < np.inf:
        assert then >= resumed or run[1] == run[2]
        ran = deadlines.minutes_run(time, 0, unit, then) - run[0] - (run[3] - run[2])
        assert ran == run[1] - run[0]


# -- compiled -----------------------------------------------------------------------------------------------------------


@njit(**OPTIONS)
def compiled(time, unit, start, amount, paused, resumed, share, found):  # type: ignore[no-untyped-def]
    found[0] = clocks.due(time, 0, unit, start, amount)
    found[1] = clocks.due_after_pause(time, 0, unit, start, found[0], paused, resumed)
    found[2] = clocks.minutes_run(time, 0, unit, resumed) - clocks.minutes_run(time, 0, unit, paused)
    found[3] = clocks.time_at_share(time, 0, unit, start, found[0], share)
    found[4] = clocks.time_at_share(time, 0, unit, start, found[1], share, found[2])
    found[5] = clocks.work_end(time.hours, 0, start, amount)


def plain(
    time: WorkingTime, unit: int, start: float, amount: float, paused: float, resumed: float, share: float
) -> list[float]:
    due = deadlines.due(time, 0, unit, start, amount)
    later = deadlines.due_after_pause(time, 0, unit, start, due, paused, resumed)
    stood = deadlines.minutes_run(time, 0, unit, resumed) - deadlines.minutes_run(time, 0, unit, paused)
    return [
        due,
        later,
        stood,
        deadlines.time_at_share(time, 0, unit, start, due, share),
        deadlines.time_at_share(time, 0, unit, start, later, share, stood),
        clocks.working_hours.work_end(time.hours, 0, start, amount),
    ]


@settings(deadline=None)
@given(calendars, st.sampled_from(TimeUnit), times, minutes, times, times, shares)
def test_compiled_clocks_say_the_same_to_the_last_bit(
    days: list[Any], unit: TimeUnit, start: float, amount: int, one: float, other: float, share: float
) -> None:
    paused, resumed = sorted((max(one, start), max(other, start)))
    given_ = (np.int64(unit), start, float(amount % 7 + 1 if unit % 2 else amount), paused, resumed, share)
    found = np.zeros(6)
    compiled(made(days), *given_, found)
    assert found.tolist() == plain(made(days), *given_)
