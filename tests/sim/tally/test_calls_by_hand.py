"""Every measure of calls, on records written by hand, against figures worked out by hand."""

from __future__ import annotations

from typing import Literal

import pytest

from sim import run
from sim.log.records import Outcome, Stage
from sim.measures.registry import PHONE
from sim.results.result import Result
from tests.sim.tally.calls_by_hand import HAN, HIRED, MONGOL, NOBODY, NOT, OWN, result_of
from tests.sim.tally.calls_by_hand import scenario as centre
from tests.sim.tally.test_app_by_hand import BY_HAND as OF_APP
from tests.sim.tally.test_callbacks_by_hand import BY_HAND as OF_CALLBACKS
from tests.sim.tally.test_transfers_by_hand import BY_HAND as OF_TRANSFERS

LINE, MENU, AGENT, AFTER, ABSENT = Stage.LINE, Stage.MENU, Stage.AGENT, Stage.AFTER_CALL, Stage.ABSENT

# One day, open 08:00 to 10:00 (minutes 480 to 600). 20 s are a third of a minute, 5 s a twelfth.
ROWS = [
    # case, attempt, language, stage, pool, agent, outcome, arrived, started, ended
    (0, 1, HAN, MENU, NOBODY, -1, Outcome.SERVED, 480, 480, 481),
    (0, 1, HAN, AGENT, OWN, 0, Outcome.RESOLVED, 481, 481.25, 485),  # within 20 s
    (0, 1, HAN, AFTER, OWN, 0, Outcome.SERVED, 485, 485, 486),
    (1, 1, HAN, AGENT, HIRED, 0, Outcome.UNSOLVED, 490, 492, 496),  # not within 20 s
    (2, 1, HAN, AGENT, NOBODY, -1, Outcome.RENEGED, 493, NOT, 493.0625),  # within 5 s
    (3, 1, MONGOL, AGENT, NOBODY, -1, Outcome.RENEGED, 494, NOT, 498),
    (4, 1, MONGOL, AGENT, NOBODY, -1, Outcome.BALKED, 495, NOT, 495),
    (5, 1, HAN, LINE, NOBODY, -1, Outcome.BUSY, 500, NOT, 500),
    (6, 1, HAN, MENU, NOBODY, -1, Outcome.LEFT_MENU, 501, 501, 502),
    (7, 1, HAN, MENU, NOBODY, -1, Outcome.RESOLVED, 503, 503, 504),
    (3, 2, MONGOL, AGENT, OWN, 0, Outcome.RESOLVED, 510, 510, 520),  # calls again
    (8, 1, HAN, LINE, NOBODY, -1, Outcome.TURNED_AWAY, 610, NOT, 610),
    (-1, 0, -1, ABSENT, OWN, 1, Outcome.SERVED, 480, 480, 600),
]

# Offered: cases 0, 1, 2, 3, 4, and 3 again, six calls. Answered: 0, 1, and 3 again. Contacts: 10 of 9 cases.
BY_HAND = {
    "calls_offered": 6,
    "calls_answered": 3,
    "answered": 3 / 6,
    "abandoned": 3 / 6,
    "time_in_queue": (0.25 + 2 + 0.0625 + 4 + 0 + 0) / 6,
    "speed_of_answer": (0.25 + 2 + 0) / 3,
    "busy_tone": 1 / 10,
    "left_menu": 1 / 10,
    "resolved_by_menu": 1 / 10,
    "retrials": 1 / 10,
    "calls_per_case": 10 / 9,
    "first_contact_resolved": 2 / 9,
    "solved_by_agent": 2 / 3,
    "handle_time": (3.75 + 1 + 4 + 10) / 3,
    # two heads of the house for two hours at 1 yuan a minute, one of them missing but paid; ten calls at 5 yuan, one made
    "cost_per_handled": (240 + 50) / 3,
    "contractor_share": 1 / 3,
    "service_level_20_s_missed": 2 / 6,
    "service_level_20_s_met": 4 / 6,  # and those who left after 3.75 s and at once
    "service_level_20_s_left_out": 2 / 4,
    "abandoned_after_5_s": 1 / 6,
    "abandoned_after_0_s": 2 / 6,
    "occupancy": (4.75 + 4 + 10) / (120 + 120),
    "heads_on_duty": (120 + 120) / 120,
    "lost": 6 / 10,
    "turned_away": 1 / 10,
}

IN_SCOPES = {
    ("abandoned", "language:mongolian"): 2 / 3,
    ("abandoned", "language:mandarin"): 1 / 3,
    ("calls_offered", "centre:town"): 6,
    ("calls_offered", "channel:phone"): 6,
    ("speed_of_answer", "pool:own"): 0.125,
    ("contractor_share", "pool:hired"): 1.0,
    ("handle_time", "centre:town"): 18.75 / 3,
    ("cost_per_handled", "pool:hired"): 50.0,
    ("service_level_20_s_missed", "language:mongolian"): 1 / 3,
    ("wait_max", "language:mandarin"): 2.0,
    ("queue_max", "centre:town"): 1.0,
    ("gap_service_level_20_s_missed", "language"): 0.0,  # one of three on each line
    ("gap_abandoned", "language"): 1 / 3,
    ("gap_abandoned", "language:mandarin"): -1 / 3,
    ("gap_speed_of_answer", "language"): 2.25 / 2 - 0.0,
    ("ratio_calls_offered", "language"): 1.0,
    ("ratio_occupancy", "pool"): (14.75 / 120) / (4 / 120),
}


@pytest.fixture(scope="module")
def result() -> Result:
    return result_of(ROWS)


@pytest.mark.parametrize("name", BY_HAND)
def test_a_measure_of_calls_is_as_by_hand(result: Result, name: str) -> None:
    assert float(result.sample(name).mean) == pytest.approx(BY_HAND[name], rel=1e-12)


def test_every_measure_of_calls_is_worked_out_by_hand() -> None:
    assert set(PHONE) <= set(BY_HAND) | set(OF_APP) | set(OF_CALLBACKS) | set(OF_TRANSFERS)


@pytest.mark.parametrize(("name", "scope"), IN_SCOPES, ids=str)
def test_a_measure_of_calls_in_a_scope_is_as_by_hand(result: Result, name: str, scope: str) -> None:
    assert float(result.sample(name, scope).mean) == pytest.approx(IN_SCOPES[name, scope], rel=1e-12)


def test_the_table_has_no_scope_of_halls(result: Result) -> None:
    scopes = set(result.to_frame()["scope"])
    assert scopes >= {"centre:town", "language:mandarin", "channel:phone", "pool:own"}
    assert not {scope for scope in scopes if scope.startswith("hall")} | (scopes & {"channel:hall"})


@pytest.mark.parametrize("engine", ["simpy", "numpy"])
def test_nobody_of_a_pool_with_absence_is_missing(engine: Literal["simpy", "numpy"]) -> None:
    """One chance in a million: all are there all day; two own agents are paid for two hours and for overtime at half as much again, at a yuan a minute."""
    scenario = centre().replace({"pools.own.phone.absence": "0.0001 %"})
    found = run(scenario, 1, engine=engine)
    overtime = found.estimate("overtime", "pool:own").mean
    assert found.estimate("staff_cost", "pool:own").mean == pytest.approx(2 * 2 * 60 + 1.5 * overtime)
