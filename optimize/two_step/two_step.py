"""The two-step way: requirements of each interval, then the cheapest shifts that cover them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from math import ceil

import numpy as np

from optimize.oracle import Oracle
from optimize.plans.choice import Choice
from optimize.plans.constraints import cheapest
from optimize.plans.covering import requirements_are_covered, services_have_somebody
from optimize.plans.plan import Plan, plan_of
from optimize.plans.solved import solve
from optimize.proposal import Proposal
from optimize.requirements.call_requirements import call_goal, call_requirements
from optimize.requirements.counter_requirements import Requirement, Variant, Way, requirements
from optimize.requirements.erlang import goal_of
from optimize.requirements.office_requirements import office_requirements
from sim.measures.registry import measure

FACTORS = tuple(round(factor, 2) for factor in np.arange(0.5, 2.01, 0.05).tolist())
"""Times which volume the requirements are worked out, to find the least at which the plan holds; between two of them it is looked for where
it is asked for (assumed)."""


def needs(choice: Choice, variant: Variant = "sipp", factor: float = 1.0) -> list[Requirement]:
    """What the targets that closed forms know require together: in each interval the most; empty if they know none."""
    scenario = choice.scenario
    goals = [goal for goal in map(goal_of, scenario.targets) if goal] if scenario.halls else []
    calls = [goal for target in scenario.targets if (goal := call_goal(scenario, target))]
    tables = [requirements(scenario, goal, variant, factor) for goal in goals]
    of_calls = [call_requirements(scenario, goal, variant, factor) for goal in calls]
    of_orders = (
        [office_requirements(scenario, factor)]
        if any(measure(target.measure).family == "order" for target in scenario.targets)
        else []
    )
    return [
        max(same, key=lambda need: need.heads)
        for of_site in (tables, of_calls, of_orders)
        for same in zip(*of_site, strict=True)
    ]


def two_step(choice: Choice, variant: Variant = "sipp", factor: float = 1.0) -> Plan | None:
    """The plan by requirements; None where closed forms know no target, or the bounds leave no plan."""
    return plan_for(choice, factor, variant)


def covering_plan(choice: Choice, wanted: Sequence[Requirement]) -> Plan | None:
    """The cheapest plan that covers requirements; None where there are none, or the bounds leave no plan."""
    if not wanted:
        return None
    program = cheapest(choice)
    program.add(requirements_are_covered(program, wanted)).add(services_have_somebody(program))
    answer = solve(program)
    return plan_of(answer) if answer.heads else None


def two_step_plans(
    choice: Choice, way: Way = "sipp", simulated: Sequence[Requirement] = ()
) -> dict[float, Plan]:
    """Two-step plans for more and more volume, or times so many of the heads that simulation requires; those that bounds allow. What requires the
    same heads has the same plan, worked out once."""
    known, found = dict[tuple[int, ...], Plan | None](), dict[float, Plan]()
    for factor in FACTORS:
        wanted = _wanted(choice, factor, way, simulated)
        heads = tuple(need.heads for need in wanted)
        if heads not in known:
            known[heads] = covering_plan(choice, wanted)
        if plan := known[heads]:
            found[factor] = plan
    return found


def plan_for(
    choice: Choice, factor: float, way: Way = "sipp", simulated: Sequence[Requirement] = ()
) -> Plan | None:
    """The two-step plan for times the volume, or times the heads that simulation requires; None where bounds leave none."""
    return covering_plan(choice, _wanted(choice, factor, way, simulated))


def _wanted(choice: Choice, factor: float, way: Way, simulated: Sequence[Requirement]) -> list[Requirement]:
    """What is required for times the volume; nothing where closed forms know no target."""
    if way == "simulation":
        return _times(choice, simulated, factor)
    try:
        return needs(choice, way, factor)
    except ValueError:  # more servers than there can be
        return []


def _times(choice: Choice, wanted: Sequence[Requirement], factor: float) -> list[Requirement]:
    """Requirements of so many times as many heads, as far as there may be so many."""
    staffing = choice.scenario.staffing
    assert staffing is not None
    return [
        replace(
            need,
            heads=min(
                ceil(round(factor * need.heads, 6)), sum(staffing.most_heads(pool) for pool in need.pools)
            ),
        )
        for need in wanted
    ]


def tried(plans: Mapping[float, Plan], oracle: Oracle, look: Oracle | None = None) -> list[Proposal]:
    """Two-step plans with whether they hold, tried in one call; those that do not hold at a look, if there is one, are not."""
    heads = [plan.heads for plan in plans.values()]
    near = look.hold(heads) if look else [True] * len(heads)
    good = iter(oracle.hold([each for each, worth in zip(heads, near, strict=True) if worth]))
    holds = {factor: worth and next(good) for factor, worth in zip(plans, near, strict=True)}
    held = [factor for factor in plans if holds[factor]]
    costs = dict(zip(held, oracle.priced([plans[factor] for factor in held]), strict=True))
    return [
        Proposal("requirements", costs.get(factor, plan), holds[factor], factor=factor)
        for factor, plan in plans.items()
    ]


PRECISION = 0.01
"""How near to the least caution is near enough (assumed: a hundredth of the volume is less than a head in a hundred)."""


def least_holding_factor(holds: Callable[[float], bool], cautions: Iterable[float]) -> float | None:
    """The first of some cautions that holds, or one between it and the one before, to a precision; None where none holds.

    Parameters
    ----------
    holds : callable
        Whether the plan with a caution holds; it may be asked about each caution once.
    cautions : iterable of float
        From the forecast's own, 1, on, each larger than the one before.
    """
    short: float | None = None
    for caution in cautions:
        if holds(caution):
            return caution if short is None else _between(holds, short, caution)
        short = caution
    return None


def _between(holds: Callable[[float], bool], short: float, good: float) -> float:
    """The least caution above one that falls short, up to one that holds, to the precision: by bisection."""
    while good - short > 1.5 * PRECISION:
        steps = round((good - short) / PRECISION)
        middle = round(short + steps // 2 * PRECISION, 6)
        if holds(middle):
            good = middle
        else:
            short = middle
    return good
