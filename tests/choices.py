"""Where made scenarios get their choices from: hypothesis, which looks for what breaks, or the dice, which choose the same for ever."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from hypothesis import strategies as st

from sim.draws.dice import Dice, Stream


class Choices(Protocol):
    """What makers of scenarios ask."""

    def one(self, *choices: Any) -> Any:
        """One of some values."""

    def flag(self) -> bool:
        """Yes or no."""

    def number(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""

    def shuffled(self, names: Sequence[Any]) -> list[Any]:
        """All of them, in some order."""


class FromHypothesis:
    """Choices that hypothesis draws."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def one(self, *choices: Any) -> Any:
        return self._draw(st.sampled_from(choices))

    def flag(self) -> bool:
        return self._draw(st.booleans())

    def number(self, low: int, high: int) -> int:
        return self._draw(st.integers(low, high))

    def shuffled(self, names: Sequence[Any]) -> list[Any]:
        return list(self._draw(st.permutations(names)))


class FromDice:
    """Choices from uniforms of the dice, one after the other; `name` is their address."""

    def __init__(self, name: str) -> None:
        self._uniforms = iter(
            Dice(1).uniforms(Stream.GAP, f"choices:{name}", 0, 10_000, range(1))[0].tolist()
        )

    def one(self, *choices: Any) -> Any:
        return choices[self.number(0, len(choices) - 1)]

    def flag(self) -> bool:
        return next(self._uniforms) < 0.5

    def number(self, low: int, high: int) -> int:
        return low + int(next(self._uniforms) * (high - low + 1))

    def shuffled(self, names: Sequence[Any]) -> list[Any]:
        return [
            name
            for _, name in sorted(((next(self._uniforms), name) for name in names), key=lambda pair: pair[0])
        ]
