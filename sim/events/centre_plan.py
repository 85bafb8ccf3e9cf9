"""What all replications of a centre share: its rules, who calls, and who is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import simpy

from sim.absence import Absence
from sim.calls import LineDemand
from sim.dice import Dice
from sim.events.callers import Callers
from sim.events.centre import Centre
from sim.events.draws import Draws
from sim.events.rows import COLUMNS, table_of
from sim.opening import Opening, centre_opening
from sim.records import Outcome, Records, Stage
from sim.routing import Routing, routing_of
from sim.scenario import Scenario
from sim.staffing import servers_of


@dataclass(frozen=True)
class CentrePlan:
    """What all replications of a centre share.

    Attributes
    ----------
    scenario, name : Scenario, str
        Which centre.
    opening, routing : Opening, Routing
        Its rules.
    lines : list of Draws
        Who calls its lines.
    pools : mapping
        Who is missing of each of its pools.
    """

    scenario: Scenario
    name: str
    opening: Opening
    routing: Routing
    lines: list[Draws[LineDemand]]
    pools: Mapping[str, Absence]

    @staticmethod
    def of(scenario: Scenario, name: str, dice: Dice, replications: range) -> CentrePlan:
        """The plan of a centre for a batch of replications."""
        opening, centre = centre_opening(scenario, name), scenario.centres[name]
        lines = [
            Draws(LineDemand(scenario, name, line, opening, dice), replications) for line in centre.lines
        ]
        pools = {
            pool: Absence(
                servers_of(scenario, pool, opening),
                scenario.pools[pool].phone.absence,
                opening,
                dice,
                replications,
            )
            for pool in centre.pools
        }
        return CentrePlan(scenario, name, opening, routing_of(scenario, name), lines, pools)

    @property
    def languages(self) -> list[int]:
        """The number of each line among the names of all lines."""
        return [self.scenario.languages.index(line) for line in self.scenario.centres[self.name].lines]

    def centre(self, env: simpy.Environment, row: int) -> Centre:
        """The centre in one replication."""
        servers = {pool: absence.present(row) for pool, absence in self.pools.items()}
        callers = Callers(self.lines, row)
        return Centre(env, self.scenario, self.name, self.opening, self.routing, callers, servers)

    def absences(self, replication: int, site: int, row: int) -> Records:
        """A row for each stretch of duty for which a head is missing."""
        names = list(self.scenario.pools)
        rows = [
            (-1, 0, -1, -1, Stage.ABSENT, names.index(pool), head, Outcome.SERVED, *[start] * 2, end)
            for pool, absence in self.pools.items()
            for head, (start, end) in absence.absent(row)
        ]
        return table_of(replication, site, 0, np.array(rows, dtype=np.float64).reshape(-1, COLUMNS))
