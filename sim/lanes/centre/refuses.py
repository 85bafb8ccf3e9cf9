"""What the lane engine does not take in a call centre."""

from __future__ import annotations

import numpy as np

from sim.lanes.centre.board import widths
from sim.lanes.centre.table import CALL
from sim.lanes.ranks import NUMBERS
from sim.scenario import Scenario
from sim.time.duty_windows import servers_of
from sim.time.opening import opening_of


def refuses_of_centre(scenario: Scenario, name: str) -> list[str]:
    """What it does not take, by name; empty where it takes all."""
    centre, found = scenario.centres[name], []
    pools = {pool: scenario.pools[pool] for pool in centre.pools}
    found += [f"visits of halls after calls (centre {name})" for move in centre.moves if move.hall][:1]
    opening, width = opening_of(scenario, name), widths([pool.phone.chats for pool in pools.values()])
    heads = [len(servers_of(scenario, pool, opening)) for pool in pools]
    found += _too_many(scenario, name)
    if sum(each * seats for each, seats in zip(heads, width, strict=True)) >= NUMBERS:
        found.append(f"more than {NUMBERS - 1:,} heads, each chat at once a head more (centre {name})")
    return found


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
