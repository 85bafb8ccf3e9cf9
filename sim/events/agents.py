"""The agents of one pool: who is on duty, who is free, and who has been free longest."""

from __future__ import annotations

from heapq import heappop, heappush


class Agents:
    """The agents of a pool, by number.

    `free` is a heap of (free since, agent); an entry counts only while ``since[agent]`` agrees.

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

    __slots__ = ("busy", "first", "free", "idle", "number", "place", "since", "working")

    def __init__(self, number: int, place: int, first: int, count: int) -> None:
        self.number, self.place, self.first = number, place, first
        self.free: list[tuple[float, int]] = []
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

    def release(self, agent: int, now: float) -> None:
        """An agent's work on a call is over."""
        self.busy[agent] = False
        if self.working[agent]:
            self._rest(agent, now)

    def _rest(self, agent: int, now: float) -> None:
        self.since[agent] = now
        self.idle += 1
        heappush(self.free, (now, agent))

    def free_since(self) -> float:
        """Since when the one free longest has been free; somebody must be."""
        while self.since[self.free[0][1]] != self.free[0][0]:
            heappop(self.free)
        return self.free[0][0]

    def take(self) -> int:
        """The agent free longest; :meth:`free_since` must have been called."""
        agent = heappop(self.free)[1]
        self.since[agent] = None
        self.busy[agent] = True
        self.idle -= 1
        return agent
