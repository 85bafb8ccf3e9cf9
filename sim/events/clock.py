"""Moments on SimPy's clock, and the order of what happens at one instant.

At one instant, in this order: staff come and go and lines are emptied or opened; services end and free their staff;
free staff call whoever waits; those whom a greeter let go move on; new customers come in, one after the other, each
called at once if somebody is free; those whose patience ends at this instant leave. Within a kind, by number (of the
server, or the place in the order of getting in). So what happens never depends on the order in which things were scheduled.

In a call centre: staff come and go and lines are emptied or opened, and then levels of warning begin or end; talks and chats end; agents end their work after
one (or ring in vain no longer) and are free; free agents take whoever waits; menus and stays in the app end, and
calls handed over wait; new contacts come in, and those who contact again, each answered at once if an agent is free; the next pools of a route take
calls that have waited long enough, and callers who could not be reached are back in the queue; those whose patience ends
at this instant leave. Within a kind, by number of the agent and its seat, or by case and contact.

In an office: heads come and go; work ends; free heads take orders in line; orders that have lain long enough, or whose step has ended
without a lag, join the next line, each taken at once if a head is free; orders are escalated; new orders come in, one after the other, and
all else that one leads to at this instant happens before the next; orders that have waited long enough for their own head are for everybody, each
taken at once if a head is free. Within a kind, by number of the order.

On the clock of crews: crews come and go, those from outside too; crews get free; outages can be seen; customers have supply again; outages
are known; crews can be sent to them; free crews are sent. Within a kind, by number of the outage or crew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import simpy

_PLACES = 1 << 40  # numbers that fit within one kind
MONTH_BEGINS, MORNING = -2, -1
"""A midnight, before anything happens then: first what a month begins with, then what each day does."""

SHIFT, HANG_UP, FREE, CALL, MOVE_ON, COME_IN, RISE, GIVE_UP, ESCALATE, NEW_ORDER, FOR_ALL = (
    kind * _PLACES for kind in range(11)
)
"""Kinds of moment, in the order within one instant; a number is added to them."""

LOOK = HANG_UP - 1
"""Somebody looks at a call centre, and levels of warning begin or end: behind all else of the staff at this instant."""

CREW_SHIFT, CREW_FREE, SEEN, BACK, KNOWN, READY, SEND = (kind * _PLACES for kind in range(7))
"""Those on the clock of crews."""

Callback = Callable[["Moment"], None]


class Moment(simpy.Event):
    """Something that happens at a set time: calls back with itself, and with what it is about in `value`.

    It is scheduled when it is made, as SimPy's own ``Timeout`` is, but at a time on the grid and with a rank among
    what happens at the same instant.
    """

    def __init__(
        self, env: simpy.Environment, time: float, rank: int, callback: Callback, subject: Any = None
    ) -> None:
        self.env = env
        self.callbacks: list[Any] = [callback]
        self._ok = True
        self._value = subject
        self.subject = subject
        env.schedule(self, rank, time - env._now)  # type: ignore[arg-type]
