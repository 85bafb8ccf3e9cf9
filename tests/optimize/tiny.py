"""Tiny halls to staff, open from 08:00 to 12:00, in hours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from optimize.plans.choice import Choice, choice_of
from optimize.plans.plan import Plan, with_people
from tests.scenarios_for_tests import small

TARGET = {"measure": "wait_mean", "at_most": "5 min"}


def tiny(staffing: Mapping[str, Any], changes: Mapping[str, Any] | None = None) -> Choice:
    """What is to be chosen in a hall with one pool of clerks at 60 yuan an hour, in blocks of two hours."""
    return choice_of(
        small(
            {
                "calendar.interval": "2 h",
                "pools.clerks.cost": "60 yuan/h",
                "targets": [TARGET],
                "staffing": dict(staffing),
                **(changes or {}),
            }
        )
    )


def plan_with(choice: Choice, people: tuple[int, ...]) -> Plan:
    """The plan of so many people on each shift, which rules allow."""
    plan = with_people(choice, people)
    assert plan is not None
    return plan


JUNIORS: dict[str, Any] = {
    "services.pay.share": "50 %",
    "services.ask": {"share": "50 %", "handle_time": "2 min"},
    "halls.north.pools": ["clerks", "juniors"],
    "pools.juniors": {"works_at": "counter", "heads": 2, "serves": ["ask"], "cost": "30 yuan/h"},
}
"""A second pool, which does only one of two services."""
