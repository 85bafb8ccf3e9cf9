"""Dice whose numbers are made by compiled loops: the same numbers as :mod:`sim.draws.dice` makes, in a fraction of the time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiling.compiled import compiled, digest, entry
from sim.draws import dice
from sim.draws.dice import FACTORS, Dice

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bits = NDArray[np.uint64]


@compiled
def mix(bits: np.uint64) -> np.uint64:
    """As :mod:`sim.draws.dice` mixes."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(FACTORS[0])
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(FACTORS[1])
    return bits ^ (bits >> np.uint64(31))


@compiled
def fraction(bits: np.uint64) -> float:
    """The upper 52 bits as a fraction."""
    return float(np.int64(bits >> np.uint64(12)) * 2.0**-52)


def _entries(sources: int) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """The two functions that are compiled; anew when the sources change (see :func:`sim.compiling.compiled.digest`)."""

    @entry
    def draw_some(seeds: Bits, increment: np.uint64, row: Ints, entity: Ints, drawn: Floats) -> int:
        """The numbers of some entities of some rows."""
        for number in range(len(row)):
            bits = seeds[row[number]] + np.uint64(entity[number] + 1) * increment
            drawn[number] = fraction(mix(bits))
        return sources

    @entry
    def draw_first(seeds: Bits, increment: np.uint64, drawn: Floats) -> int:
        """The numbers of the first entities of all rows."""
        for row in range(len(seeds)):
            for number in range(drawn.shape[1]):
                drawn[row, number] = fraction(mix(seeds[row] + np.uint64(number + 1) * increment))
        return sources

    return draw_some, draw_first


_draw_some, _draw_first = _entries(digest(dice))


class QuickDice(Dice):
    """Random numbers of one seed, as :class:`sim.draws.dice.Dice` has them."""

    def _draw_first(self, seeds: Bits, increment: int, drawn: Floats) -> None:
        _draw_first(seeds, np.uint64(increment), drawn)

    def _draw_some(self, seeds: Bits, increment: int, row: Ints, entity: Ints, drawn: Floats) -> None:
        _draw_some(seeds, np.uint64(increment), row, entity, drawn)
