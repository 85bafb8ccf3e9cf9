"""Measures of outages against sums by hand: of a list that both engines run, and of a log that was written down."""

from __future__ import annotations

import math
import statistics
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.log.columns import empty
from sim.log.outage_columns import COLUMNS
from sim.log.outage_log import OutageLog
from sim.log.outages import CrewVisits, Estimates, Lives, Outages, Sent, Steps
from sim.log.sheet import nobodys_sheet
from sim.log.work import Work
from sim.results.result import Result
from sim.running.experiment import run
from sim.scenario import Scenario
from sim.tally import Frame
from sim.tally.counter import Counter
from sim.tally.major_days import major_event_days, thresholds
from sim.tally.worst_outages import COLUMNS as WORST_COLUMNS
from tests.scenarios_for_tests import small

LIST = """\
start,region,kind,customers,name,cause,behind,sensed,restored
2024-01-01 08:00,city,fault,50,feeder,trees,,2024-01-01 08:10,2024-01-01 09:00
2024-01-01 08:10,city,fault,30,lateral,vermin,feeder,2024-01-01 08:12,2024-01-01 08:30
2024-01-01 08:10,country,fault,10,,,,,2024-01-01 08:15
2024-01-02 08:00,country,planned,100,,,,,2024-01-02 11:00
2024-01-02 08:00,city,low,100,,,,2024-01-02 08:20,2024-01-02 11:00
2024-01-03 23:00,city,fault,20,,,,2024-01-03 23:02,2024-01-04 11:00
"""
"""Three days. Behind its feeder the lateral has no supply until 09:00, and is not seen before, so that nobody knows of it. The third is momentary: of
five minutes. Voltage is only low in the fifth. The last one goes on beyond the horizon, which ends an hour after its start."""

OUTAGES: dict[str, Any] = {
    "customers": {"city": 1000, "country": 500},
    "kinds": {
        "fault": {"causes": {"vermin": "0 %"}, "label": "Fault"},
        "planned": {"announced": "7 days", "promised": "150 min"},
        "low": {"lesser": True},
    },
    "listed": "storm.csv",
}

FIGURES = (
    ("outages", "all", "all", 6),
    ("outages", "region:country", "all", 2),
    ("outages", "outage_kind:fault", "2024-01-01", 3),
    ("outages", "outage_cause:trees", "all", 1),
    ("customers_interrupted", "all", "all", 50 + 30 + 100 + 20),
    ("saidi", "all", "all", (50 * 60 + 30 * 50 + 100 * 180 + 20 * 60) / 1500),
    ("saidi", "region:city", "all", (50 * 60 + 30 * 50 + 20 * 60) / 1000),
    ("saidi", "region:country", "all", 100 * 180 / 500),
    ("saidi", "outage_kind:planned", "all", 100 * 180 / 1500),
    ("saidi", "outage_kind:low", "all", 0),
    ("saidi", "all", "2024-01-03", 20 * 60 / 1500),
    ("saifi", "all", "all", 200 / 1500),
    ("saifi", "region:city", "2024-01-01", 80 / 1000),
    ("caidi", "all", "all", (50 * 60 + 30 * 50 + 100 * 180 + 20 * 60) / 200),
    ("caidi", "outage_cause:vermin", "all", 50),
    ("major_event_days", "all", "all", 0),
    ("saidi_without_major_days", "all", "all", (50 * 60 + 30 * 50 + 100 * 180 + 20 * 60) / 1500),
    ("customers_out_mean", "all", "all", (50 * 60 + 30 * 50 + 10 * 5 + 100 * 180 + 20 * 60) / (3 * 1440)),
    ("customers_out_mean", "all", "2024-01-01T08:00", (50 * 30 + 30 * 20 + 10 * 5) / 30),
    ("customers_out_mean", "region:city", "2024-01-01T08:30", 80),
    ("customers_out_mean", "region:country", "2024-01-01", 10 * 5 / 1440),
    ("customers_out_mean", "outage_kind:low", "all", 0),
    ("customers_out_max", "all", "all", 100),
    ("customers_out_max", "all", "2024-01-01", 50 + 30 + 10),
    ("customers_out_max", "all", "2024-01-03", 20),
    ("outages_known", "all", "all", 3 / 5),
    ("time_to_know_mean", "all", "all", (10 + 20 + 2) / 3),
    ("time_to_know_mean", "outage_kind:fault", "all", (10 + 2) / 2),
    ("time_to_restore_mean", "all", "all", (60 + 50 + 5 + 180 + 180) / 5),
    # as it was told, the planned one would have ended at 10:30
    ("customers_out_as_told", "all", "all", (50 * 60 + 30 * 50 + 10 * 5 + 100 * 150 + 20 * 60) / (3 * 1440)),
    ("customers_out_as_told", "all", "2024-01-02T10:00", 100),
    ("customers_out_as_told", "region:country", "2024-01-02T10:30", 0),
    ("estimate_error_mean", "all", "all", 30),
    ("estimates_passed", "outage_kind:planned", "2024-01-02", 1),
)


def scenario(days: int = 3, table: str = LIST) -> Scenario:
    """A hall with the listed outages beside it."""
    changes = {"calendar.days": days, "regions": {"city": "60 %", "country": "40 %"}, "outages": OUTAGES}
    return small(changes, {"storm.csv": table})


@pytest.fixture(scope="module", params=["numpy", "simpy"])
def result(request: pytest.FixtureRequest) -> Result:
    """Two replications of the list on an engine."""
    return run(scenario(), replications=2, engine=request.param)


@pytest.mark.parametrize(("name", "scope", "period", "value"), FIGURES)
def test_a_list_against_sums_by_hand(
    result: Result, name: str, scope: str, period: str, value: float
) -> None:
    assert result.estimate(name, scope, period).mean == pytest.approx(value, abs=1e-12)


def test_sums_over_time_are_those_of_interruptions(result: Result) -> None:
    """Little's law, exactly: customers out times time are customer-minutes, those of momentary interruptions (50 here) too."""
    table = result.to_frame()
    out = table[(table.measure == "customers_out_mean") & (table.kind == "interval") & (table.scope == "all")]
    assert 30 * out["mean"].sum() == pytest.approx(1500 * result.estimate("saidi").mean + 50, abs=1e-9)


def test_what_nothing_happened_in() -> None:
    """No outage in the horizon: indices are zero, and what divides by outages has no value."""
    header = LIST.splitlines()[0]
    quiet = scenario(3, f"{header}\n2024-01-01 08:00,city,low,10,,,,,2024-01-01 08:20\n")
    found = run(quiet, replications=2)
    for name in ("saidi", "saifi", "customers_out_mean", "customers_out_max", "major_event_days"):
        assert found.estimate(name).mean == 0, name
    assert math.isnan(found.estimate("caidi").mean)


def written(steps: Steps, outages: Outages, restored: list[float]) -> OutageLog:
    """A log of outages that came back in steps."""
    never = np.full(len(restored), np.nan)
    lives = Lives(
        outages.lane,
        outages.number,
        known=never,
        by=np.full(len(restored), -1),
        assigned=never,
        on_site=never,
        cause=never,
        isolated=never,
        restored=np.array(restored),
    )
    return OutageLog(outages, lives, steps, empty(Estimates), empty(CrewVisits), empty(Sent), empty(Work))


def test_customers_who_come_back_in_steps() -> None:
    """Of 101 customers half (50.5, rounded to even: 50) are back after 4 min, which is momentary, three quarters (75.75: 76) after 30 min, and
    the rest after an hour; of 10 others 4 after 10 min, and the rest not within the horizon of a day, of which 20 min are left."""
    days = 1
    of = scenario(days, LIST.split("2024-01-02")[0])
    base = empty(Outages)
    rows = {name: np.zeros(2, getattr(base, name).dtype) for name in vars(base)}
    rows |= {"customers": np.array([101, 10]), "start": np.array([480.0, 1420.0]), "number": np.arange(2)}
    outages = Outages(**{**rows, "cause": np.array([-1, -1])})
    steps = Steps(
        np.zeros(4, np.int64),
        np.array([0, 0, 0, 1]),
        np.array([484.0, 510.0, 540.0, 1430.0]),
        np.array([0.5, 0.75, 1.0, 0.4]),
    )
    counter = Counter(Frame(of), range(1))
    counter.add(replace(nobodys_sheet(), outages=written(steps, outages, [540.0, np.nan])))
    found = Result(of, counter.tally(), 1, "numpy")
    sustained = 26 * 30 + 25 * 60 + 4 * 10 + 6 * 20
    assert found.estimate("saidi").mean == pytest.approx(sustained / 1500, abs=1e-12)
    assert found.estimate("saifi").mean == pytest.approx((26 + 25 + 4 + 6) / 1500, abs=1e-12)
    assert found.estimate("customers_out_mean").mean == pytest.approx((sustained + 50 * 4) / 1440, abs=1e-12)
    assert found.estimate("customers_out_max").mean == 101
    assert found.estimate("time_to_restore_mean").mean == 60


def test_the_table_of_outages() -> None:
    """One row an outage with its names, in both engines the same; times that lie behind the horizon are missing."""
    tables = [
        run(scenario(), replications=2, engine=engine, records=True).outages()
        for engine in ("numpy", "simpy")
    ]
    pd.testing.assert_frame_equal(*tables)
    table = tables[0]
    assert list(table) == list(COLUMNS)
    own = table[table.replication == 1].reset_index(drop=True)
    assert own.kind.tolist() == ["fault", "fault", "fault", "planned", "low", "fault"]
    assert own.behind.tolist() == [-1, -1, 0, -1, -1, -1]
    assert own.by.tolist() == ["sensed", "", "", "planned", "sensed", "sensed"]
    assert own.customer_minutes.tolist() == [3000, 50, 1500, 18000, 18000, 1200]
    assert str(own.restored[2]) == "2024-01-01 09:00:00"
    assert own.restored.isna().tolist() == [False] * 5 + [True]
    assert str(own.first_estimate[3]) == str(own.last_estimate[3]) == "2024-01-02 10:30:00"
    assert own.estimates.tolist() == [0, 0, 0, 1, 0, 0]


def test_the_worst_outages(result: Result) -> None:
    """By customer-minutes without supply: 18,000, 3,000, 1,500, 1,200 and 50; that in which voltage is low is none of them."""
    found = result.sums["worst_outages/all/all"]
    assert (found[1:] == 0).all()  # the second replication
    rows = {name: found[0, :, place].tolist() for place, name in enumerate(WORST_COLUMNS)}
    assert rows["customer_minutes"] == [18000, 3000, 1500, 1200, 50, *[0] * 5]
    assert rows["customers"] == [100, 50, 30, 20, 10, *[0] * 5]
    assert rows["start"] == [1920, 480, 490, 4260, 490, *[0] * 5]
    np.testing.assert_array_equal(rows["known"][:5], [1920, 490, np.nan, 4262, np.nan])
    np.testing.assert_array_equal(rows["restored"][:5], [2100, 540, 540, np.nan, 495])
    np.testing.assert_array_equal(rows["first_estimate"][:2], [2070, np.nan])


def test_crews_on_site_in_time() -> None:
    """45 min are promised in the city, 90 in the country. In the city crews come 45 and 46 min after the utility knows, and nobody to a third
    outage that is known for 46 min when the horizon ends, and to a fourth, known for 45, of which nothing is to be said yet; in the country one
    comes after 80 min; the last outage needs no crew."""
    of = scenario(1, LIST.split("2024-01-02")[0]).replace(
        {
            "outages.crews": {"pools": {"line_crews": {}}, "travel": {"city": "5 min", "country": "5 min"}},
            "pools.line_crews": {"works_at": "field", "heads": 1},
        }
    )
    known = np.array([100.0, 100.0, 1394.0, 1395.0, 100.0, 100.0])
    on_site = np.array([145.0, 146.0, np.nan, np.nan, 180.0, np.nan])
    base, count = empty(Outages), len(known)
    rows = {name: np.zeros(count, getattr(base, name).dtype) for name in vars(base)}
    rows |= {"number": np.arange(count), "cause": np.full(count, -1), "region": np.array([0, 0, 0, 0, 1, 0])}
    outages = Outages(**{**rows, "crews": np.array([1, 1, 1, 1, 2, 0]), "start": known - 10})
    log = written(empty(Steps), outages, [np.nan] * count)
    log = log._replace(lives=replace(log.lives, known=known, on_site=on_site, by=np.zeros(count, np.int64)))
    counter = Counter(Frame(of), range(1))
    counter.add(replace(nobodys_sheet(), outages=log))
    found = Result(of, counter.tally(), 1, "numpy")
    assert found.estimate("time_to_site_mean").mean == pytest.approx((45 + 46 + 80) / 3, abs=1e-12)
    assert found.estimate("on_site_in_time").mean == pytest.approx(2 / 4, abs=1e-12)
    assert found.estimate("on_site_in_time", "region:city").mean == pytest.approx(1 / 3, abs=1e-12)
    assert found.estimate("on_site_in_time", "region:country").mean == 1
    assert found.estimate("outages_known").mean == 1


DAILY = [0.3, 1.1, 0.0, 0.6, 2.2, 0.9, 0.45, 1.3, 0.7, 0.0, 0.52, 1.7, 0.81, 48.0, 0.66, 1.05]
"""Minutes of SAIDI of sixteen days, two without any and one of a storm."""


def test_the_threshold_of_major_event_days() -> None:
    """By the standard's steps (IEEE 1366-2012, annex B.2), with Python's own statistics: days without SAIDI left out, the natural logarithm of the
    others, their mean and standard deviation, exp(alpha + 2.5 beta)."""
    logarithms = [math.log(each) for each in DAILY if each]
    bound = math.exp(statistics.mean(logarithms) + 2.5 * statistics.stdev(logarithms))
    days = np.array([DAILY, [0.0] * 16, [*DAILY[:3], *[0.0] * 13], [2.0] * 16])
    assert thresholds(days)[0] == pytest.approx(bound, rel=1e-12)
    assert 2.2 < bound < 48.0
    expected = np.zeros((4, 16), dtype=bool)
    expected[0, 13] = True  # not one without, one of two, nor one of days that are all alike
    np.testing.assert_array_equal(major_event_days(days), expected)


def test_a_year_with_a_storm() -> None:
    """The same through the list: each day an outage of 90 min of so many customers that its SAIDI is that of DAILY; of 9000 customers 100 are a
    minute of SAIDI."""
    rows = [LIST.splitlines()[0]]
    for day, saidi in enumerate(DAILY, 1):
        if saidi:
            rows.append(f"2024-01-{day:02} 10:00,city,fault,{round(100 * saidi)},,,,,2024-01-{day:02} 11:30")
    outages = {**OUTAGES, "customers": {"city": 9000}, "kinds": {"fault": {}}}
    changes = {
        "calendar.days": 16,
        "regions": {"city": "100 %"},
        "outages": outages,
    }
    found = run(small(changes, {"storm.csv": "\n".join(rows)}), replications=2)
    assert found.estimate("saidi").mean == pytest.approx(sum(DAILY), abs=1e-9)
    assert found.estimate("major_event_days").mean == 1
    assert found.estimate("major_event_days", period="2024-01-14").mean == 1
    assert found.estimate("saidi_without_major_days").mean == pytest.approx(sum(DAILY) - 48, abs=1e-9)
    assert found.estimate("saidi_without_major_days", "outage_kind:fault").mean == pytest.approx(
        sum(DAILY) - 48, abs=1e-9
    )
