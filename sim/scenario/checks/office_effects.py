"""Warnings of offices: what can never act, and desks to which more comes than they can do."""

from __future__ import annotations

from collections.abc import Mapping

from sim.scenario.calendar import Calendar
from sim.scenario.checks.pools import ever_works
from sim.scenario.checks.sections import Found, Offices, Pools, Services
from sim.scenario.deadline import TimeUnit
from sim.scenario.office import categories_of
from sim.scenario.order_load import first_right
from sim.scenario.outages import Outages
from sim.scenario.site import sites_of
from sim.scenario.source import Key
from sim.scenario.target import Target
from sim.scenario.units import DAY


def departments_work(offices: Offices, pools: Pools) -> Found:
    """Each department has heads at some time."""
    for name, office in offices.items():
        for department, each in office.departments.items():
            if not any(ever_works(pools[pool]) for pool in each.all_pools if pool in pools):
                yield (
                    ("offices", name, "departments", department),
                    "has pools without heads, so that its orders are never done: give one heads above zero",
                )


def own_heads_matter(offices: Offices, pools: Pools) -> Found:
    """Where customers belong to heads, these work, orders wait for them, and those behind have something to do."""
    for name, office in offices.items():
        for department, each in office.departments.items():
            key: Key = ("offices", name, "departments", department, "own")
            if each.own is None:
                continue
            if not any(ever_works(pools[pool]) for pool in each.pools if pool in pools):
                yield (
                    key,
                    "belongs to heads of whom none ever works: give a pool of the department heads above zero",
                )
            if each.own.within is not None and not each.own.within.amount:
                yield (
                    (*key, "within"),
                    "lets nobody wait for the own head, so that own has no effect: leave own out, or wait for some hours",
                )
            if each.own.then and each.own.within is None:
                yield (
                    (*key, "then"),
                    "has nothing to take while orders wait for their own head without limit: add within such as 4 working hours",
                )


def categories_have_orders(offices: Offices, services: Services) -> Found:
    """Each category has orders: left by a service, or by a plan."""
    for name, office in offices.items():
        for category, each in office.categories.items():
            if (
                each.arrivals is None
                and not any(other.leaves.get(category) for other in office.categories.values())
                and not any(row.category == category for row in office.open_orders)
                and not any(service.orders.get(category) for service in services.values())
            ):
                yield (
                    ("offices", name, "categories", category),
                    f"has no orders, since no service leaves any: give a service orders: {{{category}: 5 %}}, or arrivals",
                )


def needs_are_problems(offices: Offices, services: Services) -> Found:
    """Where needs are found before they become problems, there are such needs, and customers would come with them."""
    for name, office in offices.items():
        for category, each in office.categories.items():
            key: Key = ("offices", name, "categories", category, "prevents")
            needs = [other for other, share in each.leaves.items() if share]
            if not each.prevents:
                continue
            if not needs:
                yield key, "has no effect, since its orders leave none: add leaves such as {voltage: 30 %}"
            elif not any(service.orders.get(other) for service in services.values() for other in needs):
                yield (
                    key,
                    f"keeps nobody from coming, since no contact leaves an order of the category {' or '.join(needs)}: give a service orders",
                )


def targets_have_orders(offices: Offices, targets: tuple[Target, ...]) -> Found:
    """Targets on work orders are about some: an order counts in the department of its first stage, and is in time only where it has a deadline."""
    categories = categories_of(offices)
    begin = {name: each.all_stages[0].department for name, each in categories.items()}
    for number, target in enumerate(targets):
        kind, _, name = target.scope.partition(":")
        place: Key = ("targets", number)
        if kind == "department" and any(name in office.departments for office in offices.values()):
            own = [category for category, first in begin.items() if first == name]
            if not own:
                yield (
                    (*place, "scope"),
                    "has no orders, since an order counts in the department of its first stage: name a department in which one begins, or a category",
                )
                continue
        else:
            own = [name] if kind == "category" else list(categories)
        if target.measure == "in_time" and not any(
            categories[each].deadline for each in own if each in categories
        ):
            yield (
                (*place, "measure"),
                "can never be told, since no category that it is about has a deadline: add one",
            )


def deadlines_are_there(offices: Offices) -> Found:
    """Where something depends on deadlines, there are some."""
    for name, office in offices.items():
        place: Key = ("offices", name)
        for category, each in office.categories.items():
            if each.deadline is None and each.clock != "creation":
                yield (
                    (*place, "categories", category, "clock"),
                    "has no effect, since there is no deadline: add one",
                )
        if office.has_deadlines:
            continue
        why = "since no category has a deadline: add one such as 5 working days"
        if office.escalations:
            yield (*place, "escalations"), f"can never act, {why}"
        if office.takes == "due":
            yield (*place, "takes"), f"has no effect, {why}"


def deadlines_end_in_the_horizon(calendar: Calendar, offices: Offices) -> Found:
    """Some orders of each category can be late before the horizon ends."""
    for site in sites_of({}, {}, offices):
        hours = [sum(end - start for start, end in site.hours(calendar, day)) for day in range(calendar.days)]
        for name, each in offices[site.name].categories.items():
            if each.deadline is not None and each.deadline.amount > _most_run(each.deadline.unit, hours):
                yield (
                    (*site.key, "categories", name, "deadline"),
                    "ends after the horizon for every order that comes in it, so that none can be late: lengthen the horizon, or shorten the deadline",
                )


def _most_run(unit: TimeUnit, hours: list[float]) -> float:
    """How much of a deadline can run from the first midnight of days with so many minutes of work each, of which the day of the order does not count
    in days."""
    return {
        TimeUnit.MINUTES: DAY * len(hours),
        TimeUnit.DAYS: len(hours) - 1,
        TimeUnit.WORKING_MINUTES: sum(hours),
        TimeUnit.WORKING_DAYS: sum(minutes > 0 for minutes in hours[1:]),
    }[unit]


def wrong_departments_get_orders(offices: Offices) -> Found:
    """Where the routing says what wrong departments do, some orders go to one."""
    for name, office in offices.items():
        routing, senders = office.routing, ("", *office.routing.by_sender)
        shares = (
            first_right(office, each, sender) for each in office.categories.values() for sender in senders
        )
        if all(share == 1 for share in shares):
            for key in ("look", "keeps", "passes_on"):
                if key in routing.model_fields_set:
                    yield (
                        ("offices", name, "routing", key),
                        "has no effect, since every order goes to the right department at once: lower first_right",
                    )


def unsolved_orders_are_found(offices: Offices) -> Found:
    """Where works do not solve all, a closing call finds out."""
    for name, office in offices.items():
        if office.coordinator and office.coordinator.closing_call:
            continue
        for category, each in office.categories.items():
            if each.solved < 1:
                yield (
                    ("offices", name, "categories", category, "solved"),
                    "reopens nothing, since no closing call finds it: give the coordinator a closing_call",
                )


def departments_travel(offices: Offices) -> Found:
    """Who travels has orders to travel to."""
    for name, office in offices.items():
        used = {stage.department for each in office.categories.values() for stage in each.all_stages}
        for department, each in office.departments.items():
            if each.travel and department not in used:
                yield (
                    ("offices", name, "departments", department, "travel"),
                    "has no effect, since no category has a stage here: give it to the department that works on the orders",
                )


def customers_chase(offices: Offices, services: Services) -> Found:
    """What the file says of chasing can matter."""
    for name, office in offices.items():
        chasing = office.chasing
        key: Key = ("offices", name, "chasing")
        if chasing is None:
            continue
        if not (chasing.a_day or chasing.a_day_older or chasing.overdue):
            yield key, "lets nobody contact again: give a_day a share such as 2 %"
        elif not any(
            each.orders.get(category) for each in services.values() for category in office.categories
        ):
            yield (
                key,
                "lets nobody contact again, since no contact leaves an order here: give a service orders",
            )
        if chasing.overdue and not office.has_deadlines:
            yield (
                (*key, "overdue"),
                "has no effect, since no category has a deadline: add one such as 5 working days",
            )
        if chasing.informed and office.coordinator is None:
            yield (
                (*key, "informed"),
                "has no effect, since nobody classifies and tells the customer: add a coordinator",
            )


def regions_have_orders(regions: Mapping[str, float], offices: Offices, outages: Outages | None) -> Found:
    """Where there are regions, there are orders or outages."""
    if len(regions) > 1 and not offices and outages is None:
        yield (
            ("regions",),
            "has no effect, since only work orders and outages have a region, and there is neither an office nor outages: add one",
        )
