"""An integer program about people on shifts, to which families of constraints are added.

Variables: ``people_j``, how many work shift *j*; ``heads_i``, how many are on duty in stretch *i*, which is the sum of the
people whose shifts cover it; ``trained_k``, how many are trained for another pool.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pulp

from optimize.plans.choice import Choice

Constraint = tuple[Any, str]
"""A comparison of PuLP, and its name."""


@dataclass
class Program:
    """A program and its variables.

    Attributes
    ----------
    choice : Choice
        What it is about.
    problem : LpProblem
        PuLP's model.
    people, heads, trained : list of LpVariable
        By shift, by stretch, and by training.
    """

    choice: Choice
    problem: Any
    people: list[Any] = field(default_factory=list)
    heads: list[Any] = field(default_factory=list)
    trained: list[Any] = field(default_factory=list)

    def add(self, family: Iterator[Constraint]) -> Program:
        """Add a family of constraints; the program itself."""
        for expression, name in family:
            self.problem += expression, name
        return self


def weighted(terms: Iterable[tuple[Any, float]]) -> Any:
    """The sum of variables, each times its number: one expression, where PuLP's products would be one a term."""
    total = pulp.lpSum([])
    for variable, by in terms:
        total.addterm(variable, by)
    return total
