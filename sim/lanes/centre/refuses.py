"""What the lane engine does not take in a call centre."""

from __future__ import annotations

import numpy as np

from sim.lanes.centre.table import CALL
from sim.scenario import Scenario


def refuses_of_centre(scenario: Scenario, name: str) -> list[str]:
    """What it does not take, by name; empty where it takes all."""
    moves = scenario.centres[name].moves
    found = [f"visits of halls after calls (centre {name})" for move in moves if move.hall][:1]
    return found + _too_many(scenario, name)


def _too_many(scenario: Scenario, name: str) -> list[str]:
    """What a centre has more of than the table of calls has numbers for."""
    centre = scenario.centres[name]
    counts = {
        "pools": ("pool", len(centre.pools)),
        "lines": ("line", len(centre.lines)),
        "lines with the app": ("door", len(centre.lines) + (centre.app is not None)),
        "services": ("service", len(scenario.services)),
        "segments": ("segment", len(scenario.segments)),
        "contacts of a case": ("attempt", centre.redial.most_calls + 1),
        "days": ("day", scenario.calendar.days + scenario.calendar.warm_up),
    }
    most = {what: int(np.iinfo(CALL[column]).max) for what, (column, _) in counts.items()}
    return [
        f"more than {most[what]:,} {what} (centre {name})"
        for what, (_, count) in counts.items()
        if count > most[what]
    ]
