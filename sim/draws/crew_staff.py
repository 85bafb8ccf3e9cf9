"""Which crews are at work in each replication."""

from __future__ import annotations

from sim.draws.attendance import Attendance, attendance_of
from sim.draws.dice import Dice
from sim.scenario import Scenario
from sim.scenario.crews import CREWS
from sim.time.duty_windows import servers_of
from sim.time.opening import opening_of


def crew_staff(scenario: Scenario, dice: Dice, replications: range) -> list[Attendance]:
    """Who of each pool of crews is at work, in the order in which they take outages; empty where there are no crews."""
    if CREWS not in scenario.sites:
        return []
    opening = opening_of(scenario, CREWS)
    servers = {pool: servers_of(scenario, pool, opening) for pool in scenario.sites[CREWS].pools}
    return attendance_of(scenario, CREWS, servers, opening, dice, replications)
