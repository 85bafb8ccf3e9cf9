"""M/M/c as a scenario, for the engines that take one, and its customers as numbers."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from benchmarks import waits
from benchmarks.waits import Waits
from sim.draws.dice import Dice
from sim.draws.visits import HallDemand
from sim.events import engine as events
from sim.lanes import engine as lanes
from sim.log.records import Records
from sim.scenario import Scenario, load
from sim.scenario.units import DAY
from sim.time.opening import opening_of

_SCENARIO = """\
name: M/M/{servers}, load {load:g}
calendar: {{start: 2024-01-01, days: 1, hours: [00:00-24:00], interval: 1 h}}
services:
  any: {{share: 100 %, handle_time: {{exponential: {{mean: {mean:.9f} s}}}}}}
halls:
  hall: {{arrivals: {{per_day: {customers}, profile: profile.csv}}, pools: [clerks]}}
pools:
  clerks: {{works_at: counter, heads: {servers}}}
"""


def mean_service(customers: int, of_load: float, servers: int) -> float:
    """Minutes: so short that so many customers of a day make the load."""
    return of_load * servers * DAY / customers


def scenario(customers: int, of_load: float, servers: int) -> Scenario:
    """One day of 24 h with about so many customers."""
    mean = 60 * mean_service(customers, of_load, servers)
    with TemporaryDirectory() as folder:
        (Path(folder) / "profile.csv").write_text("start,end,weight\n00:00,24:00,1\n", encoding="utf-8")
        path = Path(folder) / "queue.yaml"
        text = _SCENARIO.format(servers=servers, load=of_load, mean=mean, customers=customers)
        path.write_text(text, encoding="utf-8")
        return load(path)


def event_engine(customers: int, of_load: float, servers: int, seed: int) -> Waits:
    """See :data:`benchmarks.waits.Contestant`; about so many customers, with a record of each."""
    records = events.simulate(scenario(customers, of_load, servers), seed, range(1))
    return _waits(records, mean_service(customers, of_load, servers))


def lane_engine(customers: int, of_load: float, servers: int, seed: int, days: int = 200) -> Waits:
    """The same scenario and records in lanes, each a day of so many customers altogether."""
    records = lanes.simulate(scenario(customers // days, of_load, servers), seed, range(days))
    return _waits(records, mean_service(customers // days, of_load, servers))


def _waits(records: Records, service: float) -> Waits:
    return waits.of(records.wait / service)


def gaps_and_services(
    of: Scenario, seed: int, replication: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The same customers as the engine's: minutes between arrivals, and minutes of service."""
    demand = HallDemand(of, "hall", opening_of(of, "hall"), Dice(seed))
    one = range(replication, replication + 1)
    cases = demand.cases(0, one)
    return np.diff(cases.arrived, prepend=0.0), demand.contacts(cases).handle
