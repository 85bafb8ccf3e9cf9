"""The event engine: SimPy, contact by contact. It takes every scenario."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import simpy

from sim.draws.attendance import Attendance, attendance_of
from sim.draws.crew_staff import crew_staff
from sim.draws.dice import Dice
from sim.draws.visits import HallDemand
from sim.events.arrivals import ArrivalProcess
from sim.events.centre import CentreProcess
from sim.events.centre_plan import CentrePlan
from sim.events.chasing import ChasingProcess
from sim.events.crews import restored
from sim.events.draws import BatchDraws
from sim.events.hall import HallProcess
from sim.events.office import OfficeProcess
from sim.events.office_plan import OfficeSetting
from sim.events.order_rows import log_of
from sim.events.orders_left import Leave, OrdersLeft, Source, leaves_nothing
from sim.events.rows import of_away, of_centre, of_hall, of_levels
from sim.log.columns import joined, joined_logs
from sim.log.outage_log import OutageLog
from sim.log.records import Records
from sim.network.office_plan import offices_of
from sim.network.outage_calls import with_calls
from sim.network.outage_doors import with_outages
from sim.network.outage_log import drawn_outages, outage_log
from sim.network.prevention import Prevention
from sim.scenario import Scenario
from sim.scenario.units import DAY
from sim.time.duty_windows import servers_of
from sim.time.opening import opening_of


def simulate(scenario: Scenario, seed: int, replications: range) -> Records:
    """Simulate some replications of a scenario.

    Parameters
    ----------
    scenario : Scenario
        What to simulate, under its policy.
    seed : int
        Seed of the dice.
    replications : range
        Consecutive replication numbers.

    Returns
    -------
    Records
        Every stage of every contact that arrived in the horizon (those of the warm-up are left out).
    """
    return joined(list(each(scenario, seed, replications)))


def each(scenario: Scenario, seed: int, replications: range) -> Iterator[Records]:
    """Simulate replications one after the other; draws are made for all of them together."""
    plan = _Plan.of(scenario, Dice(seed), replications)
    for row, replication in enumerate(replications):
        env = simpy.Environment(initial_time=-scenario.calendar.warm_up * DAY)
        there = plan.sites(env, row)
        _run(env)
        yield plan.records(replication, row, there)


def _run(env: simpy.Environment) -> None:
    """Step until nothing more happens: all days are over and everybody has left."""
    step = env.step
    try:
        while True:
            step()
    except simpy.core.EmptySchedule:
        return


def _draw_together(left: OrdersLeft, halls: list[HallProcess], centres: list[CentreProcess]) -> None:
    """Let the orders that visits leave be drawn together, and those that calls of one centre leave."""
    visits = [
        Source(number, hall.arrivals.door, hall.arrivals.demand.draws) for number, hall in enumerate(halls)
    ]
    left.draw_together(visits)
    for number, centre in enumerate(centres, len(halls)):
        callers = centre.callers
        left.draw_together([Source(number, door, callers.draws) for door in callers.doors])


class _Sites(NamedTuple):
    """All sites in one replication."""

    halls: list[HallProcess]
    centres: list[CentreProcess]
    offices: list[OfficeProcess]


class _Plan(NamedTuple):
    """What all replications share, site by site: of halls, who comes and who is at work."""

    scenario: Scenario
    dice: Dice
    replications: range
    halls: list[tuple[BatchDraws[HallDemand], list[Attendance]]]
    centres: list[CentrePlan]
    offices: list[OfficeSetting]
    outages: OutageLog | None
    crews: list[Attendance]

    @staticmethod
    def of(scenario: Scenario, dice: Dice, replications: range) -> _Plan:
        halls = []
        for name, hall in scenario.halls.items():
            opening = opening_of(scenario, name)
            demand = HallDemand(scenario, name, opening, dice)
            servers = {pool: servers_of(scenario, pool, opening) for pool in hall.pools}
            staff = attendance_of(scenario, name, servers, opening, dice, replications)
            halls.append((BatchDraws(demand, replications), staff))
        outages, about_outages, crews = None, None, crew_staff(scenario, dice, replications)
        if scenario.outages is not None:
            drawn = drawn_outages(scenario, dice, replications)
            log = outage_log(scenario, drawn, crews, restored)
            outages, about_outages = with_calls(scenario, log)
        return _Plan(
            scenario,
            dice,
            replications,
            halls,
            [
                CentrePlan.of(scenario, name, dice, replications, outages, about_outages)
                for name in scenario.centres
            ],
            [OfficeSetting.of(scenario, plan, dice, replications) for plan in offices_of(scenario)],
            outages,
            crews,
        )

    @property
    def _leaves_orders(self) -> bool:
        """Whether some contacts leave orders."""
        return any(any(service.orders.values()) for service in self.scenario.services.values())

    def sites(self, env: simpy.Environment, row: int) -> _Sites:
        """All sites in one replication."""
        offices = [each.office(env, row) for each in self.offices]
        left = OrdersLeft(self.scenario, offices) if self._leaves_orders else None

        def leave_order(site: int, languages: Sequence[int] = ()) -> Leave:
            return left.of(site, languages) if left else leaves_nothing

        halls = [
            HallProcess(
                env,
                self.scenario,
                ArrivalProcess(draws, row),
                {each.pool: each.present(row) for each in staff},
                leave_order(number),
            )
            for number, (draws, staff) in enumerate(self.halls)
        ]
        centres = [
            plan.centre(env, row, halls, leave_order(number, plan.languages))
            for number, plan in enumerate(self.centres, len(halls))
        ]
        prevention = Prevention.by(
            [office.months for office in offices], [office.needs for office in offices]
        )
        for hall in halls:
            hall.arrivals.prevention = prevention
        for centre in centres:
            centre.callers.prevention = prevention
        if left:
            _draw_together(left, halls, centres)
        for office in offices:
            if office.plan.chases is not None or office.plan.causes.any_recurs:
                days = range(-self.scenario.calendar.warm_up, self.scenario.calendar.days)
                ChasingProcess(env, office, self.replications[row], self.dice, halls, centres, days)
        return _Sites(halls, centres, offices)

    def records(self, replication: int, row: int, there: _Sites) -> Records:
        """The rows of all sites as columns, without contacts that arrived in the warm-up; cases are numbered site by site."""
        cases = [hall.arrivals.cases for hall in there.halls] + [each.callers.cases for each in there.centres]
        firsts, halls, pools = [0, *accumulate(cases)], len(there.halls), list(self.scenario.pools)
        parts = []
        for number, floor in enumerate(there.halls):
            parts.append(of_hall(replication, number, [*firsts[halls:-1], firsts[number]], floor.rows))
        for number, (plan, centre) in enumerate(zip(self.centres, there.centres, strict=True), halls):
            parts.append(of_centre(replication, number, firsts[number], centre.rows.numbers, plan.languages))
            parts.append(plan.absences(replication, number, row))
            parts.append(of_levels(replication, number, centre.watch.all_raised(plan.opening.end_day * DAY)))
        for number, (_, staff) in enumerate(self.halls):
            parts.append(of_away(replication, number, row, pools, staff))
        parts += [each.absences(replication, row) for each in self.offices]
        parts.append(of_away(replication, len(self.scenario.sites) - 1, row, pools, self.crews))
        end = self.scenario.calendar.days * DAY
        logs = [log_of(replication, each, firsts, end) for each in there.offices]
        outages = self.outages and self.outages.within(range(row, row + 1)).of_lanes(row - replication)
        found = replace(joined(parts), orders=joined_logs(logs), outages=outages)
        for first, each in zip(firsts[halls:], there.centres, strict=False):
            case, outage = each.callers.about_outages
            found = with_outages(found, np.full(len(case), replication), first + case, outage)
        return found
