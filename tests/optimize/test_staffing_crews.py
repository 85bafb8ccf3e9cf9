"""Crews are staffed through the whole simulation: the cheapest plan for outages that are all known, found by hand."""

from __future__ import annotations

from typing import Any

import pytest

from optimize.outcome import CannotStaff
from optimize.staff import staff
from optimize.task import Effort
from sim.scenario import Scenario
from tests.scenarios_for_tests import written

LISTED = "start,region,kind,customers\n" + "".join(
    f"2024-01-{day:02d} {time},{region},fault,100\n"
    for day in (1, 2)
    for time, region in (("08:00", "city"), ("08:05", "city"), ("08:10", "city"), ("20:00", "country"))
)
"""On each of two days three in the city within ten minutes, and one in the country in the evening."""

TOWN: dict[str, Any] = {
    "name": "crews of a town",
    "calendar": {"start": "2024-01-01", "days": 2, "hours": ["08:00-12:00"]},
    "regions": {"city": "60 %", "country": "40 %"},
    "pools": {
        "line_crews": {"works_at": "field", "heads": 1, "cost": "60 yuan/h"},
        "country_crews": {"works_at": "field", "heads": 1, "cost": "50 yuan/h"},
    },
    "outages": {
        "customers": {"city": 10_000, "country": 5_000},
        "kinds": {"fault": {"sensed": {"share": "100 %"}, "repair": {"repair": "2 h"}}},
        "listed": "listed.csv",
        "crews": {
            "pools": {"country_crews": {"regions": ["country"]}, "line_crews": {"regions": ["city"]}},
            "travel": {"city": "30 min", "country": "60 min"},
        },
    },
    "targets": [
        {"measure": "on_site_in_time", "scope": "region:city", "at_least": "100 %"},
        {"measure": "on_site_in_time", "scope": "region:country", "at_least": "100 %"},
    ],
    "staffing": {"pools": {"line_crews": {"most": 4, "block": "12 h"}, "country_crews": {"most": 2, "block": "12 h"}}},
}  # fmt: skip
SMALL = Effort(search=2, check=4)


def town(**changes: Any) -> Scenario:
    """The town with other sections."""
    return written({**TOWN, **changes}, {"listed.csv": LISTED})


def test_each_region_gets_the_crews_that_are_on_site_in_time() -> None:
    """45 min are promised in the city, 30 of which are the way, and a crew is away for 150: three are needed from 00:00 to 12:00, none
    later. The country's one is on duty from 12:00 to 24:00 alone. Two days: 2 x 12 h x (3 x 60 + 50) yuan."""
    outcome = staff(town(), effort=SMALL)
    assert outcome.status == "optimal"
    assert outcome.plan is not None
    assert outcome.plan.cost == 2 * 12 * (3 * 60 + 50)


def test_crews_work_shifts() -> None:
    """Early and late shifts of 8 h in the country: its one crew works the late one, and an hour over its end on both days, at half as much again."""
    shifts = {
        name: {"earliest": start, "lengths": ["8 h"]}
        for name, start in (("early", "06:00"), ("late", "14:00"))
    }
    target = {"measure": "on_site_in_time", "scope": "region:country", "at_least": "100 %"}
    staffing = {"pools": {"country_crews": {"most": 1, "shift_types": shifts}}}
    outcome = staff(town(targets=[target], staffing=staffing), effort=SMALL)
    assert outcome.plan is not None
    assert outcome.plan.cost == 2 * (8 * 50 + 1.5 * 50)


def test_minutes_without_supply_can_be_limited() -> None:
    """One crew in the city has them all back after 150, 295 and 440 min on both days; two after 150, 150 and 290: of 590 min for each customer of three outages at most two crews do. SAIDI: 2 days x 100 customers x 590 min / 10,000 = 11.8 min. The last one ends at 13:00:
    an hour of overtime on each day, at half as much again."""
    target = {"measure": "saidi", "scope": "region:city", "at_most": "12 min"}
    outcome = staff(town(targets=[target]), effort=SMALL)
    assert outcome.plan is not None
    assert outcome.plan.cost == 2 * (12 * 2 * 60 + 1.5 * 60)


def test_targets_on_outages_need_crews_to_choose() -> None:
    staffing = {"pools": {"clerks": {"most": 3}}}
    pools = {**TOWN["pools"], "clerks": {"works_at": "counter", "heads": 1, "cost": "45 yuan/h"}}
    front = {
        "services": {"pay": {"share": "100 %", "handle_time": "4 min"}},
        "halls": {"north": {"arrivals": {"per_day": 20, "profile": "profile.csv"}, "pools": ["clerks"]}},
    }
    text = "start,end,weight\n08:00,12:00,1\n"
    scenario = written(
        {**TOWN, **front, "pools": pools, "staffing": staffing},
        {"listed.csv": LISTED, "profile.csv": text},
    )
    with pytest.raises(
        CannotStaff,
        match="it is about outages, and staffing",
    ):
        staff(scenario, effort=SMALL)
