"""Two engines, one answer: halls and call centres together, with cases that go from one to the other."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.events import engine as events
from sim.lanes import engine as lanes
from sim.lanes.centre import days
from sim.log.records import Stage
from sim.scenario import Scenario
from tests.hall_features import EVERYTHING, NIGHTS
from tests.network_strategy import networks
from tests.scenarios_for_tests import written
from tests.sim.lanes.same_answer import UNSHRUNK, assert_same_records, assert_same_sums


@given(networks(EVERYTHING))
@settings(max_examples=15, phases=UNSHRUNK)
def test_made_networks(scenario: Scenario) -> None:
    with patch.object(days, "CALLS", 16):
        assert_same_records(scenario)


@given(networks(NIGHTS))
@settings(max_examples=10, phases=UNSHRUNK)
def test_made_networks_through_midnight(scenario: Scenario) -> None:
    with patch.object(days, "CALLS", 16):
        assert_same_records(scenario)


@given(networks(EVERYTHING), st.sampled_from([1, 1_000_000]))
@settings(max_examples=6, phases=UNSHRUNK)
def test_sheets_of_networks_say_what_the_records_say(scenario: Scenario, calls: int) -> None:
    assert_same_sums(scenario, calls)


@pytest.mark.slow
@given(st.one_of(networks(EVERYTHING), networks(NIGHTS)))
@settings(max_examples=1000, phases=UNSHRUNK)
def test_many_made_networks(scenario: Scenario) -> None:
    assert_same_records(scenario)
    assert_same_sums(scenario)


def town(**changes: Any) -> Scenario:
    """A line without agents, whose callers give up after a minute and all visit the hall on its next open day; from the app, too."""
    arrivals = {"per_day": 12, "profile": "profile.csv"}
    data = {
        "name": "town",
        "calendar": {"start": "2024-01-01", "days": 4, "hours": ["08:00-12:00"]},
        "services": {"pay": {"share": "100 %", "handle_time": "4 min", "papers_missing": "50 %"}},
        "halls": {"north": {"pools": ["clerks"], "arrivals": arrivals}},
        "centres": {
            "hub": {
                "lines": {"one": {"arrivals": arrivals}},
                "pools": ["agents"],
                "patience": {"time": "1 min"},
                "redial": {"reneged": "100 %", "most_calls": 3},
                "moves": [{"after": ["reneged"], "hall": "north", "share": "100 %"}],
                "app": {"arrivals": arrivals, "contained": "50 %", "then": {"one": "100 %"}},
            }
        },
        "pools": {
            "clerks": {"works_at": "counter", "heads": 1},
            "agents": {"works_at": "phone", "heads": {"08:00": 0, "11:59": 1}},
        },
    }
    return written(data, {"profile.csv": "start,end,weight\n08:00,11:00,1\n"}).replace(changes)


DAY = 1440.0


@pytest.mark.parametrize("closed", [[], ["2024-01-02"]], ids=["every day", "closed on the second"])
def test_who_gives_up_on_the_line_visits_the_hall_on_its_next_open_day(closed: list[str]) -> None:
    """By hand: calls end in vain a minute after they came; each case has one visit on the next open day, unless that is behind the horizon,
    of the number behind its call's, and keeps its number; returns of those without papers come on later days."""
    scenario = town(**{"calendar.closed": closed})
    assert_same_records(scenario)
    records = lanes.simulate(scenario, 1, range(3))
    calls = records.where(
        np.flatnonzero((records.hall == 1) & np.isnan(records.started) & (records.stage == Stage.AGENT))
    )
    assert len(calls) > 50
    assert (calls.ended == calls.arrived + 1.0).all()
    visits = records.where(np.flatnonzero(records.hall == 0))
    first = {}
    for replication, case, attempt, arrived in zip(
        visits.replication, visits.case, visits.attempt, visits.arrived, strict=True
    ):
        first[int(replication), int(case), int(attempt)] = float(arrived)
    for replication, case, attempt, ended in zip(
        calls.replication, calls.case, calls.attempt, calls.ended, strict=True
    ):
        day = int(ended // DAY) + 1
        day += 1 if closed and day == 1 else 0
        found = first.get((int(replication), int(case), int(attempt) + 1))
        assert (found is None) if day > 3 else (found is not None and found // DAY == day)


def test_visits_after_calls_of_many_candidates_are_those_of_each() -> None:
    """Two staffings of the hall on the same calls, side by side, against each by itself."""
    candidates = [town(), town(**{"pools.clerks.heads": 2, "pools.agents.heads": 1})]
    together = list(lanes.sheets(candidates, 1, range(3)))
    for number, scenario in enumerate(candidates):
        alone = list(lanes.sheets([scenario], 1, range(3)))
        for both, own in zip(together, alone, strict=True):
            some = np.flatnonzero(both.contacts.lane // 3 == number)
            for name in ("arrived", "ended", "case", "first", "outcome"):
                columns = [np.sort(getattr(both.contacts, name)[some]), np.sort(getattr(own.contacts, name))]
                np.testing.assert_array_equal(*columns, err_msg=name)


def test_replications_do_not_depend_on_their_batch() -> None:
    """Both engines: what a replication says is the same whatever else is simulated with it."""
    for engine in (events, lanes):
        whole, part = engine.simulate(town(), 1, range(4)), engine.simulate(town(), 1, range(2, 3))
        own = whole.where(np.flatnonzero(whole.replication == 2))
        assert np.array_equal(np.sort(own.arrived), np.sort(part.arrived))
        assert np.array_equal(np.sort(own.case), np.sort(part.case))
