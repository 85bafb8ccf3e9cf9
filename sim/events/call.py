"""A call or chat on its way through a centre."""

from __future__ import annotations

from math import inf
from types import SimpleNamespace

from sim.events.contact import Contact, Who
from sim.log.records import Stage
from sim.network.routing import Way


class Call(Contact):
    """A contact at a centre.

    Attributes
    ----------
    line : int
        Number of the line in the centre; -1 is the app.
    way : Way
        Its route.
    joined : float
        Since when it has been waiting.
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
        "called_back",
        "chats",
        "gives_up",
        "handed_over",
        "inside",
        "joined",
        "line",
        "pace",
        "tries",
        "turn",
        "waits",
        "way",
    )

    def __init__(self, who: Who, carried: SimpleNamespace, arrived: float, line: int) -> None:
        super().__init__(who, carried, arrived)
        self.line, self.joined = line, arrived
        self.waits = self.inside = self.chats = self.called_back = self.handed_over = False
        self.tries, self.turn, self.gives_up, self.pace = 0, 0, inf, 1.0
        self.way: Way

    @property
    def stage(self) -> Stage:
        """The stage at which it waits and talks now."""
        return Stage.TRANSFER if self.handed_over else Stage.CALLBACK if self.called_back else Stage.AGENT

    @property
    def place(self) -> int:
        """Its place among calls of one instant: by case, and by attempt."""
        return self.case * 64 + self.attempt
