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

from optimize.simulation import Simulation
from sim.results.result import Result
from sim.scenario import Scenario
from sim.scenario.site import Kind
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


def strictest(scenario: Scenario) -> Guard:
    """The guard of an own staffing that loses nobody: a plan that keeps it keeps any."""
    return Guard(dict.fromkeys(guarded(scenario), ALLOWANCE))


def guard_of(simulation: Simulation, own: Result | None = None) -> Guard:
    """What no plan of a scenario may lose more than, on some replications; with the result of its own staffing if that is there."""
    scenario = simulation.choice.scenario
    halls = guarded(scenario)
    if not halls:
        return Guard({})
    assert scenario.staffing is not None
    fullest: dict[str, Any] = {}
    for pool in scenario.staffing.pools:
        most = scenario.staffing.most_heads(pool)
        fullest |= {f"pools.{pool}.heads": most, f"pools.{pool}.shifts": []}
    lost = _lost(own or _result(simulation, {}), halls)
    if max(lost.values()) > NO_MEASURE:
        least = _lost(_result(simulation, fullest), halls)
        lost = {hall: least[hall] if lost[hall] > NO_MEASURE else lost[hall] for hall in halls}
    return Guard({hall: share + ALLOWANCE for hall, share in lost.items()})


def guarded(scenario: Scenario) -> list[str]:
    """The halls whose staff is chosen, and of which no target says how many may be lost."""
    return _open_sites(scenario, "hall")


def unguarded(scenario: Scenario) -> list[str]:
    """The call centres whose staff is chosen, and of which no target says how many may be lost: there targets count who hangs up, and no
    plan is refused for what it loses, but that is told."""
    return _open_sites(scenario, "centre")


def _open_sites(scenario: Scenario, kind: Kind) -> list[str]:
    """The sites of a kind whose staff is chosen, and of which no target says how many may be lost."""
    assert scenario.staffing is not None
    sites = {site.name: site for site in map(scenario.site_of, scenario.staffing.pools) if site.kind == kind}
    return [name for name, site in sites.items() if not _is_said(scenario, site.scope)]


def _is_said(scenario: Scenario, scope: str) -> bool:
    """Whether a target says how many may be lost there."""
    return any(target.measure == MEASURE and target.scope in ("all", scope) for target in scenario.targets)


def _result(simulation: Simulation, changes: Mapping[str, Any]) -> Result:
    (result,) = simulation.of_changes([changes], ONLY)
    return result


def _lost(result: Result, halls: list[str]) -> dict[str, float]:
    return {hall: float(np.nan_to_num(result.estimate(MEASURE, f"hall:{hall}").mean)) for hall in halls}
