"""Made offices, small enough that every staffing can be tried: one and two departments, with and without a coordinator, behind a small hall."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.scenario import Scenario
from tests.scenarios_for_tests import small

OPERATIONS: dict[str, Any] = {
    "department": "operations",
    "work": {"lognormal": {"mean": "50 min", "cv": 0.8}},
    "deadline": "1 working days",
}
METERING: dict[str, Any] = {
    "department": "metering",
    "work": {"exponential": {"mean": "40 min"}},
    "deadline": "2 working days",
    "priority": 1,
}
COORDINATOR: dict[str, Any] = {
    "pool": "coordinators",
    "classify": {"exponential": {"mean": "12 min"}},
    "right": "95 %",
    "closing_call": {"time": "5 min", "finds": "80 %"},
}
CHASING: dict[str, Any] = {"service": "ask", "a_day": "10 %", "overdue": "30 %"}
"""Who waits asks at the hall, where others wait a little longer for that."""


def made_office(
    two: bool, coordinator: bool, chasing: bool = False, changes: Mapping[str, Any] | None = None
) -> Scenario:
    """An office behind a hall to which 24 customers come a day, for five days: half of them leave an order."""
    departments = {"operations": {"pools": ["crews"]}} | ({"metering": {"pools": ["fitters"]}} if two else {})
    pools = ["crews", *(["fitters"] if two else []), *(["coordinators"] if coordinator else [])]
    office: dict[str, Any] = {
        "pools": pools,
        "departments": departments,
        "categories": {"fault": dict(OPERATIONS)} | ({"meter": dict(METERING)} if two else {}),
    }
    office |= {"routing": {"first_right": "80 %", "look": "10 min", "keeps": "1 h"}} if two else {}
    office |= {"coordinator": COORDINATOR | ({} if two else {"right": "100 %"})} if coordinator else {}
    office |= {"chasing": CHASING} if chasing else {}
    orders = {"fault": "30 %", "meter": "20 %"} if two else {"fault": "50 %"}
    return small(
        {
            "calendar.days": 5,
            "calendar.warm_up": 2,
            "halls.north.arrivals.per_day": 24,
            "services.pay.orders": orders,
            "services.ask": {"share": "0 %", "handle_time": "3 min"},
            "offices.bureau": office,
            **{
                f"pools.{name}": {"works_at": "office", "heads": 3, "cost": f"{45 + 5 * place} yuan/h"}
                for place, name in enumerate(pools)
            },
            "targets": [{"measure": "in_time", "at_least": "80 %"}],
            "staffing": {"pools": {name: {"least": 1, "most": 5} for name in pools}},
            **(changes or {}),
        }
    )
