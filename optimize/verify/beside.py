"""What simulates plans beside one that was checked: hall by hall, on the visits of that plan, or each on its own."""

from __future__ import annotations

from collections.abc import Sequence

from optimize.abandonment_guard import strictest
from optimize.cuts.screening import FixedArrivalOracle
from optimize.oracle import Oracle
from optimize.plans.plan import Plan
from optimize.simulation import Simulation
from optimize.sites.oracle import SiteOracle
from optimize.sites.separability import are_separable
from optimize.task import Task
from optimize.verify.check import CheckedPlan
from sim.running.fixed_arrivals import can_be_known


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
