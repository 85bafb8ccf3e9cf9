"""The agents of one pool: who is on duty, who is free, and who has been free longest."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import NamedTuple


class Seat(NamedTuple):
    """What a call or chat takes of an agent: the agent's number, and which of what is in hand (0 is a call)."""

    agent: int
    slot: int


class Agents:
    """The agents of a pool, by number.

    Parameters
    ----------
    number : int
        Number of the pool in the scenario.
    place : int
        Its place in the centre's pools.
    first : int
        Number of its first agent among all agents of the centre.
    count : int
        Number of agents.
    """

    __slots__ = ("_rested", "busy", "first", "idle", "number", "place", "since", "working")

    def __init__(self, number: int, place: int, first: int, count: int) -> None:
        self.number, self.place, self.first = number, place, first
        # a heap of (free since, agent); an entry counts only while since[agent] agrees
        self._rested: list[tuple[float, int]] = []
        self.since: list[float | None] = [None] * count
        self.working = [False] * count
        self.busy = [False] * count
        self.idle = 0

    def come(self, agent: int, now: float) -> None:
        """An agent comes on duty."""
        self.working[agent] = True
        if not self.busy[agent]:
            self._rest(agent, now)

    def go(self, agent: int) -> None:
        """An agent goes off duty, after the call at hand."""
        self.working[agent] = False
        if self.since[agent] is not None:
            self.since[agent] = None
            self.idle -= 1

    def release(self, seat: Seat, now: float) -> None:
        """An agent's work on a call is over."""
        self.busy[seat.agent] = False
        if self.working[seat.agent]:
            self._rest(seat.agent, now)

    def _rest(self, agent: int, now: float) -> None:
        self.since[agent] = now
        self.idle += 1
        heappush(self._rested, (now, agent))

    def free(self, chat: bool) -> int:
        """How many can take a call; nobody takes chats."""
        return 0 if chat else self.idle

    def best(self, chat: bool) -> tuple[int, float]:
        """No chat in hand, and since when the one free longest has been free; somebody must be."""
        while self.since[self._rested[0][1]] != self._rested[0][0]:
            heappop(self._rested)
        return 0, self._rested[0][0]

    def take(self, chat: bool, now: float) -> Seat:
        """The agent free longest; :meth:`best` must have been called."""
        agent = heappop(self._rested)[1]
        self.since[agent] = None
        self.busy[agent] = True
        self.idle -= 1
        return Seat(agent, 0)

    def pace(self, seat: Seat) -> float:
        """Speed of a chat; there is none."""
        return 1.0
