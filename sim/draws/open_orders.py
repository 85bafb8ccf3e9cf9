"""Work orders that are open when the horizon begins: which they are, and what each carries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.draws.contact_sampler import number_of
from sim.draws.dice import Dice, Stream
from sim.scenario import Scenario
from sim.time.ticks import on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class OrdersAtStart:
    """The open orders of an office, in the order of the rows of their table; in each replication the same, with dice of their own.

    Attributes
    ----------
    scenario : Scenario
        What holds.
    office_name : str
        The office.
    dice : Dice
        The random numbers.
    """

    scenario: Scenario
    office_name: str
    dice: Dice

    @property
    def site(self) -> str:
        """Their name in addresses of random numbers."""
        return f"office:{self.office_name}:open"

    def __len__(self) -> int:
        return len(self._row)

    @cached_property
    def _row(self) -> Ints:
        """The row of each."""
        rows = self.scenario.offices[self.office_name].open_orders
        return np.repeat(np.arange(len(rows)), [row.orders for row in rows])

    @cached_property
    def category(self) -> Ints:
        """Number among the categories of all offices."""
        known, rows = list(self.scenario.categories), self.scenario.offices[self.office_name].open_orders
        return np.array([known.index(row.category) for row in rows], dtype=np.int64)[self._row]

    @cached_property
    def created(self) -> Floats:
        """When each came, in minutes since the horizon's first midnight: before it."""
        rows, start = self.scenario.offices[self.office_name].open_orders, self.scenario.calendar.start
        return -on_grid(np.array([row.age_at(start) for row in rows], dtype=np.float64))[self._row]

    def priority(self, which: Ints, usual: Ints) -> Ints:
        """The priority of some of them: their own, or the usual one of each."""
        rows = self.scenario.offices[self.office_name].open_orders
        given = np.array([row.priority is not None for row in rows])[self._row]
        own = np.array([row.priority or 0 for row in rows], dtype=np.int64)[self._row]
        return np.where(given[which], own[which], usual) if len(which) else usual

    @cached_property
    def at(self) -> Ints:
        """Number of the department in whose line each stands; -1 of those that begin as new ones."""
        office = self.scenario.offices[self.office_name]
        known = ["", *office.departments]
        return np.array([known.index(row.department) - 1 for row in office.open_orders], dtype=np.int64)[
            self._row
        ]

    def seeds(self, replications: range) -> Floats:
        """The uniform of each from which all follows that it carries, shape (replications, orders)."""
        return self.dice.uniforms(Stream.PLANNED_ORDER, self.site, 0, len(self), replications)

    def segments(self, replications: range) -> Ints:
        """Number of the segment of each, by the shares of all customers; shape (replications, orders)."""
        steps = np.cumsum([each.share for each in self.scenario.segments.values()])[:-1]
        return number_of(self.dice.uniforms(Stream.SEGMENT, self.site, 0, len(self), replications), steps)
