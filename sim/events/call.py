"""A call or chat on its way through a centre."""

from __future__ import annotations

from math import inf
from types import SimpleNamespace
from typing import Any

from sim.log.records import Stage
from sim.network.routing import Way


class Call:
    """One contact while it is under way. What it carries is read by name, too, such as ``call.patience``.

    Attributes
    ----------
    case, attempt : int
        Which contact.
    line, service, segment : int
        Numbers in the centre's, and in the scenario's order; line -1 is the app.
    door, day, index : int
        The line of the case's first contact (the app is behind the last line), its day, and the case's number on both.
    carried : SimpleNamespace
        Lists of what the contacts of that door, day and attempt carry (columns of `Calls`); `index` is its place.
    arrived : float
        When it came in.
    way : Way
        Its route.
    joined, started : float
        Since when it has been waiting, and when an agent answered.
    turn : int
        Which one it was of all that have begun to wait for an agent.
    waits : bool
        Whether it waits for an agent.
    gives_up : float
        When its patience ends.
    inside : bool
        Whether it holds a trunk.
    chats : bool
        Whether it is a chat: known when it comes in.
    called_back, handed_over : bool
        Whether it took a callback, and whether an agent has handed it over.
    pace : float
        Speed of its agent, with the chats in hand.
    tries : int
        How often an agent has called it back.
    """

    __slots__ = (
        "arrived",
        "attempt",
        "called_back",
        "carried",
        "case",
        "chats",
        "day",
        "door",
        "gives_up",
        "handed_over",
        "index",
        "inside",
        "joined",
        "line",
        "pace",
        "segment",
        "service",
        "started",
        "tries",
        "turn",
        "waits",
        "way",
    )

    def __init__(
        self,
        case: int,
        attempt: int,
        line: int,
        service: int,
        segment: int,
        day: int,
        index: int,
        carried: SimpleNamespace,
        arrived: float,
    ) -> None:
        self.case, self.attempt, self.line = case, attempt, line
        self.service, self.segment = service, segment
        self.day, self.index, self.carried = day, index, carried
        self.door = line
        self.arrived = self.joined = self.started = arrived
        self.waits = self.inside = self.chats = self.called_back = self.handed_over = False
        self.tries, self.turn, self.gives_up, self.pace = 0, 0, inf, 1.0
        self.way: Way

    def __getattr__(self, name: str) -> Any:
        return getattr(self.carried, name)[self.index]

    @property
    def talk(self) -> float:
        """Minutes of talk or chat at speed 100 %."""
        carried = self.carried
        return float((carried.chat if self.chats else carried.talk)[self.index])

    @property
    def second_talk(self) -> float:
        """The same after being handed over."""
        carried = self.carried
        return float((carried.second_chat if self.chats else carried.second_talk)[self.index])

    @property
    def stage(self) -> Stage:
        """The stage at which it waits and talks now."""
        return Stage.TRANSFER if self.handed_over else Stage.CALLBACK if self.called_back else Stage.AGENT

    @property
    def place(self) -> int:
        """Its place among calls of one instant: by case, and by attempt."""
        return self.case * 64 + self.attempt
