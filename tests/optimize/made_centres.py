"""Small call centres to staff, from 08:00 to 12:00 with an even stream of calls."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from sim.scenario import Scenario
from tests.scenarios_for_tests import FLAT, small

ONE_LINE: dict[str, Any] = {
    "calendar.interval": "1 h",
    "services.pay.handle_time": {"exponential": {"mean": "4 min"}},
    "halls": None,
    "pools": {"agents": {"works_at": "phone", "heads": 4, "cost": "60 yuan/h"}},
    "centres": {
        "west": {
            "lines": {"main": {"arrivals": {"per_day": 240, "profile": "profile.csv"}}},
            "pools": ["agents"],
            "patience": {"time": {"exponential": {"mean": "2 min"}}},
        }
    },
    "targets": [{"measure": "service_level_20_s_missed", "scope": "channel:phone", "at_least": "70 %"}],
}
"""A call a minute, four minutes each: 4 Erlang all morning, and callers who hold out for two minutes."""

TWO_LINES: dict[str, Any] = {
    "centres.west.lines.second": {"arrivals": {"per_day": 60, "profile": "profile.csv"}},
    "centres.west.pools": ["agents", "both"],
    "pools.both": {"works_at": "phone", "heads": 2, "cost": "75 yuan/h"},
    "pools.agents.phone": {"speaks": ["main"]},
    "centres.west.routing": [
        {"lines": ["second"], "steps": [{"pools": ["both"]}]},
        {"steps": [{"pools": ["agents"]}, {"pools": ["both"]}]},
    ],
}
"""A second line with a quarter of the calls, which only the dearer pool can answer; it answers those of the first line, too."""


def centre(changes: Mapping[str, Any] | None = None) -> Scenario:
    """The centre with one line and other values at dotted keys."""
    return small(deepcopy({**ONE_LINE, **(changes or {})}), {"profile.csv": FLAT})


HIRED: dict[str, Any] = {
    "centres.west.pools": ["agents", "hired"],
    "centres.west.routing": [{"steps": [{"pools": ["agents"]}, {"pools": ["hired"], "after": "10 s"}]}],
    "pools.hired": {
        "works_at": "phone",
        "heads": 3,
        "phone": {"outsourced": True, "cost_per_call": "5 yuan", "least_calls": 20},
    },
}
"""A contractor beside the own agents, whose answered calls are paid: 5 yuan each, at least 20 a day."""

PLANNED: dict[str, Any] = {
    **HIRED,
    "staffing": {
        "pools": {
            "agents": {"most": 9, "block": "2 h"},
            "hired": {"most": 5, "block": "2 h", "most_share": "40 %"},
        }
    },
}
