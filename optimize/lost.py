"""Customers who are lost: no plan may turn more of them away than the scenario's own staffing does.

The mean wait of the served is short where few are served, so that a search for short waits could end with a plan that
drives customers off. Therefore, unless a target says how many may be lost, a plan may lose no larger share of a hall's
contacts than the scenario's own staffing, on the same replications, and one in a hundred more. Own staffing that loses
more than half of them is no measure of anything; then the most heads everywhere take its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimize.stretches import hall_of
from sim.candidates import evaluate
from sim.result import Result
from sim.scenario import Scenario
from sim.tally.wanted import Only

MEASURE = "lost"
ONLY: Only = frozenset({(MEASURE, "hall")})

ALLOWANCE = 0.01
"""Share of contacts that a plan may lose beyond those of the own staffing (assumed)."""

NO_MEASURE = 0.5
"""Share lost from which on the own staffing is not what to go by (assumed)."""


@dataclass(frozen=True)
class Guard:
    """The largest share of contacts that a plan may lose, by hall; of no hall where a target says it.

    Attributes
    ----------
    most : dict
        By hall, the share.
    """

    most: dict[str, float]

    def slacks(self, result: Result) -> NDArray[np.float64]:
        """By how much the share lost in each hall keeps below the most."""
        lost = [result.estimate(MEASURE, f"hall:{hall}").mean for hall in self.most]
        return np.asarray(np.nan_to_num(np.array(list(self.most.values())) - np.array(lost), nan=0.0))


def guard_of(scenario: Scenario, replications: range, seed: int) -> Guard:
    """What no plan of a scenario may lose more than, on some replications."""
    halls = guarded(scenario)
    if not halls:
        return Guard({})
    assert scenario.staffing is not None
    fullest: dict[str, Any] = {}
    for pool, choice in scenario.staffing.pools.items():
        fullest |= {f"pools.{pool}.heads": choice.most, f"pools.{pool}.shifts": []}
    own = _lost(scenario, {}, halls, replications, seed)
    if max(own.values()) > NO_MEASURE:
        least = _lost(scenario, fullest, halls, replications, seed)
        own = {hall: least[hall] if own[hall] > NO_MEASURE else own[hall] for hall in halls}
    return Guard({hall: share + ALLOWANCE for hall, share in own.items()})


def guarded(scenario: Scenario) -> list[str]:
    """The halls whose staff is chosen, and of which no target says how many may be lost."""
    assert scenario.staffing is not None
    said = {target.scope for target in scenario.targets if target.measure == MEASURE}
    halls = dict.fromkeys(hall_of(scenario, pool) for pool in scenario.staffing.pools)
    return [] if "all" in said else [hall for hall in halls if hall and f"hall:{hall}" not in said]


def _lost(
    scenario: Scenario, changes: Mapping[str, Any], halls: list[str], replications: range, seed: int
) -> dict[str, float]:
    (result,) = evaluate(scenario, [changes], replications, seed, ONLY)
    return {hall: float(np.nan_to_num(result.estimate(MEASURE, f"hall:{hall}").mean)) for hall in halls}
