"""Whether so many people on each shift keep the rules of a staffing: read off, without a solver, where that can be."""

from __future__ import annotations

from functools import cached_property

from optimize.plans.plan import Plan, by_rules, solved_with
from optimize.plans.program import Choice, Program

EXACT = 1e-6
"""By so much a rule may be missed: less than a person, or a second of somebody's time (assumed)."""


class Rules:
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
