"""Shifts that pass midnight, where it is open through it, and breaks that are not paid; all expectations by hand."""

from __future__ import annotations

from typing import Any

import pytest

from optimize.plans.choice import Choice, choice_of
from optimize.plans.shifts import ShiftOption
from optimize.rosters.posts import posts_of
from sim.scenario import Scenario, ScenarioError
from sim.scenario.units import Window, clock_text
from tests.optimize.tiny import plan_with
from tests.scenarios_for_tests import small

NIGHT = {
    "earliest": "22:00",
    "lengths": ["8 h"],
    "pause": "1 h",
    "pause_within": "02:00-03:00",
    "premium": "50 %",
}
DAY = {"earliest": "06:00", "lengths": ["8 h"]}


def hall(types: dict[str, Any], days: int = 1, alike: str = "apart") -> Scenario:
    """A hall that is never closed, in hours; a clerk costs 60 yuan an hour."""
    return small(
        {
            "calendar.days": days,
            "calendar.hours": ["00:00-24:00"],
            "calendar.interval": "1 h",
            "pools.clerks.cost": "60 yuan/h",
            "targets": [{"measure": "wait_mean", "at_most": "5 min"}],
            "staffing": {"pools": {"clerks": {"most": 9, "shift_types": types}}, "days": alike},
        }
    )


def covered(choice: Choice, shift: ShiftOption) -> set[tuple[int, int]]:
    """Days and hours that a shift covers."""
    places = [choice.places[index] for index in shift.covers]
    return {(day, int(place.span.start // 60)) for place in places for day in place.days}


def test_a_night_covers_the_evening_and_the_next_morning() -> None:
    """From 22:00 to 06:00 without the hour from 02:00; the last day's night covers the morning of the first."""
    choice = choice_of(hall({"night": NIGHT}, days=3))
    assert [shift.days for shift in choice.shifts] == [(0,), (1,), (2,)]
    for shift, following in zip(choice.shifts, (1, 2, 0), strict=True):
        (day,) = shift.days
        hours = {(day, 22), (day, 23)} | {(following, hour) for hour in (0, 1, 3, 4, 5)}
        assert covered(choice, shift) == hours
        assert shift.pause == Window(26 * 60.0, 27 * 60.0)
        assert (shift.minutes, shift.cost) == (480, 8 * 60 * 1.5)


def test_days_alike() -> None:
    """Three days with the same heads: one shift on each, which covers the morning of each."""
    choice = choice_of(hall({"night": NIGHT}, days=3, alike="alike"))
    (shift,) = choice.shifts
    assert covered(choice, shift) == {(day, hour) for day in range(3) for hour in (22, 23, 0, 1, 3, 4, 5)}
    assert shift.cost == 3 * 8 * 60 * 1.5


def test_where_it_closes_at_night_no_shift_passes_midnight() -> None:
    """Of the lengths only the one that ends at midnight is left."""
    scenario = small(
        {
            "calendar.days": 2,
            "calendar.hours": ["08:00-24:00"],
            "pools.clerks.cost": "60 yuan/h",
            "targets": [{"measure": "wait_mean", "at_most": "5 min"}],
            "staffing": {
                "pools": {
                    "clerks": {
                        "most": 9,
                        "shift_types": {"late": {"earliest": "20:00", "lengths": ["4 h", "6 h"]}},
                    }
                }
            },
        }
    )
    assert {shift.time for shift in choice_of(scenario).shifts} == {Window(20 * 60.0, 24 * 60.0)}


def test_a_break_that_is_not_paid() -> None:
    """A split shift from 08:00 to 18:00 with four hours off is paid for six."""
    split = {
        "earliest": "08:00",
        "lengths": ["10 h"],
        "pause": "4 h",
        "pause_within": "11:00-15:00",
        "pause_paid": False,
    }
    choice = choice_of(hall({"split": split}))
    (shift,) = choice.shifts
    assert (shift.minutes, shift.cost) == (360, 360)
    assert covered(choice, shift) == {(0, hour) for hour in (8, 9, 10, 15, 16, 17)}
    (post,) = posts_of(choice, plan_with(choice, (2,)))
    assert (post.minutes, post.heads) == (360, 2)


def test_times_on_the_day_after() -> None:
    """30:00 is 06:00 of the next day; midnight at the end of the day stays 24:00."""
    assert [clock_text(minute) for minute in (0, 1440, 1441, 1800)] == ["00:00", "24:00", "00:01", "06:00"]


@pytest.mark.parametrize(
    ("types", "days", "alike", "said"),
    [
        ({"night": NIGHT, "day": {**DAY, "days": "mon-fri"}}, 7, "alike", "need the same types of shifts"),
        ({"night": NIGHT}, 10, "weekdays", "needs whole weeks, write apart"),
    ],
)
def test_days_that_cannot_be_told_apart(types: dict[str, Any], days: int, alike: str, said: str) -> None:
    """Refused where it is not clear which heads a night adds to."""
    with pytest.raises(ScenarioError, match=said):
        hall(types, days, alike)
