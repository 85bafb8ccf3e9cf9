"""The event engine: SimPy, contact by contact. It takes every scenario."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

import numpy as np
import simpy

from sim.demand import HallDemand
from sim.dice import Dice
from sim.events.arrivals import Arrivals, Draws
from sim.events.hall import COLUMNS, Hall
from sim.opening import opening_of
from sim.records import Records, joined
from sim.scenario import Scenario
from sim.scenario.units import DAY
from sim.staffing import servers_of


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
        halls.append(
            (Draws(demand, replications), {pool: servers_of(scenario, pool, opening) for pool in hall.pools})
        )
    for row, replication in enumerate(replications):
        env = simpy.Environment(initial_time=-scenario.calendar.warm_up * DAY)
        floors = [Hall(env, scenario, Arrivals(draws, row), servers) for draws, servers in halls]
        _run(env)
        yield _records(replication, floors)


def _run(env: simpy.Environment) -> None:
    """Step until nothing more happens: all days are over and everybody has left."""
    step = env.step
    try:
        while True:
            step()
    except simpy.core.EmptySchedule:
        return


def _records(replication: int, floors: list[Hall]) -> Records:
    """The rows of all halls as columns, without those who arrived in the warm-up."""
    parts, first = [], 0
    for number, floor in enumerate(floors):
        parts.append(_columns(replication, number, first, floor.rows))
        first += floor.arrivals.cases
    return joined(parts)


def _columns(replication: int, hall: int, first: int, rows: array[float]) -> Records:
    table = np.frombuffer(rows, dtype=np.float64).reshape(-1, COLUMNS)
    whole = table[:, :8].astype(np.int64).T
    case, attempt, service, segment, stage, pool, server, outcome = whole
    records = Records(
        np.full(len(table), replication),
        case + first,
        attempt,
        np.full(len(table), hall),
        service,
        segment,
        stage,
        pool,
        server,
        outcome,
        *np.ascontiguousarray(table[:, 8:].T),
    )
    # a contact's first row tells when it arrived at the door; the later ones of a warm-up contact may lie in the horizon
    contact = case * 64 + attempt
    early = np.unique(contact[table[:, 8] < 0.0])
    return records.where(~np.isin(contact, early)) if len(early) else records
