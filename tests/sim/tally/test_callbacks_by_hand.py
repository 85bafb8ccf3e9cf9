"""Measures of callbacks, and how callbacks count elsewhere, by hand."""

from __future__ import annotations

import pytest

from sim.log.records import Outcome, Stage
from tests.sim.tally.calls_by_hand import HAN, MONGOL, NOBODY, NOT, OWN, result_of

OFFER, AGENT, BACK, RING = Stage.OFFER, Stage.AGENT, Stage.CALLBACK, Stage.RING

ROWS = [
    # case, attempt, language, stage, pool, agent, outcome, arrived, started, ended
    (0, 1, HAN, AGENT, OWN, 0, Outcome.RESOLVED, 480, 484, 490),
    (1, 1, HAN, OFFER, NOBODY, -1, Outcome.SERVED, 485, 485, 485),
    (1, 1, HAN, BACK, OWN, 0, Outcome.RESOLVED, 485, 495, 500),
    (2, 1, HAN, OFFER, NOBODY, -1, Outcome.SERVED, 486, 486, 486),
    (2, 1, HAN, AGENT, NOBODY, -1, Outcome.RENEGED, 486, NOT, 488),  # declined
    (3, 1, MONGOL, OFFER, NOBODY, -1, Outcome.SERVED, 487, 487, 487),
    (3, 1, MONGOL, BACK, NOBODY, -1, Outcome.NOT_REACHED, 487, NOT, 510),
    (3, 1, MONGOL, RING, OWN, 1, Outcome.SERVED, 500, 500, 500.5),
    (3, 1, MONGOL, RING, OWN, 1, Outcome.SERVED, 510, 510, 510.5),
    (4, 1, MONGOL, OFFER, NOBODY, -1, Outcome.SERVED, 488, 488, 488),
    (4, 1, MONGOL, BACK, OWN, 1, Outcome.UNSOLVED, 488, 508, 510),
]

BY_HAND = {
    "callbacks_offered": 4,
    "callbacks_taken": 3 / 4,
    "callbacks_kept": 2 / 3,
    "callback_wait": (10 + 20) / 2,
    # offered are those on the line alone: cases 0 and 2
    "calls_offered": 2,
    "calls_answered": 1,
    "abandoned": 1 / 2,
    "speed_of_answer": 4,
    "time_in_queue": (4 + 2) / 2,
    "service_level_20_s_missed": 0,
    # the wait of who took a callback ended when it was taken; served are cases 0, 1 and 4
    "wait_mean": 4 / 3,
    "queue_mean": (4 + 2) / 120,
    "lost": 2 / 5,
    "resolved": 2 / 5,
    # 6 and 5 min of talk, 2 min, and two rings of half a minute, with three customers
    "handle_time": (6 + 5 + 2 + 1) / 3,
}


@pytest.mark.parametrize("name", BY_HAND)
def test_a_measure_with_callbacks_is_as_by_hand(name: str) -> None:
    assert float(result_of(ROWS).sample(name).mean) == pytest.approx(BY_HAND[name], rel=1e-12)


def test_callbacks_have_the_scopes_of_contacts() -> None:
    found = result_of(ROWS)
    assert float(found.sample("callbacks_kept", "language:mongolian").mean) == pytest.approx(1 / 2)
    assert float(found.sample("callback_wait", "language:mandarin").mean) == pytest.approx(10)
