"""Made halls, small enough that every staffing can be tried: one and two pools, with and without patience."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from optimize.plans.choice import Choice, choice_of
from optimize.simulation import Heads
from tests.scenarios_for_tests import small

PROFILES = (
    "start,end,weight\n08:00,09:00,1\n09:00,10:00,3\n10:00,12:00,2\n",
    "start,end,weight\n08:00,10:00,3\n10:00,12:00,1\n",
)
TARGETS: tuple[list[dict[str, Any]], ...] = (
    [{"measure": "wait_mean", "at_most": "4 min"}],
    [{"measure": "service_level_5_min", "at_least": "70 %"}],
    [{"measure": "wait_mean", "period": "peak", "at_most": "8 min", "confidence": "90 %"}],
)

TWO_POOLS: dict[str, Any] = {
    "services.pay.share": "60 %",
    "services.ask": {"share": "40 %", "handle_time": {"exponential": {"mean": "3 min"}}},
    "halls.north.pools": ["clerks", "juniors"],
    "pools.juniors": {"works_at": "counter", "heads": 1, "serves": ["ask"], "cost": "35 yuan/h"},
}


def made(profile: int, targets: int, patient: bool, two_pools: bool) -> Choice:
    """One made hall: a morning, half a hundred customers, one or two stretches a pool; somebody is always there, since a
    mean wait of the served alone is short where the others are never served."""
    changes: dict[str, Any] = {
        "calendar.interval": "1 h",
        "halls.north.arrivals.per_day": 50,
        "services.pay.handle_time": {"exponential": {"mean": "6 min"}},
        "pools.clerks.cost": "60 yuan/h",
        "targets": TARGETS[targets],
        "staffing.pools": {"clerks": {"least": 1, "most": 4, "block": "2 h"}},
    }
    if not patient:
        changes["halls.north.patience"] = {"exponential": {"mean": "15 min"}}
    if two_pools:
        changes |= TWO_POOLS
        changes["staffing.pools"] = {
            "clerks": {"least": 1, "most": 3, "block": "2 h"},
            "juniors": {"most": 2, "block": "4 h"},
        }
    return choice_of(small(changes, {"profile.csv": PROFILES[profile]}))


CASES = tuple(product(range(2), range(3), (True, False), (True, False)))
"""24 halls."""


def every_staffing(choice: Choice) -> Iterator[Heads]:
    """All of them."""
    ranges = (range(low, high + 1) for low, high in map(choice.bounds, range(len(choice.places))))
    return product(*ranges)
