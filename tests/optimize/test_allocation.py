"""Sharing out heads, against every way to do it."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from optimize.allocation import Allocation, ResponseCurve, allocate, response_curves
from optimize.plans.choice import choice_of
from optimize.simulation import Simulation
from sim.theory import mmc_mean_wait
from tests.scenarios_for_tests import small

LOADS = (1.4, 2.3, 3.6)
CURVES = [
    ResponseCurve(
        f"hall {number}",
        tuple({f"pool {number}": heads} for heads in range(5 if load > 3 else 3, 9)),
        tuple(float(mmc_mean_wait(load, 1.0, heads)) for heads in range(5 if load > 3 else 3, 9)),
        tuple(load * float(mmc_mean_wait(load, 1.0, heads)) for heads in range(5 if load > 3 else 3, 9)),
    )
    for number, load in enumerate(LOADS)
]
"""Three halls that are M/M/c."""


def every_way(total: int) -> list[Allocation]:
    """All ways to share out so many heads."""
    ways = []
    for places in product(*(range(len(curve.heads)) for curve in CURVES)):
        pairs = list(zip(CURVES, places, strict=True))
        if sum(curve.heads[place] for curve, place in pairs) == total:
            ways.append(
                Allocation(
                    {pool: heads for curve, place in pairs for pool, heads in curve.staffings[place].items()},
                    sum(curve.waiting[place] for curve, place in pairs),
                    max(curve.wait[place] for curve, place in pairs),
                )
            )
    return ways


@pytest.mark.parametrize("total", range(11, 25))
def test_against_every_way(total: int) -> None:
    ways, least, fair = every_way(total), allocate(CURVES, total), allocate(CURVES, total, "worst")
    assert least is not None
    assert fair is not None
    assert least.waiting == pytest.approx(min(way.waiting for way in ways))
    assert fair.worst == pytest.approx(min(way.worst for way in ways), abs=1e-6)
    assert sum(least.heads.values()) == sum(fair.heads.values()) == total


@pytest.mark.parametrize("total", [10, 25])
def test_too_few_or_too_many(total: int) -> None:
    """The curves go from 3 + 3 + 5 to 8 + 8 + 8 heads."""
    assert allocate(CURVES, total) is None


def test_curves_are_those_of_each_hall_alone() -> None:
    """Two halls simulated together have the waits that each has alone, whatever heads the other has."""
    south: dict[str, Any] = {
        "halls.south": {"arrivals": {"per_day": 50, "profile": "profile.csv"}, "pools": ["clerks south"]},
        "pools.clerks south": {"works_at": "counter", "heads": 1},
        "services.pay.handle_time": {"exponential": {"mean": "6 min"}},
        "halls.north.arrivals.per_day": 40,
    }
    costs = {f"pools.{pool}.cost": "60 yuan/h" for pool in ("clerks", "clerks south")}
    staffing = {"pools": {"clerks": {"most": 2}, "clerks south": {"most": 3}}}
    scenario = small(
        {**south, **costs, "staffing": staffing, "targets": [{"measure": "wait_mean", "at_most": "5 min"}]}
    )
    simulation = Simulation(choice_of(scenario), range(10))
    north, south_too = (
        [{pool: heads} for heads in range(1, most + 1)] for pool, most in (("clerks", 2), ("clerks south", 3))
    )
    both = response_curves(simulation, {"north": north, "south": south_too})
    alone = response_curves(simulation, {"south": south_too})
    assert [curve.heads for curve in both] == [(1, 2), (1, 2, 3)]
    assert both[1] == alone[0]
    assert both[0].wait[0] > both[0].wait[1]
