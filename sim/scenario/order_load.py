"""What an office has to expect: orders and work of each desk in a week, in the mean, if nobody has to wait."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.scenario.calendar import Calendar
from sim.scenario.demand import Arrivals
from sim.scenario.office import Category, Department, Office
from sim.scenario.segments import Segments, Services, share_of
from sim.scenario.site import Door, Site
from sim.theory.absorbing import expected_visits

MOST_DAYS = 366
"""Days of the horizon of which the mean is taken."""

COORDINATOR = ""
"""The desk of the coordinator among those of departments, whose names are longer."""


class Comes(NamedTuple):
    """Orders of one category that one site sends in the mean week, or that nobody sends (no name)."""

    category: str
    sender: str
    orders: float


class DeskLoad(NamedTuple):
    """What comes to a desk in the mean week: orders that need it at some time, minutes of work at speed 100 %, and minutes on the road."""

    orders: float
    work: float
    travel: float = 0.0


def orders_that_come(
    office: Site,
    sites: Sequence[Site],
    calendar: Calendar,
    days: range,
    services: Services,
    segments: Segments,
) -> Iterator[Comes]:
    """The orders of an office in the mean week of some days, if each case is resolved, and not in an app; with those that other orders leave, if
    these are all closed, and without those that found needs prevent."""
    assert isinstance(office.rules, Office)
    comes = list(_orders_that_come(office, office.rules, sites, calendar, days, services, segments))
    left, count = list[Comes](), _by_category(comes)
    for _ in office.rules.categories:
        count = _left_by(count, office.rules)
        left += [Comes(name, "", orders) for name, orders in count.items()]
    yield from _without_prevented(comes, _by_category([*comes, *left]), office.rules)
    yield from left


def _by_category(comes: Iterable[Comes]) -> dict[str, float]:
    """How many orders of each category come."""
    count: dict[str, float] = {}
    for each in comes:
        count[each.category] = count.get(each.category, 0.0) + each.orders
    return count


def _without_prevented(comes: Sequence[Comes], every: Mapping[str, float], office: Office) -> Iterator[Comes]:
    """Orders without those that contacts no longer leave, since so many orders of each category find needs."""
    prevented: dict[str, float] = {}
    for name, orders in every.items():
        for other, share in office.categories[name].leaves.items():
            needs = office.categories[name].prevents * share * orders
            prevented[other] = prevented.get(other, 0.0) + needs
    contacts = _by_category(each for each in comes if each.sender)
    for each in comes:
        gone = prevented.get(each.category, 0.0) / max(contacts.get(each.category, 0.0), 1e-9)
        yield each._replace(orders=each.orders * max(0.0, 1.0 - gone)) if each.sender else each


def _left_by(count: Mapping[str, float], office: Office) -> dict[str, float]:
    """How many orders of each category so many of each leave."""
    found: dict[str, float] = {}
    for name, orders in count.items():
        for other, share in office.categories[name].leaves.items():
            if share:
                found[other] = found.get(other, 0.0) + share * orders
    return found


def _orders_that_come(
    office: Site,
    rules: Office,
    sites: Sequence[Site],
    calendar: Calendar,
    days: range,
    services: Services,
    segments: Segments,
) -> Iterator[Comes]:
    """Those that contacts leave, and planned ones."""
    for name in rules.categories:
        leaving = {service: each.orders[name] for service, each in services.items() if each.orders.get(name)}
        for site in sites:
            doors = [door for door in site.doors if door.channel != "app"] if leaving else []
            left = sum(
                share
                * _a_week(site, door, calendar, days)
                * share_at(door.arrivals, service, services, segments)
                for service, share in leaving.items()
                for door in doors
            )
            yield Comes(name, site.name, left)
        planned = (door for door in office.ways_in if name in door.key)
        yield Comes(name, "", sum(_a_week(office, door, calendar, days) for door in planned))


def share_at(arrivals: Arrivals, service: str, services: Services, segments: Segments) -> float:
    """Share of those who come to a door that wants a service; by its `mix`, where it has one, the mean over the day."""
    if arrivals.mix is None:
        return share_of(service, services, segments)
    starts = [row.start for row in arrivals.mix]
    found, total = 0.0, 0.0
    for row in arrivals.profile:
        place = max(0, bisect_right(starts, (row.start + row.end) / 2) - 1)
        found += sum(row.weights) * dict(arrivals.mix[place].shares).get(service, 0.0)
        total += sum(row.weights)
    return found / total


def expected_orders(
    sites: Iterable[Site], calendar: Calendar, services: Services, segments: Segments
) -> dict[str, float]:
    """Orders that come to each office in the mean week of the horizon, or of its first year, if each case is resolved."""
    every = list(sites)
    days = range(min(calendar.days, MOST_DAYS))
    return {
        site.name: sum(
            each.orders for each in orders_that_come(site, every, calendar, days, services, segments)
        )
        for site in every
        if isinstance(site.rules, Office)
    }


def _a_week(site: Site, door: Door, calendar: Calendar, days: range) -> float:
    """Who comes by a door of a site in the mean week of some days."""
    dates = [calendar.date(day) for day in days if site.hours(calendar, day)]
    return 7 / len(days) * sum(door.arrivals.mean_on(date, calendar.weekday(date)) for date in dates)


def loads(office: Office, comes: Sequence[Comes], regions: Mapping[str, float]) -> dict[str, DeskLoad]:
    """What comes to each desk of an office that does every order at some time: to departments, and to :data:`COORDINATOR`."""
    roads = {name: _mean_travel(each, regions) for name, each in office.departments.items()}
    found = {name: DeskLoad(0.0, 0.0) for name in (*office.departments, COORDINATOR)}
    for each in comes:
        category = office.categories[each.category]
        share = first_right(office, category, each.sender)
        for name, (visits, minutes, works) in _of_one(office, category, share).items():
            orders, work, travel = found[name]
            found[name] = DeskLoad(
                orders + each.orders * min(1.0, visits),
                work + each.orders * minutes,
                travel + each.orders * works * roads.get(name, 0.0),
            )
    return found


def _mean_travel(department: Department, regions: Mapping[str, float]) -> float:
    """Minutes on the road for one work, in the mean over orders of all regions."""
    return sum(regions.get(name, 0.0) * time.mean_minutes for name, time in department.travel.items())


def first_right(office: Office, category: Category, sender: str) -> float:
    """Share of the orders of a category and sender that goes to the right department at once: a coordinator's holds for all; else the
    category's own, the sender's, the office's."""
    if office.coordinator is not None:
        return office.coordinator.right
    shares = (category.first_right, office.routing.by_sender.get(sender), office.routing.first_right)
    return next(share for share in shares if share is not None)


def looks(office: Office, comes: Sequence[Comes]) -> dict[str, float]:
    """Minutes of the work of each department in the mean week that are looks at orders that belong elsewhere, at speed 100 %."""
    found = dict.fromkeys(office.departments, 0.0)
    for each in comes:
        category = office.categories[each.category]
        share = first_right(office, category, each.sender)
        visits = wrong_visits(office, category.all_stages[0].department, share)
        for name, times in zip(office.departments, visits.tolist(), strict=True):
            found[name] += each.orders * _passes(office, category) * times * office.routing.look.mean_minutes
    return found


def _passes(office: Office, category: Category) -> float:
    """How often an order goes through its stages, in the mean, since a call before closing opens it again."""
    call = office.coordinator.closing_call if office.coordinator else None
    return 1 / (1 - (1 - category.solved) * call.finds) if call else 1.0


def _of_one(office: Office, category: Category, share: float) -> dict[str, tuple[float, float, float]]:
    """How often an order comes to each desk, the minutes of work there, and how many works of stages these are, in the mean."""
    call = office.coordinator.closing_call if office.coordinator else None
    passes = _passes(office, category)
    stages = category.all_stages
    found = {
        name: (passes * visits, passes * visits * office.routing.look.mean_minutes, 0.0)
        for name, visits in zip(
            office.departments, wrong_visits(office, stages[0].department, share), strict=True
        )
    }
    for stage in stages:
        visits, minutes, before = found[stage.department]
        works, batch = passes / (1 - stage.rework), office.departments[stage.department].batch
        found[stage.department] = (
            visits + works,
            minutes + works * stage.work.mean_minutes * (batch.work if batch else 1.0),
            before + works,
        )
    if office.coordinator:
        time = office.coordinator.classify.mean_minutes + (call.time.mean_minutes if call else 0.0)
        found[COORDINATOR] = passes, passes * time, 0.0
    return found


def wrong_visits(office: Office, right: str, share: float) -> NDArray[np.float64]:
    """How often an order is at each wrong department, in the mean, of which a share is sent to the right one at once."""
    names = list(office.departments)
    others = [name for name in names if name != right]
    goes_on = np.array(
        [[office.routing.passes_on.get(name, {}).get(to, 0.0) for to in others] for name in others]
    )
    found = np.zeros(len(names))
    if others and share < 1:
        start = np.full(len(others), (1 - share) / len(others))
        found[[names.index(name) for name in others]] = expected_visits(start, goes_on)
    return found
