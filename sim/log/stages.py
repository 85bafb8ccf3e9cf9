"""The stages of a contact and how they end: the two enumerations of the log, and stages that others add to them."""

from __future__ import annotations

from enum import IntEnum


class Stage(IntEnum):
    """A stop inside a contact, in the order of a visit or call."""

    DOOR = 0
    GREETER = 1
    FORM = 2
    KIOSK = 3
    COUNTER = 4
    LINE = 5
    """A call that did not get in."""
    MENU = 6
    OFFER = 7
    """A callback was offered; the row of the next stage tells whether it was taken."""
    AGENT = 8
    CALLBACK = 9
    """Waited to be called back, and talked: in place of the stage of the agent."""
    TRANSFER = 10
    """Waited for another agent, to whom the call was handed over, and talked."""
    AFTER_CALL = 11
    """Work of an agent after the caller has hung up: no part of the caller's contact."""
    RING = 12
    """An agent calls back in vain, or a clerk a ticket: no part of the customer's contact."""
    ABSENT = 13
    """A head that is missing, from the beginning to the end of a stretch of its duty: nobody's contact."""
    APP = 14
    """In the app: nobody serves there."""
    CLOSED = 15
    """A counter that is closed while its head is on duty, from when to when: nobody's contact."""
    BOOKED = 16
    """An appointment, from its slot to when the customer is there, which may be before it: no part of the visit."""
    LEVEL = 17
    """A level of warning of a call centre, the number of which stands as the server's: when it begins, acts and ends; nobody's contact."""


class Outcome(IntEnum):
    """How a stage ended. The outcome of a contact is that of its last stage."""

    SERVED = 0
    """Done here; the contact goes on to another stage."""
    BYPASSED = 1
    """Passed by a busy greeter; the contact goes on."""
    RESOLVED = 2
    """The matter is solved."""
    PAPERS_MISSING = 3
    """Papers were missing; the customer has to come again."""
    BALKED = 4
    """Turned away from a long queue."""
    RENEGED = 5
    """Gave up waiting."""
    SENT_HOME = 6
    """The hall closed on the customer."""
    TURNED_AWAY = 7
    """The hall or centre was closed, or the hall gave no more tickets."""
    BUSY = 8
    """All trunks were taken."""
    LEFT_MENU = 9
    """Hung up in the voice menu."""
    UNSOLVED = 10
    """Answered, but not solved."""
    NOT_REACHED = 11
    """Took a callback, and was not reached."""
    HANDED_OVER = 12
    """The agent could not solve it and handed it over; the contact goes on."""
    NO_SHOW = 13
    """Has an appointment and does not come: no contact."""


AWAY = (Stage.ABSENT, Stage.CLOSED)
"""Stages that are duty in which nobody can be served."""

NOBODYS = (Stage.LEVEL, *AWAY)
"""Stages that belong to no contact at all."""

NO_CONTACT = (Stage.AFTER_CALL, Stage.RING, Stage.BOOKED, *NOBODYS)
"""Stages that are work or absence of staff, appointments or levels of warning, and no part of a contact."""

OFF_THE_LINE = (Stage.CALLBACK,)
"""Stages whose wait is not one on the line."""

LATER = (Stage.CALLBACK, Stage.TRANSFER)
"""Stages whose wait is no part of a contact's wait: each has a measure of its own."""

NAMES = [stage.name.lower() for stage in Stage]
"""Names of all stages by number: those of the enumeration, and behind them those that were added."""

ORDER: list[int] = list(Stage)
"""Numbers of all stages in the order in which a contact goes through them."""


def add_stage(name: str, before: int) -> int:
    """A stage that the enumeration does not have.

    Parameters
    ----------
    name : str
        What the log calls it.
    before : int
        The stage before which a contact goes through it.

    Returns
    -------
    int
        Its number.

    Raises
    ------
    ValueError
        There is a stage of that name.
    """
    if name in NAMES:
        raise ValueError(f"there is a stage {name} already")
    NAMES.append(name)
    ORDER.insert(ORDER.index(before), len(NAMES) - 1)
    return len(NAMES) - 1


def remove_stage(number: int) -> None:
    """Take back the stage that was added last.

    Raises
    ------
    ValueError
        Another one was added after it, or it is one of the enumeration.
    """
    if number != len(NAMES) - 1 or number < len(Stage):
        raise ValueError(f"stage {number} is not the one that was added last")
    NAMES.pop()
    ORDER.remove(number)
