"""What no plan costs less than, and under what that is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Assumed = Literal["heads", "orders", "calls", "waits", "halls", "all", "turns"]
"""The name of a sentence of the certificate."""


@dataclass(frozen=True)
class Bound:
    """What no plan that holds costs less than.

    Attributes
    ----------
    cost : float
        Yuan over the horizon; zero where nothing is known, infinite where no plan holds.
    assumed : str or None
        Under what it is right: more heads never hurt, that and that orders come as in one run, what is said of the work of calls, of their waits or of halls, that orders
        are taken in turn, or that all plans were tried; None where it is that of the rules alone.
    """

    cost: float = 0.0
    assumed: Assumed | None = None

    @property
    def is_known(self) -> bool:
        """Whether it says that plans which hold cost something at least."""
        return 0 < self.cost < float("inf")

    def gap(self, cost: float | None) -> float | None:
        """How much cheaper than a cost another plan could be at most, as a share of it; None where that is not known."""
        return (cost - self.cost) / cost if cost and self.is_known else None
