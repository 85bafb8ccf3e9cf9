"""All heads that there are, shared out over halls for the least waiting, whatever the targets say."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np

from optimize.allocation import Fairness, allocate, response_curves
from optimize.deadline import Deadline
from optimize.outcome import CannotStaff, Record, StaffingOutcome
from optimize.plans.choice import Choice, choice_of
from optimize.plans.constraints import cheapest
from optimize.plans.plan import Plan, plan_of
from optimize.plans.solved import solve
from optimize.simulation import Simulation
from optimize.solver import available
from optimize.task import PARTED_VISITS, Effort, Task
from optimize.verify.check import check_on_fresh
from sim.running.experiment import contacts_of
from sim.running.workers import Workers
from sim.scenario import Scenario

MOST_STAFFINGS = 200
"""Staffings of a hall up to which all are simulated (assumed)."""


def share_out(
    scenario: Scenario,
    fairness: Fairness = "total",
    seed: int = 1,
    effort: Effort | None = None,
    say: Callable[[str], None] = lambda _: None,
    workers: Workers = 1,
) -> StaffingOutcome:
    """Share out exactly ``staffing.total`` heads, each hall with the same heads all day.

    Parameters
    ----------
    scenario : Scenario
        With a section `staffing` that has a `total`, and pools of halls.
    fairness : str
        ``total``: least waiting of all customers together; ``worst``: least mean wait in the hall where it is longest.
    seed : int
        Seed of the dice.
    effort : Effort, optional
        How much is simulated.
    say : callable
        Told what is going on.
    workers : int or Executor
        Who works, such as so many processes at most; that changes no digit.

    Returns
    -------
    StaffingOutcome
        Optimal among the staffings within the bounds, on the replications of the search; the check says what targets make of it.

    Raises
    ------
    CannotStaff
        The scenario does not say how many heads there are, or not only halls are staffed.
    SolverError
        There is no solver, or it broke off.
    """
    total = _total(scenario)
    available()
    choice, spent = choice_of(scenario), effort or Effort()
    staffings = _staffings(scenario)
    say("each hall with each staffing")
    each = max(map(len, staffings.values())) * contacts_of(scenario)
    count = int(min(spent.search, max(8, PARTED_VISITS / each)))
    curves = response_curves(Simulation(choice, range(count), seed, workers), staffings)
    shared = allocate(curves, total, fairness)
    if shared is None:
        reason = f"the bounds of the pools leave no way to have {total} heads in all"
        return StaffingOutcome(choice, "infeasible", reason, record=Record("share-out"))
    plan = _plan(choice, shared.heads)
    if plan is None:
        reason = "the way to share out heads with the least waiting breaks another rule of staffing, such as its budget"
        return StaffingOutcome(choice, "infeasible", reason, record=Record("share-out"))
    task = Task(choice, "share-out", "sipp", spent, seed, workers, Deadline(), say)
    held = check_on_fresh(task, plan, 0, min(spent.check, 4 * count))
    record = Record(
        "share-out", fresh=held.fresh, shared=shared, replications=count, checked_guard=held.guard
    )
    return StaffingOutcome(choice, "optimal", plan=held.plan, check=held.result, record=record)


def _total(scenario: Scenario) -> int:
    """How many heads there are."""
    staffing = scenario.staffing
    if staffing is None or staffing.total is None:
        raise CannotStaff(
            "there is no number of heads to share out, add for example staffing: {total: 20, pools: …}"
        )
    others = [pool for pool in staffing.pools if scenario.site_of(pool).kind != "hall"]
    if others:
        raise CannotStaff(
            f"only heads of halls are shared out, leave {', '.join(others)} out of staffing.pools"
        )
    if any(pool.shift_types for pool in staffing.pools.values()):
        raise CannotStaff("heads are shared out for whole days, write block in place of shift_types")
    if scenario.floaters:
        raise CannotStaff("heads are shared out for whole days, which floaters are not: leave out floaters")
    if staffing.cross_training:
        raise CannotStaff("heads are shared out as people are trained, leave out staffing.cross_training")
    return staffing.total


def _staffings(scenario: Scenario) -> dict[str, list[dict[str, int]]]:
    """By hall, every number of heads of each of its pools, somebody at the counters."""
    assert scenario.staffing is not None
    found = {}
    for hall, rules in scenario.halls.items():
        pools = [pool for pool in rules.pools if pool in scenario.staffing.pools]
        staffing = scenario.staffing
        bounds = [range(staffing.pools[pool].least, staffing.most_heads(pool) + 1) for pool in pools]
        count = np.prod([len(each) for each in bounds])
        if count > MOST_STAFFINGS:
            raise CannotStaff(
                f"hall {hall} has {count} staffings, more than {MOST_STAFFINGS}: narrow least and most of its pools"
            )
        some = [dict(zip(pools, heads, strict=True)) for heads in product(*bounds)]
        at_counters = [pool for pool in pools if scenario.pools[pool].works_at == "counter"]
        if pools:
            found[hall] = [
                each for each in some if not at_counters or any(each[pool] for pool in at_counters)
            ]
    return found


def _plan(choice: Choice, heads: dict[str, int]) -> Plan | None:
    """The plan with so many heads of each pool all day; None where rules forbid it."""
    program = cheapest(choice)
    for number, (place, variable) in enumerate(zip(choice.places, program.heads, strict=True)):
        program.problem += variable == heads[place.pool], f"shared_{number}"
    answer = solve(program)
    return plan_of(answer) if answer.heads else None
