"""The event engine: SimPy, contact by contact. It takes every scenario."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

import simpy

from sim.draws.attendance import attendance_of
from sim.draws.dice import Dice
from sim.draws.visits import HallDemand
from sim.events.arrivals import ArrivalProcess
from sim.events.centre import CentreProcess
from sim.events.centre_plan import CentrePlan
from sim.events.draws import BatchDraws
from sim.events.hall import HallProcess
from sim.events.rows import of_away, of_centre, of_hall
from sim.log.columns import joined
from sim.log.records import Records
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
    halls = []
    for name, hall in scenario.halls.items():
        opening = opening_of(scenario, name)
        demand = HallDemand(scenario, name, opening, Dice(seed))
        servers = {pool: servers_of(scenario, pool, opening) for pool in hall.pools}
        staff = attendance_of(scenario, name, servers, opening, Dice(seed), replications)
        halls.append((BatchDraws(demand, replications), staff))
    plans = [CentrePlan.of(scenario, name, Dice(seed), replications) for name in scenario.centres]
    for row, replication in enumerate(replications):
        env = simpy.Environment(initial_time=-scenario.calendar.warm_up * DAY)
        floors = [
            HallProcess(
                env,
                scenario,
                ArrivalProcess(draws, row),
                {each.pool: each.present(row) for each in staff},
            )
            for draws, staff in halls
        ]
        centres = [plan.centre(env, row, floors) for plan in plans]
        _run(env)
        records = _records(replication, row, floors, list(zip(plans, centres, strict=True)))
        names = list(scenario.pools)
        yield joined(
            [
                records,
                *(of_away(replication, number, row, names, staff) for number, (_, staff) in enumerate(halls)),
            ]
        )


def _run(env: simpy.Environment) -> None:
    """Step until nothing more happens: all days are over and everybody has left."""
    step = env.step
    try:
        while True:
            step()
    except simpy.core.EmptySchedule:
        return


def _records(
    replication: int, row: int, floors: list[HallProcess], centres: list[tuple[CentrePlan, CentreProcess]]
) -> Records:
    """The rows of all halls and centres as columns, without those who arrived in the warm-up."""
    parts, cases = (
        [],
        [floor.arrivals.cases for floor in floors] + [centre.callers.cases for _, centre in centres],
    )
    firsts = [0, *accumulate(cases)]
    of_centres = firsts[len(floors) : -1]
    for number, floor in enumerate(floors):
        parts.append(of_hall(replication, number, [*of_centres, firsts[number]], floor.rows))
    for number, (plan, centre) in enumerate(centres, len(floors)):
        rows = centre.rows.numbers
        parts.append(of_centre(replication, number, firsts[number], rows, plan.languages))
        parts.append(plan.absences(replication, number, row))
    return joined(parts)
