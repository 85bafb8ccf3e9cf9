"""Checks on offices: names, desks, and whether each order comes to an end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sim.scenario.calendar import Calendar
from sim.scenario.checks.pools import ever_works
from sim.scenario.checks.sections import Centres, Found, Halls, Offices, Pools, Services
from sim.scenario.office import Office, OrderStage, categories_of
from sim.scenario.order_load import first_right
from sim.scenario.problems import nearest, quoted
from sim.scenario.site import sites_of
from sim.scenario.source import Key
from sim.scenario.units import LONGEST


def regions_add_up(regions: Mapping[str, float]) -> Found:
    """Shares of regions add up to the whole."""
    total = sum(regions.values())
    if abs(total - 1) > 1e-6:
        yield ("regions",), f"have shares that add up to {100 * total:g} %, they must add up to 100 %"


def parts_have_names_of_their_own(offices: Offices) -> Found:
    """No two offices have a category, a department or a cause of one name: services and targets name it without its office."""
    for part, what in (("categories", "category"), ("departments", "department"), ("causes", "cause")):
        taken: dict[str, str] = {}
        for office, rules in offices.items():
            for name in getattr(rules, part):
                if name in taken:
                    yield (
                        ("offices", office, part, name),
                        f"is the name of a {what} of the office {taken[name]}, too, call one of them otherwise",
                    )
                taken.setdefault(name, office)


def orders_are_of_categories(services: Services, offices: Offices) -> Found:
    """Services leave orders of categories that some office has."""
    known = categories_of(offices)
    for service, each in services.items():
        for name in each.orders:
            if name not in known:
                yield (
                    ("services", service, "orders", name),
                    f"is an unknown category of work orders, {nearest(name, known)}",
                )


def desks_are_staffed(offices: Offices, pools: Pools) -> Found:
    """Each pool of an office works at one of its desks, and nobody else does."""
    for name, office in offices.items():
        users: dict[str, list[str]] = {}
        for key, desk, pool in _staff_of(name, office):
            if pool not in office.pools:
                known = [each for each in office.pools if each in pools]
                yield key, f"is no pool of the office {name}, {nearest(pool, known)}"
            elif desk in users.get(pool, ()):
                yield key, "is named twice, name each pool once"
            elif pool in users:
                yield key, f"works at two desks, {users[pool][0]} and {desk}: make a pool for each"
            users.setdefault(pool, []).append(desk)
        for number, pool in enumerate(office.pools):
            if pool in pools and pool not in users:
                yield (
                    ("offices", name, "pools", number),
                    "works at no desk, name it in a department, as coordinator or in an escalation",
                )


def _staff_of(name: str, office: Office) -> Iterator[tuple[Key, str, str]]:
    """Where the file names a pool, of which desk, and the pool; escalations may name one again."""
    place: Key = ("offices", name)
    for department, each in office.departments.items():
        here: Key = (*place, "departments", department)
        for number, pool in enumerate(each.pools):
            yield (*here, "pools", number), f"the department {department}", pool
        for number, pool in enumerate(each.own.then if each.own else ()):
            yield (*here, "own", "then", number), f"the department {department}", pool
    if office.coordinator is not None:
        yield (*place, "coordinator", "pool"), "the coordinator's", office.coordinator.pool
    named: set[str] = set()
    for number, level in enumerate(office.escalations):
        approval = level.approval.pool if level.approval else None
        for key, who in ((("pool",), level.pool), (("approval", "pool"), approval)):
            if who is not None and who not in named:
                yield (*place, "escalations", number, *key), "that of escalations", who
                named.add(who)


def stages_have_departments(offices: Offices) -> Found:
    """Departments that categories and routing name, the office has."""
    for name, office in offices.items():
        for key, department in _departments_named(name, office):
            if department not in office.departments:
                yield key, f"is an unknown department, {nearest(department, office.departments)}"


def _departments_named(name: str, office: Office) -> Iterator[tuple[Key, str]]:
    for category, each in office.categories.items():
        place: Key = ("offices", name, "categories", category)
        if each.department is not None:
            yield (*place, "department"), each.department
        for number, stage in enumerate(each.stages):
            yield (*place, "stages", number, "department"), stage.department
    routes: Key = ("offices", name, "routing", "passes_on")
    for wrong, row in office.routing.passes_on.items():
        yield (*routes, wrong), wrong
        yield from (((*routes, wrong, to), to) for to in row)


def days_are_for_known_regions(regions: Mapping[str, float], offices: Offices) -> Found:
    """Days of departments are for regions that there are."""
    for name, office in offices.items():
        for department, each in office.departments.items():
            for region in each.days:
                if region not in regions:
                    key: Key = ("offices", name, "departments", department, "days", region)
                    yield key, f"is an unknown region, {nearest(region, regions)}"


def meetings_are_about_known_orders(offices: Offices) -> Found:
    """Orders that wait for a joint meeting are of categories of their office."""
    for name, office in offices.items():
        meeting = office.coordinator and office.coordinator.meeting
        for category in meeting.categories if meeting else ():
            if category not in office.categories:
                key: Key = ("offices", name, "coordinator", "meeting", "categories", category)
                yield key, f"is no category of the office {name}, {nearest(category, office.categories)}"


def who_meets_works_there(offices: Offices) -> Found:
    """Heads who sit in joint meetings, and who analyses causes, are of pools of the office."""
    for name, office in offices.items():
        meeting = office.coordinator and office.coordinator.meeting
        for pool in meeting.heads if meeting else ():
            if pool not in office.pools:
                key: Key = ("offices", name, "coordinator", "meeting", "heads", pool)
                yield key, f"is no pool of the office {name}, {nearest(pool, office.pools)}"
        analysts = office.analysis.pool if office.analysis else None
        if analysts is not None and analysts not in office.pools:
            yield (
                ("offices", name, "analysis", "pool"),
                f"is no pool of the office {name}, {nearest(analysts, office.pools)}",
            )


def travel_is_to_regions(offices: Offices, regions: Mapping[str, float]) -> Found:
    """Departments travel to regions that there are."""
    for name, office in offices.items():
        for department, each in office.departments.items():
            for region in each.travel:
                if region not in regions:
                    place: Key = ("offices", name, "departments", department, "travel", region)
                    yield place, f"is an unknown region, {nearest(region, regions)}"


def senders_are_known(offices: Offices, halls: Halls, centres: Centres) -> Found:
    """Whoever sends orders is a hall or a centre."""
    senders = {site.name for site in sites_of(halls, centres)}
    for name, office in offices.items():
        for sender in office.routing.by_sender:
            if sender not in senders:
                key: Key = ("offices", name, "routing", "by_sender", sender)
                yield key, f"is an unknown hall or centre, {nearest(sender, senders)}"


def rows_add_up(offices: Offices) -> Found:
    """Whoever passes on passes all on, and to somebody else."""
    for name, office in offices.items():
        for wrong, row in office.routing.passes_on.items():
            key: Key = ("offices", name, "routing", "passes_on", wrong)
            total = sum(row.values())
            if abs(total - 1) > 1e-6:
                yield key, f"has shares that add up to {100 * total:g} %, they must add up to 100 %"
            if wrong in row:
                yield (*key, wrong), "passes orders on to itself, name other departments"


def orders_can_go_wrong(offices: Offices) -> Found:
    """Where orders go wrong at first, there is another department."""
    for name, office in offices.items():
        place: Key = ("offices", name)
        if len(office.departments) > 1:
            continue
        shares: list[tuple[Key, float | None]] = [
            ((*place, "categories", category, "first_right"), each.first_right)
            for category, each in office.categories.items()
        ]
        shares += [
            ((*place, "routing", "by_sender", to), share) for to, share in office.routing.by_sender.items()
        ]
        shares.append(((*place, "routing", "first_right"), office.routing.first_right))
        if office.coordinator:
            shares.append(((*place, "coordinator", "right"), office.coordinator.right))
        for key, share in shares:
            if share is not None and share < 1:
                yield (
                    key,
                    "sends orders to a wrong department, and the office has only one: write 100 %, or add another",
                )


def orders_find_the_right_one(offices: Offices) -> Found:
    """From each wrong department in which an order may be, the right one can be reached."""
    for name, office in offices.items():
        passes_on = office.routing.passes_on
        if any(to not in office.departments for row in passes_on.values() for to in row):
            continue
        for right in dict.fromkeys(_first(each.all_stages) for each in office.categories.values()):
            lost = [wrong for wrong in passes_on if wrong not in _reaching(right, office)]
            if right in office.departments and lost and _goes_wrong(office, right):
                yield (
                    ("offices", name, "routing", "passes_on", lost[0]),
                    f"never lets an order reach the department {right} where that is the right one: from {_listed(lost)} on, give "
                    f"some row a share of {right}",
                )


def _first(stages: tuple[OrderStage, ...]) -> str:
    return stages[0].department


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _goes_wrong(office: Office, right: str) -> bool:
    """Whether some orders of a department go to another one first."""
    senders = ("", *office.routing.by_sender)
    own = [each for each in office.categories.values() if _first(each.all_stages) == right]
    return any(first_right(office, each, sender) < 1 for each in own for sender in senders)


def _reaching(right: str, office: Office) -> set[str]:
    """Departments from which orders can come to the right one, itself among them."""
    rows = {name: office.routing.passes_on.get(name, {right: 1.0}) for name in office.departments}
    found = {right}
    while True:
        more = {name for name, row in rows.items() if any(share and to in found for to, share in row.items())}
        if more <= found:
            return found
        found |= more


def orders_are_closed(offices: Offices) -> Found:
    """Some works pass inspection, and some orders are closed after the closing call."""
    for name, office in offices.items():
        call = office.coordinator.closing_call if office.coordinator else None
        for category, each in office.categories.items():
            place: Key = ("offices", name, "categories", category)
            for number, stage in enumerate(each.stages):
                if stage.rework >= 1:
                    yield (
                        (*place, "stages", number, "rework"),
                        "sends every work back, so that no order is ever done: write less than 100 %",
                    )
            if call and not each.solved and call.finds >= 1:
                yield (
                    (*place, "solved"),
                    "solves nothing, and the closing call finds all of that, so that no order is ever closed: write more than 0 %",
                )


def escalations_rise(offices: Offices) -> Found:
    """Levels of escalation rise, and each changes something."""
    for name, office in offices.items():
        place: Key = ("offices", name, "escalations")
        for number, each in enumerate(office.escalations):
            if number and each.at <= office.escalations[number - 1].at:
                yield (*place, number, "at"), "must rise against the one before it, sort them by at"
            if not each.priority and each.pool is None and each.approval is None:
                yield (*place, number), "changes nothing, give it a priority above 0 or a pool"


def coordinators_work(offices: Offices, pools: Pools) -> Found:
    """Where a coordinator receives all orders, somebody does it."""
    for name, office in offices.items():
        pool = office.coordinator.pool if office.coordinator else ""
        if pool in office.pools and pool in pools and not ever_works(pools[pool]):
            yield (
                ("offices", name, "coordinator", "pool"),
                "is a pool without heads, so that all orders stay with it: give it heads above zero, or leave the coordinator out",
            )


def specialists_work(offices: Offices, pools: Pools) -> Found:
    """Who must approve of orders does so at some time."""
    for name, office in offices.items():
        for number, each in enumerate(office.escalations):
            pool = each.approval.pool if each.approval else ""
            if pool in office.pools and pool in pools and not ever_works(pools[pool]):
                yield (
                    ("offices", name, "escalations", number, "approval", "pool"),
                    "is a pool without heads, so that orders stay with it: give it heads above zero, or leave the approval out",
                )


def working_deadlines_have_hours(offices: Offices, calendar: Calendar) -> Found:
    """Deadlines in working time run where somebody works."""
    for site in sites_of({}, {}, offices):
        if any(site.hours(calendar, day) for day in range(-calendar.warm_up, calendar.days)):
            continue
        for name, each in offices[site.name].categories.items():
            if each.deadline is not None and each.deadline.is_of_work:
                yield (
                    (*site.key, "categories", name, "deadline"),
                    f"runs in working time, and the {site.title} never works: write a deadline such as 24 h or 7 days, or give it hours",
                )


def orders_leave_known_ones(offices: Offices) -> Found:
    """What orders leave is of categories of their office, and no order leads back to one of its own category."""
    for name, office in offices.items():
        for category, each in office.categories.items():
            key: Key = ("offices", name, "categories", category, "leaves")
            for other in each.leaves:
                if other not in office.categories:
                    yield (
                        (*key, other),
                        f"is no category of the office {name}, {nearest(other, office.categories)}",
                    )
                elif category in _led_to(other, office):
                    yield (
                        (*key, other),
                        f"leads back to {category}, so that one order leaves orders without end: leave it out",
                    )


def _led_to(category: str, office: Office) -> set[str]:
    """The category, and those of the orders that may come of one of its orders."""
    found, to_see = set[str](), [category]
    while to_see:
        here = to_see.pop()
        if here in office.categories and here not in found:
            found.add(here)
            to_see += office.categories[here].leaves
    return found


def chasing_services_are_known(offices: Offices, services: Services) -> Found:
    """Who chases an order comes for a service that there is."""
    for name, office in offices.items():
        if office.chasing is not None and office.chasing.service not in services:
            known = nearest(office.chasing.service, services)
            yield ("offices", name, "chasing", "service"), f"is an unknown service, {known}"


def open_orders_are_known(offices: Offices) -> Found:
    """Open orders are of categories of their office, and stand at its departments."""
    for name, office in offices.items():
        key: Key = ("offices", name, "open_orders")
        for row in office.open_orders:
            if row.category not in office.categories:
                known = nearest(row.category, office.categories)
                yield (
                    key,
                    f"has in line {row.line} the category {quoted(row.category)}, which the office does not have, {known}",
                )
            if row.department and row.department not in office.departments:
                known = nearest(row.department, office.departments)
                yield (
                    key,
                    f"has in line {row.line} the department {quoted(row.department)}, which the office does not have, {known}",
                )


def open_orders_are_old(offices: Offices, calendar: Calendar) -> Found:
    """Open orders came before the horizon, and in the year before it."""
    for name, office in offices.items():
        key: Key = ("offices", name, "open_orders")
        for row in office.open_orders:
            age = row.age_at(calendar.start)
            if age <= 0 or age > LONGEST:
                when = (
                    f"at or after the begin of the horizon ({calendar.start})"
                    if age <= 0
                    else "more than a year before the horizon"
                )
                yield (
                    key,
                    f"has in line {row.line} an order that comes {when}, name orders of the year before it",
                )


def open_orders_come_alone(offices: Offices, calendar: Calendar) -> Found:
    """Open orders are given, or left by days before."""
    for name, office in offices.items():
        if office.open_orders and calendar.warm_up:
            yield (
                ("offices", name, "open_orders"),
                "stands beside calendar.warm_up, whose days leave orders of their own: keep one of the two",
            )


def planned_orders_have_no_service(offices: Offices) -> Found:
    """Orders that come by no contact have no service."""
    for site in sites_of({}, {}, offices):
        for door in site.ways_in:
            if door.arrivals.mix is not None:
                yield (*door.key, "mix"), "gives shares of services, and work orders have none: leave it out"
