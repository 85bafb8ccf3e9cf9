"""A visit on its way through a hall."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from sim.events.rows import OWN

Carry = Callable[[int, int], SimpleNamespace]
"""What the contacts of a day's cases carry at an attempt, as lists."""


class Visit:
    """One contact while it is under way. What it carries is read by name, too, such as ``visit.triage``.

    Attributes
    ----------
    case, attempt : int
        Which contact.
    day, index : int
        The day of the case's first contact, and the case's number on it.
    service, segment : int
        Numbers in the scenario's order.
    carried : SimpleNamespace
        Lists of what the contacts of that day and attempt carry (the columns of `Contacts`); `index` is its place.
    arrived : float
        When it came to the door, or to the first stop on the way there that it has not made yet.
    carry : callable
        What the case's other visits carry.
    lacks_papers : bool
        Whether papers are missing.
    place : int
        Its place in the order in which visits get in.
    since, started : float
        Since when it has been waiting at the present stage, and when the present service started.
    ticket : float or None
        When the ticket was drawn, where that was before joining the line (help with a form came between).
    helped : bool
        Whether the greeter helped with the form.
    origin : int
        Where the case began: `OWN`, or the number of a call centre; `case` is its number there.
    waits_at : object or None
        The station where it stands in line.
    """

    __slots__ = (
        "arrived",
        "attempt",
        "carried",
        "carry",
        "case",
        "day",
        "helped",
        "index",
        "lacks_papers",
        "origin",
        "place",
        "segment",
        "service",
        "since",
        "started",
        "ticket",
        "waits_at",
    )

    def __init__(
        self,
        case: int,
        attempt: int,
        day: int,
        index: int,
        service: int,
        segment: int,
        carried: SimpleNamespace,
        arrived: float,
        lacks_papers: bool,
        carry: Carry,
        origin: int = OWN,
    ) -> None:
        self.case, self.attempt, self.day, self.index = case, attempt, day, index
        self.service, self.segment, self.carried = service, segment, carried
        self.arrived = self.since = arrived
        self.lacks_papers, self.carry, self.origin = lacks_papers, carry, origin
        self.place = 0
        self.started = 0.0
        self.ticket: float | None = None
        self.helped = False
        self.waits_at: object | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.carried, name)[self.index]
