"""Two engines, one answer: call centres in lanes against the event engine, call by call, to the last bit."""

from __future__ import annotations

from dataclasses import fields
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.events import engine as events
from sim.lanes import engine as lanes
from sim.lanes.centre import days
from sim.records import Records
from sim.scenario import Scenario, load
from sim.tally import Counter, Frame, tally
from tests.centre_strategy import Features, centres

COLUMNS = [field.name for field in fields(Records)]
REPLICATIONS = range(2, 5)
EVERYTHING = Features(chats=True, transfers=True, callbacks=True)


FEWER = {"centres.mengxi.app.arrivals.per_day": 5400}
"""A tenth of the app's visitors, who meet nobody."""


def ordered(records: Records) -> Records:
    keys = ("started", "arrived", "stage", "attempt", "case", "pool", "replication")
    return records.where(np.lexsort([getattr(records, name) for name in keys]))


def assert_same(scenario: Scenario, replications: range = REPLICATIONS) -> None:
    assert not lanes.refuses(scenario)
    one, other = (ordered(engine.simulate(scenario, 1, replications)) for engine in (events, lanes))
    assert len(one) == len(other)
    for name in COLUMNS:
        np.testing.assert_array_equal(getattr(other, name), getattr(one, name), err_msg=name)


@given(centres(EVERYTHING))
@settings(max_examples=40)
def test_made_centres_of_all_kinds(scenario: Scenario) -> None:
    with patch.object(days, "CALLS", 16):
        assert_same(scenario)


@pytest.mark.slow
@given(centres(EVERYTHING))
@settings(max_examples=1500)
def test_many_made_centres_of_all_kinds(scenario: Scenario) -> None:
    with patch.object(days, "CALLS", 16):
        assert_same(scenario)


@given(centres(EVERYTHING), st.sampled_from([1, 1_000_000]))
@settings(max_examples=15)
def test_sheets_of_days_and_lanes_say_what_the_records_say(scenario: Scenario, calls: int) -> None:
    expected = tally(events.simulate(scenario, 1, REPLICATIONS), Frame(scenario), REPLICATIONS)
    counter = Counter(Frame(scenario), REPLICATIONS)
    with patch.object(lanes, "CALLS_OF_A_SHEET", calls):
        for sheet in lanes.sheets([scenario], 1, REPLICATIONS):
            counter.add(sheet)
    found = counter.tally()
    assert found.keys() == expected.keys()
    for name, values in expected.items():
        np.testing.assert_array_equal(found[name], values, err_msg=name)


@pytest.mark.parametrize("policy", ["baseline", "cross_trained"])
def test_bundled_centre_from_monday_to_tuesday(policy: str) -> None:
    scenario = load("mengxi_95598").replace({"calendar.days": 2, **FEWER}).with_policy(policy)
    assert_same(scenario, range(1))
