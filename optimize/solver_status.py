"""How a solver ended, whichever it was."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Status(enum.Enum):
    """What became of a program; anything unknown is `FAILED`."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    TIME_LIMIT = "time_limit"
    FAILED = "failed"


@dataclass(frozen=True)
class SolverResult:
    """How a solver ended; the variables of the problem then have the values of its solution, if there is one.

    Attributes
    ----------
    status : Status
        How it ended.
    bound : float
        What no solution is below; minus infinity where that is not known.
    """

    status: Status
    bound: float = -float("inf")

    @property
    def has_solution(self) -> bool:
        """Whether the variables have values that keep all constraints."""
        return self.status in (Status.OPTIMAL, Status.FEASIBLE)
