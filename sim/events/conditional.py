"""Contacts that are expected, on SimPy's clock: asked at their time whether they come."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import simpy

from sim.events.clock import COME_IN, Moment
from sim.events.contact import Contact
from sim.rules.conditional import CONDITIONS, Expected

Coming = TypeVar("Coming", bound=Contact)


def comes(contact: Contact, kind: Expected, now: float) -> bool:
    """Whether a contact that was expected comes now."""
    return bool(CONDITIONS[kind].holds(contact, now))


def expect(
    env: simpy.Environment, contact: Coming, place: int, kind: Expected, come_in: Callable[[Coming], None]
) -> None:
    """Let a contact come in when it arrives, if it still does; `place` is its own among those of one instant."""

    def ask(moment: Moment) -> None:
        if comes(contact, kind, moment.env.now):
            come_in(contact)

    Moment(env, contact.arrived, COME_IN + place, ask)
