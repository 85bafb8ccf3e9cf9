"""Quantities without a unit, with a wrong one, or beyond what can be meant. Each message was read by a person before it was written down here."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario.problems import ScenarioError
from tests.scenarios_for_tests import small
from tests.sim.scenario.broken import Broken, broken, said_of

CASES = (
    broken(
        "a share without a percent sign",
        "share: 60 %",
        "share: 0.6",
        "10: services.pay.share = 0.6: has no unit, write 60 %",
    ),
    broken(
        "a share that lacks its percent sign",
        "share: 60 %",
        "share: 60",
        "10: services.pay.share = 60: has no unit, write 60 %",
    ),
    broken(
        "a share above the whole",
        "quick: 20 %",
        "quick: 120 %",
        "12: services.pay.quick = 120 %: is more than the whole, a share is between 0 % and 100 %",
    ),
    broken(
        "a negative share",
        "quick: 20 %",
        "quick: -20 %",
        "12: services.pay.quick = -20 %: is negative, a percentage here is zero or more",
    ),
    broken(
        "a share that is not a number",
        "quick: 20 %",
        "quick: .nan",
        "12: services.pay.quick = nan: is not a finite number, write a percentage such as 12 %",
    ),
    broken(
        "a share that is not a number, with its unit",
        "quick: 20 %",
        "quick: nan %",
        "12: services.pay.quick = nan %: is not a finite number, write a percentage such as 12 %",
    ),
    broken(
        "a share in quotes with another unit",
        "quick: 20 %",
        "quick: 20 percent",
        "12: services.pay.quick = 20 percent: has the unknown unit 'percent', write a percentage such as 12 %",
    ),
    broken(
        "a share that is nothing",
        "quick: 20 %",
        "quick:",
        "12: services.pay.quick: is empty, write a percentage such as 12 %",
    ),
    broken(
        "a share that is a word",
        "quick: 20 %",
        "quick: some",
        "12: services.pay.quick = some: is not a quantity, write a percentage such as 12 %",
    ),
    broken(
        "a share with a decimal comma",
        "quick: 20 %",
        "quick: 2,5 %",
        "12: services.pay.quick = 2,5 %: has a comma in its number, write a point for decimals and nothing between thousands",
    ),
    broken(
        "a duration without a unit",
        "handle_time: 4 min",
        "handle_time: 4",
        "11: services.pay.handle_time = 4: has no unit, write 4 min, 4 s or 4 h",
    ),
    broken(
        "a duration with another unit",
        "handle_time: 4 min",
        "handle_time: 4 minutes",
        "11: services.pay.handle_time = 4 minutes: has the unknown unit 'minutes', known are s, min, h, day and days",
    ),
    broken(
        "a duration with two numbers",
        "handle_time: 4 min",
        "handle_time: 4 5 min",
        "11: services.pay.handle_time = 4 5 min: has two numbers, write a duration such as 6 min, 90 s or 2 h",
    ),
    broken(
        "a duration of two units",
        "handle_time: 4 min",
        "handle_time: 4 min 30 s",
        "11: services.pay.handle_time = 4 min 30 s: has two numbers, write a duration such as 6 min, 90 s or 2 h",
    ),
    broken(
        "a negative duration",
        "handle_time: 4 min",
        "handle_time: -4 min",
        "11: services.pay.handle_time = -4 min: is negative, a duration is zero or more",
    ),
    broken(
        "an endless duration",
        "handle_time: 4 min",
        "handle_time: inf min",
        "11: services.pay.handle_time = inf min: is not a time, write 6 min, or a shape such as {lognormal: {mean: 4 min, cv: 0.6}}",
    ),
    broken(
        "an endless number",
        "handle_time: 4 min",
        "handle_time: .inf",
        "11: services.pay.handle_time = inf: is not a finite number, write a duration such as 6 min, 90 s or 2 h",
    ),
    broken(
        "a duration longer than a year",
        "handle_time: 4 min",
        "handle_time: 1e300 days",
        "11: services.pay.handle_time = 1e300 days: is longer than a year, a duration is at most 366 days",
    ),
    broken(
        "a duration that overflows",
        "handle_time: 4 min",
        "handle_time: 1e999 min",
        "11: services.pay.handle_time = 1e999 min: is not a finite number, write a duration such as 6 min, 90 s or 2 h",
    ),
    broken(
        "an interval of zero",
        "interval: 30 min",
        "interval: 0 min",
        "7: calendar.interval = 0 min: is zero, a duration here must be longer, such as 6 min",
    ),
    broken(
        "an interval that does not divide the day",
        "interval: 30 min",
        "interval: 7 min",
        "7: calendar.interval = 7 min: does not divide the day into whole intervals of a minute or more, write 15 min, 30 min or 1 h",
    ),
    broken(
        "a mean of zero",
        "mean: 14 min",
        "mean: 0 min",
        "16: services.connect.handle_time.lognormal.mean = 0 min: is zero, a duration here must be longer, such as 6 min",
    ),
    broken(
        "a negative mean",
        "mean: 14 min",
        "mean: -14 min",
        "16: services.connect.handle_time.lognormal.mean = -14 min: is negative, a duration is zero or more",
    ),
    broken(
        "a mean that is not a number",
        "mean: 14 min",
        "mean: nan min",
        "16: services.connect.handle_time.lognormal.mean = nan min: is not a finite number, write a duration such as 6 min, 90 s or 2 h",
    ),
    broken(
        "a price without a unit",
        "cost: 45 yuan/h",
        "cost: 45",
        "37: pools.clerks.cost = 45: has no unit, write 45 yuan/h",
    ),
    broken(
        "a price in another unit",
        "cost: 45 yuan/h",
        "cost: 45 yuan",
        "37: pools.clerks.cost = 45 yuan: has the unknown unit 'yuan', write a price such as 45 yuan/h",
    ),
    broken(
        "a negative price",
        "cost: 45 yuan/h",
        "cost: -45 yuan/h",
        "37: pools.clerks.cost = -45 yuan/h: is negative, a price is zero or more",
    ),
    broken(
        "a price beyond all measure",
        "cost: 45 yuan/h",
        "cost: 1e308 yuan/min",
        "37: pools.clerks.cost = 1e308 yuan/min: is too large, a price is at most 100000 yuan/h",
    ),
    broken(
        "a factor without end",
        "{mon: 120 %}",
        "{mon: 1e300 %}",
        "28: halls.centre.arrivals.weekday.mon = 1e300 %: is too large, a percentage here is at most 10000 %",
    ),
    broken(
        "a speed of zero",
        "    cost: 45 yuan/h",
        "    speed: 0 %",
        "37: pools.clerks.speed = 0 %: is too small, a percentage here is at least 1 %",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_message_names_the_place_the_value_and_what_would_be_right(case: Broken, tmp_path: Path) -> None:
    assert said_of(case, tmp_path) == list(case.says)


@pytest.mark.parametrize("every", ["30 s", "0.5 min", "0.001 h"])
def test_a_bound_of_a_duration_has_its_unit(every: str) -> None:
    """Slots of appointments are a minute apart at least, however the time between them is written."""
    slots = {"hours": "09:00-11:00", "every": every, "places": 2}
    with pytest.raises(ScenarioError) as caught:
        small({"halls.north.appointments": {"share": "20 %", "slots": [slots]}})
    assert str(caught.value).endswith(f"slots[0].every = {every}: is out of range, it must be at least 1 min")
