"""Checks on outages: that they can be meant, and end some time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from sim.scenario.calendar import Calendar
from sim.scenario.checks.demand import MOST_MEMORY
from sim.scenario.checks.sections import Found
from sim.scenario.listed_outages import ListedOutage
from sim.scenario.outages import OutageKind, Outages
from sim.scenario.problems import nearest, quoted
from sim.scenario.source import Key

SECTION: Key = ("outages",)
LISTED: Key = ("outages", "listed")

LIKELY = 0.01
"""Share of outages from which on it is told that they are larger than their region (assumed)."""

BYTES_PER_OUTAGE = 2000
"""Memory that one outage takes while a replication runs, with what happens to it (assumed)."""


def outages_name_known(outages: Outages | None, regions: Mapping[str, float]) -> Found:
    """Outages are in regions, storms bring outages of known kinds, and rows of the list are of known kinds and regions."""
    if outages is None:
        return
    yield from _unknown((*SECTION, "customers"), outages.customers, regions, "region")
    for name, kind in outages.kinds.items():
        yield from _unknown((*SECTION, "kinds", name, "per_day"), kind.per_day, regions, "region")
    for name, storm in outages.storms.items():
        key: Key = (*SECTION, "storms", name)
        yield from _unknown((*key, "regions"), storm.regions, regions, "region")
        if storm.kind not in outages.kinds:
            yield (*key, "kind"), f"is an unknown kind of outage, {nearest(storm.kind, outages.kinds)}"
    names = [row.name for row in outages.listed if row.name]
    for row in outages.listed:
        at = f"has in line {row.line}"
        if row.kind not in outages.kinds:
            known = nearest(row.kind, outages.kinds)
            yield LISTED, f"{at} the kind {quoted(row.kind)}, which there is not, {known}"
        if row.region not in regions:
            known = nearest(row.region, regions)
            yield LISTED, f"{at} the region {quoted(row.region)}, which there is not, {known}"
        if row.behind and row.behind not in names:
            known = nearest(row.behind, names)
            yield LISTED, f"{at} an outage behind {quoted(row.behind)}, which no row is called, {known}"


def _unknown(key: Key, names: Mapping[str, float], known: Mapping[str, float], what: str) -> Found:
    for name in names:
        if name not in known:
            yield (*key, name), f"is an unknown {what}, {nearest(name, known)}"


def outages_have_customers(outages: Outages | None, regions: Mapping[str, float]) -> Found:
    """Where outages come there are customers, and it is said how many are without supply: no more than there are."""
    if outages is None:
        return
    right = "give it some under outages.customers"
    for name, kind in outages.kinds.items():
        key: Key = (*SECTION, "kinds", name)
        for region in _without(kind.per_day, outages, regions):
            yield (*key, "per_day", region), f"is a region without supplied customers, {right}"
        if kind.customers is None and _is_drawn(name, outages):
            yield (
                key,
                "does not say how many customers are without supply, write for example customers: {lognormal: {mean: 300, cv: 2}}",
            )
    for name, storm in outages.storms.items():
        for region in _without(storm.regions, outages, regions):
            yield (
                (*SECTION, "storms", name, "regions", region),
                f"is a region without supplied customers, {right}",
            )
    for row in outages.listed:
        most = outages.customers.get(row.region)
        if most is None and row.region in regions:
            yield (
                LISTED,
                f"has in line {row.line} the region {quoted(row.region)} without supplied customers, {right}",
            )
        elif most is not None and row.customers > most:
            yield (
                LISTED,
                f"has in line {row.line} {row.customers} customers without supply in {row.region}, which has {most}: name {most} or fewer",
            )


def _without(shares: Mapping[str, float], outages: Outages, regions: Mapping[str, float]) -> Iterator[str]:
    """Regions in which outages come, and nobody is supplied."""
    return (
        name for name, share in shares.items() if share and name in regions and name not in outages.customers
    )


def _is_drawn(name: str, outages: Outages) -> bool:
    """Whether outages of a kind come by chance."""
    in_storms = (storm.kind == name for storm in outages.storms.values())
    return any(outages.kinds[name].per_day.values()) or any(in_storms)


def outages_end(outages: Outages | None) -> Found:
    """Something ends each outage: crews, time, or the list."""
    if outages is None:
        return
    for name, kind in outages.kinds.items():
        if _is_drawn(name, outages) and not _ends(kind):
            yield (
                (*SECTION, "kinds", name),
                "does not say what ends its outages, write repair, which crews do, or lasts: 2 h",
            )
    for row in outages.listed:
        of_kind = outages.kinds.get(row.kind)
        if of_kind is None:
            continue
        at = f"has in line {row.line}"
        if row.restored is None and not _ends(of_kind):
            yield (
                LISTED,
                f"{at} an outage that nothing ends: give it restored, or the kind {row.kind} repair or lasts",
            )
        in_vain = [name for name in ("work", "crews") if getattr(row, name) is not None]
        if in_vain and (of_kind.repair is None or row.restored is not None):
            why = "restored" if row.restored is not None else f"the kind {row.kind}, which has no repair"
            yield LISTED, f"{at} {' and '.join(in_vain)} beside {why}: leave one of the two out"


def _ends(kind: OutageKind) -> bool:
    return kind.repair is not None or kind.lasts is not None


def outages_are_in_order(outages: Outages | None, calendar: Calendar) -> Found:
    """Listed outages begin in the horizon, are sensed and restored after that, and lie behind earlier ones."""
    if outages is None:
        return
    first, last = calendar.date(-calendar.warm_up), calendar.date(calendar.days - 1)
    several = {name for name, count in Counter(row.name for row in outages.listed).items() if count > 1}
    rows = {row.name: row for row in outages.listed if row.name}
    for row in outages.listed:
        at = f"has in line {row.line}"
        if not first <= row.start.date <= last or row.start == (last, 1440):
            yield (
                LISTED,
                f"{at} an outage on {row.start.date}, outside of {first} to {last}: is the date right?",
            )
        if row.restored is not None and row.restored <= row.start:
            yield (
                LISTED,
                f"{at} an outage that is restored before it begins, or just then: write a later time in restored",
            )
        if row.sensed is not None and row.sensed < row.start:
            yield LISTED, f"{at} an outage that is sensed before it begins: write a later time in sensed"
        if row.name and row.name in several and rows[row.name] is row:
            yield LISTED, f"{at} the name {quoted(row.name)} once more: give each row a name of its own"
        yield from _behind(row, rows)


def storms_begin_in_the_horizon(outages: Outages | None, calendar: Calendar) -> Found:
    """Storms begin in warm-up and horizon."""
    first, last = calendar.date(-calendar.warm_up), calendar.date(calendar.days - 1)
    for name, storm in outages.storms.items() if outages else ():
        for number, each in enumerate(storm.begins):
            if not first <= each.date <= last or each == (last, 1440):
                yield (
                    (*SECTION, "storms", name, "begins", number),
                    f"lies outside of {first} to {last}: is the date right?",
                )


def _behind(row: ListedOutage, rows: Mapping[str, ListedOutage]) -> Found:
    """What is wrong with the outage in front of one."""
    front = rows.get(row.behind)
    if front is None:
        return
    at, right = f"has in line {row.line}", "name the one in front of it"
    passed = [row]
    while front is not None and front not in passed:
        passed.append(front)
        front = rows.get(front.behind)
    if front is row:
        way = " behind ".join(each.name or quoted(each.name) for each in [*passed, row])
        yield LISTED, f"{at} an outage that lies behind itself ({way}): {right}"
    elif passed[1].start > row.start:
        yield (
            LISTED,
            f"{at} an outage behind {quoted(row.behind)}, which begins later: {right} that has begun before",
        )
    elif passed[1].region != row.region:
        yield (
            LISTED,
            f"{at} an outage behind {quoted(row.behind)}, which is in another region: {right} in {row.region}",
        )


def outages_fit_memory(outages: Outages | None, calendar: Calendar) -> Found:
    """There are not more outages than a computer can hold."""
    if outages is None:
        return
    mean = len(outages.listed) + sum(
        kind.mean_on(region, date := calendar.date(day), calendar.weekday(date))
        for kind in outages.kinds.values()
        for region in kind.per_day
        for day in range(min(calendar.days, 366))
    ) * max(1.0, calendar.days / 366)
    for storm in outages.storms.values():
        mean += storm.outages * (len(storm.begins) + (storm.a_year or 0.0) * calendar.days / 365.25)
    if mean * BYTES_PER_OUTAGE > MOST_MEMORY:
        yield (
            SECTION,
            f"would have about {mean:.3g} outages in a replication, more than memory holds: check per_day and storms",
        )


def kinds_come(outages: Outages | None) -> Found:
    """There are outages of each kind."""
    if outages is None:
        return
    listed = {row.kind for row in outages.listed}
    for name in outages.kinds:
        if not _is_drawn(name, outages) and name not in listed:
            yield (
                (*SECTION, "kinds", name),
                "has no effect, since no outage is of this kind: give it per_day, a storm, or rows of the list",
            )
    for name, storm in outages.storms.items():
        if storm.a_year == 0:
            yield (*SECTION, "storms", name, "a_year"), "is zero, so that no such storm comes"


def outages_fit_their_regions(outages: Outages | None) -> Found:
    """Outages are hardly ever drawn larger than their region."""
    if outages is None:
        return
    for name, kind in outages.kinds.items():
        if kind.customers is None:
            continue
        regions = {region for region, mean in kind.per_day.items() if mean}
        regions |= {each for storm in outages.storms.values() if storm.kind == name for each in storm.regions}
        for region in sorted(regions & set(outages.customers)):
            share = kind.customers.above(outages.customers[region])
            if share > LIKELY:
                yield (
                    (*SECTION, "kinds", name, "customers"),
                    f"is more than the {outages.customers[region]} customers of {region} in {100 * share:.0f} % of the outages there, in which all of "
                    "them are without supply then: is it right?",
                )
