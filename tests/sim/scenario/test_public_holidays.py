"""Public holidays by the name of the country, against the notices of China's State Council, and what follows from a worked weekend."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from optimize.plans.stretches import stretches
from sim.events import engine as events
from sim.lanes import engine as lanes
from sim.results.contacts_table import contacts_table
from sim.scenario import Scenario, ScenarioError
from sim.scenario.people import Person
from sim.scenario.public_holidays import public_holidays
from sim.scenario.units import window_text
from tests.scenarios_for_tests import small

NOTICES = {
    2025: (
        "01-01/01-01 01-28/02-04 04-04/04-06 05-01/05-05 05-31/06-02 10-01/10-08",
        "01-26 02-08 04-27 09-28 10-11",
    ),
    2026: (
        "01-01/01-03 02-15/02-23 04-04/04-06 05-01/05-05 06-19/06-21 09-25/09-27 10-01/10-07",
        "01-04 02-14 02-28 05-09 09-20 10-10",
    ),
}
"""Days off from and to, and weekend days that are worked: notices of the State Council of 12 November 2024 (国办发明电〔2024〕12号) and of
4 November 2025 (国办发明电〔2025〕7号)."""

FESTIVAL: dict[str, Any] = {
    "calendar.start": "2026-02-13",  # a Friday
    "calendar.days": 12,
    "calendar.weekday_hours": {"sat-sun": ["08:00-10:00"]},
    "calendar.closed": "china",
}
"""A hall that is open on weekends, too, around the Spring Festival of 2026, with the worked Saturday before it."""


def _dates(year: int, stretches: str) -> set[dt.date]:
    found = set()
    for stretch in stretches.split():
        first, last = (dt.date.fromisoformat(f"{year}-{day}") for day in stretch.split("/"))
        found |= {first + dt.timedelta(days=day) for day in range((last - first).days + 1)}
    return found


@pytest.mark.parametrize("year", NOTICES)
def test_days_off_and_worked_weekends_are_those_of_the_notices(year):
    off, worked = NOTICES[year]
    found = public_holidays("china", year)
    assert found is not None
    assert found.off == _dates(year, off)
    assert found.worked == {dt.date.fromisoformat(f"{year}-{day}") for day in worked.split()}


def hours(scenario: Scenario, site: str = "north") -> list[str]:
    days = (scenario.sites[site].hours(scenario.calendar, day) for day in range(scenario.calendar.days))
    return [" ".join(map(window_text, windows)) for windows in days]


def test_a_worked_saturday_has_the_hours_of_a_friday_and_the_festival_is_closed():
    assert hours(small(FESTIVAL)) == ["08:00-12:00"] * 2 + [""] * 9 + ["08:00-12:00"]


def test_a_worked_sunday_counts_as_a_monday():
    calendar = small({**FESTIVAL, "calendar.start": "2026-09-18"}).calendar
    assert [calendar.weekday(calendar.date(day)) for day in range(4)] == [4, 5, 0, 0]
    assert [calendar.is_working_day(calendar.date(day)) for day in range(9)] == [
        *(True, False, True, True, True, True, True, False, False)
    ]  # 20 September is worked, and Mid-Autumn is on Friday the 25th


def test_names_and_dates_in_one_list():
    both = small({**FESTIVAL, "calendar.closed": ["china", "2026-02-24"]})
    assert hours(both) == ["08:00-12:00"] * 2 + [""] * 10
    without = small({**FESTIVAL, "calendar.closed": ["2026-02-17"]})
    assert hours(without)[:2] == ["08:00-12:00", "08:00-10:00"]
    assert hours(without).count("") == 1


def test_a_worked_saturday_by_hand_and_one_that_is_closed_all_the_same():
    by_hand = {**FESTIVAL, "calendar.closed": [], "calendar.working": ["2026-02-14"]}
    assert hours(small(by_hand))[:3] == ["08:00-12:00"] * 2 + ["08:00-10:00"]
    assert hours(small({**FESTIVAL, "calendar.closed": ["china", "2026-02-14"]}))[:2] == ["08:00-12:00", ""]


def test_a_line_works_through_and_a_hall_names_the_country_itself():
    line = {"lines": {"main": {"arrivals": {"per_day": 9, "profile": "profile.csv"}}}, "pools": ["agents"]}
    more = {"pools.agents": {"works_at": "phone", "heads": 1}, "centres.line": line}
    through = small({**FESTIVAL, **more, "centres.line": {**line, "closed": []}})
    assert hours(through, "line")[:3] == ["08:00-12:00", "08:00-12:00", "08:00-10:00"]
    assert hours(through, "line").count("") == 0
    own = {**FESTIVAL, **more, "calendar.closed": [], "calendar.working": "china"}
    found = small({**own, "halls.north.closed": "china"})
    assert hours(found) == ["08:00-12:00"] * 2 + [""] * 9 + ["08:00-12:00"]
    assert hours(found, "line")[:3] == ["08:00-12:00", "08:00-12:00", "08:00-10:00"]


def test_both_engines_draw_a_worked_saturday_from_the_friday_of_profile_volume_and_staff():
    """On Fridays all come from 08:00 to 09:00, and twice as many; two clerks work."""
    week = "start,end,mon,tue,wed,thu,fri,sat,sun\n"
    scenario = small(
        {
            **FESTIVAL,
            "calendar.days": 3,
            "halls.north.arrivals.weekday": {"fri": "200 %"},
            "pools.clerks": {
                "works_at": "counter",
                "shifts": [
                    {"time": "08:00-12:00", "heads": 2, "days": "fri"},
                    {"time": "08:00-10:00", "heads": 1, "days": "sat-sun"},
                ],
            },
        },
        {"profile.csv": week + "08:00,09:00,1,1,1,1,1,0,0\n09:00,10:00,0,0,0,0,0,1,1\n"},
    )
    for engine in (events, lanes):
        table = contacts_table(engine.simulate(scenario, 1, range(40)), scenario)
        clock = table["arrived"] % 1440
        saturday = table["arrived"] // 1440 == 1
        assert (clock[saturday] < 540).all()
        assert len(clock[saturday]) / 40 == pytest.approx(40, abs=4 * (40 / 40) ** 0.5)  # a Poisson mean
    assert days_alike(scenario) == {(0, 1)}


def days_alike(scenario: Scenario) -> set[tuple[int, ...]]:
    """Days of the open ones that a plan by day of the week gives the same heads."""
    choice = {"pools": {"clerks": {"most": 3}}, "days": "weekdays"}
    target = [{"measure": "wait_mean", "at_most": "30 min"}]
    staffed = scenario.replace({"staffing": choice, "targets": target, "pools.clerks.cost": "9 yuan/h"})
    return {place.days for place in stretches(staffed)}


def test_a_fixed_day_off_on_saturdays_is_none_on_a_worked_one():
    calendar = small(FESTIVAL).calendar
    person = Person("Wang", frozenset({"clerks"}), 0, 40, frozenset({5, 6}), frozenset())
    worked, plain = dt.date(2026, 2, 14), dt.date(2026, 2, 15)
    assert not person.is_off(worked, calendar.weekday(worked))
    assert person.is_off(plain, calendar.weekday(plain))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"calendar.start": "2031-02-13"},
            "calendar.closed = china: says nothing of 2031, of which the installed package holidays knows no announcement: "
            "write that year's days by hand, such as closed: [china, 2031-01-01], "
            "and the Saturdays and Sundays that are worked under calendar.working",
        ),
        (
            {"calendar.closed": "chian"},
            "calendar.closed = chian: is neither a date such as 2010-12-21 nor a country whose public holidays are known, "
            "did you mean china?",
        ),
        (
            {"calendar.closed": ["china", "2026-02-30"]},
            "calendar.closed[1] = 2026-02-30: is not a day of the calendar, months go to 12 and days to 28, 29, 30 or 31",
        ),
        (
            {"calendar.closed": 5},
            "calendar.closed = 5: is not a list of dates, write [2010-12-21], or the name of a country such as china",
        ),
        (
            {"calendar.working": ["2026-02-14", "2026-02-16"]},
            "calendar.working[1] = 2026-02-16: is a mon, and only a Saturday or Sunday is worked in exchange: is the year right?",
        ),
        (
            {"calendar.closed": [], "halls.north.closed": "china"},
            "halls.north.closed = china: names china, of whose working Saturdays and Sundays the calendar says nothing, "
            "add working: china to calendar",
        ),
    ],
)
def test_what_cannot_be_meant(changes, message):
    with pytest.raises(ScenarioError) as caught:
        small({**FESTIVAL, **changes})
    assert str(caught.value).partition(": ")[2] == message


def test_a_year_that_is_not_announced_given_by_hand():
    by_hand = {"calendar.start": "2031-01-22", "calendar.closed": ["china", "2031-01-23", "2031-01-24"]}
    found = small({**FESTIVAL, **by_hand, "calendar.working": ["2031-01-26"]})
    assert hours(found)[:5] == ["08:00-12:00", "", "", "08:00-10:00", "08:00-12:00"]


def test_a_policy_closes_on_the_holidays():
    scenario = small(
        {**FESTIVAL, "calendar.closed": [], "policies": {"holidays": {"calendar.closed": "china"}}}
    )
    assert hours(scenario).count("") == 0
    assert hours(scenario.with_policy("holidays")).count("") == 9


def test_the_summary_tells_of_them():
    assert str(small(FESTIVAL)).splitlines()[1] == (
        "12 days from 2026-02-13 to 2026-02-24, closed on 9 dates from 2026-02-15 to 2026-02-23, working on 2026-02-14"
    )


def test_a_worked_date_outside_the_horizon_is_warned_of():
    scenario = small({**FESTIVAL, "calendar.working": ["2027-02-06"]})
    assert [warning.message for warning in scenario.warnings] == [
        "lies outside the horizon of 2026-02-13 to 2026-02-24, and has no effect: is the year right?"
    ]
