"""What the lane engine does not take in a call centre."""

from __future__ import annotations

import numpy as np

from sim.lanes.centre.table import CALL
from sim.scenario import Scenario


def refuses_of_centre(scenario: Scenario, name: str) -> list[str]:
    """What it does not take, by name; empty where it takes all."""
    # the table of calls has numbers for so many and no more
    centre, asked = scenario.centres[name], any(office.brings_back for office in scenario.offices.values())
    out = scenario.outages is not None and scenario.outages.calls is not None
    counts = {
        "pools": ("pool", len(centre.pools)),
        "lines": ("line", len(centre.lines)),
        "lines with the app": ("door", (1 + asked + out) * len(centre.lines) + (centre.app is not None)),
        "services": ("service", len(scenario.services)),
        "segments": ("segment", len(scenario.segments)),
        "halls": ("hall", len(scenario.halls)),
        "contacts of a case": ("attempt", centre.redial.most_calls + 1),
        "days": ("day", scenario.calendar.days + scenario.calendar.warm_up),
    }
    most = {what: int(np.iinfo(CALL[column]).max) for what, (column, _) in counts.items()}
    return [
        f"more than {most[what]:,} {what} (centre {name})"
        for what, (_, count) in counts.items()
        if count > most[what]
    ]
