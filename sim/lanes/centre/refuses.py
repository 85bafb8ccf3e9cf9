"""What the lane engine does not take in a call centre."""

from __future__ import annotations

from sim.lanes.ranks import NUMBERS
from sim.opening import centre_opening
from sim.scenario import Scenario
from sim.scenario.routes import among
from sim.staffing import servers_of


def refuses_of_centre(scenario: Scenario, name: str) -> list[str]:
    """What it does not take, by name; empty where it takes all."""
    centre, found = scenario.centres[name], []
    pools = {pool: scenario.pools[pool] for pool in centre.pools}
    found += [f"visits of halls after calls (centre {name})" for move in centre.moves if move.hall][:1]
    phones = [line for line, each in centre.lines.items() if each.channel == "phone"]
    for pool, each in pools.items():
        if each.phone.chats is not None and any(among(line, each.phone.speaks) for line in phones):
            found.append(f"agents who take calls and chats (pool {pool})")
    for number, route in enumerate(centre.routing):
        for step in route.steps:
            chats = [pool for pool in step.pools if pools[pool].phone.chats is not None]
            if chats and (step.reserve or len(chats) > 1):
                found.append(f"chats with a reserve or several pools in one step (route {number} of {name})")
    for pool, each in pools.items():
        to = each.phone.transfer.to if each.phone.transfer else ()
        if sum(pools[other].phone.chats is not None for other in to) > 1:
            found.append(f"chats handed over to several pools (pool {pool})")
    opening = centre_opening(scenario, name)
    if sum(len(servers_of(scenario, pool, opening)) for pool in pools) >= NUMBERS:
        found.append(f"more than {NUMBERS - 1:,} heads (centre {name})")
    return found
