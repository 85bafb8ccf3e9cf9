"""Why there is no plan, in words that a planner can read."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from optimize.infeasibility import missed
from sim.log.records import Outcome, Records, Stage
from sim.results.result import Result
from sim.tally import Frame, tally
from tests.scenarios_for_tests import small


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (
            {"measure": "wait_mean", "at_most": "30 s"},
            "2 min at 95 % confidence, and must be at most 0.5 min",
        ),
        (
            {"measure": "wait_within_1_min", "at_least": "90 %"},
            "50 % at 95 % confidence, and must be at least 90 %",
        ),
        ({"measure": "visits_per_case", "at_most": 0.5}, "1 at 95 % confidence, and must be at most 0.5"),
    ],
    ids=["minutes", "share", "count"],
)
def test_what_is_missed_is_told_with_its_unit(target: dict[str, Any], said: str) -> None:
    """Two who come as the doors open, for four minutes of one clerk: waits of 0 and 4 min, in each of two replications."""
    scenario = small({"targets": [target]})
    replication, case = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    nothing, started = np.zeros(4, dtype=np.int64), 480 + 4.0 * case
    ended = np.full(4, Outcome.RESOLVED), np.full(4, 480.0), started, started + 4
    columns = (
        replication,
        case,
        nothing + 1,
        *[nothing] * 3,
        np.full(4, Stage.COUNTER),
        *[nothing] * 2,
        *ended,
    )
    result = Result(scenario, tally(Records(*columns), Frame(scenario), range(2)), 1, "simpy")
    assert missed(result) == f"{target['measure']} (all, all) reaches {said}"
