"""Checks on crews and estimates: regions that are known, ways that are given, crews that are enough, stages that come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.scenario.calendar import Calendar
from sim.scenario.checks.implausible import minutes_on_duty
from sim.scenario.checks.sections import Found, Pools
from sim.scenario.crews import Crews
from sim.scenario.order_load import MOST_DAYS
from sim.scenario.outages import OutageKind, Outages
from sim.scenario.pool import Pool
from sim.scenario.problems import counted, listed, nearest
from sim.scenario.source import Key
from sim.scenario.staffing import Staffing
from sim.scenario.units import DAY, Window

CREWS: Key = ("outages", "crews")


def crews_go_to_regions(outages: Outages | None, regions: Mapping[str, float]) -> Found:
    """Regions that crews name are known."""
    crews = outages.crews if outages else None
    if crews is None:
        return
    named: list[tuple[Key, str]] = [
        ((*CREWS, "pools", name, "regions", number), region)
        for name, pool in crews.pools.items()
        for number, region in enumerate(pool.regions)
    ]
    named += [((*CREWS, key, name), name) for key in ("travel", "promised") for name in getattr(crews, key)]
    for key, region in named:
        if region not in regions:
            yield key, f"is an unknown region, {nearest(region, regions)}"


def outages_find_crews(outages: Outages | None, pools: Pools, staffing: Staffing | None) -> Found:
    """Where outages need crews there are some, as many as one of them needs, and the way to it is known."""
    if outages is None:
        return
    crews = outages.crews
    if crews is None:
        for name, kind in outages.kinds.items():
            if kind.repair is not None and kind_regions(outages, name):
                yield (
                    ("outages", "kinds", name, "repair"),
                    "is for crews, and there are none: add outages.crews",
                )
        return
    if not set(crews.all_pools) <= set(pools):
        return
    most = {name: _most(name, pools[name], staffing) for name in crews.all_pools}
    for name, kind in outages.kinds.items():
        if kind.repair is not None:
            for region in kind_regions(outages, name):
                yield from _are_enough(name, kind.repair.crews, region, crews, most)
    for row in outages.listed:
        there = _there(crews, row.region, most)
        if row.restored is None and row.crews is not None and row.crews > there > 0:
            yield (
                ("outages", "listed"),
                f"has in line {row.line} an outage that needs {row.crews} crews, and {_few(there)} in {row.region}",
            )
    needed = {
        region
        for name in outages.kinds
        for region in kind_regions(outages, name)
        if outages.kinds[name].repair
    }
    without = crews.without_way(sorted(needed))
    if without:
        yield (
            CREWS,
            f"says for {listed(without)} nowhere how long the way is, add travel: {{{without[0]}: 60 min}}",
        )


def _are_enough(name: str, needs: int, region: str, crews: Crews, most: Mapping[str, int]) -> Found:
    there, key = _there(crews, region, most), ("outages", "kinds", name, "repair")
    if not any(crews.goes_to(pool, region) and most[pool] for pool in crews.pools):
        yield (
            key,
            f"is for crews, and none ever go to {region}: let a pool of outages.crews with heads go there",
        )
    elif needs > there:
        yield (*key, "crews"), f"is more crews than there can be, since {_few(there)} in {region}"


def _few(there: int) -> str:
    return f"only {counted(there, 'crew')} can ever be"


def _there(crews: Crews, region: str, most: Mapping[str, int]) -> int:
    """How many crews can be in a region, all those that go there."""
    return sum(count for name, count in most.items() if crews.goes_to(name, region))


def _most(name: str, pool: Pool, staffing: Staffing | None) -> int:
    """How many crews of a pool there can be: all those who are ever on duty, since who is at an outage stays there."""
    chosen = staffing.most_heads(name) if staffing and name in staffing.pools else 0
    by_heads = max((piece.heads for piece in pool.heads or ()), default=0)
    return max(chosen, by_heads, sum(shift.heads for shift in pool.shifts))


def kind_regions(outages: Outages, name: str) -> list[str]:
    """Regions in which there are outages of a kind."""
    kind, storms = outages.kinds[name], outages.storms.values()
    found = [region for region, mean in kind.per_day.items() if mean]
    found += [
        region for storm in storms if storm.kind == name for region, share in storm.regions.items() if share
    ]
    found += [row.region for row in outages.listed if row.kind == name and row.restored is None]
    return list(dict.fromkeys(found))


def aid_comes(outages: Outages | None, pools: Pools) -> Found:
    """Crews from outside can be called, and are not missing: they are not from here."""
    aid = outages.crews.mutual_aid if outages and outages.crews else None
    if outages is None or aid is None:
        return
    supplied = sum(outages.customers.values())
    if aid.customers_out > supplied:
        yield (
            (*CREWS, "mutual_aid", "customers_out"),
            f"is never reached, since there are {supplied} customers: write fewer",
        )
    pool = pools.get(aid.pool)
    for key in ("absence", "training", "leave"):
        if pool is not None and getattr(pool, key):
            yield (
                ("pools", aid.pool, key),
                "is of crews from outside, who are not on the payroll: leave it out",
            )


def stages_come(outages: Outages | None) -> Found:
    """An estimate is given at stages that some outage reaches."""
    laws = outages.estimates.laws if outages and outages.estimates else {}
    if outages is None:
        return
    kinds = list(outages.kinds.values())
    for stage in laws:
        if stage == "known":
            comes = any(map(can_be_known, kinds)) or any(row.sensed is not None for row in outages.listed)
            why = "no kind of outage is sensed, reported or announced"
        else:
            comes = any(kind.repair is not None for kind in kinds)
            why = "no kind of outage has repair, so that no crew goes to any"
        if not comes:
            yield ("outages", "estimates", stage), f"is a stage that never comes, since {why}: leave it out"


def can_be_known(kind: OutageKind) -> bool:
    """Whether a utility can come to know of an outage of a kind."""
    by_calls = kind.reported is not None
    by_meters = kind.sensed is not None and kind.sensed.share > 0
    return by_calls or by_meters or kind.announced is not None


def field_pools_take_all(pools: Pools) -> Iterator[tuple[Key, str]]:
    """Crews do what an outage needs, and no services."""
    for name, pool in pools.items():
        if pool.works_at == "field" and pool.serves != "all":
            yield ("pools", name, "serves"), "is for services, and crews end outages: leave it out"


def crews_keep_up(
    calendar: Calendar, outages: Outages | None, pools: Pools, regions: Mapping[str, float]
) -> Found:
    """No more work comes to all own crews together than they can do."""
    crews = outages.crews if outages else None
    if outages is None or crews is None or not set(crews.pools) <= set(pools):
        return
    days = {day: (Window(0.0, DAY),) for day in range(min(calendar.days, MOST_DAYS))}
    dates = [calendar.date(day) for day in days]
    there = {
        name: (1 - pools[name].chance_missing) * minutes_on_duty(pools[name], calendar, days)
        for name in crews.pools
    }
    work = dict.fromkeys(regions, 0.0)
    for kind in outages.kinds.values():
        for region in set(kind.per_day) & set(regions) if kind.repair else ():
            count = sum(kind.mean_on(region, date, calendar.weekday(date)) for date in dates)
            work[region] += count * _minutes(kind, region, crews)
    needed, capacity = sum(work.values()), sum(there.values())
    if needed > capacity > 0:
        yield (
            CREWS,
            f"has {needed / 60 / len(days) * 7:,.0f} h of ways and work a week in the mean, and crews for {capacity / 60 / len(days) * 7:,.0f} h: "
            "outages wait longer and longer",
        )


def _minutes(kind: OutageKind, region: str, crews: Crews) -> float:
    """Minutes of crews that an outage of a kind takes in a region in the mean, at speed 100 %."""
    repair, way = kind.repair, crews.travel_to(region)
    assert repair is not None
    again = (repair.repair.mean_minutes + repair.restore.mean_minutes) / (1 - repair.fails)
    work = repair.assess.mean_minutes + repair.isolate.mean_minutes + again
    return repair.crews * ((way.mean_minutes if way else 0.0) + work)
