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
from optimize.requirements.desk_groups import DeskGroup, desk_groups
from sim.scenario import Scenario
from sim.scenario.order_load import MOST_DAYS, DeskLoad, loads, orders_that_come
from sim.scenario.pool import Pool

WEEK = 7.0
"""Days of a week."""


def office_requirements(scenario: Scenario, factor: float = 1.0) -> list[Requirement]:
    """What each desk needs in every interval in which its office is open: its work of the horizon over its working time, times a factor for caution."""
    return [need for name in scenario.offices for need in _of_office(scenario, name, factor)]


def _of_office(scenario: Scenario, name: str, factor: float) -> Iterator[Requirement]:
    calendar, site = scenario.calendar, scenario.sites[name]
    days = range(min(calendar.days, MOST_DAYS))
    comes = list(
        orders_that_come(
            site, list(scenario.sites.values()), calendar, days, scenario.services, scenario.segments
        )
    )
    opened = sum(each.end - each.start for day in days for each in hours_on(scenario, name, day))
    for group in desk_groups(scenario, name, all_pools=False):
        own = [each for each in comes if each.category in group.categories]
        a_week = loads(scenario.offices[name], own, scenario.regions)[group.desk]
        load = factor * _heads_minutes(scenario, group, a_week) * len(days) / WEEK / opened
        there = 1 - max(scenario.pools[pool].chance_missing for pool in group.pools)
        for day in days:
            for span in intervals_on(scenario, name, day):
                rate = factor * a_week.orders * len(days) / WEEK / opened
                yield Requirement(name, group.pools, day, span, rate, load, ceil(round(load / there, 6)))


def _heads_minutes(scenario: Scenario, group: DeskGroup, load: DeskLoad) -> float:
    """Minutes of heads that work takes of the pool that is slowest with it, with as many orders in hand as is quickest."""
    pools = [scenario.pools[pool] for pool in group.pools]
    several = [(pool, *pool.office.quickest) for pool in pools]
    slowest = min(
        count * pace * pool.speed * min(_level(pool, name) for name in group.categories)
        for pool, count, pace in several
    )
    return load.work / slowest + load.travel / min(count for _, count, _ in several)


def _level(pool: Pool, category: str) -> float:
    level = pool.office.levels.get(category)
    return level.speed if level else 1.0
