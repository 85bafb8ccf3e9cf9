"""Warnings of desks of offices to which more comes than they can do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sim.scenario.calendar import Calendar
from sim.scenario.checks.implausible import minutes_on_duty
from sim.scenario.checks.sections import Centres, Found, Halls, Offices, Pools, Segments, Services
from sim.scenario.names import among
from sim.scenario.office import Office
from sim.scenario.order_load import COORDINATOR, MOST_DAYS, Comes, DeskLoad, loads, looks, orders_that_come
from sim.scenario.pool import Pool
from sim.scenario.site import Site, sites_of
from sim.scenario.skill_load import Demand, Shortage, shortages
from sim.scenario.source import Key
from sim.scenario.units import Window

LOOKS = "other departments"
"""In place of a category: orders that belong elsewhere, at which anybody has a look."""


def desks_keep_up(
    calendar: Calendar,
    halls: Halls,
    centres: Centres,
    offices: Offices,
    pools: Pools,
    services: Services,
    segments: Segments,
    regions: Mapping[str, float],
) -> Found:
    """No more work comes to a desk than its heads can do."""
    days = range(min(calendar.days, MOST_DAYS))
    for site in sites_of({}, {}, offices):
        comes = list(orders_that_come(site, sites_of(halls, centres), calendar, days, services, segments))
        office = offices[site.name]
        there = _minutes(site, pools, calendar, days)
        for desk, load in loads(office, comes, regions).items():
            key, names = _staff(office, desk)
            staff = {name: there[name] for name in names}
            if any(pools[name].serves != "all" or pools[name].office.levels for name in names):
                found = _by_skill(office, desk, comes, regions, staff)
            else:
                found = _of_all(load, staff)
            yield from (((*site.key, *key), message) for message in found)


class _Staff(NamedTuple):
    """The heads of a pool in the mean week: minutes on duty of those who are there, times orders in hand where it gets done most; the speed of each order then;
    and which orders they do, at which further speed."""

    minutes: float
    speed: float
    pool: Pool


def _of_all(load: DeskLoad, staff: Mapping[str, _Staff]) -> Iterator[str]:
    """What is wrong with a desk where everybody does everything."""
    capacity = sum(each.minutes * each.speed for each in staff.values())
    there = sum(each.minutes for each in staff.values())
    work = load.work + load.travel * (
        capacity / there if there else 1.0
    )  # whoever works fast is on the road as long
    if capacity and work > capacity:
        what = "work and travel" if load.travel else "work"
        grows = _shown(load.orders * (1 - capacity / work))
        yield (
            f"has {work / 60:,.0f} h of {what} a week in the mean, and heads for {capacity / 60:,.0f} h (load "
            f"{100 * work / capacity:.0f} %): the backlog grows by about {grows} orders a week"
        )


def _by_skill(
    office: Office,
    desk: str,
    comes: Sequence[Comes],
    regions: Mapping[str, float],
    staff: Mapping[str, _Staff],
) -> Iterator[str]:
    """What is wrong with a desk where not everybody does everything."""
    own = {name: [one for one in comes if one.category == name] for name in office.categories}
    load = {name: loads(office, some, regions)[desk] for name, some in own.items()}
    look = {name: looks(office, some).get(desk, 0.0) for name, some in own.items()}
    demands = {
        name: Demand(each.work - look[name], each.travel, _able(name, staff)) for name, each in load.items()
    }
    demands[LOOKS] = Demand(sum(look.values()), 0.0, {who: one.speed for who, one in staff.items()})
    for short in shortages(demands, {who: one.minutes for who, one in staff.items()}):
        yield _too_few(short, sum(load[name].orders for name in short.kinds if name != LOOKS))


def _able(category: str, staff: Mapping[str, _Staff]) -> dict[str, float]:
    """Who does orders of a category, and at which speed."""
    return {who: _speed(each, category) for who, each in staff.items() if among(category, each.pool.serves)}


def _speed(staff: _Staff, category: str) -> float:
    level = staff.pool.office.levels.get(category)
    return staff.speed * level.speed if level else staff.speed


def _too_few(short: Shortage, orders: float) -> str:
    kinds, pools = (" and ".join(names) for names in (short.kinds, short.pools))
    grows = _shown(orders * (1 - 1 / short.load))
    return (
        f"has too few heads for orders of {kinds}, which {pools} alone can do (load {100 * short.load:.0f} %): their backlog grows by "
        f"about {grows} orders a week"
    )


def _shown(orders: float) -> str:
    return f"{orders:,.0f}" if orders >= 10 else f"{orders:.2g}"


def _staff(office: Office, desk: str) -> tuple[Key, tuple[str, ...]]:
    """Where a desk stands in its office, and its pools."""
    if desk != COORDINATOR:
        return ("departments", desk), office.departments[desk].all_pools
    return ("coordinator",), (office.coordinator.pool,) if office.coordinator else ()


def _minutes(site: Site, pools: Pools, calendar: Calendar, days: range) -> dict[str, _Staff]:
    """The heads of each pool of an office in the mean week."""
    opened: dict[int, tuple[Window, ...]] = {
        day: hours for day in days if (hours := site.hours(calendar, day))
    }
    found = {}
    for name in site.pools:
        pool = pools[name]
        on_duty = minutes_on_duty(pool, calendar, opened) * (1 - pool.chance_missing)
        count, pace = pool.office.quickest
        found[name] = _Staff(7 / len(days) * on_duty * count, pool.speed * pace, pool)
    return found
