"""Opening windows, who gets in when, who stays at closing: worked out by hand."""

import numpy as np
import pytest

from sim.scenario.units import Window
from sim.time.opening import opening_of
from tests.scenarios_for_tests import small

INF = float("inf")
LUNCH = {"calendar.hours": ["08:00-10:00", "10:30-12:00"]}


def opening(changes=None):
    return opening_of(small({**LUNCH, **(changes or {})}), "north")


def test_windows_cover_warm_up_and_horizon_without_closed_days():
    found = opening({"calendar.days": 3, "calendar.warm_up": 1, "calendar.closed": ["2024-01-02"]})
    assert [(window.day, window.start, window.end, window.last) for window in found.windows] == [
        (-1, -960.0, -840.0, False),
        (-1, -810.0, -720.0, True),
        (0, 480.0, 600.0, False),
        (0, 630.0, 720.0, True),
        (2, 3360.0, 3480.0, False),
        (2, 3510.0, 3600.0, True),
    ]
    assert found.days == range(-1, 3)
    assert found.on(1) == []


def test_a_hall_may_have_hours_of_its_own_on_days_that_are_open():
    found = opening({"halls.north.hours": ["09:00-11:00"], "calendar.days": 2, "calendar.open": "mon"})
    assert [(window.start, window.end) for window in found.windows] == [(540.0, 660.0)]


@pytest.mark.parametrize(
    ("arrived", "entry"),
    [
        (449.9, INF),  # more than half an hour before opening
        (450.0, 480.0),  # at the door
        (480.0, 480.0),
        (594.9, 594.9),
        (595.0, INF),  # no tickets in the last five minutes, and more than half an hour before 10:30
        (600.0, 630.0),  # closed for lunch: at the door
        (715.0, INF),
        (800.0, INF),
    ],
)
def test_entry_is_at_once_at_the_next_opening_or_never(arrived, entry):
    found = opening({"halls.north.door": "30 min", "halls.north.last_ticket": "5 min"})
    assert found.entry(0, np.array([arrived])).tolist() == [entry]


def test_a_last_ticket_longer_than_the_window_gives_none_at_all():
    found = opening({"halls.north.last_ticket": "100 min", "halls.north.door": "0 min"})
    assert found.windows[1].last_ticket == 630.0
    assert found.entry(0, np.array([640.0])).tolist() == [INF]


def test_open_days_after_a_day_skip_closed_ones_and_end_with_the_horizon():
    found = opening({"calendar.days": 5, "calendar.warm_up": 1, "calendar.closed": ["2024-01-02"]})
    assert [found.open_day_after(0, count) for count in (1, 2, 3, 4)] == [2, 3, 4, None]
    assert found.open_day_after(-1, 1) == 0
    assert found.open_day_after(1, 1) == 2  # from a closed day
    assert found.open_day_after(4, 1) is None


def test_who_is_on_duty_at_closing_stays_and_nobody_else():
    found = opening({"halls.north.overtime_limit": "40 min"})
    duty = [Window(480, 600), Window(650, 720)]
    # at lunch until the afternoon opens, at closing for forty minutes
    assert found.extended(duty) == [Window(480, 630), Window(650, 760)]
    assert found.extended([Window(480, 599)]) == [Window(480, 599)]
    sends = opening({"halls.north.at_closing": "send_home", "halls.north.at_lunch": "wait"})
    assert sends.extended(duty) == duty


def test_overtime_ends_when_the_next_day_opens():
    found = opening({"calendar.days": 2, "halls.north.overtime_limit": "24 h"})
    assert found.extended([Window(630, 720)]) == [Window(630, 1440 + 480)]


@pytest.mark.parametrize(
    ("at_lunch", "at_closing", "duties", "shut"),
    [
        ("serve", "serve", [Window(480, 720)], [Window(760, INF)]),
        ("serve", "serve", [Window(480, 700)], [Window(720, INF)]),  # nobody there at closing
        ("wait", "serve", [Window(480, 600), Window(630, 720)], [Window(760, INF)]),
        ("send_home", "serve", [Window(480, 720)], [Window(600, 630), Window(760, INF)]),
        ("serve", "send_home", [Window(480, 720)], [Window(720, INF)]),
        ("send_home", "send_home", [], [Window(600, 630), Window(720, INF)]),
    ],
)
def test_lines_are_shut_from_their_emptying_to_the_next_opening(at_lunch, at_closing, duties, shut):
    found = opening(
        {
            "halls.north.at_lunch": at_lunch,
            "halls.north.at_closing": at_closing,
            "halls.north.overtime_limit": "40 min",
        }
    )
    assert found.shut([duties]) == shut


def test_a_hall_open_through_midnight_does_not_close_there():
    scenario = small({"calendar.hours": ["00:00-24:00"], "calendar.days": 2})
    opening = opening_of(scenario, "north")
    assert [(window.end, window.last, window.rule) for window in opening.windows] == [
        (1440.0, False, "wait"),
        (2880.0, True, "serve"),
    ]
    assert [stretch.start for stretch in opening.shut([[Window(0.0, 2880.0)]])] == [2880.0 + 240.0]
