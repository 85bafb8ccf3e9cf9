"""Checks on cases that go from one channel to another."""

from __future__ import annotations

from collections import defaultdict

from sim.scenario.centre import Centre
from sim.scenario.checks.pools import wanted_of
from sim.scenario.checks.sections import Centres, Found, Halls, Pools, Segments, Services
from sim.scenario.names import among
from sim.scenario.problems import nearest
from sim.scenario.source import Key


def moves_name_known(centres: Centres, halls: Halls) -> Found:
    """Cases go on to lines of the centre and to halls that there are."""
    for name, centre in centres.items():
        key: Key = ("centres", name)
        for line in centre.app.then if centre.app else ():
            if line not in centre.lines:
                yield (*key, "app", "then", line), f"is an unknown line, {nearest(line, centre.lines)}"
        for number, move in enumerate(centre.moves):
            place = (*key, "moves", number)
            for each, line in enumerate(() if move.lines == "all" else move.lines):
                if line not in centre.lines:
                    yield (*place, "lines", each), f"is an unknown line, {nearest(line, centre.lines)}"
            if move.line is not None and move.line not in centre.lines:
                yield (*place, "line"), f"is an unknown line, {nearest(move.line, centre.lines)}"
            if move.line is not None and move.lines == (move.line,):
                yield (
                    (*place, "line"),
                    "is the line that they come from, name another one: redial is for the same line",
                )
            if move.hall is not None and move.hall not in halls:
                which = nearest(move.hall, halls) if halls else "the scenario has no halls"
                yield (*place, "hall"), f"is an unknown hall, {which}"


def moves_have_shares(centres: Centres) -> Found:
    """Not more than all move, and some contact again at all."""
    for name, centre in centres.items():
        total: defaultdict[tuple[str, str], float] = defaultdict(float)
        for number, move in enumerate(centre.moves):
            key: Key = ("centres", name, "moves", number)
            for each, ending in enumerate(move.after):
                if not getattr(centre.redial, ending):
                    yield (
                        (*key, "after", each),
                        f"is an ending after which nobody contacts again, give redial.{ending} a share",
                    )
                for line in centre.lines:
                    total[line, ending] += move.share if among(line, move.lines) else 0.0
            over = [each for each, share in total.items() if share > 1 + 1e-9]
            if over:
                from_line, in_vain = over[0]
                yield (
                    (*key, "share"),
                    f"makes {100 * total[over[0]]:g} % of the line {from_line} move after {in_vain}, make the shares 100 % or less",
                )
                return


def visitors_are_served(
    centres: Centres, halls: Halls, pools: Pools, services: Services, segments: Segments
) -> Found:
    """Who goes on to a hall finds somebody who can help."""
    for name, centre in centres.items():
        for number, move in enumerate(centre.moves):
            if move.hall is None or move.hall not in halls:
                continue
            staff = [pools[pool] for pool in halls[move.hall].pools if pool in pools]
            counters = [pool for pool in staff if pool.works_at == "counter"]
            wanted = (wanted_on(centre, line, services, segments) for line in centre.lines)
            for service in sorted(set().union(*wanted)):
                if not any(among(service, pool.serves) for pool in counters):
                    yield (
                        ("centres", name, "moves", number, "hall"),
                        f"has no counter that serves {service}, which callers want",
                    )


def wanted_on(centre: Centre, line: str, services: Services, segments: Segments) -> set[str]:
    """Services that are wanted on a line, with those of cases that come to it from the app and from other lines."""
    wanted = wanted_of(centre.lines[line].arrivals, services, segments)
    if centre.app and centre.app.then:
        wanted |= wanted_of(centre.app.arrivals, services, segments)
    if any(move.line == line for move in centre.moves):
        wanted = wanted.union(
            *(wanted_of(each.arrivals, services, segments) for each in centre.lines.values())
        )
    return wanted
