"""A small office for tests of orders, with other values at dotted keys."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from sim.scenario import Scenario
from tests.scenarios_for_tests import small

OFFICE: dict[str, Any] = {
    "services.pay.orders": {"voltage": "60 %", "meter": "5 %"},
    "offices.bureau": {
        "pools": ["crews", "fitters", "builders"],
        "departments": {
            "operations": {"pools": ["crews"]},
            "metering": {"pools": ["fitters"]},
            "construction": {"pools": ["builders"]},
        },
        "categories": {
            "voltage": {"department": "operations", "work": {"lognormal": {"mean": "90 min", "cv": 1}}},
            "meter": {"department": "metering", "work": "1 h"},
            "connection": {
                "stages": [
                    {"department": "operations", "work": "1 h", "waits": {"exponential": {"mean": "2 days"}}},
                    {"department": "construction", "work": "6 h", "rework": "20 %"},
                ]
            },
        },
    },
    "pools.crews": {"works_at": "office", "heads": 5},
    "pools.fitters": {"works_at": "office", "heads": 2},
    "pools.builders": {"works_at": "office", "heads": 2},
}
"""Three departments; voltage and meter have one stage, connection two."""

OPERATIONS, METERING, CONSTRUCTION = range(3)
VOLTAGE, METER, CONNECTION = range(3)

COORDINATOR: dict[str, Any] = {
    "offices.bureau.pools": ["crews", "fitters", "builders", "coordinators"],
    "offices.bureau.coordinator": {"pool": "coordinators", "classify": "6 min", "right": "95 %"},
    "pools.coordinators": {"works_at": "office", "heads": 1},
}
"""Changes that add a coordinator."""

CALL = {"offices.bureau.coordinator.closing_call": {"time": "4 min", "finds": "50 %"}}
"""A change that lets it call before closing."""


def office(changes: Mapping[str, Any] | None = None) -> Scenario:
    """The small hall with the office behind it."""
    return small({**deepcopy(OFFICE), **deepcopy(dict(changes or {}))})
