"""What a batch of replications shares of who comes through one door, drawn once and kept."""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace
from typing import Any, Generic, Protocol, TypeVar

from numpy.typing import NDArray

from sim.draws.contact_sampler import NewCases


class Demand(Protocol):
    """Who comes through a door, and what the contacts carry."""

    def cases(self, day: int, replications: range) -> NewCases:
        """The new cases of a day."""

    def carried(self, cases: NewCases, attempt: int) -> dict[str, NDArray[Any]]:
        """The columns that the contacts of some cases carry, by name."""


Door = TypeVar("Door", bound=Demand)


class BatchDraws(Generic[Door]):
    """The demand of one door for a batch of replications, drawn a day and attempt at a time and kept.

    Parameters
    ----------
    demand : HallDemand or LineDemand
        Who comes.
    replications : range
        The batch.
    """

    def __init__(self, demand: Door, replications: range) -> None:
        self.demand, self.replications = demand, replications
        self.cases = lru_cache(maxsize=None)(self._cases)
        self.carried = lru_cache(maxsize=None)(self._carried)

    def _cases(self, day: int) -> NewCases:
        return self.demand.cases(day, self.replications)

    def _carried(self, day: int, attempt: int) -> dict[str, NDArray[Any]]:
        return self.demand.carried(self.cases(day), attempt)

    def lists(self, day: int, attempt: int, row: int) -> SimpleNamespace:
        """What the contacts of one replication carry, as lists; `row` is its place in the batch."""
        own = self.cases(day).of_lane(row)
        return SimpleNamespace(
            **{name: _as_list(column[own]) for name, column in self.carried(day, attempt).items()}
        )


def _as_list(column: NDArray[Any]) -> list[Any]:
    """A plain list; of a column that is the same everywhere, quickly."""
    values: list[Any] = column[:1].tolist() if column.strides == (0,) else column.tolist()
    return values * len(column) if column.strides == (0,) else values
