"""Conditional arrivals: who will come at a set time, unless something has happened by then.

A contact in vain leads to another one of its case. When that would come is drawn as soon as the first one is over, at the address of the case and the
attempt, and it lies in the order of time with all who come. Only at its time is it asked whether it still comes: the condition of its kind says so.
Those who call or come again today do so whatever has happened meanwhile.

A condition is a rule like any other: a pure function of the contact that is expected and of the time at which it is asked. Of the contact it
reads attributes: what it carries (:mod:`sim.draws.table`), `attempt`, `service`, `segment`, and since when it has been expected (`expected_since`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Expected(StrEnum):
    """The kinds of contacts that are expected."""

    CALL_AGAIN = "calls again"
    CALL_AFTER_APP = "calls after the app"
    VISIT_AGAIN = "comes back to a hall"
    VISIT_AFTER_CALL = "comes to a hall after a call"
    CHASES = "asks about an open order"
    RECURS = "has the same problem again"


@dataclass(frozen=True)
class Condition:
    """Whether somebody who was expected comes.

    Attributes
    ----------
    words : str
        When they do.
    holds : callable
        The rule, of who is expected and the time: numbers of one contact in the event engine, columns of many in the lanes.
    of_contact : bool
        Whether it reads nothing but the contact and the time. The lane engine refuses a condition on what happens meanwhile to others: it asks
        many contacts at once, before their time.
    """

    words: str
    holds: Callable[[Any, Any], Any]
    of_contact: bool = True


ALWAYS = Condition("always", lambda _, __: True)

CONDITIONS: dict[Expected, Condition] = dict.fromkeys(Expected, ALWAYS)
"""The condition of each kind."""


def unknown_before() -> list[str]:
    """Conditions that nobody can ask before the time has come, by name."""
    return [
        f"{kind}: {condition.words}" for kind, condition in CONDITIONS.items() if not condition.of_contact
    ]
