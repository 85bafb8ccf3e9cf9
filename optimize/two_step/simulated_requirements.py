"""Heads required in each interval by simulation: as many as keep its figure with the same heads all day."""

from __future__ import annotations

from typing import Any

import numpy as np

from optimize.requirements.counter_load import Floats
from optimize.requirements.counter_requirements import Requirement, intervals_on
from optimize.simulation import Simulation
from sim.measures.registry import measure
from sim.results.result import Result
from sim.scenario.target import Target, threshold
from sim.scenario.units import clock_text


def simulated_needs(simulation: Simulation) -> list[Requirement]:
    """What each interval requires, where a pool is alone at the counters of its hall.

    A pool is simulated with each number of heads from the least to the most, the same all day, all pools of the choice
    at once. An interval requires the fewest heads with which every target's measure, read in this interval of this day,
    is on the right side of its threshold by its mean; the most, where none is. Queues from earlier intervals are those
    of a day with these heads throughout, so intervals still stand on their own: this is the simulated counterpart of
    the closed forms, not a plan.

    Parameters
    ----------
    simulation : Simulation
        On what it is simulated.
    """
    scenario = simulation.choice.scenario
    staffing = scenario.staffing
    assert staffing is not None
    alone = {
        pool: site.name
        for pool in staffing.pools
        if (site := scenario.site_of(pool)).kind == "hall"
        and scenario.pools_at(site.name, "counter") == (pool,)
    }
    targets = [target for target in scenario.targets if _by_interval(target)]
    if not alone or not targets:
        return []
    least = min(max(1, staffing.pools[pool].least) for pool in alone)
    most = max(staffing.most_heads(pool) for pool in alone)
    only = frozenset((target.measure, "hall") for target in targets)
    changes: list[dict[str, Any]] = [
        {f"pools.{pool}.{key}": value for pool in alone for key, value in (("heads", heads), ("shifts", []))}
        for heads in range(least, most + 1)
    ]
    results = simulation.of_changes(changes, only)
    found = []
    for pool, hall in alone.items():
        holds = np.array([_held(result, hall, targets) for result in results])
        for day in range(scenario.calendar.days):
            for span in intervals_on(scenario, hall, day):
                place = int(span.start // scenario.calendar.interval)
                good = np.flatnonzero(holds[:, day, place])
                heads = least + int(good[0]) if len(good) else most
                found.append(Requirement(hall, (pool,), day, span, np.nan, np.nan, heads))
    return found


def _by_interval(target: Target) -> bool:
    """Whether a target's measure is read by hall and interval."""
    found = measure(target.measure)
    return found.family == "contact" and found.kind == "ratio" and "hall" in found.scopes


def _held(result: Result, hall: str, targets: list[Target]) -> Floats:
    """1 where all targets' measures are on the right side, shape (days, intervals); no customers are no shortfall."""
    length = result.scenario.calendar.interval
    starts = [clock_text(number * length) for number in range(result.frame.intervals)]
    held = np.ones((result.frame.days, result.frame.intervals))
    for target in targets:
        found = result.by_interval(target.measure, f"hall:{hall}").reindex(columns=starts).to_numpy()
        good = found <= threshold(target) if target.at_most is not None else found >= threshold(target)
        held *= good | np.isnan(found)
    return held
