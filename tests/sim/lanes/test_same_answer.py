"""Two engines, one answer: the lane engine against the event engine, contact by contact, to the last bit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.lanes import engine as lanes
from sim.scenario import Scenario, bundled, load
from tests.hall_features import BOOKED, EVERYTHING, NIGHTS, PLAIN, TWINS
from tests.hall_strategy import halls
from tests.scenarios_for_tests import small
from tests.sim.lanes.same_answer import UNSHRUNK, assert_same_records, assert_same_sums
from tests.validation.model import SCENARIOS
from tests.validation.models import MODELS

ONE_LINE = replace(PLAIN, patience=True, missing_papers=True, returns=True, sends_home=True, most_halls=2)


@given(halls(EVERYTHING))
@settings(max_examples=50, phases=UNSHRUNK)
def test_made_halls_of_all_kinds(scenario: Scenario) -> None:
    assert_same_records(scenario)


@given(halls(TWINS))
@settings(max_examples=25, phases=UNSHRUNK)
def test_halls_that_go_side_by_side(scenario: Scenario) -> None:
    assert_same_records(scenario)


@given(halls(NIGHTS))
@settings(max_examples=25, phases=UNSHRUNK)
def test_made_halls_at_night(scenario: Scenario) -> None:
    """Through midnight, and overtime past it."""
    assert_same_records(scenario)


@given(halls(BOOKED))
@settings(max_examples=25, phases=UNSHRUNK)
def test_made_halls_with_appointments(scenario: Scenario) -> None:
    assert_same_records(scenario)


@given(halls(BOOKED))
@settings(max_examples=12, phases=UNSHRUNK)
def test_sheets_with_appointments_say_what_the_records_say(scenario: Scenario) -> None:
    assert_same_sums(scenario)


@given(halls(NIGHTS))
@settings(max_examples=12, phases=UNSHRUNK)
def test_sheets_of_nights_say_what_the_records_say(scenario: Scenario) -> None:
    assert_same_sums(scenario)


@given(halls(ONE_LINE))
@settings(max_examples=25, phases=UNSHRUNK)
def test_made_plain_halls(scenario: Scenario) -> None:
    assert_same_records(scenario)


TAKEN = [name for name in bundled() if not load(name).centres]
"""Bundled scenarios of halls; those of call centres have a test of their own."""


def test_every_bundled_scenario_is_taken() -> None:
    for name in bundled():
        assert not lanes.refuses(load(name))


@pytest.mark.parametrize("name", TAKEN)
def test_bundled_scenarios_with_all_their_policies(name: str) -> None:
    scenario = load(name)
    short = {"calendar.days": 1, "calendar.warm_up": 1, "targets": [], "staffing": None}
    for policy in ("baseline", *scenario.policies):
        assert_same_records(scenario.with_policy(policy).replace(short))


@pytest.mark.parametrize("name", MODELS)
def test_validation_models(name: str) -> None:
    scenario = load(SCENARIOS / f"{name}.yaml")
    assert_same_records(scenario, range(1))


@given(halls(EVERYTHING))
@settings(max_examples=25, phases=UNSHRUNK)
def test_sheets_of_days_say_what_the_records_say(scenario: Scenario) -> None:
    assert_same_sums(scenario)


@pytest.mark.slow
@given(st.one_of(*map(halls, (EVERYTHING, TWINS, NIGHTS, BOOKED, ONE_LINE))))
@settings(max_examples=3000, derandomize=False, phases=UNSHRUNK)
def test_many_made_halls(scenario: Scenario) -> None:
    assert_same_records(scenario)


@pytest.mark.parametrize("balking", [[], [{"waiting": 30, "leave": "50 %"}]])
def test_greeters_who_end_together_send_in_the_order_of_arrival(balking: list[dict[str, object]]) -> None:
    """Whoever stood at the door when the break ends is greeted at one instant, by greeters in the order in which they
    fell idle, so that tickets of the same instant are not drawn in the order of arrival. Who turns away at the sight of a line
    makes door, greeter and counters go through the day together; both ways have to keep everybody."""
    scenario = small(
        {
            "calendar.days": 5,
            "calendar.hours": ["08:00-10:00", "10:10-12:00"],
            "services.pay.handle_time": {"exponential": {"mean": "2 min"}},
            "services.ask": {"share": "50 %", "handle_time": "3 min"},
            "services.pay.share": "50 %",
            "halls.north.arrivals.per_day": 150,
            "halls.north.lines": "by_service",
            "halls.north.door": "20 min",
            "halls.north.pools": ["clerks", "experts", "greeters"],
            "halls.north.greeter": {"triage": "1 min"},
            "halls.north.balking": balking,
            "pools.experts": {"works_at": "counter", "heads": 1, "serves": ["pay"]},
            "pools.greeters": {"works_at": "greeter", "heads": 3},
        }
    )
    assert_same_records(scenario)
