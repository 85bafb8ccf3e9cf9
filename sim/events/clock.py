"""Moments on SimPy's clock, and the order of what happens at one instant.

At one instant, in this order: staff come and go and lines are emptied; services end and free their staff; free staff
call whoever waits; those whom a greeter or kiosk let go move on; new customers come in, one after the other, each
called at once if somebody is free; those whose patience ends at this instant leave. Within a kind, by number (of the
server or the case). So what happens never depends on the order in which things were scheduled.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Any

import simpy


class Kind(IntEnum):
    """What a moment is, in the order within one instant."""

    SHIFT = 0
    FREE = 1
    CALL = 2
    MOVE_ON = 3
    COME_IN = 4
    GIVE_UP = 5


PLACES = 1 << 40
"""Numbers that fit within one kind."""

Callback = Callable[["Moment"], None]


class Moment(simpy.Event):
    """Something that happens at a set time: calls back with itself, and with what it is about in `subject`.

    It is scheduled when it is made, as SimPy's own ``Timeout`` is, but at a time on the grid and with a rank among
    what happens at the same instant.
    """

    def __init__(self, env: simpy.Environment, time: float, kind: Kind, number: int, callback: Callback, subject: Any = None) -> None:
        self.env = env
        self.callbacks: list[Any] = [callback]
        self._value = subject
        self._ok = True
        self._defused = False
        self.subject = subject
        env.schedule(self, kind * PLACES + number, time - env.now)  # type: ignore[arg-type]
