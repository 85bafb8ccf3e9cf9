"""What plans cost by brute force: what staff cost in a simulation of each, with overtime, paid breaks and calls paid one by one."""

from __future__ import annotations

from collections.abc import Iterable

from optimize.oracle import Oracle
from optimize.plans.choice import Choice
from optimize.plans.pay import changes_of_plan
from optimize.plans.plan import Plan, StaffingRules
from optimize.simulation import Heads, Simulation, can_be_run
from sim.running.candidates import evaluate


def holding_costs(choice: Choice, people: Iterable[Heads], replications: int) -> dict[Heads, float]:
    """By people on the shifts, the cost of each plan that rules allow and that holds; of a scenario in which all pools are chosen and
    nobody is trained, so that staff cost is that of the plan."""
    found = map(StaffingRules(choice).plan, people)
    plans = [plan for plan in found if plan and can_be_run(choice, plan.heads)]
    holds = Oracle(Simulation(choice, range(replications))).hold([plan.heads for plan in plans])
    good: list[Plan] = [plan for plan, each in zip(plans, holds, strict=True) if each]
    changes = [changes_of_plan(choice, plan) for plan in good]
    only = frozenset({("staff_cost", "all")})
    results = evaluate(choice.scenario, changes, range(replications), 1, only) if good else []
    return {
        plan.people: result.estimate("staff_cost").mean for plan, result in zip(good, results, strict=True)
    }
