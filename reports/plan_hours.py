"""How long heads are on duty, pool by pool of a plan, and what their check cost on top of the plan."""

from __future__ import annotations

from dataclasses import dataclass

from optimize.outcome import StaffingOutcome
from sim.results.result import Result


@dataclass(frozen=True)
class PlannedPool:
    """A pool in a plan.

    Attributes
    ----------
    pool : str
        Its name.
    hours : float
        Hours on duty of all its heads over the horizon, by the schedule.
    fewest, most : int
        Fewest and most heads in a stretch of the plan.
    """

    pool: str
    hours: float
    fewest: int
    most: int


def planned_pools(outcome: StaffingOutcome) -> list[PlannedPool]:
    """The pools that a checked plan has chosen heads for, in their order."""
    assert outcome.plan is not None
    assert outcome.check is not None
    heads: dict[str, list[int]] = {}
    for place, count in zip(outcome.choice.places, outcome.plan.heads, strict=True):
        heads.setdefault(place.pool, []).append(count)
    return [
        PlannedPool(pool, hours_on_duty(outcome.check, pool), min(own), max(own))
        for pool, own in heads.items()
    ]


def hours_on_duty(result: Result, pool: str) -> float:
    """Hours on duty of all heads of a pool over the horizon, by the schedule that was simulated."""
    return float(result.frame.present[result.frame.names["pool"].index(pool)].sum()) / 60


@dataclass(frozen=True)
class OnTop:
    """What staff cost in the check of a plan, beside what the plan costs by its schedule.

    Attributes
    ----------
    overtime : float
        Minutes of overtime of the pools whose heads were chosen.
    cost : float
        Yuan for them.
    others : float
        Yuan for the pools that keep their own heads, by their schedule and with their overtime.
    """

    overtime: float
    cost: float
    others: float


def on_top(outcome: StaffingOutcome) -> OnTop:
    """What comes on top of the cost of a checked plan; with that, and without what training costs, it is the staff cost."""
    check, chosen = outcome.check, {place.pool for place in outcome.choice.places}
    assert check is not None
    minutes = {pool: check.estimate("overtime", f"pool:{pool}").mean for pool in chosen}
    pools = check.scenario.pools
    return OnTop(
        sum(minutes.values()),
        sum(minutes[pool] * pools[pool].cost * pools[pool].overtime_pay for pool in chosen),
        sum(check.estimate("staff_cost", f"pool:{pool}").mean for pool in pools if pool not in chosen),
    )
