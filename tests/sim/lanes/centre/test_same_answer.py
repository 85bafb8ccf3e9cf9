"""Two engines, one answer: call centres in lanes against the event engine, call by call, to the last bit."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.lanes.centre import days
from sim.scenario import Scenario, load
from tests.centre_strategy import Features, centres
from tests.sim.events.written_calls import centre
from tests.sim.lanes.same_answer import UNSHRUNK, assert_same_records, assert_same_sums

EVERYTHING = Features(chats=True, transfers=True, callbacks=True)

FEWER = {"centres.mengxi.app.arrivals.per_day": 5400}
"""A tenth of the app's visitors, who meet nobody."""


@given(centres(EVERYTHING))
@settings(max_examples=20, phases=UNSHRUNK)
def test_made_centres_of_all_kinds(scenario: Scenario) -> None:
    with patch.object(days, "CALLS", 16):
        assert_same_records(scenario)


@pytest.mark.slow
@given(centres(EVERYTHING))
@settings(max_examples=1500, phases=UNSHRUNK)
def test_many_made_centres_of_all_kinds(scenario: Scenario) -> None:
    with patch.object(days, "CALLS", 16):
        assert_same_records(scenario)


@given(centres(EVERYTHING), st.sampled_from([1, 1_000_000]))
@settings(max_examples=10, phases=UNSHRUNK)
def test_sheets_of_days_and_lanes_say_what_the_records_say(scenario: Scenario, calls: int) -> None:
    assert_same_sums(scenario, calls)


@pytest.mark.parametrize("calls", [1, 1_000_000])
def test_an_agent_in_chats_of_two_days_is_busy_once(calls: int) -> None:
    """Chats begin from 08:00 to 12:00 and go on for 22 hours, so that those of a day meet those of the day before."""
    pools = {"own": {"phone": {"chats": {"at_once": 3}}}}
    scenario = centre(pools, {"web": {"channel": "chat"}}, round_the_clock=True).replace(
        {
            "centres.town.lines.web.arrivals.per_day": 12,
            "services.ask.phone.chat_time": {"constant": "22 h"},
            "calendar.days": 3,
            "calendar.hours": ["00:00-24:00"],
            "pools.own.heads": [{"start": "00:00", "end": "24:00", "heads": 4}],
        }
    )
    assert_same_sums(scenario, calls)


@pytest.mark.parametrize("policy", ["baseline", "cross_trained"])
def test_bundled_centre_on_a_monday(policy: str) -> None:
    scenario = load("mengxi_95598").replace({"calendar.days": 1, **FEWER}).with_policy(policy)
    assert_same_records(scenario, range(1))


@pytest.mark.slow
@pytest.mark.parametrize("policy", ["baseline", "cross_trained"])
def test_bundled_centre_in_its_whole_week(policy: str) -> None:
    assert_same_records(load("mengxi_95598").replace(FEWER).with_policy(policy), range(1))
