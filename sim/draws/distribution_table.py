"""Times whose distribution differs from row to row, such as from service to service: shapes of one kind are drawn together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.scenario.distributions import Distribution, Exponential, Lognormal
from sim.time.ticks import on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

Inverse = Callable[[Floats, Ints], Floats]

FAMILIES = (Exponential, Lognormal)
"""Shapes whose inverse takes other parameters in each row as quickly as the same in all."""


class DistributionTable:
    """Distributions of times by number, of which each row has one.

    Parameters
    ----------
    times : sequence of (Distribution or None)
        The distributions; who has none needs no time.

    Attributes
    ----------
    varies : bool
        Whether dice are needed at all.
    """

    def __init__(self, times: Sequence[Distribution | None]) -> None:
        self._constants = np.array(
            [each.mean_minutes if each is not None and each.is_constant else 0.0 for each in times]
        )
        members: dict[object, list[int]] = {}
        for number, each in enumerate(times):
            if each is not None and not each.is_constant:
                family = isinstance(each.shape, FAMILIES)
                members.setdefault(type(each.shape) if family else id(each), []).append(number)
        self._group = np.full(len(times), -1)
        self._inverses: list[Inverse] = []
        for place, numbers in enumerate(members.values()):
            self._group[numbers] = place
            self._inverses.append(_inverse(times, numbers))
        self.varies = bool(members)
        self._alike = len(members) == 1 and bool((self._group == 0).all())

    def of(self, uniforms: Floats, number: Ints) -> Floats:
        """Times in minutes, on the grid, for uniforms in [0, 1) and the number of the distribution of each."""
        return on_grid(self.minutes(uniforms, number))

    def minutes(self, uniforms: Floats, number: Ints) -> Floats:
        """The same, not yet on the grid."""
        if self._alike:
            return self._inverses[0](uniforms, number)
        found, group = self._constants.take(number), self._group.take(number)
        for place, inverse in enumerate(self._inverses):
            rows = (group == place).nonzero()[0]
            if len(rows):
                found[rows] = inverse(uniforms[rows], number[rows])
        return found


def _inverse(times: Sequence[Distribution | None], numbers: list[int]) -> Inverse:
    """The inverse of the distributions with some numbers, which are one or of one family."""
    one = times[numbers[0]]
    assert one is not None
    whole, shape = one.inverse, one.shape
    if all(times[number] is one for number in numbers) or not isinstance(shape, FAMILIES):
        return lambda uniforms, _: whole(uniforms)
    parameters = np.zeros((len(shape.parameters), len(times)))
    for number in numbers:
        each = times[number]
        assert each is not None
        assert isinstance(each.shape, FAMILIES)
        parameters[:, number] = each.shape.parameters
    quantile: Callable[..., Floats] = shape.quantile
    return lambda uniforms, number: quantile(uniforms, *(each.take(number) for each in parameters))
