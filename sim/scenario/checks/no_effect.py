"""Warnings of what has no effect: rules, routes and dates that can never act, whatever the policy."""

from __future__ import annotations

import datetime as dt

from sim.scenario.calendar import Calendar
from sim.scenario.centre import taken
from sim.scenario.checks.pools import ever_works, most_heads, most_heads_within
from sim.scenario.checks.sections import Centres, Found, Halls, Pools, Segments, Services
from sim.scenario.hall import Hall
from sim.scenario.problems import counted
from sim.scenario.site import sites_of
from sim.scenario.source import Key
from sim.scenario.staffing import Staffing
from sim.scenario.time_away import Break, Training
from sim.scenario.units import weekdays_text

LOOKED_AT = 366
"""Days of the horizon that are looked at."""


def holidays_lie_in_the_horizon(calendar: Calendar) -> Found:
    """Dates that are closed, or working days, are days of the horizon or of its warm-up."""
    first, last = calendar.date(-calendar.warm_up), calendar.date(calendar.days - 1)
    for what, dates, does in (
        ("closed", calendar.closed, "closes nothing"),
        ("working", calendar.working, "has no effect"),
    ):
        outside = [
            number
            for number, date in enumerate(dates)
            if not isinstance(date, str) and not first <= date <= last
        ]
        if outside:
            more = f", as do {len(outside) - 1} more" if len(outside) > 1 else ""
            yield (
                ("calendar", what, outside[0]),
                f"lies outside the horizon of {first} to {last}{more}, and {does}: is the year right?",
            )


def appointments_are_booked(halls: Halls) -> Found:
    """Some customers book appointments that are offered."""
    for name, hall in halls.items():
        if hall.appointments and not hall.appointments.share:
            yield (
                ("halls", name, "appointments", "share"),
                "lets nobody book, so that appointments have no effect: is a policy to raise it?",
            )


def tickets_are_called_in_vain(halls: Halls) -> Found:
    """Where tickets are called in vain, some customers give up waiting."""
    for name, hall in halls.items():
        if hall.called_in_vain is not None and hall.patience is None:
            yield (
                ("halls", name, "called_in_vain"),
                "has no effect, since nobody gives up waiting: add patience",
            )


def absences_leave_somebody(pools: Pools) -> Found:
    """Not everybody of a pool is always missing."""
    for name, pool in pools.items():
        if pool.chance_missing == 1:
            yield (
                ("pools", name, *pool.key_of("absence")),
                "keeps everybody away every day, so that the pool never works",
            )


def leave_lies_in_the_horizon(calendar: Calendar, pools: Pools) -> Found:
    """Leave has days in the horizon or in its warm-up."""
    first, last = calendar.date(-calendar.warm_up), calendar.date(calendar.days - 1)
    for name, pool in pools.items():
        for number, leave in enumerate(pool.leave):
            if leave.last < first or leave.first > last:
                yield (
                    ("pools", name, "leave", number),
                    f"lies outside the horizon of {first} to {last}, and keeps nobody away: is the year right?",
                )


def time_away_is_on_days_of_the_horizon(
    calendar: Calendar, halls: Halls, centres: Centres, pools: Pools
) -> Found:
    """Training and breaks are on days of the week on which the pool's place is open in the horizon or in its warm-up."""
    first, last = calendar.date(-calendar.warm_up), calendar.date(calendar.days - 1)
    for site in sites_of(halls, centres):
        days = range(-calendar.warm_up, min(calendar.days, LOOKED_AT))
        opened = {calendar.weekday(calendar.date(day)) for day in days if site.hours(calendar, day)}
        for name in site.pools:
            if name not in pools:
                continue
            own = pools[name]
            rows: list[tuple[Key, Training | Break]] = [
                ((*own.key_of("training"), number), each) for number, each in enumerate(own.trainings)
            ]
            rows += [(("breaks", number), each) for number, each in enumerate(own.breaks)]
            for key, each in rows:
                if not each.days & opened:
                    yield (
                        ("pools", name, *key),
                        f"is on {weekdays_text(each.days)}, and from {first} to {last} the {site.title} is open on no such day: "
                        "it has no effect",
                    )


def dated_rows_lie_in_the_horizon(calendar: Calendar, halls: Halls, centres: Centres, pools: Pools) -> Found:
    """Of what is given by date, some is of the horizon or of its warm-up; a table may go on beyond it."""
    first, last = calendar.date(-calendar.warm_up), calendar.date(calendar.days - 1)
    dated: list[tuple[Key, list[dt.date]]] = [
        (("pools", name, "heads"), [piece.date for piece in pool.heads or () if piece.date])
        for name, pool in pools.items()
    ]
    for door in (door for site in sites_of(halls, centres) for door in site.doors):
        arrivals = door.arrivals
        dated += [
            ((*door.key, "dates"), list(arrivals.dates)),
            ((*door.key, "volumes"), [date for date, _ in arrivals.volumes or ()]),
            ((*door.key, "counts"), [count.date for count in arrivals.counts or ()]),
        ]
    for key, dates in dated:
        if dates and not any(first <= date <= last for date in dates):
            yield key, f"has no date of the horizon of {first} to {last}, and no effect: is the year right?"


def breaks_are_in_working_time(calendar: Calendar, pools: Pools, staffing: Staffing | None) -> Found:
    """Somebody works when a pool has a break. Of pools whose heads a plan chooses, nothing is said."""
    for name, pool in pools.items():
        for number, each in enumerate(pool.breaks if not staffing or name not in staffing.pools else ()):
            if ever_works(pool) and not most_heads_within(pool, each, calendar):
                yield (
                    ("pools", name, "breaks", number),
                    "is at times at which nobody of the pool is on duty, move it into the working time",
                )


def menus_are_there(centres: Centres, services: Services) -> Found:
    """Where a menu serves callers, a centre has one."""
    for name, service in services.items():
        if service.phone.in_menu and not any(centre.menu for centre in centres.values()):
            yield (
                ("services", name, "phone", "in_menu"),
                "has no effect, since no centre has a menu: add menu",
            )


def segments_find_halls(segments: Segments, halls: Halls, pools: Pools, services: Services) -> Found:
    """Where customers of a segment have quick questions or go to kiosks of their own accord, a hall has those who come, and kiosks."""
    kiosks = any(each.kiosk for each in services.values())
    for name, segment in segments.items():
        if segment.quick is not None and not halls:
            yield ("segments", name, "quick"), "has no effect, since there is no hall: leave it out"
        if segment.kiosk and not (kiosks and any(_has_kiosks(hall, pools) for hall in halls.values())):
            yield (
                ("segments", name, "kiosk"),
                "has no effect, since no hall has a kiosk that can do a service: add one",
            )


def greeters_find_something_to_do(
    halls: Halls, pools: Pools, services: Services, segments: Segments
) -> Found:
    """What greeters do, some customers need."""
    kinds = services.values()
    quick = any(each.quick for each in kinds) or any(each.quick for each in segments.values())
    needed = {
        "answers": (quick, "no service has quick questions: add quick"),
        "catches": (any(each.papers_missing for each in kinds), "no service has papers_missing: add it"),
        "helps_with_forms": (any(each.form for each in kinds), "no service has a form: add form"),
    }
    for name, hall in halls.items():
        if hall.greeter is None:
            continue
        kiosks = any(each.kiosk for each in kinds) and _has_kiosks(hall, pools)
        of_this_hall = {**needed, "steers": (kiosks, "the hall has no kiosk that can do a service: add one")}
        for what, (is_needed, why) in of_this_hall.items():
            if getattr(hall.greeter, what) and not is_needed:
                yield ("halls", name, "greeter", what), f"has no effect, since {why}"


def _has_kiosks(hall: Hall, pools: Pools) -> bool:
    return any(pools[pool].works_at == "kiosk" for pool in hall.pools if pool in pools)


def retrials_follow_something(centres: Centres, services: Services) -> Found:
    """Of endings after which callers call again, each can happen."""
    for name, centre in centres.items():
        impatient = centre.patience is not None or any(each.phone.patience for each in services.values())
        happens = {
            "busy": (centre.trunks is not None, "nobody hears the busy tone without trunks"),
            "balked": (bool(centre.balking), "nobody hangs up at an announced wait without balking"),
            "left_menu": (centre.menu is not None, "there is no menu"),
            "not_reached": (centre.callback is not None, "there is no callback"),
            "reneged": (impatient, "everybody waits for ever without patience"),
        }
        for ending, (can_be, why) in happens.items():
            if getattr(centre.redial, ending) and not can_be:
                yield ("centres", name, "redial", ending), f"has no effect, since {why}"


def routes_are_taken(centres: Centres, services: Services) -> Found:
    """Some calls take each route: those before it leave some."""
    for name, centre in centres.items():
        used = {
            route.number for line in centre.lines for each in services for route in taken(centre, line, each)
        }
        for number, route in enumerate(centre.routing):
            key: Key = ("centres", name, "routing", number)
            if not route.share:
                yield (*key, "share"), "lets no call take the route"
            elif number not in used:
                yield (
                    key,
                    "is taken by no call, since the routes before it take all that it is for: move it up",
                )


def steps_have_staff(centres: Centres, pools: Pools, staffing: Staffing | None) -> Found:
    """Of each step of a route somebody can take calls: a pool has heads, and more of them than the reserve. Of pools whose heads a plan
    chooses, nothing is said."""
    chosen = staffing.pools if staffing else ()
    for name, centre in centres.items():
        for number, route in enumerate(centre.routing):
            for place, step in enumerate(route.steps):
                key: Key = ("centres", name, "routing", number, "steps", place)
                if any(pool in chosen or pool not in pools for pool in step.pools):
                    continue
                known = [pools[pool] for pool in step.pools]
                if not any(map(ever_works, known)):
                    yield (
                        (*key, "pools"),
                        "takes no call, since nobody of these pools ever works: give one heads",
                    )
                elif step.reserve >= max(map(most_heads, known)):
                    yield (
                        (*key, "reserve"),
                        f"lets these pools take no call here, since they have {counted(max(map(most_heads, known)), 'head')} at the most",
                    )
