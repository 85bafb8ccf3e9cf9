"""The agents of a pool that takes chats: who has how many in hand, and who can take another, or a call."""

from __future__ import annotations

from sim.events.agents import Seat
from sim.rules.phone import can_take_call, can_take_chat
from sim.scenario.phone import Chats


class ChatAgents:
    """The agents of a pool, by number; each has a seat for a call (slot 0), and one for each chat (from 1).

    Parameters
    ----------
    number, place, first, count : int
        As in :class:`sim.events.agents.Agents`.
    rules : Chats
        How many at once, and how quickly.
    """

    def __init__(self, number: int, place: int, first: int, count: int, rules: Chats) -> None:
        self.number, self.place, self.first, self.rules = number, place, first, rules
        self.working = [False] * count
        self.since = [0.0] * count
        self.taken = [[False] * (rules.at_once + 1) for _ in range(count)]
        self.able = {False: set[int](), True: set[int]()}

    @property
    def idle(self) -> int:
        """Agents who can take a call or a chat."""
        return len(self.able[False] | self.able[True])

    def come(self, agent: int, now: float) -> None:
        """An agent comes on duty."""
        self.working[agent] = True
        self._changed(agent, now)

    def go(self, agent: int) -> None:
        """An agent goes off duty, after what is in hand."""
        self.working[agent] = False
        self._changed(agent, self.since[agent])

    def release(self, seat: Seat, now: float) -> None:
        """An agent's work on a call or chat is over."""
        self.taken[seat.agent][seat.slot] = False
        self._changed(seat.agent, now)

    def free(self, chat: bool) -> int:
        """How many can take a call, or a chat."""
        return len(self.able[chat])

    def best(self, chat: bool) -> tuple[int, float]:
        """Chats in hand of the one who takes the next, and since when nothing has changed; somebody must be free."""
        chats, since, _ = min(map(self._rank, self.able[chat]))
        return chats, since

    def take(self, chat: bool, now: float) -> Seat:
        """Who takes the next call or chat: fewest chats in hand first, then the one longest unchanged."""
        agent = min(map(self._rank, self.able[chat]))[2]
        slot = self.taken[agent].index(False, 1) if chat else 0
        self.taken[agent][slot] = True
        self._changed(agent, now)
        return Seat(agent, slot)

    def pace(self, seat: Seat) -> float:
        """Speed of a chat that has just been taken, with those in hand."""
        paces = self.rules.pace
        return paces[min(self._chats(seat.agent), len(paces)) - 1]

    def _chats(self, agent: int) -> int:
        return sum(self.taken[agent][1:])

    def _rank(self, agent: int) -> tuple[int, float, int]:
        return self._chats(agent), self.since[agent], agent

    def _changed(self, agent: int, now: float) -> None:
        self.since[agent] = now
        in_hand = self.taken[agent][0], self._chats(agent), self.rules
        for chat, able in ((False, can_take_call(*in_hand)), (True, can_take_chat(*in_hand))):
            (self.able[chat].add if able and self.working[agent] else self.able[chat].discard)(agent)
