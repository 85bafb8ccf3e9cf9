"""The part of a program that gives each hall one of its staffings."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, TypeVar

import pulp

Staffing = TypeVar("Staffing", bound=Hashable)


def one_each(
    problem: Any, options: Mapping[str, Sequence[Staffing]]
) -> dict[str, dict[Staffing, pulp.LpVariable]]:
    """By hall, for each of its staffings whether it is the one, of which there is exactly one.

    Parameters
    ----------
    problem : LpProblem
        To which variables and constraints are added.
    options : mapping
        By hall, its staffings.
    """
    flags = {
        hall: {
            each: problem.add_variable(f"has_{number}_{place}", 0, 1, pulp.LpInteger)
            for place, each in enumerate(some)
        }
        for number, (hall, some) in enumerate(options.items())
    }
    for number, own in enumerate(flags.values()):
        problem += pulp.lpSum(own.values()) == 1, f"one_{number}"
    return flags
