"""Two engines, one answer: the lane engine against the event engine, contact by contact, to the last bit."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings

from sim.events import engine as events
from sim.lanes import engine as lanes
from sim.lanes.floor import Floor
from sim.lanes.plain import same_plain_pool
from sim.records import Records
from sim.scenario import Scenario, bundled, load
from sim.tally import Counter, Frame, tally
from tests.hall_strategy import EVERYTHING, PLAIN, halls
from tests.validation.models import MODELS, SCENARIOS

COLUMNS = [field.name for field in fields(Records) if field.name != "server"]
REPLICATIONS = range(2, 5)
ONE_LINE = replace(PLAIN, patience=True, missing_papers=True, returns=True, sends_home=True, most_halls=2)


def ordered(records: Records) -> Records:
    return records.where(np.lexsort((records.stage, records.attempt, records.case, records.replication)))


def assert_same(scenario: Scenario, replications: range = REPLICATIONS) -> None:
    """Every column but the server: plain lanes do not tell equal servers apart."""
    assert not lanes.refuses(scenario)
    one, other = (ordered(engine.simulate(scenario, 1, replications)) for engine in (events, lanes))
    assert len(one) == len(other)
    for name in COLUMNS:
        np.testing.assert_array_equal(getattr(other, name), getattr(one, name), err_msg=name)


@given(halls(EVERYTHING))
@settings(max_examples=200)
def test_made_halls_of_all_kinds(scenario: Scenario) -> None:
    assert_same(scenario)


@given(halls(ONE_LINE))
@settings(max_examples=100)
def test_made_plain_halls(scenario: Scenario) -> None:
    assert_same(scenario)


def test_some_made_halls_are_plain_and_the_bundled_baseline_is() -> None:
    floor: Floor = lanes.floor_of(load("lecong_hall"), "lecong")
    assert same_plain_pool([floor]) is not None


TAKEN = [name for name in bundled() if not load(name).centres]
"""Bundled scenarios of halls; those of call centres have a test of their own."""


def test_every_bundled_scenario_is_taken() -> None:
    for name in bundled():
        assert not lanes.refuses(load(name))


@pytest.mark.parametrize("name", TAKEN)
def test_bundled_scenarios_with_all_their_policies(name: str) -> None:
    scenario = load(name)
    short = scenario.replace({"calendar.days": 1, "calendar.warm_up": 1, "targets": [], "staffing": None})
    for policy in ("baseline", *scenario.policies):
        assert_same(short.with_policy(policy))


@pytest.mark.parametrize("name", MODELS)
def test_validation_models(name: str) -> None:
    scenario = load(SCENARIOS / f"{name}.yaml")
    assert_same(scenario, range(1))


@given(halls(EVERYTHING))
@settings(max_examples=50)
def test_sheets_of_days_say_what_the_records_say(scenario: Scenario) -> None:
    expected = tally(events.simulate(scenario, 1, REPLICATIONS), Frame(scenario), REPLICATIONS)
    counter = Counter(Frame(scenario), REPLICATIONS)
    for sheet in lanes.sheets([scenario], 1, REPLICATIONS):
        counter.add(sheet)
    found = counter.tally()
    assert found.keys() == expected.keys()
    for name, values in expected.items():
        np.testing.assert_array_equal(found[name], values, err_msg=name)


@pytest.mark.slow
@given(halls(EVERYTHING))
@settings(max_examples=3000, derandomize=False)
def test_many_made_halls(scenario: Scenario) -> None:
    assert_same(scenario)
