"""What may be chosen in a scenario: heads by stretch, people by shift, and for what people may be trained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from optimize.plans.shifts import ShiftOption, shifts_of
from optimize.plans.stretches import Stretch, stretches
from sim.scenario import Scenario
from sim.scenario.staffing import CrossTraining

ROUNDING = 1e-6
"""Share of a budget by which sums of many costs may lie above it."""


@dataclass(frozen=True)
class Choice:
    """What is to be chosen in a scenario.

    Attributes
    ----------
    scenario : Scenario
        With its section `staffing`.
    places : tuple of Stretch
        Where heads are counted.
    shifts : tuple of ShiftOption
        How people may work.
    """

    scenario: Scenario
    places: tuple[Stretch, ...]
    shifts: tuple[ShiftOption, ...]

    def bounds(self, index: int) -> tuple[int, int]:
        """Least and most heads of a stretch."""
        assert self.scenario.staffing is not None
        pool = self.places[index].pool
        return self.scenario.staffing.pools[pool].least, self.scenario.staffing.most_heads(pool)

    @property
    def trainings(self) -> tuple[CrossTraining, ...]:
        """For what people may be trained."""
        assert self.scenario.staffing is not None
        return self.scenario.staffing.cross_training

    def cost(self, people: Sequence[Any], trained: Sequence[Any]) -> list[Any]:
        """What so many people on each shift, and so many who are trained, cost: the terms, whether numbers or variables."""
        shifts = [shift.cost * count for shift, count in zip(self.shifts, people, strict=True)]
        return shifts + [each.cost * count for each, count in zip(self.trainings, trained, strict=True)]

    def affords(self, cost: float) -> bool:
        """Whether the budget allows a cost, but for rounding."""
        assert self.scenario.staffing is not None
        budget = self.scenario.staffing.budget
        return budget is None or cost <= budget * (1 + ROUNDING)

    def stretches_of(self, pool: str, day: int) -> Sequence[int]:
        """Numbers of the stretches of a pool on a day."""
        return self._by_day.get((pool, day), ())

    @cached_property
    def _by_day(self) -> dict[tuple[str, int], list[int]]:
        found: dict[tuple[str, int], list[int]] = {}
        for index, place in enumerate(self.places):
            for day in place.days:
                found.setdefault((place.pool, day), []).append(index)
        return found


def choice_of(scenario: Scenario) -> Choice:
    """Stretches and shifts of a scenario that has a section `staffing`."""
    places = stretches(scenario)
    return Choice(scenario, places, shifts_of(scenario, places))
