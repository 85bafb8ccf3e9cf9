"""The calls that are over, with all that follows from when and by whom they were answered."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lanes.centre.board import Board
from sim.lanes.centre.table import UNDER_WAY, Table
from sim.records import Outcome, Stage
from sim.ticks import on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Numbers = NDArray[np.integer[Any]]

NOBODY = -1


@dataclass(frozen=True)
class Over:
    """Columns of equal length, one row a call. Times are minutes since the horizon's first midnight.

    Attributes
    ----------
    lane, line, service, segment, day, index, attempt : ndarray
        As in :class:`~sim.lanes.centre.table.Table`.
    arrived, out_of_menu, joined : ndarray
        When the call came in, when the menu was over, and since when it waited for an agent; NaN where it did not.
    started, ended, freed : ndarray
        When an agent answered (NaN where none did), when the call was over, and when the agent was free again.
    pool, agent : ndarray
        Place of the pool that answered in the centre, and number of the agent there; -1 where nobody did.
    outcome, stage : ndarray
        How and where it ended.
    """

    lane: Numbers
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
    outcome: Numbers
    stage: Numbers

    def __len__(self) -> int:
        return len(self.lane)

    def some(self, rows: Ints) -> Over:
        """Some of the rows."""
        return Over(*(getattr(self, name)[rows] for name in NAMES))


NAMES = tuple(field.name for field in fields(Over))


def joined(parts: list[Over]) -> Over:
    """Calls one after the other."""
    if len(parts) == 1:
        return parts[0]
    return Over(*(np.concatenate([getattr(part, name) for part in parts]) for name in NAMES))


def over(table: Table, board: Board, first: list[int], midnight: float) -> Over:
    """The calls of a table that are over, or that an agent has answered.

    Parameters
    ----------
    table : Table
        All calls; times count from `midnight`.
    board : Board
        The centre's rules.
    first : list of int
        Number of the first agent of each pool, and behind them the number of all.
    midnight : float
        Minutes since the horizon's first midnight.
    """
    own = slice(table.count)
    rows = ((table.outcome[own] != UNDER_WAY) | (table.agent[own] != UNDER_WAY)).nonzero()[0]
    done = table.some(rows)
    number = np.array(first)
    pool = np.searchsorted(number[1:], done.agent, side="right").astype(np.int8)
    answered = (done.agent != UNDER_WAY).nonzero()[0]
    pool[done.agent == UNDER_WAY] = NOBODY
    by, line, service = pool[answered], done.line[answered], done.service[answered]
    talk, after = (
        _at_speed(minutes[answered], board.speed[by, line, service]) for minutes in (done.talk, done.after)
    )
    ended, freed = done.ended, np.full(len(done), np.nan)
    ended[answered] = done.started[answered] + talk
    freed[answered] = ended[answered] + after
    solved = done.solve[answered] < board.solved[by, line, service]
    done.outcome[answered] = np.where(solved, Outcome.RESOLVED, Outcome.UNSOLVED)
    done.stage[answered] = Stage.AGENT
    at_once = np.isnan(done.joined[answered])
    done.joined[answered] = np.where(at_once, done.started[answered], done.joined[answered])
    agent = (done.agent - number[pool]).astype(np.int16)
    agent[pool == NOBODY] = NOBODY
    return Over(
        done.lane,
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
        agent,
        done.outcome,
        done.stage,
    )


def _at_speed(minutes: Floats, speed: Floats) -> Floats:
    slow = (speed != 1.0).nonzero()[0]
    minutes[slow] = on_grid(minutes[slow] / speed[slow])
    return minutes
