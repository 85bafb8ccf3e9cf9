"""Dice whose numbers are made by compiled loops: the same numbers as :mod:`sim.draws.dice` makes, in a fraction of the time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiling.compiled import compiled, digest, entry
from sim.draws import dice
from sim.draws.dice import FACTORS, GOLDEN, MOST, Dice, increment_of

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


@compiled
def seed_of(address: np.uint64, replication: int) -> np.uint64:
    """The seed of a replication at the address of a seed."""
    return mix(address + np.uint64(replication + 1) * np.uint64(GOLDEN))


def _entries(sources: int) -> tuple[Callable[..., Any], ...]:
    """The functions that are compiled; anew when the sources change (see :func:`sim.compiling.compiled.digest`)."""

    @entry
    def draw_some(address: Bits, first: int, row: Ints, entity: Ints, drawn: Floats) -> int:
        """The numbers of some entities of some rows, of replications from the first one on."""
        last, seed = -1, np.uint64(0)
        for number in range(len(row)):
            if row[number] != last:  # most often the rows lie one after the other
                last = row[number]
                seed = seed_of(address[0], first + last)
            drawn[number] = fraction(mix(seed + np.uint64(entity[number] + 1) * address[1]))
        return sources

    @entry
    def draw_first(address: Bits, first: int, drawn: Floats) -> int:
        """The numbers of the first entities of all rows, of replications from the first one on."""
        for row in range(len(drawn)):
            seed = seed_of(address[0], first + row)
            for number in range(drawn.shape[1]):
                drawn[row, number] = fraction(mix(seed + np.uint64(number + 1) * address[1]))
        return sources

    @entry
    def draw_at(
        seeds: Bits, increments: Bits, first: int, address: Ints, row: Ints, entity: Ints, drawn: Floats
    ) -> int:
        """The numbers of some entities of some rows, each at one of some addresses."""
        at, last, seed = -1, -1, np.uint64(0)
        for number in range(len(row)):
            if address[number] != at or row[number] != last:
                at, last = address[number], row[number]
                seed = seed_of(seeds[at], first + last)
            drawn[number] = fraction(mix(seed + np.uint64(entity[number] + 1) * increments[at]))
        return sources

    return draw_some, draw_first, draw_at


_draw_some, _draw_first, _draw_at = _entries(digest(dice))


class QuickDice(Dice):
    """Random numbers of one seed, as :class:`sim.draws.dice.Dice` has them."""

    def at_addresses(
        self,
        stream: str,
        addresses: Sequence[tuple[str, int, int]],
        address: Ints,
        row: Ints,
        entity: Ints,
        replications: range,
    ) -> Floats:
        """As :meth:`sim.draws.dice.Dice.at_addresses`."""
        drawn = np.empty(len(row))
        seeds, increments = self.seeds((stream,), addresses)
        _draw_at(seeds[:, 0], increments[:, 0], replications.start, address, row, entity, drawn)
        return drawn

    def _draw_first(self, address: int, replications: range, drawn: Floats) -> None:
        _draw_first(_halves(address), replications.start, drawn)

    def _draw_some(self, address: int, replications: range, row: Ints, entity: Ints, drawn: Floats) -> None:
        _draw_some(_halves(address), replications.start, row, entity, drawn)


def _halves(address: int) -> Bits:
    """The seed of an address, before that of the replication, and the increment."""
    return np.array((address >> 64, increment_of(address & MOST)), dtype=np.uint64)
