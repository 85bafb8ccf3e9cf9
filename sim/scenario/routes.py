"""Which routes the calls of a line and service take, and which pools can answer them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sim.scenario.centre import Centre, Route, Step
from sim.scenario.phone import Names
from sim.scenario.pool import Pool


class Taken(NamedTuple):
    """A route that calls of one kind take.

    Attributes
    ----------
    number : int
        Its number in the centre's routing; -1 where the centre has none, and every able pool takes calls.
    until : float
        Calls whose draw is below this, and not below that of the route before, take it.
    """

    number: int
    until: float


def among(name: str, names: Names) -> bool:
    """Whether a list of names, or `all`, has a name."""
    return names == "all" or name in names


def able(pool: Pool, centre: Centre, line: str, service: str) -> bool:
    """Whether a pool can answer calls, or chats, of a line of a centre and a service."""
    takes = centre.lines[line].channel == "phone" or pool.phone.chats is not None
    return (
        pool.works_at == "phone" and takes and among(line, pool.phone.speaks) and among(service, pool.serves)
    )


def routes_of(centre: Centre) -> tuple[Route, ...]:
    """The routes of a centre; without any, one with a step for each pool."""
    return centre.routing or (Route(steps=tuple(Step(pools=(pool,)) for pool in centre.pools)),)


def taken(centre: Centre, line: str, service: str) -> list[Taken]:
    """The routes that calls of a line and service take, in order, with the shares that they have together."""
    found: list[Taken] = []
    reached = 0.0
    for number, route in enumerate(routes_of(centre)):
        if reached < 1 and among(line, route.lines) and among(service, route.services):
            reached = 1.0 if route.share == 1 else min(1.0, reached + route.share)
            found.append(Taken(number, reached if reached < 1 - 1e-9 else 1.0))
    return found


def answerers(route: Route, centre: Centre, pools: Mapping[str, Pool], line: str, service: str) -> list[str]:
    """Names of the pools of a route that can answer calls of a line and service."""
    return [
        name
        for step in route.steps
        for name in step.pools
        if name in pools and able(pools[name], centre, line, service)
    ]
