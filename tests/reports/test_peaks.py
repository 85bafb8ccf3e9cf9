"""The peak, with and without those who wait at the door."""

from __future__ import annotations

import pytest

from reports.peaks import peak_words
from reports.words import words
from sim import Result, run
from sim.scenario.units import parse_clock
from tests.scenarios_for_tests import small

PERIODS = ("peak", "open_peak")


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """Most customers come in the half-hour before the hall opens at 09:00, and wait at its door."""
    changes = {
        "calendar.hours": ["09:00-12:00"],
        "calendar.interval": "30 min",
        "calendar.days": 3,
        "halls.north.door": "30 min",
        "halls.north.arrivals.per_day": 60,
        "services.pay.handle_time": "1 min",
        "targets": [{"measure": "wait_mean", "period": period, "at_most": "60 min"} for period in PERIODS],
    }
    return run(small(changes, {"profile.csv": "start,end,weight\n08:30,09:00,6\n09:00,12:00,2\n"}), 4)


def test_the_peak_of_opening_hours_begins_while_it_is_open(result: Result) -> None:
    """By the profile of the average day: the worst of all intervals, and the worst of those from 09:00 on."""
    profile = result.profile("wait_mean")["mean"]
    opened = profile[[parse_clock(str(start)) >= 540 for start in profile.index]]
    assert profile.idxmax() == "08:30"
    assert result.peak("wait_mean") * 30 == parse_clock("08:30")
    assert result.peak("wait_mean", period="open_peak") * 30 == parse_clock(str(opened.idxmax()))
    assert result.estimate("wait_mean", period="peak").mean == pytest.approx(profile.max())
    assert result.estimate("wait_mean", period="open_peak").mean == pytest.approx(opened.max())


def test_targets_are_held_against_their_own_peak(result: Result) -> None:
    peak, opened = (verdict.estimate.mean for verdict in result.verdicts())
    assert peak > opened == pytest.approx(result.estimate("wait_mean", period="open_peak").mean)
    table = result.to_frame()
    assert set(PERIODS) <= set(table["period"])


def test_the_time_stands_beside_it_and_who_makes_it(result: Result) -> None:
    say = words("en")
    said = peak_words(result, "wait_mean", "hall:north", "peak", say)
    assert said == "08:30–09:00, before opening: those who wait at the door make it"
    assert "door" not in peak_words(result, "wait_mean", "hall:north", "open_peak", say)
    assert peak_words(result, "wait_mean", "all", "all", say) == ""


def test_an_unknown_period_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="write all, peak, open_peak, or a date"):
        small({"targets": [{"measure": "wait_mean", "period": "peek", "at_most": "5 min"}]})
