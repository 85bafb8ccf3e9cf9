"""A centre with ten times the calls that its agents can answer: the day ends, memory is bounded, everybody is counted."""

from __future__ import annotations

import tracemalloc
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from sim.draws.calls import LineDemand
from sim.draws.dice import Dice
from sim.events import engine as events
from sim.lanes import engine as lanes
from sim.log.records import Outcome, Records
from sim.scenario import Scenario
from sim.time.opening import opening_of
from tests.sim.events.written_calls import centre

AGENTS, TALK, HOURS, LANES = 2, 4.0, 4.0, 2
CAPACITY = AGENTS * HOURS * 60 / TALK
"""Calls that the agents can answer in the day: 120."""

WAYS: dict[str, dict[str, Any]] = {
    "everybody hangs on": {},
    "patience": {"patience": {"time": {"exponential": {"mean": "2 min"}}}},
    "trunks": {"trunks": 2 * AGENTS},
    "redials": {
        "trunks": 5 * AGENTS,
        "patience": {"time": {"exponential": {"mean": "2 min"}}},
        "redial": {
            "busy": "90 %",
            "reneged": "80 %",
            "after": {"exponential": {"mean": "5 min"}},
            "most_calls": 6,
        },
    },
    "callbacks": {
        "callback": {"wait": "1 min", "accept": "50 %"},
        "patience": {"time": {"exponential": {"mean": "2 min"}}},
    },
}
ENGINES = pytest.mark.parametrize("engine", [events, lanes], ids=["events", "lanes"])


def loaded(way: str, times: float) -> Scenario:
    lines = "centres.town.lines.one.arrivals.per_day"
    return centre({"own": {"heads": AGENTS}}, at_closing="send_home", **WAYS[way]).replace(
        {lines: times * CAPACITY}
    )


def cases_of(scenario: Scenario) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Cases of each replication, from the dice alone."""
    demand = LineDemand(scenario, "town", "one", opening_of(scenario, "town"), Dice(1))
    return demand.cases(0, range(LANES)).count


def contacts(records: Records) -> Records:
    """The last row of each contact."""
    return records.where(~np.isin(records.outcome, (Outcome.SERVED, Outcome.HANDED_OVER)))


@ENGINES
@pytest.mark.parametrize("way", WAYS)
def test_the_day_ends_and_everybody_is_counted(engine: ModuleType, way: str) -> None:
    scenario = loaded(way, 10)
    found = contacts(engine.simulate(scenario, 1, range(LANES)))
    first = found.where(found.attempt == 1)
    np.testing.assert_array_equal(np.bincount(first.replication, minlength=LANES), cases_of(scenario))
    assert len(np.unique(first.replication * 10**6 + first.case)) == len(first)
    assert np.isfinite(found.ended).all()
    assert (found.ended >= found.arrived).all()
    answered = found.where(np.isin(found.outcome, (Outcome.RESOLVED, Outcome.UNSOLVED)))
    busy = np.bincount(answered.replication, answered.ended - answered.started, minlength=LANES)
    assert (
        busy <= (HOURS * 60 + TALK) * AGENTS
    ).all()  # nobody answers two at once, or goes on after the last call
    assert (busy >= 0.9 * HOURS * 60 * AGENTS).all()  # nobody is idle where ten times as many call
    assert answered.started.max() <= 12 * 60 or way == "callbacks"


@ENGINES
def test_memory_grows_with_the_contacts_and_no_faster(engine: ModuleType) -> None:
    """Peaks of allocated bytes, which do not depend on the machine; were everybody in line compared with everybody, it
    would be ten times as much a contact."""
    engine.simulate(
        loaded("patience", 1), 1, range(LANES)
    )  # what is kept from the first run on is not the question

    def peak(times: float) -> float:
        tracemalloc.start()
        records = engine.simulate(loaded("everybody hangs on", times), 1, range(LANES))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most / len(records)

    assert peak(10) <= 2 * peak(1)
