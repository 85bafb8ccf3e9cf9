"""Horizons of more than a month: months are periods; of more than a year: no table of every interval of every day."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from commands.named import rows_named
from commands.stop import Stop
from sim import Result, run
from sim.measures.sums import SERVED
from sim.running.experiment import batches
from sim.tally import LONG, Frame
from tests.scenarios_for_tests import small


@pytest.fixture(scope="module")
def quarter() -> Result:
    """1 January to 10 April 2024: 100 days, two replications."""
    return run(small({"calendar.days": 100}), 2)


@pytest.mark.parametrize("name", ["contacts", "staff_cost", "wait_mean"])
def test_a_month_is_its_days(quarter: Result, name: str) -> None:
    """Totals are added up; a mean wait is that of the customers, so each day weighs as many as are served on it."""
    days = [quarter.scenario.calendar.date(day).isoformat() for day in range(100)]

    means = np.nan_to_num([quarter.estimate(name, "all", day).mean for day in days])
    served = quarter.samples._sum(SERVED, "all", "date").sum(axis=0)[0]
    for month, count in (("2024-01", 31), ("2024-02", 29), ("2024-03", 31), ("2024-04", 9)):
        own = [place for place, day in enumerate(days) if day.startswith(month)]
        assert len(own) == count
        each, weight = means[own], served[own]
        expected = each @ weight / weight.sum() if name == "wait_mean" else each.sum()
        assert quarter.estimate(name, "all", month).mean == pytest.approx(expected)


def test_months_are_periods_of_the_table(quarter: Result) -> None:
    periods = quarter.to_frame().query("measure == 'wait_mean' and scope == 'all'")["period"].tolist()
    assert [each for each in periods if re.fullmatch(r"\d{4}-\d\d", each)] == [
        "2024-01", "2024-02", "2024-03", "2024-04",
    ]  # fmt: skip


def test_a_month_by_time_of_day(quarter: Result) -> None:
    """The waits of all contacts from 08:00 on in February over how many they were: of the intervals of its 29 days."""
    by_day = quarter.by_interval("wait_mean")["08:00"]
    served = quarter.samples._sum(SERVED, "all", "interval").sum(axis=0)[0]
    weight = served.reshape(100, quarter.frame.intervals)[31:60, quarter.frame.intervals * 8 // 24]
    expected = np.nansum(by_day.to_numpy()[31:60] * weight) / weight.sum()
    assert quarter.by_interval("wait_mean", by="month").loc["2024-02", "08:00"] == pytest.approx(expected)


def test_a_short_horizon_has_no_months() -> None:
    """31 days: the rows that there were."""
    table = run(small({"calendar.days": 31}), 1).to_frame()
    assert not table["period"].str.fullmatch(r"\d{4}-\d\d").any()
    assert table["period"].str.contains("T").any()


def test_more_than_a_year_has_no_row_for_every_interval_of_every_day() -> None:
    """Of a year there are; single ones can still be asked for."""
    result = run(small({"calendar.days": LONG + 1, "calendar.open": "mon", "calendar.interval": "1 h"}), 1)
    table = result.to_frame()
    assert not table["period"].str.contains("T").any()
    assert {"2024-01", "2024-12-30", "all", "peak"} <= set(table["period"])
    assert result.estimate("contacts", "all", "2024-01-01T08:00").mean > 0


@pytest.mark.parametrize(("days", "lanes"), [(3660, 5), (1830, 10), (366, 50), (31, 50)])
def test_years_are_simulated_some_replications_at_a_time(days: int, lanes: int) -> None:
    """So that one sees how far a run is: 20,000 days of a lane, by hand; up to a year two workers share a hundred evenly, as before."""
    pieces = batches(small({"calendar.days": days}), range(100), "numpy", workers=2)
    assert max(map(len, pieces)) == lanes


def test_of_many_years_the_same_figures_in_a_tenth_of_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred days as if that were many years: every row of the table but those of single intervals, and the months' intervals."""
    scenario = small({"calendar.days": 100, "calendar.interval": "15 min"})
    whole = run(scenario, 2)
    rows = whole.to_frame().query("not period.str.contains('T')").reset_index(drop=True)
    by_month = whole.by_interval("wait_mean", by="month")
    monkeypatch.setattr("sim.tally.frame.VERY_LONG", 99)
    folded = run(scenario, 2)
    pd.testing.assert_frame_equal(folded.to_frame(), rows, rtol=1e-12)
    pd.testing.assert_frame_equal(folded.by_interval("wait_mean", by="month"), by_month)
    assert sum(map(np.size, folded.sums.values())) < 0.1 * sum(map(np.size, whole.sums.values()))
    with pytest.raises(ValueError, match="by='month'"):
        folded.by_interval("wait_mean")
    with pytest.raises(KeyError):
        folded.estimate("wait_mean", "all", "2024-01-01T08:00")


def test_sums_by_interval_are_kept_for_fewer_days_of_more_places() -> None:
    """Three years of a hall with two pools are 1,098 days of three places; of six places that is half as many days, and of two no more."""
    many = {f"pools.clerks{number}": {"works_at": "counter", "heads": 1} for number in range(4)}
    pools = ["clerks", *(f"clerks{number}" for number in range(4))]
    six = {**many, "halls.north.pools": pools}
    assert Frame(small()).most_days_by_interval == 1098
    assert Frame(small(six)).most_days_by_interval == 549
    assert Frame(small({**six, "calendar.days": 549})).keeps_intervals
    assert not Frame(small({**six, "calendar.days": 550})).keeps_intervals


def test_an_interval_that_is_not_kept_is_no_period_to_name() -> None:
    with pytest.raises(Stop, match=r"--periods '2024-01-01T08:00': is unknown"):
        rows_named(small({"calendar.days": 1099}), None, "2024-01-01T08:00")
    assert rows_named(small({"calendar.days": 1098}), None, "2024-01-01T08:00").periods == {
        "2024-01-01T08:00"
    }
