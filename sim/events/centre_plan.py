"""What all replications of a centre share: its rules, who calls, and who is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import simpy

from sim.draws.absence import Absence
from sim.draws.attendance import Attendance
from sim.draws.calls import LineDemand
from sim.draws.dice import Dice
from sim.events.callers import CallerProcess
from sim.events.centre import CentreProcess
from sim.events.draws import BatchDraws
from sim.events.hall import HallProcess
from sim.events.orders_left import Leave, leaves_nothing
from sim.events.rows import of_away
from sim.log.outage_log import OutageLog
from sim.log.records import Records
from sim.network.known_out import KnownOut
from sim.network.outage_calls import PlannedCalls
from sim.network.outage_doors import OutageDoor, outage_doors
from sim.network.routing import Routing, routing_of
from sim.scenario import Scenario
from sim.time.duty_windows import servers_of
from sim.time.opening import Opening, opening_of


@dataclass(frozen=True)
class CentrePlan:
    """What all replications of a centre share.

    Attributes
    ----------
    scenario, name : Scenario, str
        Which centre.
    opening, routing : Opening, Routing
        Its rules.
    number : int
        Its number among the centres.
    doors : list of BatchDraws
        Who calls its lines, who comes to its app, and who calls about outages.
    pools : mapping
        Who is at work of each of its pools.
    known_out : KnownOut
        Customers without supply of known outages, by the places of replications.
    """

    scenario: Scenario
    name: str
    opening: Opening
    routing: Routing
    number: int
    doors: list[BatchDraws[LineDemand | OutageDoor]]
    pools: Mapping[str, Attendance]
    known_out: KnownOut

    @staticmethod
    def of(
        scenario: Scenario,
        name: str,
        dice: Dice,
        replications: range,
        outages: OutageLog | None = None,
        about_outages: PlannedCalls | None = None,
    ) -> CentrePlan:
        """The plan of a centre for a batch of replications, with the outages and the calls about them in all of them."""
        opening, centre = opening_of(scenario, name), scenario.centres[name]
        ways_in = [*centre.lines, *([None] if centre.app else [])]
        demands = [LineDemand(scenario, name, line, opening, dice) for line in ways_in]
        others = outage_doors(scenario, demands[: len(centre.lines)], about_outages, len(replications))
        every: list[LineDemand | OutageDoor] = [*demands, *others]
        doors = [BatchDraws(each, replications) for each in every]
        pools = {
            pool: Attendance(
                Absence(
                    servers_of(scenario, pool, opening),
                    scenario.pools[pool].chance_missing,
                    opening,
                    dice,
                    replications,
                )
            )
            for pool in centre.pools
        }
        number = list(scenario.centres).index(name)
        routing, out = routing_of(scenario, name), KnownOut.of(scenario, outages, len(replications))
        return CentrePlan(scenario, name, opening, routing, number, doors, pools, out)

    @property
    def languages(self) -> list[int]:
        """The number of each line among the names of all lines."""
        return [self.scenario.languages.index(line) for line in self.scenario.centres[self.name].lines]

    def centre(
        self,
        env: simpy.Environment,
        row: int,
        halls: Sequence[HallProcess],
        leave_order: Leave = leaves_nothing,
    ) -> CentreProcess:
        """The centre in one replication."""
        servers = {pool: staff.present(row) for pool, staff in self.pools.items()}
        callers, out = CallerProcess(self.doors, row, self.number), self.known_out.of_lane(row)
        return CentreProcess(
            env,
            self.scenario,
            self.name,
            self.opening,
            self.routing,
            callers,
            servers,
            halls,
            leave_order,
            lambda time: float(out.at([time])[0, 0]),
        )

    def absences(self, replication: int, site: int, row: int) -> Records:
        """A row for each stretch of duty in which a head cannot serve anybody."""
        return of_away(replication, site, row, list(self.scenario.pools), self.pools.values())
