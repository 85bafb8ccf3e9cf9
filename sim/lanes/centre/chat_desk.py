"""The agents of a pool that takes chats, in every lane: who of them takes the next one, and how quickly.

Each agent has a seat for each chat at once. A seat is an agent of its own to everybody else; who takes the next chat is
decided here: the agent with fewest in hand, then the one for whom nothing has changed for the longest time.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lanes.centre.agents import Agents
from sim.lanes.centre.duty import Change
from sim.lanes.ranks import TICK, floor_time
from sim.scenario.phone import Chats

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]

MANY = 4096.0
"""What a chat in hand counts for, in minutes: more than any time of a day."""


class ChatDesk:
    """The agents of one pool.

    Parameters
    ----------
    agents : Agents
        All seats of the centre.
    pool : int
        The pool.
    rules : Chats
        How many at once, and how quickly.
    """

    def __init__(self, agents: Agents, pool: int, rules: Chats) -> None:
        self._agents, self._rows, self._at_once = agents, agents.pools[pool], rules.at_once
        self._pace = np.array([*rules.pace, *[rules.pace[-1]] * (rules.at_once - len(rules.pace))])
        heads = (self._rows.stop - self._rows.start) // rules.at_once
        self._changed = np.full((heads, agents.until.shape[1]), -np.inf)

    def come(self, lanes: Ints, change: Change) -> None:
        """Agents come on duty."""
        come = change.come[self._rows.start : self._rows.stop : self._at_once][:, lanes]
        self._changed[:, lanes] = np.where(come, change.time, self._changed[:, lanes])

    def take(self, lanes: Ints, now: Floats) -> tuple[Ints, Floats]:
        """The seat that takes a chat in each of some lanes, in which somebody can, and its pace."""
        until = self._agents.until[self._rows, lanes].reshape(-1, self._at_once, len(lanes))
        free = until < now + TICK
        here = np.isfinite(until).any(axis=1)
        chats = self._at_once - free.sum(axis=1)
        since = np.maximum(self._changed[:, lanes], np.where(free, floor_time(until), -np.inf).max(axis=1))
        able = here & (chats < self._at_once)
        rank = np.where(able, chats * MANY + since, np.inf)
        agent, lane = rank.argmin(axis=0), np.arange(len(lanes))
        seat = free[agent, :, lane].argmax(axis=1)
        self._changed[agent, lanes] = now
        return self._rows.start + agent * self._at_once + seat, self._pace[chats[agent, lane]]

    def turn(self, minutes: float) -> None:
        """Let times count from a midnight that is so many minutes later."""
        self._changed -= minutes
