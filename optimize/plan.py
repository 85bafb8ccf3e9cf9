"""A plan: who works when, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass

from optimize.program import Choice
from optimize.solver import Answer

PLAN = "plan"
"""What a plan is called among policies."""


@dataclass(frozen=True)
class Plan:
    """A staffing.

    Attributes
    ----------
    cost : float
        Yuan over the horizon, by the schedule, with `calls`; overtime comes on top.
    people : tuple of int
        By shift of the choice.
    heads : tuple of int
        By stretch of the choice.
    calls : float
        Of the cost what answered calls cost that are paid, in a simulation of the plan.
    """

    cost: float
    people: tuple[int, ...]
    heads: tuple[int, ...]
    calls: float = 0.0


def plan_of(answer: Answer) -> Plan:
    """The plan that a solved program gives."""
    return Plan(answer.cost, answer.people, answer.heads)


def with_people(choice: Choice, people: tuple[int, ...]) -> Plan:
    """The plan of so many people on each shift."""
    heads = [0] * len(choice.places)
    cost = 0.0
    for shift, count in zip(choice.shifts, people, strict=True):
        cost += shift.cost * count
        for index in shift.covers:
            heads[index] += count
    return Plan(cost, people, tuple(heads))
