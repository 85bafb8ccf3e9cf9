"""Random numbers of what has one of its own: all that a work order or an outage carries follows from one uniform, so that it is the same in
whatever company it comes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from sim.draws.dice import MOST, address_seed, fractions, increment_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bits = NDArray[np.uint64]


class SeededStream(StrEnum):
    """What a random number of something decides."""

    @property
    def entity(self) -> str:
        """What it is that carries these numbers, as addresses have it."""
        raise NotImplementedError


@lru_cache(maxsize=256)
def _address(entity: str, stream: str) -> tuple[int, int]:
    """Where the numbers of a stream begin, and by what they rise."""
    address = address_seed(entity, stream)
    return address >> 64, increment_of(address & MOST)


@dataclass(frozen=True)
class SeededDice:
    """Random numbers of some orders, outages or the like.

    Attributes
    ----------
    seeds : ndarray
        The uniform of each, from which all others follow.
    """

    seeds: Floats

    def uniforms(self, stream: SeededStream, step: Ints | int, some: Ints | None = None) -> Floats:
        """Uniforms in [0, 1), one for each.

        Parameters
        ----------
        stream : SeededStream
            What they decide.
        step : int or ndarray
            Which number of the stream, from 0.
        some : ndarray of int, optional
            For which of them; for all, if not given.
        """
        begin, increment = _address(stream.entity, stream)
        states = self._states if some is None else self._states[some]
        if isinstance(step, int):
            return fractions(states + np.uint64((begin + (step + 1) * increment) & MOST))
        steps = step.astype(np.uint64) + np.uint64(1)
        return fractions(states + (steps * np.uint64(increment) + np.uint64(begin)))

    @cached_property
    def _states(self) -> Bits:
        """What the seed of each adds to the state of the generator."""
        return (self.seeds * 2.0**52).astype(np.uint64) * np.uint64(2**12)

    def of(self, some: Ints) -> SeededDice:
        """Those of some of them."""
        return SeededDice(self.seeds[some])
