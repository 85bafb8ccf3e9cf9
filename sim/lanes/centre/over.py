"""The calls that are over, with all that follows from when and by whom they were answered."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.demand import Cases
from sim.lanes.centre.board import Board
from sim.lanes.centre.table import TAKEN, UNDER_WAY, Table
from sim.records import Outcome, Stage
from sim.ticks import on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]
Numbers = NDArray[np.integer[Any]]

NOBODY = -1


@dataclass(frozen=True)
class Over:
    """Columns of equal length, one row a call. Times are minutes since the horizon's first midnight.

    Attributes
    ----------
    lane, door, line, service, segment, day, index, attempt : ndarray
        As in :class:`~sim.lanes.centre.table.Table`.
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

    def of_lanes(self, lanes: range) -> Over:
        """The rows of some lanes."""
        own = (self.lane >= lanes.start) & (self.lane < lanes.stop)
        return self if own.all() else self.some(own.nonzero()[0])

    def some(self, rows: Ints) -> Over:
        """Some of the rows."""
        columns = (getattr(self, name) for name in NAMES)
        return Over(*(each[: len(rows)] if each.strides == (0,) else each[rows] for each in columns))


NAMES = tuple(field.name for field in fields(Over))


def nothing() -> Over:
    """No calls."""
    times = {"arrived", "out_of_menu", "joined", "started", "ended", "freed", "first_wait"}
    columns: dict[str, NDArray[Any]] = {
        name: np.empty(0, np.float64 if name in times else np.int8) for name in NAMES
    }
    return Over(**columns)


def joined(parts: list[Over]) -> Over:
    """Calls one after the other."""
    return Over(*(np.concatenate([getattr(part, name) for part in parts]) for name in NAMES))


def over(table: Table, board: Board, midnight: float) -> Over:
    """The calls of a table that are over, or that an agent has answered.

    Parameters
    ----------
    table : Table
        All calls; times count from `midnight`.
    board : Board
        The centre's rules.
    midnight : float
        Minutes since the horizon's first midnight.
    """
    own = slice(table.count)
    rows = ((table.outcome[own] != UNDER_WAY) | (table.agent[own] != UNDER_WAY)).nonzero()[0]
    done = table.some(rows)
    pool = board.pool_of(done.agent).astype(np.int8)
    pool[done.agent == UNDER_WAY] = NOBODY
    answered = (done.agent != UNDER_WAY).nonzero()[0]
    by, line, service = pool[answered], done.line[answered], done.service[answered]
    speed = board.kept_speed[by, line, service]
    talk, after = (_at_speed(minutes[answered], speed) for minutes in (done.talk, done.after))
    ended, freed = done.ended, np.full(len(done), np.nan)
    ended[answered] = done.started[answered] + talk
    freed[answered] = ended[answered] + after
    unsolved = done.solve[answered] >= board.solved[by, line, service]
    to = board.handed_to[by, line, service, done.segment[answered]]
    handed = (to >= 0) & (done.hands_over[answered] < np.array(board.shares)[by])
    handed &= done.first_wait[answered] < 0
    done.outcome[answered] = np.where(
        unsolved, np.where(handed, Outcome.HANDED_OVER, Outcome.UNSOLVED), Outcome.RESOLVED
    )
    done.stage[answered] = Stage.AGENT
    done.stage[(done.offered == TAKEN) & (done.stage == Stage.AGENT)] = Stage.CALLBACK
    done.stage[(done.first_wait >= 0) & (done.stage == Stage.CALLBACK)] = Stage.TRANSFER
    done.stage[(done.first_wait >= 0) & (done.stage == Stage.AGENT)] = Stage.TRANSFER
    at_once = np.isnan(done.joined[answered])
    done.joined[answered] = np.where(at_once, done.started[answered], done.joined[answered])
    agent = (done.agent - np.array(board.first)[pool]) // board.seats[pool]
    agent[pool == NOBODY] = NOBODY
    return Over(
        done.lane,
        done.door,
        done.line,
        done.service,
        done.segment,
        done.day,
        done.index,
        done.attempt,
        done.arrived + midnight,
        done.arrived + done.menu + midnight,
        done.joined + midnight,
        done.started + midnight,
        ended + midnight,
        freed + midnight,
        pool,
        agent.astype(np.int16),
        done.first_wait,
        done.offered,
        done.outcome,
        done.stage,
    )


def rings(
    table: Table, board: Board, rung: list[tuple[int, int, float]], ring: float, midnight: float
) -> Over:
    """Tries in vain to call back: row, seat and time of each."""
    rows, seat, began = (np.array(each) for each in zip(*rung, strict=True))
    calls, pool = table.some(rows), board.pool_of(seat)
    never, started = np.full(len(rows), np.nan), began + midnight
    return Over(
        calls.lane,
        calls.door,
        calls.line,
        calls.service,
        calls.segment,
        calls.day,
        calls.index,
        calls.attempt,
        calls.arrived + midnight,
        never,
        never,
        started,
        started + ring,
        never,
        pool.astype(np.int8),
        ((seat - np.array(board.first)[pool]) // board.seats[pool]).astype(np.int16),
        calls.first_wait,
        calls.offered,
        np.full(len(rows), Outcome.SERVED, dtype=np.int8),
        np.full(len(rows), Stage.RING, dtype=np.int8),
    )


def of_app(lane: Ints, door: int, cases: Cases, ended: Floats, contained: NDArray[np.bool_]) -> Over:
    """Cases in the app, as it is left; times count from the horizon's first midnight."""
    count = len(lane)
    none, never = np.broadcast_to(np.int8(NOBODY), count), np.broadcast_to(np.nan, count)
    return Over(
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


def _at_speed(minutes: Floats, speed: Floats) -> Floats:
    slow = (speed != 1.0).nonzero()[0]
    minutes[slow] = on_grid(minutes[slow] / speed[slow])
    return minutes
