"""Which rows of a table of measures are wanted: of which scopes and periods, and whether only where something is open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.results.samples import Samples

PERIODS = ("all", "peak", "open_peak", "month", "date", "interval")
"""Kinds of periods."""


@dataclass(frozen=True)
class Choice:
    """Rows of a table of measures.

    Attributes
    ----------
    scopes : frozenset of str
        Kinds (``hall``) and scopes (``hall:north``); everything, if empty.
    periods : frozenset of str
        Kinds (``date``) and periods (``2024-03-04``); everything, if empty.
    open_only : bool
        Whether dates and intervals in which a place is closed, and nothing happens, are left out.
    """

    scopes: frozenset[str] = frozenset()
    periods: frozenset[str] = frozenset()
    open_only: bool = False

    def has(self, cut: str) -> bool:
        """Whether some period of a kind may be among the wanted ones."""
        if not self.periods or cut in self.periods:
            return True
        return cut not in ("all", "peak", "open_peak") and bool(self.periods - set(PERIODS))

    def cells(self, kind: str, scopes: list[str], cut: str, periods: list[str]) -> NDArray[np.bool_]:
        """Which scopes of a kind, in which periods of a kind, shape (scopes, periods)."""
        rows = [not self.scopes or kind in self.scopes or scope in self.scopes for scope in scopes]
        columns = [not self.periods or cut in self.periods or period in self.periods for period in periods]
        return np.outer(np.array(rows, dtype=np.bool_), np.array(columns, dtype=np.bool_))


def open_cells(samples: Samples, kind: str, cut: str) -> NDArray[np.bool_] | None:
    """Where the scopes of a kind are open for a while, shape (scopes, periods); None for periods that are no dates and intervals."""
    if cut not in ("date", "interval"):
        return None
    is_open = samples.frame.is_open(kind)
    if cut == "date":
        return np.array(is_open.max(axis=2), dtype=np.bool_)
    return is_open.reshape(len(is_open), -1)


EVERYTHING = Choice()
OPEN = Choice(open_only=True)
