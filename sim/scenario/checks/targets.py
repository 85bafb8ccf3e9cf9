"""Checks on targets: measure, scope, period, unit of the threshold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.measures import registry
from sim.measures.sums import MATTERS, SUPPLY
from sim.scenario.calendar import Calendar
from sim.scenario.checks.sections import Centres, Found, Halls, Offices, Pools, Segments, Services
from sim.scenario.office import any_works_in, categories_of, causes_of
from sim.scenario.outages import Outages
from sim.scenario.problems import listed, nearest
from sim.scenario.segments import regions_by_segments
from sim.scenario.site import Site, channels_of, lines_of, sites_of
from sim.scenario.source import Key
from sim.scenario.staffing import Staffing
from sim.scenario.target import PEAKS, Target, threshold

WHERE_THERE_ARE = (
    "centre",
    "language",
    "office",
    "category",
    "department",
    "region_segment",
    "cause",
    "matter",
    "supply",
    "outage_kind",
    "outage_cause",
)
"""Kinds of scope of which nothing is said where there is none."""

ALWAYS = ("outage", "supply")
"""What goes on while everything is closed."""


def targets_are_known(
    targets: tuple[Target, ...],
    calendar: Calendar,
    halls: Halls,
    centres: Centres,
    offices: Offices,
    pools: Pools,
    services: Services,
    segments: Segments,
    regions: Mapping[str, float],
    outages: Outages | None,
) -> Found:
    """Targets name measures, scopes and periods that exist, with thresholds in the measure's unit."""
    sites = sites_of(halls, centres, offices, outages)
    names = _names(sites, halls, centres, offices, pools, services, segments, regions, outages)
    for number, target in enumerate(targets):
        key: Key = ("targets", number)
        measure = _measure(target.measure)
        if isinstance(measure, str):
            yield (*key, "measure"), measure
            continue
        if measure.of:
            yield from _compared(
                key, target.scope, measure, {**names, "language": lines_of(sites, ("phone",))}
            )
        else:
            yield from _scope(key, target.scope, measure, names)
        yield from _period(key, target.period, measure, calendar, sites)
        side = "at_most" if target.at_most is not None else "at_least"
        try:
            threshold(target)
        except ValueError as error:
            yield (*key, side), str(error)


def goals_are_known(
    staffing: Staffing | None,
    calendar: Calendar,
    halls: Halls,
    centres: Centres,
    offices: Offices,
    pools: Pools,
    services: Services,
    segments: Segments,
    regions: Mapping[str, float],
    outages: Outages | None,
) -> Found:
    """A goal names a measure, scope and period that exist, and a measure that more heads can only make better."""
    goal = staffing.goal if staffing else None
    if goal is None:
        return
    key: Key = ("staffing", "goal")
    sites = sites_of(halls, centres, offices, outages)
    measure = _measure(goal.measure)
    if isinstance(measure, str):
        yield (*key, "measure"), measure
    elif measure.of:
        what = (
            "compares places, and more heads in one of them may make it worse: choose a measure of one place"
        )
        yield (*key, "measure"), what
    elif is_about_heads(measure):
        what = "is about the heads themselves, so that a budget cannot make it better: choose one of waits, or of who is served"
        yield (*key, "measure"), what
    elif measure.family == "order" and not any_works_in(offices, staffing.pools if staffing else ()):
        what = (
            "is about work orders, and staffing.pools names no pool of an office: name those who work on them"
        )
        yield (*key, "measure"), what
    else:
        names = _names(sites, halls, centres, offices, pools, services, segments, regions, outages)
        yield from _scope(key, goal.scope, measure, names)
        yield from _period(key, goal.period, measure, calendar, sites)


def is_about_heads(measure: registry.Measure) -> bool:
    """Whether a measure is about the heads themselves or how many come: neither more nor less of it is better."""
    return measure.name == "contacts" or (measure.family == "staff" and measure.name != "overtime")


def _measure(name: str) -> registry.Measure | str:
    """A measure, or what is wrong with its name."""
    try:
        return registry.measure(name)
    except KeyError as error:
        return str(error.args[0]).removeprefix(f"{name} ")


def _names(
    sites: list[Site],
    halls: Halls,
    centres: Centres,
    offices: Offices,
    pools: Pools,
    services: Services,
    segments: Segments,
    regions: Mapping[str, float],
    outages: Outages | None,
) -> dict[str, Mapping[str, Any] | tuple[str, ...]]:
    """What there is of each kind of scope."""
    return {
        "hall": halls,
        "pool": pools,
        "service": services,
        "segment": segments,
        "channel": tuple(channels_of(sites)),
        "centre": centres,
        "language": lines_of(sites),
        "office": offices,
        "category": categories_of(offices),
        "department": tuple(name for office in offices.values() for name in office.departments),
        "region": regions,
        "region_segment": tuple(regions_by_segments(regions, segments)),
        "cause": causes_of(offices),
        "matter": MATTERS if outages and outages.calls else (),
        "supply": SUPPLY if outages else (),
        "outage_kind": outages.kinds if outages else {},
        "outage_cause": outages.causes if outages else (),
    }


def _period(key: Key, period: str, measure: registry.Measure, calendar: Calendar, sites: list[Site]) -> Found:
    place = (*key, "period")
    days = {calendar.date(day).isoformat(): day for day in range(calendar.days)}
    if period not in ("all", *PEAKS, *days):
        yield (
            place,
            f"is an unknown period, write all, peak, open_peak, or a date of the horizon such as {min(days)}",
        )
    elif period in PEAKS and not registry.base_of(measure).has_average_day:
        yield (
            place,
            f"has no meaning for {measure.name}, write all or a date of the horizon such as {min(days)}",
        )
    elif (
        measure.family not in ALWAYS
        and sites
        and period in days
        and not any(site.hours(calendar, days[period]) for site in sites)
    ):
        what = " and ".join(dict.fromkeys(site.kind for site in sites))
        yield place, f"is a day on which every {what} is closed, choose an open one"


def _compared(key: Key, scope: str, measure: registry.Measure, names: Mapping[str, Any]) -> Found:
    """The scope of a measure that compares is a kind of which there are two at least, or one of those."""
    kinds = [kind for kind in measure.scopes if len(names[kind]) > 1]
    kind, colon, name = scope.partition(":")
    if kind not in kinds:
        right = f"write {listed(kinds)}" if kinds else "there are no two scopes of one kind here"
        yield (
            (*key, "scope"),
            f"is no kind of scope whose worst and best {measure.name} could compare, {right}",
        )
    elif colon and name not in names[kind]:
        yield (*key, "scope"), f"names an unknown {kind}, {nearest(name, names[kind])}"


def _scope(key: Key, scope: str, measure: registry.Measure, names: Mapping[str, Any]) -> Found:
    kind, _, name = scope.partition(":")
    kinds = [kind for kind in measure.scopes if kind not in WHERE_THERE_ARE or names[kind]]
    if kind not in kinds or (scope != "all" and (kind == "all" or not name)):
        right = listed("all" if each == "all" else f"{each}:NAME" for each in kinds)
        yield (*key, "scope"), f"is an unknown scope for {measure.name}, write {right}"
    elif name and name not in names[kind]:
        yield (*key, "scope"), f"names an unknown {kind}, {nearest(name, names[kind])}"
