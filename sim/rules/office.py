"""The rules of an office: which desk does a step of an order, in what order a desk takes them, when one is accepted, what an escalation does.

These functions call no others and use no Python but numbers: they are compiled as they stand.
"""

from __future__ import annotations

from math import inf
from typing import Protocol

from sim.log.orders import StepKind

NO_DESK = -1
"""In place of the number of a desk: nobody has taken the order over."""

_WORK = int(StepKind.WORK)


class Order(Protocol):
    """What the rules read of an order that stands in line."""

    @property
    def priority(self) -> int:
        """That of its category, and what escalations have added."""

    @property
    def joined(self) -> float:
        """When it joined the line."""

    @property
    def due(self) -> float:
        """Its deadline; infinite without one, and before its clock has begun."""

    @property
    def number(self) -> int:
        """Its number in the office."""


class Level(Protocol):
    """What the rules read of a level of escalation."""

    @property
    def priority(self) -> int:
        """What is added to the priority."""

    @property
    def desk(self) -> int:
        """The desk that does what is left; `NO_DESK` where the departments go on."""


def rank(order: Order, takes_due: bool) -> tuple[float, float, int]:
    """The place of an order in a line: the least is taken first.

    The highest priority goes first; of one priority who has stood there longest, or, where an office takes what is due, whose deadline is nearest.
    """
    return -float(order.priority), order.due if takes_due else order.joined, order.number


def desk_of(taken_over_by: int, own: int) -> int:
    """The desk that does a step: that of the pool to which the order was escalated, if there is one, or the step's own."""
    return taken_over_by if taken_over_by >= 0 else own


def accepts(kind: int, accepted: float) -> bool:
    """Whether an order is accepted as it joins the line of a step: the first time that it stands in line for work at its right department."""
    return kind == _WORK and accepted == inf


def is_closed(closed: float, now: float) -> bool:
    """Whether an order is closed, for whoever would escalate it: at the instant at which it is closed, it is."""
    return closed <= now


def raised_priority(priority: int, level: Level) -> int:
    """The priority of an order that reaches a level."""
    return priority + level.priority


def moves_to(taken_over_by: int, level: Level) -> int:
    """The desk that does what is left of an order that reaches a level; `NO_DESK` where the departments go on."""
    return level.desk if level.desk >= 0 else taken_over_by
