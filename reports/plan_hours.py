"""How long heads are on duty, pool by pool of a plan, how much overtime there was in its check, and what other pools cost."""

from __future__ import annotations

from dataclasses import dataclass

from optimize.cost import on_top, paid_pools
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


def overtime_of(outcome: StaffingOutcome) -> float:
    """Minutes of overtime in the check of a plan that are in its cost."""
    check = outcome.check
    assert check is not None
    return sum(check.estimate("overtime", f"pool:{pool}").mean for pool in paid_pools(outcome.choice))


def cost_of_others(outcome: StaffingOutcome) -> float:
    """Yuan for the pools that keep their own heads, in the check of a plan: with what the plan costs, and without what training costs, it is
    the staff cost."""
    check, choice = outcome.check, outcome.choice
    assert check is not None
    others = set(check.scenario.pools) - {place.pool for place in choice.places}
    all_of_it = sum(check.estimate("staff_cost", f"pool:{pool}").mean for pool in others)
    return all_of_it - sum(on_top(check, others & paid_pools(choice)))
