"""Heads of an office as the event engine reads them: when each is on duty, and who has customers of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.network.office import Portfolios
from sim.time.duty_windows import Servers
from sim.time.working_hours import WorkingHours, working_hours


class OwnHeads(NamedTuple):
    """Heads of a desk who have customers of their own.

    Attributes
    ----------
    rules : Portfolios
        For how long orders wait for them.
    heads : list of int
        Their numbers among all heads of the office.
    takes : list of tuple of int
        From which lines of the desk each takes orders besides those that are for it.
    """

    rules: Portfolios
    heads: list[int]
    takes: list[tuple[int, ...]]


class Heads(NamedTuple):
    """The heads of all pools of an office.

    Attributes
    ----------
    duty : WorkingHours
        When each is on duty.
    first : ndarray of int
        Number among them of the first head of each pool, by number of the pool in the scenario.
    """

    duty: WorkingHours
    first: NDArray[np.int64]

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.duty.first) - 1

    @staticmethod
    def of(servers: Mapping[int, Servers]) -> Heads:
        """The heads of some pools, by number of the pool."""
        first = np.zeros(max(servers, default=-1) + 1, dtype=np.int64)
        first[list(servers)] = np.cumsum([0, *map(len, servers.values())])[:-1]
        return Heads(working_hours([windows for each in servers.values() for windows in each.calls]), first)


def in_lists(hours: WorkingHours) -> WorkingHours:
    """The same table as plain lists, whose entries are read one by one faster than those of arrays."""
    return WorkingHours(*(column.tolist() for column in hours))
