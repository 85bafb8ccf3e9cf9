"""What simulates plans beside one that was checked: hall by hall, on the visits of that plan, or each on its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimize.abandonment_guard import strictest
from optimize.cuts.screening import FixedArrivalOracle
from optimize.oracle import Oracle
from optimize.plans.plan import Plan
from optimize.simulation import Simulation
from optimize.sites.oracle import SiteOracle
from optimize.sites.separability import are_separable
from optimize.slacks import Slacks
from optimize.task import Task
from optimize.verify.check import CheckedPlan
from sim.running.fixed_visits import can_be_known


def runs_of(task: Task, plans: Sequence[Plan]) -> int:
    """How many whole simulations some plans take: of halls that are nowhere coupled, one tries another staffing in each."""
    if not are_separable(task.choice):
        return len(plans)
    parts = [SiteOracle(Simulation(task.choice, range(1))).of_halls(plan.heads) for plan in plans]
    return max(len({each[hall] for each in parts}) for hall in parts[0])


def oracle_beside(task: Task, held: CheckedPlan, count: int) -> Oracle | SiteOracle:
    """An oracle on the first replications of a check, for plans next to the one that was checked."""
    simulation = task.simulation(held.fresh).first(count)
    if are_separable(task.choice):
        return SiteOracle(simulation)
    oracle = Oracle(simulation)
    oracle.guard = strictest(task.choice.scenario)  # differences are asked for, in which it does not count
    if can_be_known(task.choice.scenario):
        same = simulation.visits_with(held.plan.heads)
        return FixedArrivalOracle(oracle, same, count, simulation.as_of)
    return oracle


def judged_beside(
    task: Task, held: CheckedPlan, plans: Sequence[Plan], count: int
) -> list[tuple[Plan, Slacks]]:
    """Plans with what they cost, and the slacks they have, by what they differ from a plan that was checked, on the first replications of its check."""
    oracle = oracle_beside(task, held, count)
    every = [held.plan, *plans]
    oracle.try_plans(every)
    here, *there = oracle.slacks([each.heads for each in every])
    base, *others = oracle.priced(every)
    judged = []
    for plan, slacks, other in zip(plans, there, others, strict=True):
        overtime = held.plan.overtime + other.overtime - base.overtime
        calls = held.plan.calls + other.calls - base.calls
        judged.append((plan.with_on_top(overtime, calls), held.slacks + _minus(slacks, here)))
    return judged


def _minus(there: Slacks, here: Slacks) -> Slacks:
    """A difference of slacks; of a measure without a value on either side, that the target is missed."""
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(there - here, nan=-np.inf, posinf=np.inf, neginf=-np.inf)
