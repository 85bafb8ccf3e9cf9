"""What happened: one row a stage, as columns of numbers, and as the tidy table that people read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.log.channels import channel_numbers
from sim.log.columns import Columns, narrowed
from sim.scenario import Scenario
from sim.scenario.sites import channels_of

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Stage(IntEnum):
    """A stop inside a contact, in the order of a visit or call."""

    DOOR = 0
    GREETER = 1
    FORM = 2
    KIOSK = 3
    COUNTER = 4
    LINE = 5
    """A call that did not get in."""
    MENU = 6
    OFFER = 7
    """A callback was offered; the row of the next stage tells whether it was taken."""
    AGENT = 8
    CALLBACK = 9
    """Waited to be called back, and talked: in place of the stage of the agent."""
    TRANSFER = 10
    """Waited for another agent, to whom the call was handed over, and talked."""
    AFTER_CALL = 11
    """Work of an agent after the caller has hung up: no part of the caller's contact."""
    RING = 12
    """An agent calls back in vain: no part of the caller's contact."""
    ABSENT = 13
    """A head that is missing, from the beginning to the end of a stretch of its duty: nobody's contact."""
    APP = 14
    """In the app: nobody serves there."""


class Outcome(IntEnum):
    """How a stage ended. The outcome of a contact is that of its last stage."""

    SERVED = 0
    """Done here; the contact goes on to another stage."""
    BYPASSED = 1
    """Passed by a busy greeter; the contact goes on."""
    RESOLVED = 2
    """The matter is solved."""
    PAPERS_MISSING = 3
    """Papers were missing; the customer has to come again."""
    BALKED = 4
    """Turned away from a long queue."""
    RENEGED = 5
    """Gave up waiting."""
    SENT_HOME = 6
    """The hall closed on the customer."""
    TURNED_AWAY = 7
    """The hall or centre was closed, or the hall gave no more tickets."""
    BUSY = 8
    """All trunks were taken."""
    LEFT_MENU = 9
    """Hung up in the voice menu."""
    UNSOLVED = 10
    """Answered, but not solved."""
    NOT_REACHED = 11
    """Took a callback, and was not reached."""
    HANDED_OVER = 12
    """The agent could not solve it and handed it over; the contact goes on."""


NO_LANGUAGE = np.int64(-1)

NO_CONTACT = (Stage.AFTER_CALL, Stage.RING, Stage.ABSENT)
"""Stages that are work or absence of staff, and no part of a contact."""

OFF_THE_LINE = (Stage.CALLBACK,)
"""Stages whose wait is not one on the line."""

LATER = (Stage.CALLBACK, Stage.TRANSFER)
"""Stages whose wait is no part of a contact's wait: each has a measure of its own."""


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

    def __post_init__(self) -> None:
        if len(self.language) != len(self.case):
            object.__setattr__(self, "language", np.broadcast_to(NO_LANGUAGE, len(self.case)))

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

    def contacts(self) -> ContactTable:
        """One row a contact."""
        order = np.lexsort((self.stage, self.attempt, self.case, self.replication))
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

    def to_frame(self, scenario: Scenario) -> pd.DataFrame:
        """The tidy table of ``contacts.parquet``, sorted by replication, case, attempt, stage."""
        import pandas as pd

        order = np.lexsort((self.stage, self.attempt, self.case, self.replication))
        rows = self.where(order[self.stage[order] != Stage.ABSENT])
        pools = ["", *scenario.pools]
        columns: dict[str, Any] = {
            "replication": narrowed(rows.replication, np.int32),
            "case": narrowed(rows.case, np.int32),
            "contact": _numbered(rows),
            "attempt": narrowed(rows.attempt, np.int16),
            "channel": _category(
                channel_numbers(scenario)[rows.hall, rows.language],
                channels_of(scenario.halls, scenario.centres),
            ),
            "site": _category(rows.hall, [*scenario.halls, *scenario.centres]),
            "service": _category(rows.service, list(scenario.services)),
            "segment": _category(rows.segment, list(scenario.segments)),
            "stage": _category(rows.stage, [stage.name.lower() for stage in Stage]),
            "pool": _category(rows.pool + 1, pools),
            "arrived": rows.arrived,
            "started": rows.started,
            "ended": rows.ended,
            "outcome": _category(rows.outcome, [outcome.name.lower() for outcome in Outcome]),
        }
        return pd.DataFrame(columns)


def _category(codes: Ints, names: list[str]) -> pd.Categorical[Any]:
    import pandas as pd

    return pd.Categorical.from_codes(codes, categories=pd.Index(names))


@dataclass(frozen=True)
class ContactTable:
    """One row a contact: its first stage, its last stage, its waiting over all stages (minutes)."""

    first: Records
    last: Records
    wait: Floats
    bypassed: NDArray[np.bool_]


def _numbered(rows: Records) -> Ints:
    """The number of each row's contact within its replication, from 0."""
    if not len(rows):
        return np.empty(0, dtype=np.int32)
    other = (np.diff(rows.case) != 0) | (np.diff(rows.attempt) != 0)
    fresh = np.diff(rows.replication) != 0
    number = np.concatenate(([0], np.cumsum(other | fresh)))
    starts = number[np.concatenate(([0], np.flatnonzero(fresh) + 1))]
    lengths = np.diff(np.concatenate(([0], np.flatnonzero(fresh) + 1, [len(rows)])))
    numbers: Ints = number - np.repeat(starts, lengths)
    return numbers
