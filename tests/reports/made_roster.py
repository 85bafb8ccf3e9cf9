"""A week of one hall with three people on shifts with breaks: closed on New Year's Day and on Sunday, wishes, a day of leave."""

from __future__ import annotations

from functools import cache

from optimize.plans.given import DayByDay, Given, GivenShift
from optimize.rosters.posts import posts_of
from optimize.rosters.roster import RosterFound, find_roster
from sim.scenario import Scenario
from sim.scenario.units import Window
from tests.scenarios_for_tests import small

DAY_SHIFT, NOON, ONE = Window(480, 1020), Window(720, 780), Window(780, 840)
"""08:00 to 17:00, and breaks at 12:00 and at 13:00."""

PEOPLE = "name,pools,most_hours,off\nAn,clerks,45,\nBo,clerks,45,\n=Cai,clerks,45,2024-01-03\n"
WISHES = "name,date,wish\nAn,2024-01-02,off\nBo,2024-01-02,day\n"


def scenario() -> Scenario:
    """Shifts of nine hours with a paid break of one, at 60 yuan an hour."""
    kind = {
        "earliest": "08:00",
        "lengths": ["9 h"],
        "pause": "1 h",
        "pause_within": "11:00-15:00",
        "step": "1 h",
    }
    return small(
        {
            "name": "North & South",
            "calendar": {
                "start": "2024-01-01",
                "days": 7,
                "open": "mon-sat",
                "hours": ["08:00-17:00"],
                "closed": ["2024-01-01"],
                "interval": "1 h",
            },
            "pools.clerks.cost": "60 yuan/h",
            "targets": [{"measure": "wait_mean", "at_most": "20 min"}],
            "staffing": {
                "pools": {"clerks": {"least": 0, "most": 3, "shift_types": {"day": kind}}},
                "roster": {"people": "people.csv", "wishes": "wishes.csv", "days_off": 1},
            },
        },
        {
            "people.csv": PEOPLE,
            "wishes.csv": WISHES,
            "profile.csv": "start,end,weight\n08:00,17:00,1\n",
        },
    )


@cache
def rostered() -> tuple[Given, RosterFound]:
    """Two people a day from Tuesday to Saturday, one with a break at noon and one at one: 10 shifts of 9 h, 5,400 yuan."""
    given = DayByDay(scenario()).given(
        GivenShift("clerks", "day", day, DAY_SHIFT, pause, 1) for day in range(1, 6) for pause in (NOON, ONE)
    )
    found = find_roster(given.choice.scenario, posts_of(given.choice, given.plan))
    assert found.exists
    return given, found
