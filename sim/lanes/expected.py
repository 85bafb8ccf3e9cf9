"""Who of those that are expected comes, asked for many lanes at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.rules.conditional import ALWAYS, CONDITIONS, Expected

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class _Contacts:
    """Contacts that are expected, by attribute, as rules read them: a column for all."""

    def __init__(self, since: Floats, column: Callable[[str], NDArray[Any]]) -> None:
        self.expected_since, self._column = since, column

    def __getattr__(self, name: str) -> Any:
        return self._column(name)


def who_comes(
    kind: Expected, since: Floats, time: Floats, column: Callable[[str], NDArray[Any]]
) -> Flags | None:
    """Whether contacts of a kind come at their times; None where all do.

    Parameters
    ----------
    kind : Expected
        Their kind.
    since, time : ndarray
        Since when each has been expected, and when it comes.
    column : callable
        Gives what they carry, and what is known of them, by name.
    """
    condition = CONDITIONS[kind]
    if condition is ALWAYS:
        return None
    return np.broadcast_to(condition.holds(_Contacts(since, column), time), time.shape)
