"""The calls that are over, or of which is known when and how they will be."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows
from sim.draws.contact_sampler import NewCases
from sim.lanes.centre.collecting import collect_finished, count_finished
from sim.lanes.centre.route_tables import RouteTables
from sim.lanes.centre.table import CALL, NOBODY
from sim.log.records import Outcome, Stage
from sim.scenario.units import DAY

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]
Numbers = NDArray[np.integer[Any]]


@dataclass(frozen=True)
class FinishedCalls:
    """Columns of equal length, one row a call, lane by lane. Times are minutes since the horizon's first midnight.

    Attributes
    ----------
    lane, door, line, service, segment, day, index, attempt : ndarray
        As in :data:`sim.lanes.centre.table.CALL`.
    arrived, out_of_menu, joined : ndarray
        When the call came in, when the menu was over, and since when it waited for an agent; NaN where it did not.
    started, ended, freed : ndarray
        When an agent answered (NaN where none did), when the call was over, and when the agent was free again.
    pool, agent : ndarray
        Place of the pool that answered in the centre, and number of the agent there; -1 where nobody did.
    first_wait : ndarray
        Of a call that was handed over, minutes waited for the first agent; below zero otherwise. Before it stands a row
        of the first talk, whose outcome is that it was handed over.
    offered : ndarray
        Whether a callback was offered, as in the table. Tries in vain are rows of their own.
    outcome, stage : ndarray
        How and where it ended.
    """

    lane: Numbers
    door: Numbers
    line: Numbers
    service: Numbers
    segment: Numbers
    day: Numbers
    index: Numbers
    attempt: Numbers
    arrived: Floats
    out_of_menu: Floats
    joined: Floats
    started: Floats
    ended: Floats
    freed: Floats
    pool: Numbers
    agent: Numbers
    first_wait: Floats
    offered: Numbers
    outcome: Numbers
    stage: Numbers

    def __len__(self) -> int:
        return len(self.lane)

    @property
    def in_app(self) -> bool:
        """Whether these are cases in the app: they come in tables of their own."""
        return len(self) > 0 and bool(self.stage[0] == Stage.APP)

    def of_lanes(self, lanes: range) -> FinishedCalls:
        """The rows of some lanes."""
        rows = slice(*np.searchsorted(self.lane, (lanes.start, lanes.stop)))
        return FinishedCalls(*(getattr(self, name)[rows] for name in NAMES))

    def some(self, rows: Ints) -> FinishedCalls:
        """Some of the rows."""
        columns = (getattr(self, name) for name in NAMES)
        return FinishedCalls(*(each[: len(rows)] if each.strides == (0,) else each[rows] for each in columns))


NAMES = tuple(field.name for field in fields(FinishedCalls))

Columns: Any = namedtuple("Columns", NAMES)  # type: ignore[misc]
"""The same columns, as what is compiled takes them."""


def by_day(calls: FinishedCalls) -> Iterator[tuple[int, FinishedCalls]]:
    """Calls by the day on which they came in."""
    if not len(calls):
        return
    first, last = int(calls.arrived.min() // DAY), int(calls.arrived.max() // DAY)
    if first == last:
        yield first, calls
        return
    day = calls.arrived // DAY
    for each in range(first, last + 1):
        own = (day == each).nonzero()[0]
        if len(own):
            yield each, calls.some(own)


def nothing() -> FinishedCalls:
    """No calls."""
    return FinishedCalls(*(_column(name, 0) for name in NAMES))


def joined(parts: list[FinishedCalls]) -> FinishedCalls:
    """Calls one after the other."""
    return FinishedCalls(*(np.concatenate([getattr(part, name) for part in parts]) for name in NAMES))


WHO = ("lane", "door", "line", "service", "segment", "day", "index", "attempt", "first_wait", "offered")
"""Columns that calls of the table have too: whose they are and what was offered them."""

LIKE = {"out_of_menu": "arrived"}
"""Columns that are of the kind of another one of the table."""


def _column(name: str, rows: int) -> NDArray[Any]:
    """Room for a column, of the kind that it has in the table: a column without rows must have room for any lane, too."""
    return np.empty(rows, CALL[LIKE.get(name, name)])


def collected(table: Rows, lanes: int) -> FinishedCalls:
    """The calls of a table that are over, or that an agent has answered.

    Parameters
    ----------
    table : ndarray
        All calls, as :data:`sim.lanes.centre.table.CALL` has them.
    lanes : int
        How many lanes there are.
    """
    counts = np.zeros(lanes, dtype=np.int64)
    count_finished(table, counts)
    columns: Any = Columns(*(_column(name, int(counts.sum())) for name in NAMES))
    collect_finished(table, np.cumsum(counts) - counts, columns)
    return FinishedCalls(*columns)


def rings(table: Rows, routes: RouteTables, rung: Rows, ring: float) -> FinishedCalls:
    """Tries in vain to call back, as :data:`sim.lanes.centre.state.RING` has them."""
    rung = rung[np.argsort(table["lane"][rung["row"]], kind="stable")]
    calls, pool = table.take(rung["row"]), routes.pool_of(rung["seat"]).astype(np.int8)
    never, started = np.full(len(rung), np.nan), rung["time"]
    return FinishedCalls(
        **{name: calls[name].copy() for name in WHO},
        arrived=calls["arrived"],
        out_of_menu=never,
        joined=never,
        started=started,
        ended=started + ring,
        freed=never,
        pool=pool,
        agent=((rung["seat"] - np.array(routes.first)[pool]) // np.array(routes.width)[pool]).astype(
            np.int32
        ),
        outcome=np.full(len(rung), Outcome.SERVED, dtype=np.int8),
        stage=np.full(len(rung), Stage.RING, dtype=np.int8),
    )


def of_app(
    lane: Ints, door: int, cases: NewCases, ended: Floats, contained: NDArray[np.bool_]
) -> FinishedCalls:
    """Cases in the app, as it is left; times count from the horizon's first midnight."""
    count = len(lane)
    none, never = np.broadcast_to(np.int8(NOBODY), count), np.broadcast_to(np.nan, count)
    return FinishedCalls(
        lane.astype(np.int32),
        np.broadcast_to(np.int8(door), count),
        none,
        cases.service.astype(np.int16),
        cases.segment.astype(np.int16),
        np.broadcast_to(np.int16(cases.day), count),
        cases.index.astype(np.int32),
        np.broadcast_to(np.int8(1), count),
        cases.arrived,
        never,
        never,
        never,
        ended,
        never,
        none,
        np.broadcast_to(np.int16(NOBODY), count),
        np.broadcast_to(-1.0, count),
        np.broadcast_to(np.int8(0), count),
        np.where(contained, Outcome.RESOLVED, Outcome.UNSOLVED).astype(np.int8),
        np.broadcast_to(np.int8(Stage.APP), count),
    )
