"""What a plan costs against the threshold of the target that binds: a few other thresholds, from what the search learnt and a little more.

Each point is the cheapest plan found that holds on the replications of the search; it is not checked on fresh ones, and a
cheaper plan may exist.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from optimize.cuts.search import Search
from optimize.deadline import Deadline
from optimize.levels.search import LevelSearch
from optimize.oracle import Oracle
from optimize.outcome import StaffingOutcome
from optimize.plans.choice import choice_of
from optimize.plans.plan import Plan
from optimize.slacks import looser_by
from sim.measures.registry import measure
from sim.scenario import Scenario
from sim.scenario.target import Target, threshold, written

LOOSER = (0.8, 0.9, 1.1, 1.25)
"""Thresholds tried: times that of a target from above, or times the way from 100 % to that of a share from below (assumed)."""

ROUNDS = 6
"""Rounds of lines at each threshold (assumed)."""


FOUND = "cheapest plans found on the replications of the search, not checked on fresh ones"
OF_OTHERS = "not looked for: the plan comes from no search that other thresholds could go on with"


def kind_of_points(outcome: StaffingOutcome) -> str:
    """How sure the points of an outcome are or, where there are none, why: a sentence."""
    return FOUND if _can_go_on(outcome) else OF_OTHERS


def _can_go_on(outcome: StaffingOutcome) -> bool:
    record = outcome.record
    return record.method == "cuts" and record.search is not None and record.goal is None


@dataclass(frozen=True)
class Point:
    """A threshold with the cost of the cheapest plan found.

    Attributes
    ----------
    threshold : float
        Of the target, in its unit.
    cost : float or None
        Yuan over the horizon; None where no plan was found.
    """

    threshold: float
    cost: float | None


def frontier(outcome: StaffingOutcome, number: int, until: Deadline) -> tuple[Point, ...]:
    """Points from the tightest threshold to the loosest, that of the scenario among them.

    Parameters
    ----------
    outcome : StaffingOutcome
        With a plan; and with its search, otherwise there are no points.
    number : int
        Number of the target.
    until : Deadline
        When to end; what is left is shared out to the points that are.
    """
    assert outcome.plan is not None
    if not _can_go_on(outcome):
        return ()
    target = outcome.choice.scenario.targets[number]
    found: list[Point] = []
    best: Plan | None = None
    for place, factor in enumerate(sorted((*LOOSER, 1.0))):
        share = until.part(1 / (len(LOOSER) + 1 - place))
        bound = other_threshold(target, factor)
        starts, cheapest = [plan for plan in (best, outcome.plan) if plan], None
        if factor == 1:
            cheapest = outcome.plan
        else:
            other = outcome.choice.scenario.replace({"targets": _targets(outcome, number, bound)})
            with share.ends():
                cheapest = _cheapest(outcome, other, starts, share)
            held = [
                plan for plan in (best, cheapest) if plan
            ]  # whatever holds a tighter threshold holds this one
            cheapest = min(held, key=lambda plan: plan.cost, default=None)
        best = cheapest
        found.append(Point(bound, best.cost if best else None))
    return tuple(found)


def other_threshold(target: Target, factor: float) -> float:
    """A threshold that is looser by a factor, tighter where it is below one."""
    bound = threshold(target)
    if target.at_most is not None:
        return factor * bound
    if measure(target.measure).unit == "share":
        return max(0.0, 1 - factor * (1 - bound))
    return bound / factor


def _cheapest(outcome: StaffingOutcome, other: Scenario, starts: list[Plan], until: Deadline) -> Plan | None:
    """The cheapest plan found for other thresholds."""
    search = outcome.record.search
    if isinstance(search, LevelSearch):
        return _by_levels(search.with_thresholds(other), starts, until)
    assert search is not None
    return _by_search(search, other, starts, until)


def _by_levels(search: LevelSearch, starts: list[Plan], until: Deadline) -> Plan | None:
    """The cheapest plan of a large call centre found for other thresholds, after one more round."""
    for plan in starts:
        search.try_plan(plan)
    search.more(until)
    return search.best.plan if search.best else None


def _by_search(before: Search, other: Scenario, starts: list[Plan], until: Deadline) -> Plan | None:
    """The cheapest plan found with another threshold of a target."""
    scenario, known = before.choice.scenario, before.oracle
    shift = np.append(looser_by(other.targets, scenario.targets), np.zeros(len(known.guard.most)))
    choice = choice_of(other)
    oracle = Oracle(replace(known.simulation, choice=choice))
    oracle.known = {heads: slacks + shift for heads, slacks in known.known.items()}
    search = Search(choice, oracle, until=until)
    search.learn_from(before, shift)
    for plan in starts:
        search.offer(plan)
    search.follow_lines(ROUNDS)
    search.prune()
    return search.best


def _targets(outcome: StaffingOutcome, number: int, bound: float) -> list[dict[str, Any]]:
    """The targets as the file has them, with another threshold of one."""
    scenario = outcome.choice.scenario
    targets: list[dict[str, Any]] = deepcopy(scenario.source.data["targets"])
    side = "at_most" if scenario.targets[number].at_most is not None else "at_least"
    targets[number][side] = written(scenario.targets[number].measure, bound)
    return targets
