"""A centre's routes and skills by number: which pools take which calls, from when on, how quickly and how well."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from sim.scenario import Scenario
from sim.scenario.centre import able, levels_of, routes_of, taken
from sim.scenario.pool import Pool
from sim.time.ticks import on_grid_one


class Offer(NamedTuple):
    """A step of a route, for calls of one line and service.

    Attributes
    ----------
    pools : tuple of int
        Places in the centre's `pools` of those that can answer the call.
    after : float
        Minutes of waiting from which they take it; zero: at once, if there is no `waiting` either.
    waiting : int
        Calls that wait on the route from which they take it; zero: the length is no reason.
    reserve : int
        They take it only while more than so many of a pool's agents are free.
    level : int
        Number of the level of warning while which they take it; -1: always.
    """

    pools: tuple[int, ...]
    after: float
    waiting: int
    reserve: int
    level: int = -1

    @property
    def opens_after(self) -> float:
        """Minutes of waiting from which they take it whatever the length; infinite where that alone is the reason."""
        return inf if self.waiting and not self.after else self.after


class Way(NamedTuple):
    """A route for calls of one line and service.

    Attributes
    ----------
    route : int
        Number of the route.
    until : float
        Calls whose draw is below this, and not below that of the way before, take it.
    offers : tuple of Offer
        Its steps in order, those without an able pool left out.
    """

    route: int
    until: float
    offers: tuple[Offer, ...]


class Skill(NamedTuple):
    """Speed of a pool with calls of a line and service, and the share of them that it solves."""

    speed: float
    solved: float


@dataclass(frozen=True)
class Routing:
    """The rules of a centre, by number of line (in the centre) and of service (in the scenario).

    Attributes
    ----------
    ways : tuple of tuple of tuple of Way
        By line and service.
    skills : tuple of tuple of tuple of Skill
        By pool (in the centre), line and service.
    priority : tuple of tuple of int
        By line and segment.
    transfers : tuple of tuple of tuple of (Way or None)
        By pool (in the centre), line and service: to whom it hands over, as a route of its own.
    chat : tuple of bool
        By line: whether it is for chats.
    rises : tuple of float
        By line: points of priority gained in a minute of waiting.
    routes : int
        Number of routes, with those of transfers.
    """

    ways: tuple[tuple[tuple[Way, ...], ...], ...]
    skills: tuple[tuple[tuple[Skill, ...], ...], ...]
    transfers: tuple[tuple[tuple[Way | None, ...], ...], ...]
    priority: tuple[tuple[int, ...], ...]
    chat: tuple[bool, ...]
    rises: tuple[float, ...]
    routes: int

    def way(self, line: int, service: int, draw: float) -> Way:
        """The route that a call takes."""
        return next(way for way in self.ways[line][service] if draw < way.until)


def routing_of(scenario: Scenario, name: str) -> Routing:
    """The routing of a centre of a scenario."""
    centre, services = scenario.centres[name], list(scenario.services)
    pools = [scenario.pools[pool] for pool in centre.pools]
    return Routing(
        tuple(tuple(_ways(scenario, name, line, service) for service in services) for line in centre.lines),
        tuple(
            tuple(
                tuple(_skill(scenario, pool, line, service) for service in services) for line in centre.lines
            )
            for pool in pools
        ),
        tuple(
            tuple(
                tuple(_handed_over(scenario, name, pool, line, service) for service in services)
                for line in centre.lines
            )
            for pool in centre.pools
        ),
        tuple(
            tuple(line.priority + segment.priority for segment in scenario.segments.values())
            for line in centre.lines.values()
        ),
        tuple(line.channel == "chat" for line in centre.lines.values()),
        tuple(line.rises for line in centre.lines.values()),
        len(routes_of(centre)) + len(centre.pools),
    )


def _ways(scenario: Scenario, name: str, line: str, service: str) -> tuple[Way, ...]:
    centre = scenario.centres[name]
    ways = []
    for number, until in taken(centre, line, service):
        offers = []
        for step in routes_of(centre)[number].steps:
            pools = [
                centre.pools.index(pool)
                for pool in step.pools
                if able(scenario.pools[pool], centre, line, service)
            ]
            if pools:
                level = -1 if step.level is None else list(levels_of(centre)).index(step.level)
                offers.append(Offer(tuple(pools), on_grid_one(step.after), step.waiting, step.reserve, level))
        ways.append(Way(number, until, tuple(offers)))
    return tuple(ways)


def _handed_over(scenario: Scenario, name: str, pool: str, line: str, service: str) -> Way | None:
    """The way of calls that a pool hands over; None where it hands over none, or nobody can take them."""
    centre, transfer = scenario.centres[name], scenario.pools[pool].phone.transfer
    takers = [
        each
        for each in (transfer.to if transfer else ())
        if able(scenario.pools[each], centre, line, service)
    ]
    if not takers:
        return None
    route = len(routes_of(centre)) + centre.pools.index(pool)
    return Way(route, 1.0, (Offer(tuple(map(centre.pools.index, takers)), 0.0, 0, 0),))


def _skill(scenario: Scenario, pool: Pool, line: str, service: str) -> Skill:
    levels = [
        level
        for level in (pool.phone.levels.get(service), pool.phone.line_levels.get(line))
        if level is not None
    ]
    speed, solved = pool.speed, scenario.services[service].phone.solved * pool.phone.quality
    for level in levels:
        speed *= level.speed
        solved *= level.quality
    return Skill(speed, min(1.0, solved))
