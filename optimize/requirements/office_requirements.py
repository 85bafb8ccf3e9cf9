"""Heads that the desks of offices need for the work that comes to them: no fewer can ever be enough, and how many more it takes, no closed form says.

An order lies for days, so that a desk is busy nearly all the time: its load over the horizon, spread evenly over its working time, is what
counts, and not that of an interval. Source: the heavy-traffic view of queues, Kingman, "The single server queue in heavy traffic", *Proceedings of
the Cambridge Philosophical Society* 57 (1961): lines grow with the inverse of what is idle, whatever the arrivals of a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from optimize.requirements.counter_load import hours_on
from optimize.requirements.counter_requirements import Requirement, intervals_on
from sim.scenario import Scenario
from sim.scenario.order_load import COORDINATOR, MOST_DAYS, loads, orders_that_come

WEEK = 7.0
"""Days of a week."""


def office_requirements(scenario: Scenario, factor: float = 1.0) -> list[Requirement]:
    """What each desk needs in every interval in which its office is open: its work of the horizon over its working time, times a factor for caution."""
    return [need for name in scenario.offices for need in _of_office(scenario, name, factor)]


def desk_pools(scenario: Scenario, name: str) -> dict[str, tuple[str, ...]]:
    """The pools of each desk of an office to which orders come, by the name of its department, or :data:`COORDINATOR`."""
    office = scenario.offices[name]
    found = {department: each.pools for department, each in office.departments.items()}
    return found | ({COORDINATOR: (office.coordinator.pool,)} if office.coordinator else {})


def _of_office(scenario: Scenario, name: str, factor: float) -> Iterator[Requirement]:
    calendar, site = scenario.calendar, scenario.sites[name]
    days = range(min(calendar.days, MOST_DAYS))
    comes = list(
        orders_that_come(
            site, list(scenario.sites.values()), calendar, days, scenario.services, scenario.segments
        )
    )
    work = loads(scenario.offices[name], comes, scenario.regions)
    opened = sum(each.end - each.start for day in days for each in hours_on(scenario, name, day))
    for desk, pools in desk_pools(scenario, name).items():
        a_week = work[desk]
        speed = min(scenario.pools[pool].speed for pool in pools)
        load = factor * (a_week.work / speed + a_week.travel) * len(days) / WEEK / opened
        there = 1 - max(scenario.pools[pool].chance_missing for pool in pools)
        for day in days:
            for span in intervals_on(scenario, name, day):
                rate = factor * a_week.orders * len(days) / WEEK / opened
                yield Requirement(name, pools, day, span, rate, load, ceil(round(load / there, 6)))
