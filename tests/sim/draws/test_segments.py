"""Segments with work of their own: times, what they want, quick questions, kiosks; the others are as they were, to the last digit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.events import engine as events
from sim.lanes import engine as lanes
from sim.log.records import Records, Stage
from sim.scenario import Scenario
from tests.scenarios_for_tests import small
from tests.sim.events.written_calls import centre
from tests.sim.lanes.same_answer import assert_same_records, assert_same_sums

BASE: dict[str, Any] = {
    "calendar.days": 2,
    "halls.north.arrivals.per_day": 60,
    "pools.clerks.heads": 3,
    "services.pay": {"share": "60 %", "handle_time": "4 min", "quick": "50 %", "quick_time": "1 min"},
    "services.ask": {"share": "40 %", "handle_time": "2 min"},
    "segments": {"town": {"share": "50 %"}, "rural": {"share": "50 %"}},
}
TOWN, RURAL = 0, 1
PAY, ASK = 0, 1


def visits(scenario: Scenario, engine: Any = lanes) -> Records:
    return engine.simulate(scenario, 1, range(3))


def rural(**keys: Any) -> Scenario:
    return small({**BASE, "segments": {"town": {"share": "50 %"}, "rural": {"share": "50 %", **keys}}})


@pytest.mark.parametrize("engine", [events, lanes])
def test_times_of_a_segment_are_its_factor_longer(engine: Any) -> None:
    """4 min, 2 min and 1 min are 6, 3 and 1.5 with a factor of 150 %; of the others they are as in the scenario without it."""
    found = visits(rural(time_factor="150 %"), engine)
    took = found.ended - found.started
    assert set(took[found.segment == RURAL]) == {6.0, 3.0, 1.5}
    assert set(took[found.segment == TOWN]) == {4.0, 2.0, 1.0}


def test_who_comes_when_and_what_the_others_want_stays() -> None:
    before = visits(rural())
    for keys in ({"time_factor": "70 %"}, {"services": {"ask": "100 %"}}, {"quick": "100 %"}):
        after = visits(rural(**keys))
        first, same = before.by_contact(), after.by_contact()
        np.testing.assert_array_equal(before.arrived[first], after.arrived[same])
        np.testing.assert_array_equal(before.segment[first], after.segment[same])
        town = before.segment[first] == TOWN
        np.testing.assert_array_equal(before.service[first][town], after.service[same][town])


def test_what_a_segment_wants_takes_the_place_of_shares() -> None:
    found = visits(rural(services={"ask": "100 %"}))
    assert set(found.service[found.segment == RURAL]) == {ASK}
    assert set(found.service[found.segment == TOWN]) == {PAY, ASK}


def test_what_all_segments_want_is_what_the_scenario_wants() -> None:
    """The same shares said by the segment lead to the same services, since the same draws are held against them."""
    one, other = visits(rural()), visits(rural(services={"pay": "60 %", "ask": "40 %"}))
    np.testing.assert_array_equal(one.service[one.by_contact()], other.service[other.by_contact()])


def test_what_a_segment_wants_goes_before_a_mix_by_time() -> None:
    mix = {"mix.csv": "start,pay,ask\n08:00,100 %,0 %\n"}
    segments = {"town": {"share": "50 %"}, "rural": {"share": "50 %", "services": {"ask": "100 %"}}}
    found = visits(small({**BASE, "halls.north.arrivals.mix": "mix.csv", "segments": segments}, mix))
    assert set(found.service[found.segment == RURAL]) == {ASK}
    assert set(found.service[found.segment == TOWN]) == {PAY}


@pytest.mark.parametrize(("quick", "took"), [("100 %", {1.0}), ("0 %", {4.0, 2.0})])
def test_quick_questions_of_a_segment(quick: str, took: set[float]) -> None:
    """All have one or nobody has, whatever their service; a quick answer takes a minute by either service."""
    found = visits(rural(quick=quick))
    assert set((found.ended - found.started)[found.segment == RURAL]) == took
    assert set((found.ended - found.started)[found.segment == TOWN]) == {4.0, 2.0, 1.0}


@pytest.mark.parametrize(("kiosk", "stages"), [("100 %", {Stage.KIOSK}), ("0 %", {Stage.COUNTER})])
def test_kiosk_use_of_a_segment(kiosk: str, stages: set[Stage]) -> None:
    changes = {
        **BASE,
        "services.pay": {
            "share": "100 %",
            "handle_time": "4 min",
            "kiosk": {"handle_time": "1 min", "chosen": "50 %"},
        },
        "services.ask": None,
        "halls.north.pools": ["clerks", "kiosks"],
        "pools.kiosks": {"works_at": "kiosk", "heads": 2},
        "segments": {"town": {"share": "50 %"}, "rural": {"share": "50 %", "kiosk": kiosk}},
    }
    changes.pop("services.ask")
    found = visits(small(changes))
    assert set(found.stage[found.segment == RURAL]) == stages
    assert set(found.stage[found.segment == TOWN]) == {Stage.KIOSK, Stage.COUNTER}


def test_talks_of_a_segment_on_the_phone() -> None:
    segments = {"town": {"share": "50 %"}, "rural": {"share": "50 %", "time_factor": "150 %"}}
    lines = {"one": {"arrivals": {"per_day": 60, "profile": "profile.csv"}}}
    scenario = centre({"own": {"heads": 5}}, lines, segments=segments)
    for engine in (events, lanes):
        found = engine.simulate(scenario, 1, range(3))
        talks = found.where((found.stage == Stage.AGENT) & (found.server >= 0))
        assert set((talks.ended - talks.started)[talks.segment == RURAL]) == {6.0}
        assert set((talks.ended - talks.started)[talks.segment == TOWN]) == {4.0}


def test_both_engines_with_all_of_it() -> None:
    segments = {
        "town": {"share": "50 %", "quick": "30 %"},
        "rural": {"share": "50 %", "time_factor": "130 %", "services": {"pay": "20 %", "ask": "80 %"}},
    }
    scenario = small(
        {
            **BASE,
            "services.ask.handle_time": {"lognormal": {"mean": "3 min", "cv": 0.7}},
            "services.pay.handle_time": {"gamma": {"mean": "4 min", "cv": 0.7}},
            "segments": segments,
        }
    )
    assert_same_records(scenario)
    assert_same_sums(scenario)
