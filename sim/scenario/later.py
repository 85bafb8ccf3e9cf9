"""What of a scenario begins later under its policy, or holds for some regions or segments: the rules by which work orders live."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sim.scenario.office import Office


class Scope(NamedTuple):
    """For which orders a step of a policy holds.

    Attributes
    ----------
    begins : int or None
        Day of the horizon from which on; always, if not given.
    regions, segments : tuple of int
        Numbers of those for which it holds.
    """

    begins: int | None
    regions: tuple[int, ...]
    segments: tuple[int, ...]


@dataclass(frozen=True)
class Later:
    """What begins later.

    An order lives under the rules in force when it was created: those of the scenario, with all steps laid over them, in their order, that
    hold for it. Which steps these are says a number, whose bit *n* stands for step *n*.

    Attributes
    ----------
    policy : str
        The policy.
    steps : tuple of Scope
        For which orders each step holds.
    offices : mapping
        The offices under the steps of each such number that can hold for an order, by name.
    more : tuple of dict
        Overrides that were laid over the policy since, in their order.
    """

    policy: str
    steps: tuple[Scope, ...]
    offices: Mapping[int, Mapping[str, Office]]
    more: tuple[dict[str, Any], ...] = ()

    def to_json(self) -> list[Any]:
        """All that simulation depends on, as JSON has it."""
        offices = {
            str(number): {name: each.model_dump(mode="json", warnings=False) for name, each in own.items()}
            for number, own in self.offices.items()
        }
        return [list(map(list, self.steps)), offices]


def for_orders(steps: Sequence[Scope], regions: int, segments: int) -> list[int]:
    """The numbers of steps that can hold for an order, of so many regions and segments."""
    every = (in_force(steps, now, regions, segments) for now in (None, *(step.begins for step in steps)))
    return sorted({0}.union(*every))


def in_force(steps: Sequence[Scope], day: int | None, regions: int, segments: int) -> set[int]:
    """The numbers of steps that hold for some orders that are created on a day, or before any step with a date begins."""
    return {
        sum(
            1 << number
            for number, step in enumerate(steps)
            if (step.begins is None or (day is not None and step.begins <= day))
            and region in step.regions
            and segment in step.segments
        )
        for region, segment in itertools.product(range(regions), range(segments))
    }


def on_day(steps: Sequence[Scope], day: int) -> int:
    """The number of the steps that have begun on a day, wherever they hold."""
    return sum(1 << number for number, step in enumerate(steps) if step.begins is None or step.begins <= day)
