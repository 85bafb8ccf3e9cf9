"""M/M/10 at load 0.9: as a scenario for the event engine, and as numbers for the peer, from the same dice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.demand import HallDemand
from sim.dice import Dice
from sim.opening import opening_of
from sim.scenario import Scenario, load
from sim.scenario.units import DAY

SERVERS = 10
LOAD = 0.9

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


def scenario(folder: Path, customers: int) -> Scenario:
    """One day of 24 h with about so many customers; the service is as short as the load asks for."""
    mean = 60 * LOAD * SERVERS * DAY / customers
    (folder / "profile.csv").write_text("start,end,weight\n00:00,24:00,1\n", encoding="utf-8")
    path = folder / "queue.yaml"
    path.write_text(
        _SCENARIO.format(servers=SERVERS, load=LOAD, mean=mean, customers=customers), encoding="utf-8"
    )
    return load(path)


def gaps_and_services(
    of: Scenario, seed: int, replication: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The same customers as the engine's: minutes between arrivals, and minutes of service."""
    demand = HallDemand(of, "hall", opening_of(of, "hall"), Dice(seed))
    one = range(replication, replication + 1)
    cases = demand.cases(0, one)
    return np.diff(cases.arrived[0], prepend=0.0), demand.contacts(cases, one).handle[0]
