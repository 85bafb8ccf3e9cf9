"""The agents of a pool in one lane: who takes the next contact, and from when on somebody can.

An agent who gets free is no event. Times until which agents are busy, or since when they are free, carry the number of the
seat below the tick (:mod:`sim.lanes.ranks`): the least of them is who has been free longest or, if all are busy, who is free next.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush, heapreplace
from math import inf

from sim.lanes.ranks import NUMBERS, TICK, UNIT
from sim.scenario.phone import Chats
from sim.ticks import TICKS_PER_MINUTE

SEATS = TICKS_PER_MINUTE * NUMBERS
"""What makes a seat's number of what lies below the tick."""

MANY = 65536.0
"""What a chat in hand counts for, in minutes: more than any time of a run."""


class Desk:
    """Agents who take one contact at a time.

    Attributes
    ----------
    free : list of float
        A heap of the times of those on duty, and infinity. Both desks keep the same list for good.
    """

    __slots__ = ("_away", "free")

    def __init__(self) -> None:
        self.free = [inf]
        self._away: dict[int, float] = {}

    @property
    def on_duty(self) -> int:
        """Agents on duty."""
        return len(self.free) - 1

    def take(self, now: float) -> tuple[int, float]:  # noqa: ARG002 - chats ask for the time
        """The seat that takes a contact, and its pace; :meth:`busy` follows."""
        return int(self.free[0] % TICK * SEATS), 1.0

    def busy(self, seat: int, until: float) -> None:
        """Who has just taken a contact is busy until then."""
        heapreplace(self.free, until + seat * UNIT)

    def behind(self, reserve: int) -> float:
        """When more than `reserve` agents are free."""
        return sorted(self.free)[reserve] if reserve < len(self.free) else inf

    def change(self, come: list[int], go: list[int], time: float) -> None:
        """Agents come on duty, free or still busy from before, or go, and end what is at hand."""
        times = {int(each % TICK * SEATS): each for each in self.free if each < inf}
        for seat in come:
            times[seat] = max(self._away.pop(seat, -inf), time + seat * UNIT)
        for seat in go:
            self._away[seat] = times.pop(seat)
        self.free[:] = [*times.values(), inf]
        heapify(self.free)

    def turn(self, minutes: float) -> None:
        """Let times count from a midnight that is so many minutes later."""
        self.free[:] = [each - minutes for each in self.free]
        self._away = {seat: each - minutes for seat, each in self._away.items()}


class ChatDesk:
    """Agents with a seat for each chat at once: the one with fewest in hand takes the next, then the one longest unchanged.

    Parameters
    ----------
    first, heads : int
        Number of the first seat; how many agents there are.
    rules : Chats
        How many chats at once, and how quickly.

    Attributes
    ----------
    free : list of float
        From when on somebody can take a chat.
    """

    __slots__ = ("_at_once", "_away", "_chats", "_first", "_in_hand", "_now", "_pace", "_rank", "free")

    def __init__(self, first: int, heads: int, rules: Chats) -> None:
        self._first, self._at_once = first, rules.at_once
        self._pace = [*rules.pace, *[rules.pace[-1]] * (rules.at_once - len(rules.pace))]
        self.free, self._now = [inf], -inf
        self._chats = [0] * heads
        self._rank = [inf] * heads  # who goes first takes the next; infinite for those who cannot
        self._in_hand: list[float] = [inf]  # ends of those on duty, with the agent's first seat
        self._away: dict[int, list[float]] = {}

    def take(self, now: float) -> tuple[int, float]:
        """The agent who takes a chat, by the first seat, and the pace; :meth:`busy` follows."""
        in_hand, rank, chats = self._in_hand, self._rank, self._chats
        while in_hand[0] < now + TICK:
            key = heappop(in_hand)
            agent = (int(key % TICK * SEATS) - self._first) // self._at_once
            chats[agent] -= 1
            rank[agent] = chats[agent] * MANY + (key - key % TICK)
        agent = rank.index(min(rank))
        before = chats[agent]
        chats[agent] = before + 1
        rank[agent] = self._rank_of(agent, now)
        self._now = now
        return self._first + agent * self._at_once, self._pace[before]

    def _rank_of(self, agent: int, now: float) -> float:
        chats = self._chats[agent]
        return inf if chats == self._at_once else chats * MANY + now

    def busy(self, seat: int, until: float) -> None:
        """Who has just taken a chat has it in hand until then."""
        heappush(self._in_hand, until + seat * UNIT)
        self._look(self._now)

    def _look(self, now: float) -> None:
        self.free[0] = self._in_hand[0] if min(self._rank, default=inf) == inf else now

    def behind(self, reserve: int) -> float:
        """Chats keep no agents free for others."""
        raise NotImplementedError

    def change(self, come: list[int], go: list[int], time: float) -> None:
        """Agents come on duty, with what is still in hand from before, or go, and end what is in hand."""
        first, at_once = self._first, self._at_once
        for agent in {(seat - first) // at_once for seat in come}:
            left = [key for key in self._away.pop(agent, []) if key >= time + TICK]
            self._in_hand += left
            self._chats[agent] = len(left)
            self._rank[agent] = self._rank_of(agent, time)
        for agent in {(seat - first) // at_once for seat in go}:
            self._rank[agent], number = inf, first + agent * at_once
            self._away[agent] = [
                key for key in self._in_hand if key < inf and int(key % TICK * SEATS) == number
            ]
        gone = {key for keys in self._away.values() for key in keys}
        self._in_hand = [key for key in self._in_hand if key not in gone]
        heapify(self._in_hand)
        self._look(time)

    def turn(self, minutes: float) -> None:
        """Let times count from a midnight that is so many minutes later."""
        self._rank = [each - minutes for each in self._rank]
        self._in_hand = [each - minutes for each in self._in_hand]
        self._away = {agent: [key - minutes for key in keys] for agent, keys in self._away.items()}
        self.free[0] -= minutes


AnyDesk = Desk | ChatDesk
