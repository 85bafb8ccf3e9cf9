"""Figures of calls about outages and of all others, in storms and out of them, and of emergency water points, added up by hand."""

from __future__ import annotations

from typing import Any

import pytest

from sim import run
from sim.results.result import Result
from tests.sim.outages_by_hand import one_line

LIST = {
    "list.csv": "start,region,kind,customers,restored\n"
    "2024-07-01 10:00,city,fault,600,2024-07-01 16:00\n"
    "2024-07-01 12:00,country,slow,400,2024-07-01 14:00\n"
}
"""600 customers are out from 10:00 to 16:00, and 400 more from 12:00 to 14:00."""

CHANGES: dict[str, Any] = {
    "outages.customers": {"city": 60_000, "country": 40_000},
    "outages.listed": "list.csv",
    "outages.kinds.fault.calls": {"share": "100 %", "latent": "30 min"},
    "outages.kinds.slow": {"lasts": "1 h", "calls": {"share": "100 %", "latent": "60 min"}},
    "outages.emergency_water": {"points": 4, "share": "10 %", "after": "4 h"},
    "centres.centre.trunks": 500,
    "centres.centre.lines.mandarin.arrivals.per_day": 0,
}
"""600 call at 10:30, and find 500 trunks; 400 at 13:00, and find all free. A storm is from 1 % of the 100,000 customers on: from 12:00 to 14:00."""


@pytest.fixture(scope="module", params=["simpy", "numpy"])
def result(request: pytest.FixtureRequest) -> Result:
    return run(one_line(CHANGES, LIST), replications=1, engine=request.param)


def mean(result: Result, measure: str, scope: str) -> float:
    return float(result.estimate(measure, scope).mean)


def test_contacts_by_matter_and_by_storm(result: Result) -> None:
    assert mean(result, "contacts", "matter:outage") == 1000
    assert mean(result, "contacts", "supply:storm") == 400
    assert mean(result, "contacts", "supply:calm") == 600


def test_busy_tones_in_storms_and_out_of_them(result: Result) -> None:
    assert mean(result, "busy_tone", "matter:outage") == pytest.approx(100 / 1000)
    assert mean(result, "busy_tone", "supply:calm") == pytest.approx(100 / 600)
    assert mean(result, "busy_tone", "supply:storm") == 0


def test_water_points(result: Result) -> None:
    # 600 customers are out for two hours beyond the first four, the other outage is over before: 600 x 2 x 10 %
    assert mean(result, "water_visits", "all") == 120
    assert mean(result, "water_visits_per_point", "all") == 30


def test_other_matters_suffer_with_them() -> None:
    # twelve other calls a minute at 10:30 would all get in; with the flood only those who come before it, or when trunks are free again
    changes = {**CHANGES, "centres.centre.lines.mandarin.arrivals.per_day": 24 * 60 * 12, "calendar.days": 1}
    found = run(one_line(changes, LIST), replications=1)
    alone = run(one_line({**changes, "outages": None}), replications=1)
    assert mean(alone, "busy_tone", "all") == 0
    assert mean(found, "busy_tone", "matter:other") > 0
    assert mean(found, "contacts", "matter:other") == mean(alone, "contacts", "all")
