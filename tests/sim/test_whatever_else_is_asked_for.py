"""What else is asked for (records, an engine, a comparison) changes no digit of any measure."""

from __future__ import annotations

from itertools import product
from typing import Any

import pandas as pd
import pytest

from sim.results.comparison import compare
from sim.results.result import Result
from sim.running.experiment import Chosen, Finished
from sim.scenario import Scenario, bundled, load
from tests.scenarios_for_tests import small

ONE_DAY = {"calendar.days": 1, "calendar.warm_up": 0, "calendar.interval": "2 h", "staffing": None}

FEWER: dict[str, dict[str, Any]] = {
    "lecong_hall": {},
    "shunde_halls": {"calendar.start": "2010-12-24"},  # the day that targets name
    "shunde_tickets": {},
    "power_account_managers": {},
    "longhua_water": {},
    "mengxi_storm": {
        "centres.mengxi.lines.mandarin.arrivals.per_day": 600,
        "centres.mengxi.lines.chat.arrivals.per_day": 130,
        "centres.mengxi.app.arrivals.per_day": 600,
        "outages.storms.saturday.outages": 90,
    },
    "mengxi_95598": {  # a twentieth of the calls, and as few agents as leave some waiting
        "centres.mengxi.lines.mandarin.arrivals.per_day": 600,
        "centres.mengxi.lines.mongolian.arrivals.per_day": 60,
        "centres.mengxi.lines.chat.arrivals.per_day": 130,
        "centres.mengxi.app.arrivals.per_day": 600,
        "pools.own.heads": 2,
        "pools.bilingual.heads": 1,
        "pools.contractor.heads": 2,
        "pools.online.heads": 1,
    },
}
"""What makes a bundled scenario small enough for the event engine."""

OTHER = {
    "lecong_hall": "greeter",
    "shunde_halls": "greeter_everywhere",
    "shunde_tickets": "coordinator",
    "power_account_managers": "roll_out",
    "mengxi_95598": "callbacks",
    "longhua_water": "housekeepers",
    "mengxi_storm": "storm_roster",
}

WAYS: list[tuple[Chosen, bool]] = [*product(("numpy", "simpy"), (False, True))]
"""Engine, and whether records are kept."""


def ran(scenario: Scenario, engine: Chosen, records: bool, replications: int = 2) -> Result:
    finished = Finished(scenario, 1, engine)
    for _ in finished.go_on(replications, records=records):
        pass
    return finished.result()


def test_every_bundled_scenario_is_here() -> None:
    assert set(bundled()) == set(FEWER) == set(OTHER)


@pytest.mark.parametrize("name", FEWER)
def test_every_measure_is_the_same_with_records_and_without_on_both_engines(name: str) -> None:
    """By `run` each policy's table, by `compare` that of both."""
    scenario = load(name).replace({**ONE_DAY, **FEWER[name]})
    policies = [scenario, scenario.with_policy(OTHER[name])]
    expected: list[pd.DataFrame] = []
    for engine, records in WAYS:
        results = [ran(policy, engine, records) for policy in policies]
        tables = [*(result.to_frame() for result in results), compare(results)]
        assert {"occupancy", "overtime", "staff_cost", "wait_mean"} <= set(tables[0]["measure"])
        for table, first in zip(tables, expected or tables, strict=True):
            pd.testing.assert_frame_equal(table, first, check_exact=True, obj=f"{engine}, records {records}")
        expected = expected or tables


@pytest.mark.parametrize(("engine", "records"), WAYS)
def test_staff_of_a_plain_hall_are_busy_as_long_as_they_serve(engine: Chosen, records: bool) -> None:
    """200 customers a day of 3 min, two clerks for 8 h at 60 yuan/h: busy 3 min a customer, on duty 960 min and overtime, which
    costs as much as other hours. The share busy is 200 * 3 / 960 = 0.625 but for that overtime and for chance: 100 days have
    20,000 customers, give or take 4 * sqrt(20,000)."""
    scenario = small(
        {
            "calendar.hours": ["08:00-16:00"],
            "services.pay.handle_time": "3 min",
            "halls.north.arrivals": {"per_day": 200, "profile": "even.csv"},
            "pools.clerks": {"works_at": "counter", "heads": 2, "cost": "60 yuan/h", "overtime_pay": "100 %"},
        },
        {"even.csv": "start,end,weight\n08:00,16:00,1\n"},
    )
    found = ran(scenario, engine, records, 100)

    def mean(name: str) -> float:
        return float(found.estimate(name).mean)

    on_duty = 960 + mean("overtime")
    assert mean("contacts") == pytest.approx(200, abs=4 * 200**0.5 / 10)
    assert mean("occupancy") == pytest.approx(3 * mean("contacts") / on_duty, rel=1e-12)
    assert mean("occupancy") * on_duty / 960 == pytest.approx(0.625, abs=4 * 3 * 200**0.5 / 10 / 960)
    assert mean("staff_cost") == pytest.approx(960 + mean("overtime"), rel=1e-12)
    assert mean("cost_per_case") == pytest.approx(on_duty / mean("contacts"), rel=1e-12)
    assert mean("served_per_head_hour") == pytest.approx(60 * mean("contacts") / on_duty, rel=1e-12)
    assert 0 < mean("overtime") < 6  # of the two at most: what is left at closing is a few customers


@pytest.mark.parametrize(("engine", "records"), WAYS)
def test_handle_time_of_clerks_is_right_where_a_centre_stands_beside(engine: Chosen, records: bool) -> None:
    """Every service of the hall takes 4 min, so handling takes 4 min, however many clerks are busy at once."""
    scenario = small(
        {
            "halls.north.arrivals.per_day": 120,
            "pools.clerks.heads": 3,
            "centres.town": {
                "lines": {"one": {"arrivals": {"per_day": 20, "profile": "profile.csv"}}},
                "pools": ["agents"],
            },
            "pools.agents": {"works_at": "phone", "heads": 1},
        }
    )
    found = ran(scenario, engine, records)
    assert float(found.estimate("handle_time", "pool:clerks").mean) == pytest.approx(4.0, rel=1e-12)
