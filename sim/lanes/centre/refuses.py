"""What the lane engine does not take in a call centre."""

from __future__ import annotations

from sim.lanes.ranks import NUMBERS
from sim.opening import centre_opening
from sim.scenario import Scenario
from sim.staffing import servers_of


def refuses_of_centre(scenario: Scenario, name: str) -> list[str]:
    """What it does not take, by name; empty where it takes all."""
    centre, found = scenario.centres[name], []
    pools = {pool: scenario.pools[pool] for pool in centre.pools}
    if centre.callback is not None:
        found.append(f"callbacks (centre {name})")
    found += [f"chats (line {line})" for line, each in centre.lines.items() if each.channel == "chat"]
    found += [f"chats (pool {pool})" for pool, each in pools.items() if each.phone.chats is not None]
    found += [f"transfers (pool {pool})" for pool, each in pools.items() if each.phone.transfer is not None]
    opening = centre_opening(scenario, name)
    if sum(len(servers_of(scenario, pool, opening)) for pool in pools) >= NUMBERS:
        found.append(f"more than {NUMBERS - 1:,} heads (centre {name})")
    return found
