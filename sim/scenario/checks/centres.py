"""Checks on call centres: skills, routes, somebody for every call."""

from __future__ import annotations

from collections.abc import Iterable

from sim.scenario.centre import Centre, able, answerers, routes_of, taken
from sim.scenario.checks.moves import wanted_on
from sim.scenario.checks.pools import chased_after, ever_works
from sim.scenario.checks.sections import Centres, Found, Offices, Pools, Segments, Services
from sim.scenario.names import Names, among
from sim.scenario.problems import nearest
from sim.scenario.source import Key


def skills_name_known(centres: Centres, pools: Pools, services: Services) -> Found:
    """Pools speak the languages of lines that their centre has, and have levels of what they can do."""
    for centre in centres.values():
        for name in centre.pools:
            if name not in pools:
                continue
            key, work = ("pools", name, "phone"), pools[name].phone
            spoken = () if work.speaks == "all" else work.speaks
            yield from _known(spoken, centre.lines, "line", (*key, "speaks"))
            yield from _known_keys(work.levels, services, "service", (*key, "levels"))
            yield from _known_keys(work.line_levels, centre.lines, "line", (*key, "line_levels"))
            yield from _of_use(work.levels, services, pools[name].serves, "serves", (*key, "levels"))
            yield from _of_use(
                work.line_levels, centre.lines, work.speaks, "phone.speaks", (*key, "line_levels")
            )


def routes_name_known(centres: Centres, services: Services) -> Found:
    """Routes name lines, services and pools that the centre has."""
    for name, centre in centres.items():
        for number, route in enumerate(centre.routing):
            key: Key = ("centres", name, "routing", number)
            lines = () if route.lines == "all" else route.lines
            wants = () if route.services == "all" else route.services
            yield from _known(lines, centre.lines, "line", (*key, "lines"))
            yield from _known(wants, services, "service", (*key, "services"))
            met: list[str] = []
            for place, step in enumerate(route.steps):
                at = (*key, "steps", place, "pools")
                yield from _known(step.pools, centre.pools, "pool of this centre", at)
                for each, pool in enumerate(step.pools):
                    if pool in met:
                        yield (*at, each), "is named twice in this route, name each pool once"
                    met.append(pool)


def transfers_find_pools(centres: Centres, pools: Pools) -> Found:
    """Pools hand over to other pools of their centre, and somebody works there."""
    for centre in centres.values():
        for name in centre.pools:
            transfer = pools[name].phone.transfer if name in pools else None
            if transfer is None:
                continue
            key: Key = ("pools", name, "phone", "transfer", "to")
            others = [pool for pool in centre.pools if pool != name]
            yield from _known(transfer.to, others, "other pool of the centre", key)
            known = [pool for pool in transfer.to if pool in pools]
            if known == list(transfer.to) and not any(ever_works(pools[pool]) for pool in known):
                yield key, "names pools without heads, name one that has heads above zero"


def transfers_find_skills(centres: Centres, pools: Pools, services: Services) -> Found:
    """Among the pools to which one hands over, some can take calls that it takes itself."""
    for centre in centres.values():
        if not _is_understood(centre, pools, services):
            continue
        calls = [(line, service) for line in centre.lines for service in services]
        for name in centre.pools:
            transfer = pools[name].phone.transfer if name in pools else None
            if transfer is None or not transfer.share or not set(transfer.to) <= set(pools):
                continue
            both = (
                able(pools[name], centre, *call) and able(pools[other], centre, *call)
                for call in calls
                for other in transfer.to
            )
            if not any(both):
                yield (
                    ("pools", name, "phone", "transfer", "to"),
                    f"names pools that take no line and service of {name}, name one that can go on with its calls",
                )


def _of_use(levels: Iterable[str], known: Iterable[str], can: Names, where: str, key: Key) -> Found:
    """Levels are for what the pool takes."""
    for name in levels:
        if name in known and not among(name, can):
            yield (
                (*key, name),
                f"is for what the pool does not take, add {name} to {where} or leave the level out",
            )


def _known(names: Iterable[str], known: Iterable[str], what: str, key: Key) -> Found:
    for number, name in enumerate(names):
        if name not in known:
            yield (*key, number), f"is an unknown {what}, {nearest(name, known)}"


def _known_keys(names: Iterable[str], known: Iterable[str], what: str, key: Key) -> Found:
    for name in names:
        if name not in known:
            yield (*key, name), f"is for an unknown {what}, {nearest(name, known)}"


def calls_find_agents(
    centres: Centres, pools: Pools, services: Services, segments: Segments, offices: Offices
) -> Found:
    """Every call has a route, and on each of its routes somebody who can answer it."""
    for name, centre in centres.items():
        if not _is_understood(centre, pools, services):
            continue
        for line in centre.lines:
            wanted = wanted_on(centre, line, services, segments)
            for service in sorted(wanted | chased_after(wanted, services, offices)):
                yield from _finds_agent(name, centre, pools, line, service)


def _is_understood(centre: Centre, pools: Pools, services: Services) -> bool:
    """Whether all names that decide who answers are known, so that a missing answer has no other cause."""
    routes = centre.routing
    named = {pool for route in routes for step in route.steps for pool in step.pools} | set(centre.pools)
    spoken = [route.lines for route in routes]
    wants = [route.services for route in routes]
    if not named <= set(pools) or not named <= set(centre.pools):
        return False
    spoken += [pools[pool].phone.speaks for pool in centre.pools]
    wants += [pools[pool].serves for pool in centre.pools]
    return (
        all(pools[pool].works_at == "phone" for pool in centre.pools)
        and all(each == "all" or set(each) <= set(centre.lines) for each in spoken)
        and all(each == "all" or set(each) <= set(services) for each in wants)
    )


def _finds_agent(name: str, centre: Centre, pools: Pools, line: str, service: str) -> Found:
    calls = f"calls of the line {line} for {service}"
    routes = taken(centre, line, service)
    left = 1.0 - (routes[-1].until if routes else 0.0)
    if left:
        share = "" if not routes else f"{100 * left:g} % of "
        yield (
            ("centres", name, "routing"),
            f"has no route for {share}{calls}: add one behind the others, without lines, services and share",
        )
    for route in routes:
        staff = answerers(routes_of(centre)[route.number], centre, pools, line, service)
        if not any(ever_works(pools[pool]) for pool in staff):
            key: Key = (
                ("centres", name, "routing", route.number) if centre.routing else ("centres", name, "pools")
            )
            chats = ", and chats" if centre.lines[line].channel == "chat" else ""
            yield (
                key,
                f"has nobody for {calls}: give a pool heads above zero, {service} among what it serves, and {line} "
                f"among what it speaks{chats}",
            )
