"""One of the policies among which a plan was chosen: how its own search ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PlanStatus = Literal["optimal", "feasible", "infeasible", "time_limit", "dearer"]
Assumed = Literal["heads", "calls", "halls", "all"]


@dataclass(frozen=True)
class Alternative:
    """A policy with the cheapest plan under it.

    Attributes
    ----------
    policy : str
        Its name.
    status : str
        As of a search, or ``dearer`` where none was needed: by its rules alone any plan costs more than that of another policy.
    reason : str
        In words, where there is no plan.
    cost : float or None
        Of its plan, in yuan over the horizon; None without one.
    bound : float
        What no plan under it costs less than; zero where that is not known, infinite where no plan holds.
    assumed : str or None
        Under what the bound is right; None where it is that of the rules alone, or there is none.
    """

    policy: str
    status: PlanStatus
    reason: str
    cost: float | None
    bound: float
    assumed: Assumed | None

    @property
    def gap(self) -> float | None:
        """How much cheaper another plan under it could be at most, as a share of the cost; None where that is not known."""
        return (self.cost - self.bound) / self.cost if self.cost and self.bound else None
