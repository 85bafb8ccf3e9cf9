"""Checks on what the optimizer may choose: pools that exist, blocks, shifts and breaks that fit the day, rosters whose people there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.scenario.calendar import Calendar
from sim.scenario.checks.sections import Centres, Found, Halls, Offices, Pools
from sim.scenario.outages import Outages
from sim.scenario.overrides import BASELINE
from sim.scenario.problems import nearest, quoted
from sim.scenario.site import sites_of
from sim.scenario.source import Key
from sim.scenario.staffing import EDGE, PoolChoice, ShiftType, Staffing, shift_times
from sim.scenario.target import Target
from sim.scenario.units import DAY, Window, clock_text


def choices_are_of_pools(staffing: Staffing | None, pools: Pools) -> Found:
    """Heads are chosen for pools that exist."""
    for name in staffing.pools if staffing else ():
        if name not in pools:
            yield ("staffing", "pools", name), f"is an unknown pool, {nearest(name, pools)}"


def choices_have_hours(
    staffing: Staffing | None,
    halls: Halls,
    centres: Centres,
    offices: Offices,
    outages: Outages | None,
    pools: Pools,
) -> Found:
    """Heads are chosen where a site says when it is open."""
    working = {pool for site in sites_of(halls, centres, offices, outages) for pool in site.pools}
    for name in staffing.pools if staffing else ():
        if name in pools and name not in working:
            yield (
                ("staffing", "pools", name),
                "is a pool that works nowhere, heads are chosen in halls, call centres, offices and for outages",
            )


def chosen_heads_cost(staffing: Staffing | None, pools: Pools) -> Found:
    """Where heads are free, no plan is cheaper than another."""
    for name in staffing.pools if staffing else ():
        if name in pools and not pools[name].cost and not pools[name].phone.cost_per_call:
            yield (
                ("staffing", "pools", name),
                "is a pool whose heads cost nothing, so that no plan is the cheapest: give it a cost such as 45 yuan/h",
            )


def choices_have_a_target(staffing: Staffing | None, targets: tuple[Target, ...]) -> Found:
    """Without a target the cheapest plan is nobody; a goal is there for a budget to be spent on."""
    if staffing and not targets and not staffing.goal:
        yield (
            ("staffing",),
            "has no target to meet, add one under targets: {measure: wait_mean, at_most: 15 min}",
        )


def covers_are_of_pools(
    staffing: Staffing | None,
    halls: Halls,
    centres: Centres,
    offices: Offices,
    outages: Outages | None,
    pools: Pools,
) -> Found:
    """Pools that are on duty together exist and work somewhere, and heads of one of them are chosen."""
    working = {pool for site in sites_of(halls, centres, offices, outages) for pool in site.pools}
    for number, cover in enumerate(staffing.cover if staffing else ()):
        assert staffing is not None
        for place, name in enumerate(cover.pools):
            if name not in pools:
                yield (
                    ("staffing", "cover", number, "pools", place),
                    f"is an unknown pool, {nearest(name, pools)}",
                )
            elif name not in working:
                yield (
                    ("staffing", "cover", number, "pools", place),
                    "is a pool that works nowhere, name those that do",
                )
        if not any(name in staffing.pools for name in cover.pools):
            known = nearest("", staffing.pools)
            yield ("staffing", "cover", number, "pools"), f"names no pool whose heads are chosen, {known}"


def trainings_name_known(staffing: Staffing | None) -> Found:
    """People are trained of one pool whose heads are chosen for another."""
    for number, training in enumerate(staffing.cross_training if staffing else ()):
        assert staffing is not None
        place: Key = ("staffing", "cross_training", number)
        for key, name in (("of", training.of), ("into", training.into)):
            if name not in staffing.pools:
                known = nearest(name, staffing.pools)
                yield (*place, key), f"is no pool whose heads are chosen, {known}"
        if training.of == training.into:
            yield (*place, "into"), "is the pool whose people are trained, name another one"


def trainings_have_people(staffing: Staffing | None) -> Found:
    """Pools between which people are trained say how many people they have."""
    for number, training in enumerate(staffing.cross_training if staffing else ()):
        assert staffing is not None
        for key, name in (("of", training.of), ("into", training.into)):
            if name in staffing.pools and staffing.pools[name].people is None:
                yield (
                    ("staffing", "cross_training", number, key),
                    f"is a pool that does not say how many people it has, add staffing.pools.{name}.people",
                )


def chosen_policies_are_known(staffing: Staffing | None, policies: Mapping[str, Any]) -> Found:
    """A plan chooses among at least two policies of the file, each named once."""
    named = staffing.policies if staffing else ()
    for number, name in enumerate(named):
        place: Key = ("staffing", "policies", number)
        if name not in (BASELINE, *policies):
            yield place, f"is no policy, {nearest(name, [BASELINE, *policies])}"
        elif name in named[:number]:
            yield place, "is named twice, keep one"
    if len(named) == 1:
        yield ("staffing", "policies"), "names one policy, which leaves no choice: name two or more, or none"


def people_are_enough(staffing: Staffing | None) -> Found:
    """Without shift types there are as many people as heads at least, or as many can be trained."""
    for name, choice in staffing.pools.items() if staffing else ():
        assert staffing is not None
        most = staffing.most_heads(name)
        if choice.least > most:
            yield (
                ("staffing", "pools", name, "least"),
                f"is more than there are people, with all who may be trained ({most}), write at most that",
            )


def patterns_have_weeks(staffing: Staffing | None, calendar: Calendar) -> Found:
    """Patterns of days off need days that may differ, and weeks from Monday to Sunday."""
    for name, choice in staffing.pools.items() if staffing else ():
        assert staffing is not None
        place: Key = ("staffing", "pools", name, "days_off")
        if choice.days_off and staffing.days == "alike":
            yield place, "needs days that may differ, write staffing.days: weekdays, or apart"
        if choice.days_off and (calendar.days % 7 or calendar.date(0).weekday()):
            yield place, "needs whole weeks, let the calendar start on a Monday and have 7, 14 or more days"


def blocks_divide_the_day(staffing: Staffing | None, calendar: Calendar) -> Found:
    """A plan writes the edges of blocks in whole minutes, and a day that is open all through has blocks of equal length."""
    for name, choice in staffing.pools.items() if staffing else ():
        length = choice.block or calendar.interval
        if length % 1 or DAY % length:
            yield (
                ("staffing", "pools", name, "block"),
                f"does not divide 24 h into equal stretches of whole minutes ({length:g} min), write 30 min, 1 h or 2 h",
            )


def shift_types_fit_the_day(
    staffing: Staffing | None,
    calendar: Calendar,
    halls: Halls,
    centres: Centres,
    offices: Offices,
    outages: Outages | None,
) -> Found:
    """Some day is open on which each shift of a type lies between the first opening and the last closing; or it is open through
    midnight, and days are told apart where shifts of two of them meet."""
    for pool, choice in staffing.pools.items() if staffing else ():
        assert staffing is not None
        site = next((site for site in sites_of(halls, centres, offices, outages) if pool in site.pools), None)
        for name, kind in choice.shift_types.items() if site else ():
            assert site is not None
            days = [
                site.hours(calendar, day)
                for day in range(min(calendar.days, 7))
                if calendar.weekday(calendar.date(day)) in kind.days
            ]
            key: Key = ("staffing", "pools", pool, "shift_types", name)
            if days and all(hours == (Window(0.0, DAY),) for hours in days):
                yield from _past_midnight(key, kind, staffing, choice, calendar)
            else:
                yield from _outside(key, kind, [each for each in days if each])


def _past_midnight(
    key: Key, kind: ShiftType, staffing: Staffing, choice: PoolChoice, calendar: Calendar
) -> Found:
    """A shift that passes midnight needs to know which stretches of the next day are its own."""
    latest = kind.earliest if kind.latest is None else kind.latest
    if latest + max(kind.lengths) <= DAY:
        return
    if staffing.days == "weekdays" and calendar.days % 7:
        yield (
            (*key, "lengths"),
            "passes midnight, which with staffing.days: weekdays needs whole weeks, write apart",
        )
    types = choice.shift_types.values()
    if staffing.days == "alike" and any(each.days != kind.days or len(each.days) < 7 for each in types):
        yield (
            (*key, "lengths"),
            "passes midnight, for which days with the same heads need the same types of shifts, write staffing.days: apart",
        )


def _outside(key: Key, kind: ShiftType, days: list[tuple[Window, ...]]) -> Found:
    if not days:
        yield (*key, "days"), "has no open day of the horizon among its days, give it one"
        return
    first, last = min(day[0].start for day in days), max(day[-1].end for day in days)
    if kind.earliest < first:
        yield (*key, "earliest"), f"is before the opening at {clock_text(first)}, start then or later"
    shortest = min(kind.lengths)
    if kind.earliest + shortest > last:
        yield (
            (*key, "lengths"),
            f"ends after the closing at {clock_text(last)} even where it is shortest, start earlier or work shorter",
        )
    elif kind.latest is not None and kind.latest + shortest > last:
        yield (
            (*key, "latest"),
            f"is so late that even the shortest shift ends after the closing at {clock_text(last)}, "
            f"write {clock_text(last - shortest)} or earlier, or a shorter shift",
        )


def breaks_have_room(staffing: Staffing | None) -> Found:
    """Some shift of each type has room for its break."""
    for key, kind in _types(staffing):
        if any(True for _ in shift_times(kind)):
            continue
        if kind.pause_within:
            yield (
                (*key, "pause_within"),
                f"has no room for a break of {kind.pause:g} min in any shift of this type, write a stretch inside them",
            )
        else:
            yield (
                (*key, "pause"),
                f"has no room in any shift of this type, as breaks keep {EDGE:g} min from both ends: write pause_within, or a longer shift",
            )


def starts_go_with_intervals(staffing: Staffing | None, calendar: Calendar) -> Found:
    """Heads are counted by interval, so shifts begin with one, at least some of them."""
    for key, kind in _types(staffing):
        assert staffing is not None
        interval = staffing.pools[str(key[2])].counted_by(calendar.interval)
        if kind.step % interval and interval % kind.step:
            yield (
                (*key, "step"),
                f"does not go with calendar.interval ({interval:g} min), by which heads are counted: write {interval:g} min, a multiple, or a part that divides it",
            )


def _types(staffing: Staffing | None) -> Iterator[tuple[Key, ShiftType]]:
    """Every type of shift, with its place in the file."""
    for pool, choice in staffing.pools.items() if staffing else ():
        for name, kind in choice.shift_types.items():
            yield ("staffing", "pools", pool, "shift_types", name), kind


PLACE: Key = ("staffing", "roster")
WISHES = ("off", "work")
"""Wishes that name no type of shift."""


def rosters_have_shifts(staffing: Staffing | None) -> Found:
    """Only whole shifts can be given to people."""
    for name, choice in staffing.pools.items() if staffing and staffing.roster else ():
        if not choice.shift_types:
            yield (
                PLACE,
                f"gives shifts to people, and the pool {quoted(name)} has none: give staffing.pools.{name} shift_types",
            )


def people_work_in_pools(staffing: Staffing | None) -> Found:
    """People can work in pools whose heads are chosen, and each such pool has somebody."""
    if not staffing or not staffing.roster:
        return
    named = {pool: person.name for person in staffing.roster.people for pool in person.pools}
    for pool, name in sorted(named.items()):
        if pool not in staffing.pools:
            yield (
                (*PLACE, "people"),
                f"lets {quoted(name)} work in {quoted(pool)}, which is no pool under staffing.pools, "
                f"{nearest(pool, staffing.pools)}",
            )
    for pool in staffing.pools:
        if pool not in named:
            yield (*PLACE, "people"), f"has nobody who can work in {quoted(pool)}, give it people"


def wishes_can_be_met(staffing: Staffing | None, calendar: Calendar) -> Found:
    """Wishes are those of people, for days of the horizon, and for what exists."""
    if not staffing or not staffing.roster:
        return
    people = {person.name for person in staffing.roster.people}
    types = {kind for choice in staffing.pools.values() for kind in choice.shift_types}
    dates = {calendar.date(day) for day in range(calendar.days)}
    for row in staffing.roster.wishes:
        place = (*PLACE, "wishes")
        if row.name not in people:
            yield (
                place,
                f"has a wish of {quoted(row.name)}, who is not in people, {nearest(row.name, people)}",
            )
        if row.date not in dates:
            yield place, f"has a wish of {quoted(row.name)} for {row.date}, which is not in the horizon"
        if row.wish not in types and row.wish not in WISHES:
            known = nearest(row.wish, [*WISHES, *sorted(types)])
            yield place, f"has the wish {quoted(row.wish)} of {quoted(row.name)}, {known}"
