"""How long callers wait before they hang up, each time they call."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.scenario import Scenario
from sim.scenario.centre import Centre
from sim.scenario.phone import Patience
from sim.time.ticks import on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Patiences:
    """The patience of a centre's callers.

    Parameters
    ----------
    scenario : Scenario
        Whose services, some of which may have a patience of their own.
    centre : Centre
        The centre.

    Attributes
    ----------
    any : bool
        Whether anybody ever hangs up.
    """

    def __init__(self, scenario: Scenario, centre: Centre) -> None:
        self._own = [service.phone.patience or centre.patience for service in scenario.services.values()]
        self.any = any(self._own)
        self._alike = all(each is self._own[0] for each in self._own)
        contacts = max(centre.redial.most_calls, 2)  # who comes from the app calls at the second contact
        self._factors = np.array([centre.redial.patience**earlier for earlier in range(contacts)])

    def of(self, uniforms: Floats, service: Ints, attempt: Ints | int) -> Floats:
        """Minutes, on the grid, for uniforms in [0, 1), services, and which contacts these are; infinite for those who never hang up."""
        if not self.any:
            return np.broadcast_to(np.inf, service.shape)
        factor, first = self._factors[np.asarray(attempt) - 1], self._own[0]
        if first is not None and self._alike:
            return on_grid(factor * patience_of(first, uniforms))
        factor = np.broadcast_to(factor, service.shape)
        minutes = np.full(uniforms.shape, np.inf)
        for number, each in enumerate(self._own):
            if each is not None:
                here = (service == number).nonzero()[0]
                minutes[here] = factor[here] * patience_of(each, uniforms[here])
        return on_grid(minutes)


def patience_of(patience: Patience, uniforms: Floats) -> Floats:
    """Minutes for uniforms, never falling: first those who hang up at once, last those who never do."""
    some = 1.0 - patience.none - patience.endless
    minutes = np.where(uniforms < patience.none, 0.0, np.inf)
    here = ((uniforms >= patience.none) & (uniforms < patience.none + some)).nonzero()[0]
    if len(here):
        minutes[here] = patience.time.inverse((uniforms[here] - patience.none) / some)
    return minutes
