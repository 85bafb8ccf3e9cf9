"""Random numbers of what has one of its own: all that a work order or an outage carries follows from one uniform, so that it is the same in
whatever company it comes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from sim.draws.dice import address_seed, fractions, increment_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class SeededStream(StrEnum):
    """What a random number of something decides."""

    @property
    def entity(self) -> str:
        """What it is that carries these numbers, as addresses have it."""
        raise NotImplementedError


@dataclass(frozen=True)
class SeededDice:
    """Random numbers of some orders, outages or the like.

    Attributes
    ----------
    seeds : ndarray
        The uniform of each, from which all others follow.
    """

    seeds: Floats

    def uniforms(self, stream: SeededStream, step: Ints | int) -> Floats:
        """Uniforms in [0, 1), one for each.

        Parameters
        ----------
        stream : SeededStream
            What they decide.
        step : int or ndarray
            Which number of the stream, from 0.
        """
        address = address_seed(stream.entity, stream)
        steps = np.array(step, dtype=np.int64, ndmin=1).view(np.uint64) + np.uint64(1)
        bits = steps * np.uint64(increment_of(address & (2**64 - 1))) + np.uint64(address >> 64)
        return fractions(bits + (self.seeds * 2.0**52).astype(np.uint64) * np.uint64(2**12))

    def of(self, some: Ints) -> SeededDice:
        """Those of some of them."""
        return SeededDice(self.seeds[some])
