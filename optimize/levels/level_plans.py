"""Plans that promise levels by closed forms, at least cost; and what a given plan promises."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, inf
from typing import NamedTuple

import numpy as np
import pulp

from optimize.levels.calibration import LevelPlan
from optimize.levels.program import LevelProgram, TargetLevel, level_program, promised_levels, worth
from optimize.plans.choice import Choice
from optimize.plans.plan import Plan, plan_of
from optimize.plans.program import Program
from optimize.plans.solved import Answer, solve
from optimize.solver import run
from optimize.solver_status import Status

SMALL = 1e-6
"""So little of a person is nobody (assumed: what solvers take for zero)."""

SPARE = (0, 1)
"""By how many the people on a shift may differ from the next whole numbers; the second where the first leaves no plan (assumed)."""

DEAR = 10.0
"""Times what the most heads cost that a level missed altogether costs, where it cannot be promised: a point of it is dearer than the heads
that mend it (assumed)."""


class LevelPlanRequest(NamedTuple):
    """A plan that is wished for.

    Attributes
    ----------
    choice : Choice
        What is chosen.
    levels : tuple of TargetLevel
        What it is to promise.
    busier : float
        Times what answered calls are guessed to cost.
    seconds : float
        After how long the solver stops.
    gap : float
        Relative gap at which it stops.
    """

    choice: Choice
    levels: tuple[TargetLevel, ...]
    busier: float
    seconds: float
    gap: float


def level_plan(wish: LevelPlanRequest) -> LevelPlan | None:
    """The cheapest plan that promises the levels, or comes as near to them as plans can; None where the rules or the time leave none."""
    for price in (inf, DEAR * (1.0 + _most_cost(wish.choice))):
        found = level_program(wish.choice, wish.levels, wish.busier, price)
        answer = _answered(found, wish)
        if answer.heads:
            return _promise(found, plan_of(answer), wish.busier)
        if answer.status is not Status.INFEASIBLE:
            break
    return None


def levels_of_plan(choice: Choice, levels: Sequence[TargetLevel], plan: Plan, busier: float) -> LevelPlan:
    """What a plan promises, whatever the levels ask for, and whatever else is asked of plans that are wished for."""
    found = worth(choice, levels, busier, price=1.0)
    for variables, counts in ((found.program.people, plan.people), (found.program.heads, plan.heads)):
        for variable, count in zip(variables, counts, strict=True):
            variable.bounds(count, count)
    problem = found.program.problem
    problem.setObjective(pulp.lpSum([problem.objective, found.paid, *found.missed]))
    solve(found.program)
    return _promise(found, plan, busier)


def _promise(found: LevelProgram, plan: Plan, busier: float) -> LevelPlan:
    """The promise of a program that is solved."""
    return LevelPlan(plan, np.array(promised_levels(found)), float(pulp.value(found.paid)) / busier)


def _answered(found: LevelProgram, wish: LevelPlanRequest) -> Answer:
    """A plan near to the cheapest with parts of people."""
    program = found.program
    parts = run(program.problem, wish.seconds, whole=False)
    answer = Answer(parts.status)
    if not parts.has_solution:
        return answer
    about = [float(each.value()) for each in program.people]
    for spare in SPARE:
        people_are_near(program, about, spare)
        answer = solve(program, wish.seconds, gap=wish.gap)
        if answer.status is not Status.INFEASIBLE:
            break
    return answer


def _most_cost(choice: Choice) -> float:
    """What the most heads cost, everywhere and all the time, in yuan."""
    pools = choice.scenario.pools
    return sum(
        choice.bounds(index)[1] * place.minutes * pools[place.pool].cost
        for index, place in enumerate(choice.places)
    )


def people_are_near(program: Program, about: Sequence[float], spare: int) -> None:
    """People on each shift are about as many as in a plan with parts of people, and nobody where that has none.

    The cheapest plan may lie elsewhere, by less than simulation moves its cost; a solver that looks here finds one in time.
    """
    for each, people in zip(program.people, about, strict=True):
        least, most = floor(people + SMALL) - spare, ceil(people - SMALL) + spare
        each.bounds(max(0, least), most if people > SMALL else 0)
