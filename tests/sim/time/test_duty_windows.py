"""Servers from schedules, and minutes counted over them: by hand and by brute force."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.units import DAY, Window
from sim.time.duty_windows import KnownServers, minutes_by_interval, servers_of
from sim.time.opening import opening_of
from sim.time.windows import clip, merge, without
from tests.scenarios_for_tests import small

LUNCH = {"calendar.hours": ["08:00-10:00", "10:30-12:00"]}
MINUTES = st.integers(0, 200).map(float)
WINDOWS = st.lists(st.tuples(MINUTES, MINUTES).filter(lambda pair: pair[0] < pair[1]), max_size=6).map(
    lambda pairs: [Window(*pair) for pair in pairs]
)


def servers(changes):
    scenario = small({**LUNCH, **changes})
    return servers_of(scenario, "clerks", opening_of(scenario, "north"))


def test_constant_heads_are_on_duty_while_open():
    found = servers(
        {"pools.clerks.heads": 2, "halls.north.at_lunch": "wait", "halls.north.at_closing": "send_home"}
    )
    assert found.duty == (((480, 600), (630, 720)),) * 2
    assert found.calls == found.duty
    assert sorted(found.paid) == [(480, 600), (480, 600), (630, 720), (630, 720)]


def test_the_server_with_the_highest_number_leaves_first():
    found = servers({"pools.clerks.heads": {"08:00": 1, "08:30": 3, "09:00": 2, "10:30": 0, "11:00": 1}})
    assert found.duty == (
        ((480, 600), (660, 720)),
        ((510, 600),),
        ((510, 540),),
    )


def test_clerks_on_duty_at_a_closing_that_serves_all_call_on():
    found = servers({"halls.north.overtime_limit": "1 h"})
    assert found.duty == (((480, 600), (630, 720)),)
    assert found.calls == (((480, 780),),)  # through lunch, and an hour of overtime


def test_shifts_are_on_duty_without_their_breaks_and_paid_with_them():
    shifts = [
        {"time": "08:00-12:00", "heads": 2, "breaks": ["09:00-09:15", "11:00-11:15"]},
        {"time": "11:00-12:00", "heads": 1, "days": "tue"},
    ]
    found = servers({"pools.clerks.heads": None, "pools.clerks.shifts": shifts, "calendar.days": 2})
    one = ((480, 540), (555, 600), (630, 660), (675, 720))
    two_days = one + tuple((start + DAY, end + DAY) for start, end in one)
    # on Monday the clerk of the second shift has no duty, and keeps the number
    assert found.duty == (two_days, two_days, ((DAY + 660, DAY + 720),))
    assert sum(end - start for start, end in found.paid) == 2 * 2 * (120 + 90) + 60


def test_rows_of_a_date_go_before_rows_of_its_weekday():
    # two rows with a date; a table has either dates or days
    table = "start,end,heads,date\n08:00,12:00,1,2024-01-01\n09:00,10:00,1,2024-01-02\n"
    scenario = small({"calendar.days": 3, "pools.clerks.heads": "heads.csv"}, {"heads.csv": table})
    found = servers_of(scenario, "clerks", opening_of(scenario, "north"))
    assert found.duty == (((480, 720), (DAY + 540, DAY + 600)),)


def test_servers_of_the_warm_up_have_windows_before_the_first_midnight():
    found = servers(
        {"calendar.warm_up": 1, "halls.north.at_closing": "send_home", "halls.north.at_lunch": "wait"}
    )
    assert found.duty == (((480 - DAY, 600 - DAY), (630 - DAY, 720 - DAY), (480, 600), (630, 720)),)


# -- sets of windows, against membership of every half minute ---------------------------------------------------------


def members(windows):
    return [any(start <= time < end for start, end in windows) for time in np.arange(0, 200, 0.5)]


@given(WINDOWS)
def test_a_merged_union_has_the_same_members_in_order_and_apart(windows):
    merged = merge(windows)
    assert members(merged) == members(windows)
    assert all(earlier.end < later.start for earlier, later in pairwise(merged))


@given(WINDOWS.map(merge), MINUTES, MINUTES)
def test_a_clipped_span_is_the_intersection(windows, start, end):
    clipped = members(clip(Window(start, end), windows))
    inside, within = members([(start, end)]), members(windows)
    assert clipped == [one and other for one, other in zip(inside, within, strict=True)]


@given(WINDOWS.map(merge))
def test_a_span_without_breaks_is_the_rest(windows):
    span = Window(0.0, 200.0)
    assert members(without(span, tuple(windows))) == [not inside for inside in members(windows)]


@given(WINDOWS)
def test_minutes_by_interval_count_overlaps_as_often_as_they_are_there(windows):
    early = [Window(start - 100.0, end - 100.0) for start, end in windows]  # some before the first midnight
    found = minutes_by_interval(early, 2, 30.0)
    assert found.shape == (2, 48)
    for number, minutes in enumerate(found.ravel().tolist()):
        low, high = number * 30.0, number * 30.0 + 30.0
        assert minutes == sum(max(0.0, min(end, high) - max(start, low)) for start, end in early)


def test_servers_of_scenarios_beside_each_other_are_worked_out_once():
    """The same as alone; other heads, and other people who are paid, are not the same schedule."""
    known, changes = (
        KnownServers(),
        ({"pools.clerks.heads": 2}, {"pools.clerks.heads": 3}, {"pools.clerks.heads": 2}),
    )
    scenarios = [small({**LUNCH, **each}) for each in changes]
    found = [known.of(each, "clerks", opening_of(each, "north")) for each in scenarios]
    assert found == [servers_of(each, "clerks", opening_of(each, "north")) for each in scenarios]
    assert found[0] is found[2]
    assert len(found[0]) != len(found[1])
