"""A visit on its way through a hall."""

from __future__ import annotations

from math import inf
from types import SimpleNamespace
from typing import Any

from sim.events.contact import Contact, Who
from sim.events.door import WALKS_IN


class Visit(Contact):
    """A contact at a hall. It has come to the door, or to the first stop on the way there that it has not made yet, when it has `arrived`.

    Attributes
    ----------
    lacks_papers : bool
        Whether papers are missing.
    booking : Booking
        Its appointment.
    stays_away : bool
        Whether it was expected and does not come.
    place : int
        Its place in the order in which visits get in.
    since : float
        Since when it has been waiting at the present stage.
    ticket : float or None
        When the ticket was drawn, where that was before joining the line (help with a form came between).
    helped : bool
        Whether the greeter helped with the form.
    entry : tuple or None
        The entry with which it stands in a line.
    gives_up : float
        Until when it waits for the counter, if its ticket stays in line; infinite of others.
    """

    __slots__ = (
        "booking",
        "entry",
        "gives_up",
        "helped",
        "lacks_papers",
        "place",
        "since",
        "stays_away",
        "ticket",
    )

    def __init__(self, who: Who, carried: SimpleNamespace, arrived: float, lacks_papers: bool) -> None:
        super().__init__(who, carried, arrived)
        self.since, self.lacks_papers = arrived, lacks_papers
        self.place, self.helped, self.stays_away = 0, False, False
        self.ticket: float | None = None
        self.entry: tuple[tuple[float, float, int], int, Any] | None = None
        self.gives_up = inf
        self.booking = WALKS_IN
