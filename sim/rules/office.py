"""The rules of an office: which desk does a step of an order, in what order a desk takes them, when one is accepted, what a pause and an escalation do, who chases.

These functions call no others and use no Python but numbers: they are compiled as they stand.
"""

from __future__ import annotations

from math import inf
from typing import Any, Protocol

from sim.log.orders import StepKind

NO_DESK = -1
"""In place of the number of a desk: nobody has taken the order over."""

EVERYBODY = 0
"""The line at a desk for all who work there."""

_WORK, _CLASSIFY, _APPROVE = int(StepKind.WORK), int(StepKind.CLASSIFY), int(StepKind.APPROVE)


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


class Chasing(Protocol):
    """What the rules read of how customers with open orders contact again."""

    @property
    def a_day(self) -> float:
        """Chance on the day after an order came."""

    @property
    def a_day_older(self) -> float:
        """Added for each further day."""

    @property
    def overdue(self) -> float:
        """Added from the day after the deadline on."""

    @property
    def informed(self) -> float:
        """Share that is saved while the customer is kept informed."""


def rank(order: Order, takes_due: bool) -> tuple[float, float, int]:
    """The place of an order in a line: the least is taken first.

    The highest priority goes first; of one priority who has stood there longest, or, where an office takes what is due, whose deadline is nearest.
    """
    return -float(order.priority), order.due if takes_due else order.joined, order.number


def desk_of(taken_over_by: int, own: int, kind: int) -> int:
    """The desk that does a step: that of the pool to which the order was escalated, if there is one, or the step's own, as always of an approval."""
    return taken_over_by if taken_over_by >= 0 and kind != _APPROVE else own


def line_of(kind: int, own: int) -> int:
    """The line at a desk in which an order stands for a step: for work that of those who can do it, else that of everybody."""
    return own if kind == _WORK else EVERYBODY


def own_head(customer: float, heads: int) -> int:
    """Which of so many heads with customers of their own has a customer, who is told by a uniform number."""
    return int(customer * heads)


def accepts(kind: int, accepted: float) -> bool:
    """Whether an order is accepted as it joins the line of a step: the first time that it stands in line for work at its right department."""
    return kind == _WORK and accepted == inf


def has_days(kind: int, owner: int) -> bool:
    """Whether a step is begun on days for the order's region alone: it is work at a desk that has such days, whose windows have an owner."""
    return kind == _WORK and owner >= 0


def gathers(kind: int, group: int, has_gathered: bool) -> bool:
    """Whether an order gathers before it joins the line of a step: it is work at a desk where orders do, and it has not done so yet."""
    return kind == _WORK and group >= 0 and not has_gathered


def work_share(share: float, together: int) -> float:
    """What of its own work an order needs that has gathered with others; nothing is saved by one alone."""
    return share if together > 1 else 1.0


def pauses(due: float, pause: float, now: float) -> bool:
    """Whether the clock of an accepted order stops: it has such a pause, and a deadline that is not over."""
    return pause > 0.0 and now < due < inf


def stands_from(pause: float, for_customer: bool, now: float) -> float:
    """When an order that is accepted stands in line: once its customer has answered, or at once, though its clock may stand still."""
    return now + pause if for_customer else now


def informs(kind: Any) -> Any:
    """Whether the customer of an order is kept informed from the end of a step on: the coordinator knows who has the order.

    Of one step, or of a column of them.
    """
    return kind == _CLASSIFY


def is_shortened(kind: Any) -> Any:
    """Whether a standing remedy for a typical problem shortens a step: the work of the right department.

    Of one step, or of a column of them.
    """
    return kind == _WORK


def is_closed(closed: float, now: float) -> bool:
    """Whether an order is closed, for whoever would escalate it: at the instant at which it is closed, it is."""
    return closed <= now


def raised_priority(priority: int, level: Level) -> int:
    """The priority of an order that reaches a level."""
    return priority + level.priority


def moves_to(taken_over_by: int, level: Level) -> int:
    """The desk that does what is left of an order that reaches a level; `NO_DESK` where the departments go on."""
    return level.desk if level.desk >= 0 else taken_over_by


def moves_now(kind: int, level: Level) -> bool:
    """Whether an order that waits for a head leaves its line for another desk's as it reaches a level: not one that waits for an approval."""
    return level.desk >= 0 and kind != _APPROVE


def needs_approval(asked: int, approved: int) -> bool:
    """Whether a specialist must approve before the next step of an order is begun: levels have asked for more approvals than it has had."""
    return asked > approved


def approves(kind: int) -> bool:
    """Whether a step is an approval, behind which follows what was next before it."""
    return kind == _APPROVE


def chase_chance(chasing: Chasing, age: Any, is_overdue: Any, is_informed: Any) -> Any:
    """The chance that a customer contacts again on a day on which an order is open that came `age` days before, at least one.

    Of one order, or of columns of them.
    """
    chance = chasing.a_day + chasing.a_day_older * (age - 1) + chasing.overdue * is_overdue
    return chance * (1.0 - chasing.informed * is_informed)
