"""Checks on staff: pools, skills, duties, hours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sim.scenario.calendar import DAILY, Calendar, overlap
from sim.scenario.checks.sections import Centres, Found, Halls, Offices, Pools, Segments, Services
from sim.scenario.demand import Arrivals
from sim.scenario.outages import Outages
from sim.scenario.pool import Piece, Pool
from sim.scenario.problems import counted, listed, nearest
from sim.scenario.site import sites_of
from sim.scenario.source import Key
from sim.scenario.staffing import Staffing
from sim.scenario.time_away import Break
from sim.scenario.units import DAY, Window, window_text

SITE_OF = {"phone": "centre", "office": "office", "field": "crews"}
"""The kind of site at which a pool works, by its stage; at the other stages in a hall."""

STAGE_OF = {"centre": "phone", "office": "office", "crews": "field"}
"""The stage of all pools of a kind of site."""

SITES = {"hall": "a hall", "centre": "a call centre", "office": "an office", "crews": "outages.crews"}


def sites_have_names_of_their_own(
    halls: Halls, centres: Centres, offices: Offices, outages: Outages | None
) -> Found:
    """No two sites have one name: it says where somebody works or comes to."""
    taken: dict[str, str] = {}
    for site in sites_of(halls, centres, offices, outages):
        if site.name in taken:
            yield site.key, f"is the name of a {taken[site.name]}, too, call one of them otherwise"
        taken.setdefault(site.name, site.kind)


def pools_are_known(
    halls: Halls, centres: Centres, offices: Offices, outages: Outages | None, pools: Pools
) -> Found:
    """Sites name pools that exist, each once."""
    for site in sites_of(halls, centres, offices, outages):
        for number, pool in enumerate(site.pools):
            if pool not in pools:
                yield site.pool_key(number), f"is an unknown pool, {nearest(pool, pools)}"
            elif pool in site.pools[:number]:
                yield site.pool_key(number), "is named twice, name each pool once"


def pools_are_used(
    halls: Halls, centres: Centres, offices: Offices, outages: Outages | None, pools: Pools
) -> Found:
    """Each pool works at exactly one site."""
    sites = sites_of(halls, centres, offices, outages)
    users = {pool: [site for site in sites if pool in site.pools] for pool in pools}
    complete = bool(sites) and all(pool in pools for site in sites for pool in site.pools)
    kinds = {"hall": halls, "centre": centres, "office": offices}
    what = listed([kind for kind, some in kinds.items() if some] or ["hall"])
    for pool, found in users.items():
        if not found and pools[pool].works_at == "field":
            yield (
                ("pools", pool),
                "is a pool of crews that nobody sends out, name it under outages.crews.pools or remove it",
            )
        elif not found and complete:
            yield ("pools", pool), f"is a pool that no {what} uses, add it to the pools of one or remove it"
        elif len(found) > 1:
            by = (
                f"halls {' and '.join(site.name for site in found)}"
                if all(site.kind == "hall" for site in found)
                else " and the ".join(site.title for site in found)
            )
            yield (
                ("pools", pool),
                f"is used by the {by}, a pool works in one {what}: make a pool for each",
            )


def pools_are_in_their_place(
    halls: Halls, centres: Centres, offices: Offices, outages: Outages | None, pools: Pools
) -> Found:
    """Whoever works at the phone works in a centre, whoever works on orders in an office, whoever goes to outages among the crews, and nobody else."""
    for site in sites_of(halls, centres, offices, outages):
        for number, name in enumerate(site.pools):
            stage = pools[name].works_at if name in pools else ""
            if not stage or SITE_OF.get(stage, "hall") == site.kind:
                continue
            what = SITES[site.kind]
            if stage == "phone":
                right = f"works at the phone, name it in {SITES['centre']}'s pools"
            elif stage == "field":
                right = f"goes to outages, name it under {SITES['crews']}.pools"
            elif site.kind == "hall":
                right = f"works in an office, name it in {SITES['office']}'s pools"
            else:
                right = f"works at {stage}, {what} has pools with works_at: {STAGE_OF[site.kind]}"
            yield site.pool_key(number), right
    for name, pool in pools.items():
        for other in SITE_OF:
            if other in pool.model_fields_set and other != pool.works_at:
                yield (
                    ("pools", name, other),
                    f"is for pools that work at {other}, this one works at {pool.works_at}",
                )


def skills_are_known(pools: Pools, services: Services) -> Found:
    """Pools serve services that exist; of those of offices :mod:`sim.scenario.checks.office_skills` knows."""
    for name, pool in pools.items():
        for number, service in enumerate(pool.serves if pool.serves != "all" else ()):
            if service not in services and pool.works_at != "office":
                yield (
                    ("pools", name, "serves", number),
                    f"is an unknown service, {nearest(service, services)}",
                )


def services_are_served(
    halls: Halls, pools: Pools, services: Services, segments: Segments, offices: Offices
) -> Found:
    """For each service that somebody wants, somebody at the counters can do it at some time."""
    for name, hall in halls.items():
        staff = [pools[pool] for pool in hall.pools if pool in pools and ever_works(pools[pool])]
        skills = {skill for pool in staff for skill in pool.serves if pool.serves != "all"}
        if not (set(hall.pools) <= set(pools) and skills <= set(services)):
            continue
        wanted = wanted_of(hall.arrivals, services, segments)
        for service in sorted(wanted | chased_after(wanted, services, offices)):
            able = any(
                pool.works_at == "counter" and (pool.serves == "all" or service in pool.serves)
                for pool in staff
            )
            if not able:
                yield (
                    ("services", service),
                    f"is a service that nobody in the hall {name} can serve: give a pool at its counters heads above zero "
                    f"and {service} among what it serves",
                )


def wanted_of(arrivals: Arrivals, services: Services, segments: Segments) -> set[str]:
    """Services that somebody wants."""
    own = {
        name
        for segment in segments.values()
        for name, share in (segment.services or {}).items()
        if share > 0 and name in services
    }
    if all(segment.services is not None for segment in segments.values()):
        return own
    if arrivals.mix is not None:
        return own | {
            name for row in arrivals.mix for name, share in row.shares if share > 0 and name in services
        }
    return own | {name for name, service in services.items() if service.share > 0}


def chased_after(wanted: Iterable[str], services: Services, offices: Offices) -> set[str]:
    """Services of those who contact again while an order is open that contacts for some services leave."""
    left = {category for name in wanted for category, share in services[name].orders.items() if share}
    chased = (each.chasing for each in offices.values() if left & each.categories.keys())
    return {chasing.service for chasing in chased if chasing and chasing.service in services}


def ever_works(pool: Pool) -> bool:
    """Whether a pool has heads at any time."""
    return any(piece.heads for piece in pool.heads or ()) or any(shift.heads for shift in pool.shifts)


def greeters_have_duties(halls: Halls, pools: Pools) -> Found:
    """Greeters and what they do are given together."""
    for name, hall in halls.items():
        stages = {pools[pool].works_at for pool in hall.pools if pool in pools}
        if "greeter" in stages and hall.greeter is None:
            yield (
                ("halls", name, "pools"),
                "has a pool of greeters, but the hall says nothing of what they do: add greeter: {triage: 20 s}",
            )
        if hall.greeter is not None and "greeter" not in stages:
            yield (
                ("halls", name, "greeter"),
                "describes a greeter, but none of the hall's pools works at greeter: add such a pool",
            )


def kiosks_are_of_use(pools: Pools, services: Services) -> Found:
    """Kiosks have a service to do, and no service that needs papers."""
    for name, service in services.items():
        if service.kiosk and service.papers_missing:
            yield (
                ("services", name, "kiosk"),
                "does a service that needs papers, which a kiosk cannot check: leave out kiosk or papers_missing",
            )
    for name, pool in pools.items():
        if pool.works_at == "kiosk" and not any(service.kiosk for service in services.values()):
            yield (
                ("pools", name),
                "is a pool of kiosks, but no service can be done at a kiosk: give a service kiosk: {handle_time: 2 min}",
            )


def heads_are_inside_hours(
    calendar: Calendar,
    halls: Halls,
    centres: Centres,
    offices: Offices,
    outages: Outages | None,
    pools: Pools,
) -> Found:
    """Nobody is on duty while the hall or centre is closed."""
    for site in sites_of(halls, centres, offices, outages):
        days = {
            calendar.weekday(calendar.date(day)): site.hours(calendar, day)
            for day in range(min(calendar.days, 7))
        }
        opens, where = (
            site.open_days(calendar),
            f"{site.title}'s open" if site.has_own_days else "calendar.open",
        )
        for name in site.pools:
            if name in pools:
                yield from _outside(_spans(("pools", name), pools[name], calendar), opens, where, days)


def _outside(
    spans: list[tuple[Key, Window, frozenset[int]]],
    opens: frozenset[int],
    where: str,
    days: Mapping[int, tuple[Window, ...]],
) -> Found:
    for place, span, weekdays in spans:
        if not weekdays & opens:
            yield place, f"puts staff on duty on days of the week that are not among {where}"
            continue
        opened = [windows for day, windows in days.items() if day in weekdays and windows]
        if opened and not any(_fits(span, windows) for windows in opened):
            first = min(windows[0].start for windows in opened)
            last = max(windows[-1].end for windows in opened)
            yield (
                place,
                f"puts staff on duty {window_text(span)}, outside the opening hours: "
                f"keep it within {window_text(Window(first, last))}",
            )


def trainings_are_worked(calendar: Calendar, pools: Pools) -> Found:
    """Somebody is scheduled when a pool is in training."""
    for name, pool in pools.items():
        for number, training in enumerate(pool.trainings):
            works = any(
                overlap(training.time, [Window(piece.start, piece.end)])
                and training.days & weekdays_of(piece, calendar)
                for piece in duties(pool)
            )
            if not works:
                yield (
                    ("pools", name, *pool.key_of("training"), number),
                    "is at times at which nobody of the pool is on duty, move it into the working time",
                )


def kiosks_are_no_people(pools: Pools) -> Found:
    """Kiosks are neither ill nor at lunch."""
    for name, pool in pools.items():
        for key in ("absence", "training", "leave", "breaks"):
            if pool.works_at == "kiosk" and getattr(pool, key):
                yield ("pools", name, key), "is for people, and these are kiosks: leave it out"


def breaks_have_turns(calendar: Calendar, pools: Pools, staffing: Staffing | None) -> Found:
    """All heads that may work within the stretch of a break have a turn."""
    for name, pool in pools.items():
        chosen = staffing.most_heads(name) if staffing and name in staffing.pools else 0
        for number, each in enumerate(pool.breaks):
            heads = max(chosen, most_heads_within(pool, each, calendar))
            if heads > each.most_heads:
                yield (
                    ("pools", name, "breaks", number, "at_once"),
                    f"gives {counted(each.most_heads, 'head')} a turn, and {heads} may work within {window_text(each.within)}: "
                    f"write {-(-heads // each.turns)}, or a longer stretch",
                )


def most_heads_within(pool: Pool, each: Break, calendar: Calendar) -> int:
    """The most heads of a pool that work at some time in the stretch of a break."""
    here = [piece for piece in duties(pool) if overlap(each.within, [Window(piece.start, piece.end)])]
    if not pool.shifts:
        return max((piece.heads for piece in here if weekdays_of(piece, calendar) & each.days), default=0)
    return max(sum(piece.heads for piece in here if day in piece.weekdays) for day in each.days)


def duties(pool: Pool) -> list[Piece]:
    """When a pool's staff is on duty, if it is open, and how many, by its heads or by its shifts."""
    shifts = [Piece(shift.days, None, *shift.time, shift.heads) for shift in pool.shifts]
    return [piece for piece in (*(pool.heads or ()), *shifts) if piece.heads]


def weekdays_of(piece: Piece, calendar: Calendar) -> frozenset[int]:
    """The days of the week on which a piece holds."""
    return frozenset({calendar.weekday(piece.date)}) if piece.date else piece.weekdays


def most_heads(pool: Pool) -> int:
    """The most heads of a pool that are on duty at once; on shifts, no more than are on all shifts of a day of the week."""
    by_day = (sum(shift.heads for shift in pool.shifts if day in shift.days) for day in DAILY)
    return max((*(piece.heads for piece in pool.heads or ()), *by_day))


def _spans(key: Key, pool: Pool, calendar: Calendar) -> list[tuple[Key, Window, frozenset[int]]]:
    """Where, when and on which weekdays a pool's staff is on duty; heads for the whole day mean: while open."""
    spans = [
        (
            (*key, "heads"),
            Window(piece.start, piece.end),
            weekdays_of(piece, calendar),
        )
        for piece in pool.heads or ()
        if piece.heads and piece.start > 0
    ]
    return spans + [
        ((*key, "shifts", number, "time"), shift.time, shift.days)
        for number, shift in enumerate(pool.shifts)
        if shift.heads
    ]


def _fits(span: Window, windows: tuple[Window, ...]) -> bool:
    first, last = windows[0].start, windows[-1].end
    return first <= span.start < last and (span.end <= last or span.end == DAY)
