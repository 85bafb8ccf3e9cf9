import math

import pytest

from reports.words import (
    format_difference,
    format_figure,
    format_interval,
    format_percent,
    format_value,
    shown_unit,
    unit_word,
)
from sim.results.estimates import Estimate

NAN = math.nan


# Expectations are written by hand.
@pytest.mark.parametrize(
    ("value", "unit", "language", "text"),
    [
        (42.64, "min", "en", "42.6 min"),
        (42.64, "min", "zh", "42.6 分钟"),
        (1949.1, "min", "en", "1,949.1 min"),
        (0.21, "s", "en", "12.6 s"),
        (0.21, "s", "zh", "12.6 秒"),
        (0.4343, "share", "en", "43.4 %"),
        (0.4343, "share", "zh", "43.4%"),
        (19202.7, "yuan", "en", "19,203 yuan"),
        (19202.7, "yuan", "zh", "19,203 元"),
        (5.384, "yuan", "en", "5.38 yuan"),
        (1.104, "count", "en", "1.10"),
        (108.2, "count", "en", "108.2"),
        (3566.7, "count", "en", "3,567"),
        (9.2, "1/h", "en", "9.2 / h"),
        (-0.01, "min", "en", "0.0 min"),
        (NAN, "min", "en", "–"),
        (math.inf, "min", "en", "∞"),
        (-math.inf, "min", "en", "-∞"),
    ],
)
def test_a_figure_is_printed_with_its_unit(value, unit, language, text):
    assert format_value(value, unit, language) == text


def test_an_unknown_unit_is_an_error():
    with pytest.raises(KeyError):
        format_value(1.0, "furlong")


def test_an_estimate_shows_its_interval_to_the_digits_of_its_mean():
    assert format_figure(Estimate(42.6, 41.94, 43.26, 20), "min") == "42.6 (41.9 to 43.3)"
    assert format_figure(Estimate(10.2, 9.876, 10.5, 20), "count") == "10.2 (9.9 to 10.5)"
    assert format_figure(Estimate(0.5, 0.4, 0.6, 20), "share", "zh") == "50.0（40.0 至 60.0）"
    assert format_figure((42.6, 41.94, 43.26), "min") == "42.6 (41.9 to 43.3)"


def test_an_estimate_without_interval_shows_its_mean_alone():
    assert format_figure(Estimate(42.6, NAN, NAN, 1), "min") == "42.6"
    assert format_interval(NAN, NAN, "min") == ""


def test_a_gap_between_shares_is_in_points_and_one_between_waits_of_calls_in_seconds():
    assert shown_unit("gap_service_level_20_s_missed") == "points"
    assert shown_unit("gap_speed_of_answer") == "s"
    assert (shown_unit("gap_wait_mean"), shown_unit("ratio_wait_mean")) == ("min", "count")
    assert format_value(-0.059, "points") == "-5.9 points"
    assert format_value(-0.059, "points", "zh") == "-5.9 个百分点"
    assert format_difference(0.01, "points") == "+1.0 points"


def test_the_unit_alone():
    assert [unit_word(unit) for unit in ("min", "share", "count")] == ["min", "%", ""]


def test_a_difference_has_its_sign_and_shares_differ_by_points():
    assert format_difference(2.66, "min") == "+2.7 min"
    assert format_difference(-30.3, "min") == "-30.3 min"
    assert format_difference(0.0, "min") == "0.0 min"
    assert format_difference(0.049, "share") == "+4.9 points"
    assert format_difference(NAN, "min") == "–"


def test_a_confidence_has_the_digits_it_needs():
    assert [format_percent(share) for share in (0.95, 0.999, 0.5)] == ["95 %", "99.9 %", "50 %"]


def test_calls_wait_seconds_and_visits_minutes():
    assert [shown_unit(name) for name in ("speed_of_answer", "wait_mean", "abandoned")] == [
        "s",
        "min",
        "share",
    ]


def test_hours_of_the_registry_are_shown_as_they_are_and_overtime_is_in_minutes_there():
    assert format_value(4.4, shown_unit("hours_lost")) == "4.4 h"
    assert format_value(4.4, shown_unit("hours_lost"), "zh") == "4.4小时"
    assert format_value(90.0, shown_unit("overtime")) == "1.5 h"
