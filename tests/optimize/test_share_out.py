"""Heads shared out over halls, against every way to do so, each simulated as a whole."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from optimize.allocation import Fairness
from optimize.outcome import CannotStaff
from optimize.share_out import share_out
from optimize.task import Effort
from sim.running.candidates import evaluate
from sim.scenario import Scenario
from tests.scenarios_for_tests import small

EFFORT = Effort(search=8, check=16)
WAIT = {"measure": "wait_mean", "scope": "hall:north", "at_most": "4 min"}


def two_halls(staffing: dict[str, Any]) -> Scenario:
    """Clerks in the north, clerks and somebody quicker in the south."""
    return small(
        {
            "services.pay.handle_time": {"exponential": {"mean": "6 min"}},
            "halls.north.arrivals.per_day": 60,
            "halls.south": {
                "arrivals": {"per_day": 40, "profile": "profile.csv"},
                "pools": ["others", "quick"],
            },
            "pools.others": {"works_at": "counter", "heads": 1, "cost": "60 yuan/h"},
            "pools.quick": {"works_at": "counter", "heads": 0, "speed": "150 %", "cost": "90 yuan/h"},
            "pools.clerks.cost": "60 yuan/h",
            "targets": [WAIT],
            "staffing": {
                "pools": {
                    "clerks": {"least": 1, "most": 3, "block": "2 h"},
                    "others": {"most": 2, "block": "2 h"},
                    "quick": {"most": 1, "block": "2 h"},
                },
                **staffing,
            },
        }
    )


@pytest.mark.parametrize("fairness", ["total", "worst"])
def test_the_best_of_every_way(fairness: Fairness) -> None:
    """All ways to have four heads, in each hall at least one: mean waits times customers served, and the longer mean wait."""
    scenario = two_halls({"total": 4})
    ways = [
        heads
        for heads in product(range(1, 4), range(3), range(2))
        if sum(heads) == 4 and heads[1] + heads[2] > 0
    ]
    changes = [
        {
            f"pools.{pool}.heads": count
            for pool, count in zip(("clerks", "others", "quick"), heads, strict=True)
        }
        for heads in ways
    ]
    figures = []
    for result in evaluate(scenario, changes, range(8), 1):
        waits = [result.estimate("wait_mean", f"hall:{hall}").mean for hall in ("north", "south")]
        served = [
            result.estimate("contacts", f"hall:{hall}").mean
            * (1 - result.estimate("lost", f"hall:{hall}").mean)
            for hall in ("north", "south")
        ]
        total = sum(wait * count for wait, count in zip(waits, served, strict=True))
        figures.append({"total": total, "worst": max(waits)})
    best = min(range(len(ways)), key=lambda number: figures[number][fairness])
    found = share_out(scenario, fairness, effort=EFFORT)
    assert found.record.shared is not None
    assert tuple(found.record.shared.heads[pool] for pool in ("clerks", "others", "quick")) == ways[best]
    assert found.record.shared.waiting == pytest.approx(figures[best]["total"])
    assert found.record.shared.worst == pytest.approx(figures[best]["worst"])
    assert found.status == "optimal"
    assert found.plan is not None
    assert set(found.plan.heads) == set(ways[best])
    assert found.as_policy is not None
    assert found.as_policy.policy == "plan"


def test_more_heads_than_the_bounds_allow() -> None:
    """Three, two and one are six."""
    found = share_out(two_halls({"total": 7}), effort=EFFORT)
    assert (found.status, found.plan) == ("infeasible", None)
    assert "7 heads" in found.reason


def test_without_a_total() -> None:
    with pytest.raises(CannotStaff, match=r"add for example staffing: \{total: 20"):
        share_out(two_halls({}))
