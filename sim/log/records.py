"""What happened: one row a stage, as columns of numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.log.columns import BESIDE, Columns
from sim.log.order import order_by
from sim.log.order_log import OrderLog
from sim.log.outage_log import OutageLog
from sim.log.stages import AWAY, LATER, NO_CONTACT, OFF_THE_LINE, ORDER, Outcome, Stage

__all__ = [
    "AWAY",
    "LATER",
    "NO_CONTACT",
    "NO_LANGUAGE",
    "NO_OUTAGE",
    "OFF_THE_LINE",
    "ContactTable",
    "Outcome",
    "Records",
    "Stage",
]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


NO_LANGUAGE = np.int64(-1)

NO_OUTAGE = np.int64(-1)


@dataclass(frozen=True)
class Records(Columns):
    """Rows of some replications, one a stage: columns of equal length.

    Attributes
    ----------
    replication, case, attempt : ndarray of int
        Which contact: its replication, its case there (from 0, in the order of halls and first arrivals), and which of
        the case's contacts it is (from 1).
    hall : ndarray of int
        Number of the site: halls in the scenario's order, and call centres after them.
    service, segment : ndarray of int
        Numbers in the scenario's order.
    stage, outcome : ndarray of int
        :class:`Stage` and :class:`Outcome`.
    pool, server : ndarray of int
        Who served: number of the pool in the scenario, and of the head in the pool; -1 where nobody did.
    arrived, started, ended : ndarray of float
        Minutes since the horizon's first midnight; `started` is NaN where nobody served.
    language : ndarray of int
        Number of a call's line among the names of all lines of the scenario; -1 in halls (everywhere, if not given).
    outage : ndarray of int
        Number of the outage, in its replication, that the case is about; -1 of others (everywhere, if not given).
    orders : OrderLog or None
        The work orders of the same replications, which are its lanes; none where there is no office. They stay whole where some rows are taken.
    outages : OutageLog or None
        The outages, likewise; none where the scenario has none.
    """

    replication: Ints
    case: Ints
    attempt: Ints
    hall: Ints
    service: Ints
    segment: Ints
    stage: Ints
    pool: Ints
    server: Ints
    outcome: Ints
    arrived: Floats
    started: Floats
    ended: Floats
    language: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    outage: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    orders: OrderLog | None = field(default=None, metadata=BESIDE)
    outages: OutageLog | None = field(default=None, metadata=BESIDE)

    def __post_init__(self) -> None:
        for name, nothing in (("language", NO_LANGUAGE), ("outage", NO_OUTAGE)):
            if len(getattr(self, name)) != len(self.case):
                object.__setattr__(self, name, np.broadcast_to(nothing, len(self.case)))

    def __len__(self) -> int:
        return len(self.case)

    @cached_property
    def waited_until(self) -> Floats:
        """When the wait of a row ended: at the start of service, or when the customer left."""
        return np.where(np.isnan(self.started), self.ended, self.started)

    @cached_property
    def wait(self) -> Floats:
        """Minutes waited at the stage; a form is helped with while waiting for the counter, and has none of its own."""
        return self.waited_until - self.arrived

    @cached_property
    def first_wait(self) -> Floats:
        """Minutes waited at the stage that are part of the contact's wait."""
        return np.where(np.isin(self.stage, LATER), 0.0, self.wait)

    def by_contact(self) -> Ints:
        """The order of rows by contact, and of those of one by the order of its stages; of one stage, as they came."""
        place = self.stage
        if place.max(initial=0) >= len(Stage):
            place = np.argsort(ORDER)[place]  # where stages stand that others have added
        return order_by(self.replication, self.case, self.attempt, place, np.arange(len(self)))

    def contacts(self) -> ContactTable:
        """One row a contact."""
        order = self.by_contact()
        order = order[~np.isin(self.stage[order], NO_CONTACT)]
        columns = [getattr(self, name)[order] for name in ("replication", "case", "attempt")]
        new = np.ones(len(order), dtype=np.bool_)
        if len(order):
            new[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
        first = np.flatnonzero(new)
        last = np.append(first[1:], len(order))[: len(first)] - 1
        wait = np.add.reduceat(self.first_wait[order], first) if len(first) else np.empty(0)
        bypassed = (
            np.logical_or.reduceat(self.outcome[order] == Outcome.BYPASSED, first)
            if len(first)
            else np.empty(0, dtype=np.bool_)
        )
        start, end = order[first], order[last]
        return ContactTable(self.where(start), self.where(end), wait, bypassed)


@dataclass(frozen=True)
class ContactTable:
    """One row a contact: its first stage, its last stage, its waiting over all stages (minutes)."""

    first: Records
    last: Records
    wait: Floats
    bypassed: NDArray[np.bool_]
