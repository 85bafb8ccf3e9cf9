"""A goal: the one measure that a plan makes as good as its budget allows, and a threshold on it as a target of a least-cost search."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal

from optimize.bounds.bound import Assumed
from sim.measures.registry import measure
from sim.results.result import Result
from sim.scenario import Scenario
from sim.scenario.staffing import Goal
from sim.scenario.target import written

LONG = 366.0 * 24 * 60
"""Minutes that no wait reaches; the longest duration that a file can have."""

Ended = Literal["proven", "time", "tried", "effort", "given"]
"""How a search for the best value ended: it is proven; time was over; nothing that was searched for is better, nor a plan with one person more;
as much was simulated as is affordable without a time limit; or nothing was searched for, since the plan was given."""

STEP = 1e-9
"""By what share a value must be better to count as better; rounding errors are smaller by far."""


@dataclass(frozen=True)
class GoalPoint:
    """The cheapest plan found under a threshold on the goal, on the replications of the search.

    Attributes
    ----------
    value : float
        Of the goal, under that plan.
    cost : float
        Of the plan, in yuan over the horizon.
    """

    value: float
    cost: float


@dataclass(frozen=True)
class GoalFound:
    """What is known of a goal.

    Attributes
    ----------
    goal : Goal
        Which measure, where and when.
    budget : float
        Yuan.
    value : float
        Its value under the plan, in the mean over the replications of the search.
    bound : float or None
        No plan within the budget that holds the targets has a better value there; None where that is not known.
    assumed : str or None
        Under what the bound is right, as of a bound of costs.
    frontier : tuple of GoalPoint
        From the cheapest plan to the dearest, each with a better value than the one before.
    ended : str
        How the search ended.
    """

    goal: Goal
    budget: float
    value: float
    bound: float | None = None
    assumed: Assumed | None = None
    frontier: tuple[GoalPoint, ...] = ()
    ended: Ended = "tried"

    def affords(self, point: GoalPoint) -> bool:
        """Whether a point lies within the budget, but for rounding."""
        return point.cost <= self.budget * (1 + STEP)


def is_low(goal: Goal) -> bool:
    """Whether the lowest value is the best."""
    return measure(goal.measure).better == "low"


def is_better(goal: Goal, value: float, other: float) -> bool:
    """Whether a value is better than another one; no value is better than none at all."""
    return value < other if is_low(goal) else value > other


def loosest(goal: Goal) -> float:
    """The threshold that any value keeps."""
    found = measure(goal.measure)
    if not is_low(goal):
        return found.least
    return found.most if found.unit == "share" else LONG


def just_better(goal: Goal, value: float) -> float | None:
    """The threshold that only better values keep; None where there are none."""
    found = measure(goal.measure)
    bound = value * (1 - STEP) if is_low(goal) else value * (1 + STEP)
    if bound == value:
        bound = value - STEP if is_low(goal) else value + STEP
    return bound if max(0.0, found.least) <= bound <= found.most else None


def with_threshold(scenario: Scenario, goal: Goal, bound: float, budget: bool = True) -> Scenario:
    """The scenario with a threshold on the mean of its goal behind its targets, and without the goal.

    Parameters
    ----------
    scenario : Scenario
        With the goal.
    goal : Goal
        The goal.
    bound : float
        The threshold, in the measure's unit.
    budget : bool
        Whether the budget stays.
    """
    targets: list[dict[str, Any]] = deepcopy(list(scenario.source.data.get("targets") or []))
    targets.append(
        {
            "measure": goal.measure,
            "scope": goal.scope,
            "period": goal.period,
            "at_most" if is_low(goal) else "at_least": written(goal.measure, bound),
            "confidence": "50 %",  # the end of this one-sided interval is the mean
        }
    )
    changes: dict[str, Any] = {"targets": targets, "staffing.goal": None}
    return scenario.replace(changes if budget else changes | {"staffing.budget": None})


def value_of(goal: Goal, result: Result) -> float:
    """The goal in a result; the worst that there is where it has no value."""
    mean = float(result.estimate(goal.measure, goal.scope, goal.period).mean)
    return mean if isfinite(mean) else (float("inf") if is_low(goal) else -float("inf"))


def front(goal: Goal, points: list[GoalPoint]) -> tuple[GoalPoint, ...]:
    """Of some points those that no other one beats in cost and value, from cheap to dear."""
    found = list[GoalPoint]()
    for point in sorted(points, key=lambda each: (each.cost, each.value if is_low(goal) else -each.value)):
        if not found or is_better(goal, point.value, found[-1].value):
            found.append(point)
    return tuple(found)
