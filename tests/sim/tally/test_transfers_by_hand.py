"""Measures of transfers, and how calls that were handed over count elsewhere, by hand."""

from __future__ import annotations

import pytest

from sim.records import Outcome, Stage
from tests.sim.tally.calls_by_hand import HAN, HIRED, NOBODY, NOT, OWN, result_of

OFFER, AGENT, BACK, TRANSFER = Stage.OFFER, Stage.AGENT, Stage.CALLBACK, Stage.TRANSFER

ROWS = [
    # case, attempt, language, stage, pool, agent, outcome, arrived, started, ended
    (0, 1, HAN, AGENT, OWN, 0, Outcome.RESOLVED, 480, 484, 490),
    (1, 1, HAN, AGENT, HIRED, 0, Outcome.HANDED_OVER, 485, 485.25, 488),
    (1, 1, HAN, TRANSFER, OWN, 1, Outcome.RESOLVED, 488, 490, 493),
    (2, 1, HAN, AGENT, HIRED, 0, Outcome.HANDED_OVER, 490, 491, 493),
    (2, 1, HAN, TRANSFER, NOBODY, -1, Outcome.RENEGED, 493, NOT, 497),
    (3, 1, HAN, OFFER, NOBODY, -1, Outcome.SERVED, 494, 494, 494),
    (3, 1, HAN, BACK, HIRED, 0, Outcome.HANDED_OVER, 494, 500, 503),
    (3, 1, HAN, TRANSFER, OWN, 0, Outcome.UNSOLVED, 503, 506, 509),
]

BY_HAND = {
    "transfers": 3 / 4,
    "transfer_wait": (2 + 4 + 3) / 3,
    "calls_offered": 3,
    "calls_answered": 3,
    "abandoned": 0,
    "speed_of_answer": (4 + 0.25 + 1) / 3,
    "service_level_20_s_missed": 1 / 3,
    "callbacks_kept": 1,
    "callback_wait": 6,
    "solved_by_agent": 2 / 3,
    "lost": 1 / 4,
    "wait_mean": (4 + 0.25 + 0) / 3,  # served are cases 0, 1 and 3
    "queue_mean": (4 + 0.25 + 2 + 1 + 4 + 3) / 120,
    "contractor_share": 3 / 6,
}


@pytest.mark.parametrize("name", BY_HAND)
def test_a_measure_with_transfers_is_as_by_hand(name: str) -> None:
    assert float(result_of(ROWS).sample(name).mean) == pytest.approx(BY_HAND[name], rel=1e-12)
