"""Scenarios that differ in the heads of a choice alone, made without reading and checking everything again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from optimize.plans.program import Choice
from optimize.plans.stretches import changes_of
from sim.scenario import Scenario
from sim.scenario.pool import Piece


class Staffed:
    """Makes the scenario with given heads by stretch; its pools are those of a plan with these heads.

    Parameters
    ----------
    choice : Choice
        What is chosen.
    """

    def __init__(self, choice: Choice) -> None:
        self._choice = choice

    def with_heads(self, heads: Sequence[int]) -> Scenario:
        """The scenario with so many heads in each stretch; services that nobody can do are not looked for."""
        return self._choice.scenario.with_heads(
            {
                name: tuple(piece._replace(heads=int(heads[piece.heads - 1])) for piece in pieces)
                for name, pieces in self._places.items()
            }
        )

    @cached_property
    def _places(self) -> dict[str, tuple[Piece, ...]]:
        """By pool its pieces of schedule, each with the number of its stretch, from 1, in place of heads."""
        choice = self._choice
        numbered = choice.scenario.replace(
            changes_of(choice.scenario, choice.places, range(1, len(choice.places) + 1))
        )
        found: dict[str, tuple[Piece, ...]] = {}
        for name in dict.fromkeys(place.pool for place in choice.places):
            heads = numbered.pools[name].heads
            assert heads is not None
            found[name] = heads
        return found
