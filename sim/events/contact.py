"""A contact under way: a visit, a call or a chat."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from sim.events.door import Door

Who = tuple[Door, int, int, int, int, int, int]
"""Door, case, attempt, day, index, service and segment of a contact."""

NOTHING = -1
"""In place of the number of a category: no order."""


class Contact:
    """One contact while it is under way. What it carries is read by name, too, such as ``contact.patience``.

    Attributes
    ----------
    door : Door
        Where its case began.
    case, attempt : int
        Which contact: the number of the case among those of the hall, or of the centre, where it began; from 1.
    day, index : int
        The day on which its case began, and the case's number on it at its door.
    service, segment : int
        Numbers in the scenario's order.
    attempts_before : int
        Added to the attempt in the log: that of a contact which chases an order, or has its problem again, counts from 1 anew.
    again : int
        The order that it leaves, since the problem of an earlier one is back: number of its category among those of all offices; -1 of others.
    carried : SimpleNamespace
        Lists of what the contacts of that door, day and attempt carry where it is; `index` is its place.
    arrived, started : float
        When it came, and when the present service started.
    expected_since : float
        Since when it was known that it would come, if nothing happened meanwhile; of the first contact of a case, when it came.
    """

    __slots__ = (
        "again",
        "arrived",
        "attempt",
        "attempts_before",
        "carried",
        "case",
        "day",
        "door",
        "expected_since",
        "index",
        "segment",
        "service",
        "started",
    )

    def __init__(self, who: Who, carried: SimpleNamespace, arrived: float) -> None:
        self.door, self.case, self.attempt, self.day, self.index, self.service, self.segment = who
        self.carried, self.arrived, self.started = carried, arrived, arrived
        self.expected_since, self.attempts_before, self.again = arrived, 0, NOTHING

    def __getattr__(self, name: str) -> Any:
        return getattr(self.carried, name)[self.index]

    @property
    def logged_attempt(self) -> int:
        """Which of all contacts of its case it is."""
        return self.attempts_before + self.attempt

    def follows(self, before: Contact) -> None:
        """Take over whose problem it is from the contact before it."""
        self.attempts_before, self.again = before.attempts_before, before.again

    @property
    def next(self) -> Who:
        """Who the next contact of its case is, wherever that is."""
        return (
            self.door,
            self.case,
            self.attempt + 1,
            self.day,
            self.index,
            self.service,
            self.segment,
        )
