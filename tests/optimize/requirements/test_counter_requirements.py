"""Requirements by interval, on a day that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from optimize.requirements.counter_load import counter_work, rates_on
from optimize.requirements.counter_requirements import VARIANTS, groups, present, requirements
from optimize.requirements.erlang import Goal, fewest
from sim import run
from tests.scenarios_for_tests import small

TWO_HOURS = "start,end,weight\n07:45,08:00,1\n08:00,09:00,1\n09:00,12:00,6\n"
GOAL = Goal("mean", 1.0)


def test_rates_of_a_day() -> None:
    """80 customers in eight parts: ten at the door, who count in the first half-hour, ten in the first hour, sixty later."""
    scenario = small({"halls.north.arrivals.per_day": 80}, {"profile.csv": TWO_HOURS})
    rates = rates_on(scenario, "north", 0)
    assert rates[:480].sum() == rates[720:].sum() == 0
    assert rates[480:510].sum() == pytest.approx(10 + 5)
    assert rates[510:540].sum() == pytest.approx(5)
    assert rates[540:720] == pytest.approx(60 / 180)


def test_nobody_waits_at_a_door_that_opens_too_late() -> None:
    """With a door of ten minutes, five of the fifteen minutes before opening are lost."""
    scenario = small(
        {"halls.north.arrivals.per_day": 80, "halls.north.door": "10 min"}, {"profile.csv": TWO_HOURS}
    )
    assert rates_on(scenario, "north", 0)[480:510].sum() == pytest.approx(10 * 10 / 15 + 5)


def test_variants_by_hand() -> None:
    """At 09:00 the rate doubles from 10/60 to 20/60 a minute; a service takes 4 min in the mean."""
    scenario = small({"halls.north.arrivals.per_day": 80}, {"profile.csv": TWO_HOURS})
    at_nine = {
        variant: next(each for each in requirements(scenario, GOAL, variant) if each.span.start == 540)
        for variant in VARIANTS
    }
    assert at_nine["sipp"].load == pytest.approx(4 / 3)
    assert at_nine["max"].load == pytest.approx(4 / 3)
    assert at_nine["lag"].rate == pytest.approx((4 * 1 / 6 + 26 * 1 / 3) / 30)
    assert at_nine["lag"].load < at_nine["sipp"].load
    assert at_nine["mol"].load < at_nine["sipp"].load
    assert at_nine["sipp"].heads == fewest(1 / 3, 4.0, GOAL)


def test_number_present() -> None:
    """From empty at a constant rate: ``a (1 - exp(-t / s))``, here averaged over each minute by the exact integral."""
    rates, handle = np.full(20, 2.0), 5.0
    minutes = np.arange(21.0)
    area = 10 * (minutes - 5 * (1 - np.exp(-minutes / 5)))
    assert present(rates, handle) == pytest.approx(np.diff(area))


def test_return_visits_are_work_too() -> None:
    """Half lack papers, all of them come back, half of these lack papers again, and so on: one more visit a case.
    Minutes: 5 for those who have them; 10 * 40 % = 4 for each visit that lacks them."""
    scenario = small(
        {
            "services.pay.handle_time": "10 min",
            "services.pay.papers_missing": "50 %",
            "come_back": {"papers_missing": "100 %", "complete": "50 %"},
        }
    )
    work = counter_work(scenario, ("pay",))
    assert work.visits == pytest.approx(1 + 0.5 / (1 - 0.5))
    assert work.visits * work.minutes == pytest.approx(0.5 * 10 + 0.5 * 4 + 1.0 * (0.5 * 4 + 0.5 * 10))


def test_load_is_that_of_the_simulation() -> None:
    """Minutes busy of a simulated day with quick questions and missing papers, against the load by hand (99 %)."""
    scenario = small(
        {
            "calendar.days": 5,
            "calendar.warm_up": 5,
            "services.pay.quick": "20 %",
            "services.pay.papers_missing": "30 %",
            "services.pay.handle_time": {"exponential": {"mean": "6 min"}},
            "pools.clerks.heads": 5,
            "halls.north.arrivals.per_day": 100,
        }
    )
    work = counter_work(scenario, ("pay",))
    expected = sum(rates_on(scenario, "north", day).sum() for day in range(5)) * work.visits * work.minutes
    result = run(scenario, 200)
    occupancy = result.estimate("occupancy", confidence=0.99)
    offered = expected / (5 * 5 * 240)
    overtime = result.estimate("overtime").mean / (5 * 5 * 240)
    assert occupancy.low <= offered / (1 + overtime) <= occupancy.high


def test_skills_are_not_counted_twice() -> None:
    """Services with other pools are other groups; each interval of each day has a requirement of each group."""
    scenario = small(
        {
            "services.pay.share": "50 %",
            "services.ask": {"share": "50 %", "handle_time": "2 min"},
            "halls.north.pools": ["clerks", "juniors"],
            "pools.juniors": {"works_at": "counter", "heads": 1, "serves": ["ask"]},
        }
    )
    assert groups(scenario) == [("north", ("clerks",), ("pay",)), ("north", ("clerks", "juniors"), ("ask",))]
    assert len(requirements(scenario, GOAL)) == 2 * 8
