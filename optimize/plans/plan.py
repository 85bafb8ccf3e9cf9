"""A plan: who works when, what it costs, and whether so many people on each shift keep the rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

import pulp

from optimize.plans.choice import Choice
from optimize.plans.constraints import cheapest
from optimize.plans.covering import services_have_somebody
from optimize.plans.program import Program
from optimize.plans.solved import Answer, solve
from optimize.solver_status import Status
from sim.scenario.staffing import CrossTraining

PLAN = "plan"
"""What a plan is called among policies."""

MOST_PARTED = 4
"""Pools up to which every way to part them in two has its plan (assumed: sixteen plans)."""


@dataclass(frozen=True)
class Plan:
    """A staffing.

    Attributes
    ----------
    cost : float
        Yuan over the horizon: the schedule, and with `overtime` and `calls` what comes on top of it, as far as it was simulated.
    people : tuple of int
        By shift of the choice.
    heads : tuple of int
        By stretch of the choice.
    calls : float
        Of the cost what answered calls cost that are paid, in a simulation of the plan.
    overtime : float
        Of the cost what overtime costs in it.
    trained : tuple of int
        By training of the choice, how many are trained.
    """

    cost: float
    people: tuple[int, ...]
    heads: tuple[int, ...]
    calls: float = 0.0
    trained: tuple[int, ...] = ()
    overtime: float = 0.0

    @property
    def schedule(self) -> float:
        """What the schedule costs, with its breaks and premiums, and what training does; no plan costs less than that."""
        return self.cost - self.calls - self.overtime

    def with_on_top(self, overtime: float, calls: float) -> Plan:
        """The same plan with other costs on top of its schedule."""
        return replace(self, cost=self.schedule + overtime + calls, calls=calls, overtime=overtime)


def plan_of(answer: Answer) -> Plan:
    """The plan that a solved program gives."""
    return Plan(answer.cost, answer.people, answer.heads, trained=answer.trained)


def trained_in(choice: Choice, plan: Plan) -> list[tuple[CrossTraining, int]]:
    """For what people may be trained, and how many are by a plan."""
    return list(zip(choice.trainings, plan.trained, strict=True))


def with_people(choice: Choice, people: tuple[int, ...]) -> Plan | None:
    """The cheapest plan of so many people on each shift, by how many are trained; None where rules forbid it."""
    return solved_with(by_rules(choice), people)


def by_rules(choice: Choice) -> Program:
    """The program of all rules, in which each service has somebody while it is open."""
    program = cheapest(choice)
    return program.add(services_have_somebody(program))


def solved_with(program: Program, people: tuple[int, ...]) -> Plan | None:
    """The cheapest plan of a program with so many people on each shift; None where it has none."""
    for variable, count in zip(program.people, people, strict=True):
        variable.lowBound = variable.upBound = count
    answer = solve(program)
    return plan_of(answer) if answer.status is Status.OPTIMAL else None


def fullest(choice: Choice) -> Plan:
    """The plan with the most head-hours that the rules allow; they allow some plan."""
    return _with_most(choice, {place.pool for place in choice.places})


def corners(choice: Choice) -> list[Plan]:
    """Plans with some pools at the most that the rules allow and the others at the least: every way to part the pools in two, or, where
    they are many, one pool on its own at a time."""
    pools = sorted({place.pool for place in choice.places})
    sizes = range(len(pools) + 1) if len(pools) <= MOST_PARTED else (0, 1, len(pools) - 1, len(pools))
    parted = (set(some) for size in sizes for some in combinations(pools, size))
    return list({plan.heads: plan for plan in (_with_most(choice, some) for some in parted)}.values())


def _with_most(choice: Choice, pools: set[str]) -> Plan:
    """The plan with the most head-hours of some pools, and the fewest of the others."""
    program = by_rules(choice)
    minutes = [place.minutes if place.pool in pools else -place.minutes for place in choice.places]
    program.problem.setObjective(
        pulp.lpSum(-each * heads for each, heads in zip(minutes, program.heads, strict=True))
    )
    # The program does not ask what it costs, such as who is trained for nothing.
    plan = with_people(choice, solve(program).people)
    assert plan is not None
    return plan


EXACT = 1e-6
"""By so much a rule may be missed: less than a person, or a second of somebody's time (assumed)."""


class StaffingRules:
    """The rules of a staffing, made once for many plans.

    Parameters
    ----------
    choice : Choice
        What is chosen.
    """

    def __init__(self, choice: Choice) -> None:
        self.choice = choice

    def plan(self, people: tuple[int, ...]) -> Plan | None:
        """The plan of so many people on each shift; None where rules forbid it.

        Where a rule is about more than people and heads, such as who has which days off or is trained for what, a solver says so.
        """
        if self._asks_more:
            return solved_with(self._program, people)
        heads = self._heads(people)
        for variable, value in zip(
            [*self._program.people, *self._program.heads], [*people, *heads], strict=True
        ):
            variable.varValue = value
        bounds = map(self.choice.bounds, range(len(heads)))
        within = all(least <= count <= most for (least, most), count in zip(bounds, heads, strict=True))
        if not within or not all(rule.valid(EXACT) for rule in self._program.problem.constraints()):
            return None
        return Plan(sum(self.choice.cost(people, ())), people, heads)

    def _heads(self, people: tuple[int, ...]) -> tuple[int, ...]:
        heads = [0] * len(self.choice.places)
        for shift, count in zip(self.choice.shifts, people, strict=True):
            for index in shift.covers:
                heads[index] += count
        return tuple(heads)

    @cached_property
    def _program(self) -> Program:
        return by_rules(self.choice)

    @cached_property
    def _asks_more(self) -> bool:
        program = self._program
        return len(program.problem.variables()) > len(program.people) + len(program.heads)
