"""The rules that orders live under, as the event engine reads them: by category, and as lists."""

from __future__ import annotations

from typing import NamedTuple

from sim.network.office import OfficePlan
from sim.scenario.deadline import Deadline


class Level(NamedTuple):
    """A level of escalation: see :class:`sim.network.office.Escalations`."""

    at: float
    priority: int
    desk: int
    daily: bool
    asks: bool


class OrderRules(NamedTuple):
    """The rules that some orders live under, by category in the office: priority, deadline, whether its clock begins at acceptance; and the levels of
    escalation."""

    priority: list[int]
    deadlines: tuple[Deadline | None, ...]
    on_acceptance: list[bool]
    levels: list[Level]

    @staticmethod
    def of(plan: OfficePlan) -> OrderRules:
        """The rules of a plan, as lists."""
        levels = zip(*(column.tolist() for column in plan.escalations), strict=True)
        return OrderRules(
            plan.priority.tolist(),
            plan.deadlines,
            plan.on_acceptance.tolist(),
            [Level(*level) for level in levels],
        )
