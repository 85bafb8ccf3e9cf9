"""Draws of the contacts of a day: uniforms, chances and times, each at its address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.demand import Cases
from sim.dice import Dice, Stream
from sim.scenario.distributions import Distribution
from sim.ticks import on_grid

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Drawn:
    """Draws for the cases of one door and day, at one attempt; every result has one entry a case.

    A draw that cannot matter is never made, and moves no other.

    Attributes
    ----------
    dice : Dice
        The random numbers.
    site : str
        The name of the door in addresses of random numbers.
    cases : Cases
        Whose contacts.
    attempt : int
        Which contact of each case, from 1.
    """

    dice: Dice
    site: str
    cases: Cases
    attempt: int

    def uniform(self, stream: Stream, needed: bool = True) -> Floats:
        """Uniforms in [0, 1); zeros where none is needed."""
        cases = self.cases
        if not needed:
            return np.broadcast_to(0.0, cases.service.shape)
        return self.dice.at(
            stream, self.site, cases.day, cases.lane, cases.index, cases.replications, self.attempt
        )

    def happens(self, stream: Stream, shares: Sequence[float]) -> Flags:
        """Whether something happens whose chance depends on the service."""
        if not any(shares):
            return np.broadcast_to(np.False_, self.cases.service.shape)
        return self.uniform(stream) < np.array(shares)[self.cases.service]

    def times(self, stream: Stream, times: Distribution | None) -> Floats:
        """Times in minutes, on the grid; zero without a distribution."""
        if times is None or times.is_constant:
            value = 0.0 if times is None else times.mean_minutes
            return np.broadcast_to(on_grid(np.array(value)), self.cases.service.shape)
        return on_grid(times.inverse(self.uniform(stream)))

    def by_service(self, stream: Stream, times: Sequence[Distribution]) -> Floats:
        """Times whose distribution depends on the service, in minutes, on the grid."""
        if len(times) == 1:
            return self.times(stream, times[0])
        found = on_grid(np.array([each.mean_minutes if each.is_constant else 0.0 for each in times]))[
            self.cases.service
        ]
        if all(each.is_constant for each in times):
            return found
        uniforms = self.uniform(stream)
        for number, each in enumerate(times):
            if not each.is_constant:
                here = np.flatnonzero(self.cases.service == number)
                found[here] = on_grid(each.inverse(uniforms[here]))
        return found
