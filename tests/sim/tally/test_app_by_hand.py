"""Contacts in the app, by hand."""

from __future__ import annotations

import pytest

from sim.log.records import Outcome, Stage
from tests.sim.tally.calls_by_hand import HAN, NOBODY, OWN, result_of

ROWS = [
    # case, attempt, language, stage, pool, agent, outcome, arrived, started, ended
    (0, 1, -1, Stage.APP, NOBODY, -1, Outcome.RESOLVED, 480, 480, 484),
    (1, 1, -1, Stage.APP, NOBODY, -1, Outcome.RESOLVED, 481, 481, 485),
    (2, 1, -1, Stage.APP, NOBODY, -1, Outcome.UNSOLVED, 482, 482, 486),
    (2, 2, HAN, Stage.AGENT, OWN, 0, Outcome.RESOLVED, 488, 489, 493),
]

BY_HAND = {
    "contained": 2 / 3,
    "first_contact_resolved": 2 / 3,
    "calls_per_case": 4 / 3,
    "retrials": 1 / 4,
    "calls_offered": 1,
    "speed_of_answer": 1,
    "lost": 0,
    "occupancy": 4 / 360,
}


@pytest.mark.parametrize("name", BY_HAND)
def test_a_measure_with_an_app_is_as_by_hand(name: str) -> None:
    assert float(result_of(ROWS).sample(name).mean) == pytest.approx(BY_HAND[name], rel=1e-12)
