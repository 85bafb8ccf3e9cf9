"""Measures of transfers, and how calls that were handed over count elsewhere, by hand."""

from __future__ import annotations

import pytest

from sim.log.records import Outcome, Stage
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


OF_POOLS = {
    # of the hired: cases 1 and 2 answered, case 3 called back, all three handed over
    ("calls_answered", "hired"): 2,
    ("calls_offered", "hired"): 2,
    ("answered", "hired"): 1,
    ("abandoned", "hired"): 0,
    ("speed_of_answer", "hired"): (0.25 + 1) / 2,
    ("time_in_queue", "hired"): (0.25 + 1) / 2,
    ("service_level_20_s_missed", "hired"): 1 / 2,
    ("service_level_20_s_left_out", "hired"): 1 / 2,
    ("callbacks_kept", "hired"): 1,
    ("callback_wait", "hired"): 6,
    ("transfers", "hired"): 3 / 3,
    ("transfer_wait", "hired"): (2 + 4 + 3) / 3,
    ("solved_by_agent", "hired"): 0 / 2,
    ("contacts", "hired"): 3,
    ("lost", "hired"): 1 / 3,
    ("wait_mean", "hired"): (0.25 + 0) / 2,  # served are cases 1 and 3
    ("wait_max", "hired"): 0.25,
    ("served_per_head_hour", "hired"): 3 / 2,  # one head for two hours
    # of the own: case 0 answered, cases 1 and 3 taken over
    ("calls_answered", "own"): 1,
    ("calls_offered", "own"): 1,
    ("speed_of_answer", "own"): 4,
    ("service_level_20_s_missed", "own"): 0,
    ("transfers", "own"): 0,
    ("solved_by_agent", "own"): 2 / 2,  # cases 0 and 1; 3 was a callback
    ("contacts", "own"): 1,
    ("wait_mean", "own"): 4,
    ("cost_per_case", "own"): 2 * 2 * 60 / 2,  # two heads for two hours; cases 0 and 1
    ("first_contact_resolved", "own"): 1,
}
"""By measure and pool."""


@pytest.mark.parametrize(("name", "pool"), OF_POOLS)
def test_a_call_counts_for_the_pools_that_its_measure_names(name: str, pool: str) -> None:
    found = result_of(ROWS, hands_over=True).sample(name, f"pool:{pool}")
    assert float(found.mean) == pytest.approx(OF_POOLS[name, pool], rel=1e-12)


def test_transfers_of_pools_are_hand_overs_and_add_up_to_those_of_all() -> None:
    """Without regard to who took them: a pool that only takes has none."""
    sums = result_of(ROWS, hands_over=True).sums
    assert sums["handed_over/pool/interval"].sum(axis=2).tolist() == [[0, 3]]
    assert sums["handed_over/hall/interval"].sum() == 3
