"""Halls and centres with hours and days of their own, against hours written down by hand."""

from __future__ import annotations

from typing import Any

import pytest

from sim.events import engine as events
from sim.lanes import engine as lanes
from sim.results.contacts_table import contacts_table
from sim.scenario import Scenario, ScenarioError
from sim.scenario.units import window_text
from tests.scenarios_for_tests import small

NEW_YEAR: dict[str, Any] = {
    "calendar": {
        "start": "2024-01-01",  # a Monday
        "days": 7,
        "hours": ["08:00-12:00"],
        "open": "mon-sat",
        "weekday_hours": {"sat": ["08:00-10:00"]},
        "closed": ["2024-01-01"],
    },
    "pools.others": {"works_at": "counter", "heads": 1},
}
SOUTH: dict[str, Any] = {"arrivals": {"per_day": 20, "profile": "profile.csv"}, "pools": ["others"]}


def hours(scenario: Scenario, site: str) -> list[str]:
    """Opening hours of a site on each day of the week from Monday on, as a file has them."""
    days = (scenario.sites[site].hours(scenario.calendar, day) for day in range(scenario.calendar.days))
    return [" ".join(map(window_text, windows)) for windows in days]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({}, ["", "08:00-12:00", "08:00-12:00", "08:00-12:00", "08:00-12:00", "08:00-10:00", ""]),
        (
            {"open": "mon-sun"},
            ["", "08:00-12:00", "08:00-12:00", "08:00-12:00", "08:00-12:00", "08:00-10:00", "08:00-12:00"],
        ),
        ({"closed": []}, ["08:00-12:00"] * 5 + ["08:00-10:00", ""]),
        ({"closed": ["2024-01-03"]}, ["08:00-12:00"] * 2 + [""] + ["08:00-12:00"] * 2 + ["08:00-10:00", ""]),
        ({"hours": ["09:00-11:00"]}, [""] + ["09:00-11:00"] * 5 + [""]),
        (
            {"hours": ["09:00-11:00"], "weekday_hours": {"sat": ["09:00-10:00"]}},
            [""] + ["09:00-11:00"] * 4 + ["09:00-10:00", ""],
        ),
        (
            {"weekday_hours": {"fri": ["08:00-09:00"]}},
            [""] + ["08:00-12:00"] * 3 + ["08:00-09:00", "08:00-12:00", ""],
        ),
    ],
)
def test_hours_of_a_hall_of_its_own(own, expected):
    scenario = small({**NEW_YEAR, "halls.south": {**SOUTH, **own}})
    assert hours(scenario, "south") == expected
    assert hours(scenario, "north") == ["", *["08:00-12:00"] * 4, "08:00-10:00", ""]


def test_a_line_is_answered_on_a_sunday_on_which_halls_are_closed():
    """The line's own days are all of the week; New Year is closed for both."""
    line = {"lines": {"main": {"arrivals": SOUTH["arrivals"]}}, "pools": ["others"], "open": "mon-sun"}
    scenario = small({**NEW_YEAR, "pools.others.works_at": "phone", "centres.line": line})
    for engine in (events, lanes):
        table = contacts_table(engine.simulate(scenario, 1, range(3)), scenario)
        days = table.groupby("channel")["arrived"].agg(lambda arrived: sorted(set(arrived // 1440)))
        assert days["phone"] == [1, 2, 3, 4, 5, 6]
        assert days["hall"] == [1, 2, 3, 4, 5]


def test_hours_for_a_day_on_which_the_hall_is_closed():
    with pytest.raises(ScenarioError) as caught:
        small({**NEW_YEAR, "halls.south": {**SOUTH, "weekday_hours": {"sun": ["08:00-12:00"]}}})
    assert str(caught.value).endswith(
        "halls.south.weekday_hours.sun: gives hours for a day of the week that is not among calendar.open, add it there"
    )
    with pytest.raises(ScenarioError, match="not among open, add it there"):
        small(
            {
                **NEW_YEAR,
                "halls.south": {**SOUTH, "open": "mon-fri", "weekday_hours": {"sat": ["08:00-12:00"]}},
            }
        )


@pytest.mark.parametrize(
    "own", [{"open": "mon-fri"}, {"closed": []}, {"weekday_hours": {"sat": ["08:00-09:00"]}}]
)
def test_nothing_of_the_kind_where_it_is_open_round_the_clock(own):
    (name,) = own
    line = {
        "lines": {"main": {"arrivals": SOUTH["arrivals"]}},
        "pools": ["others"],
        "round_the_clock": True,
        **own,
    }
    with pytest.raises(ScenarioError, match=f"has both {name} and round_the_clock, keep one"):
        small({**NEW_YEAR, "pools.others.works_at": "phone", "centres.line": line})
