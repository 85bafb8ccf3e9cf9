"""Checks on the causes of problems."""

from __future__ import annotations

from collections import defaultdict

from sim.scenario.calendar import Calendar
from sim.scenario.checks.sections import Found, Offices, Services
from sim.scenario.problems import nearest
from sim.scenario.source import Key

WHOLE = 1.0 + 1e-6
"""What shares add up to at most, but for rounding."""


def causes_are_of_categories(offices: Offices) -> Found:
    """Causes are of categories of their office."""
    for name, office in offices.items():
        for cause, each in office.causes.items():
            if each.category not in office.categories:
                key: Key = ("offices", name, "causes", cause, "category")
                yield key, f"is an unknown category, {nearest(each.category, office.categories)}"


def analyses_begin_in_the_horizon(offices: Offices, calendar: Calendar) -> Found:
    """An analysis begins while there is something to analyse."""
    last = calendar.date(calendar.days - 1)
    for name, office in offices.items():
        begins = office.analysis.begins if office.analysis else None
        if begins is not None and begins > last:
            yield (
                ("offices", name, "analysis", "begins"),
                f"lies after the horizon, which ends on {last}, write an earlier date",
            )


def shares_of_causes_fit(offices: Offices) -> Found:
    """No category has more orders with a cause than it has orders."""
    for name, office in offices.items():
        total: dict[str, float] = defaultdict(float)
        for cause, each in office.causes.items():
            before = total[each.category]
            total[each.category] += each.share
            if before <= WHOLE < total[each.category]:
                yield (
                    ("offices", name, "causes", cause, "share"),
                    f"lets the shares of the category {each.category} add up to {100 * total[each.category]:g} %, "
                    "they must add up to 100 % at most",
                )


def problems_come_back_some_time(offices: Offices) -> Found:
    """Where problems come back, it is said after how long."""
    for name, office in offices.items():
        for cause, each in office.causes.items():
            if each.recurs and each.after is None:
                yield (
                    ("offices", name, "causes", cause, "recurs"),
                    "says not after how long, write after: {exponential: {mean: 60 days}} beside it",
                )


def causes_are_there(offices: Offices) -> Found:
    """What works on causes has some."""
    for name, office in offices.items():
        for key in ("analysis", "typical_problems"):
            if getattr(office, key) is not None and not office.causes:
                yield (
                    ("offices", name, key),
                    "has no causes to work on: give the office causes such as {old_meters: {category: meter, share: 40 %}}",
                )


def analyses_act(offices: Offices, calendar: Calendar) -> Found:
    """What an analysis takes is gone before the horizon ends: from the begin of the month after on."""
    firsts = [day for day in _days_before(calendar) if calendar.date(day).day == 1]
    for name, office in offices.items():
        rules = office.analysis
        if rules is None:
            continue
        key: Key = ("offices", name, "analysis")
        since = calendar.date(-calendar.warm_up) if rules.begins is None else rules.begins
        if sum(calendar.date(day) >= since for day in firsts) < 2:
            yield (
                key,
                "never acts, since what it takes at the begin of a month, of the orders before, is gone from the next one on, and from "
                f"{since} on fewer than two months begin behind the first day: let it begin earlier, or simulate more days",
            )
        for field in ("success", "removes"):
            if not getattr(rules, field):
                yield (*key, field), "is 0 %, so that no cause goes away: write a share such as 70 %"


def lists_begin(offices: Offices, calendar: Calendar) -> Found:
    """A list of typical problems is made once at least, from the orders of a month before."""
    days = _days_before(calendar)
    for name, office in offices.items():
        rules, key = office.typical_problems, ("offices", name, "typical_problems")
        if rules is not None and not any(calendar.date(day).day == 1 for day in days):
            yield (
                key,
                "never acts, since it is made at the begin of a month from the orders of the one before, and no month begins "
                "within the days simulated: make the horizon longer",
            )
        if rules is not None and rules.work >= 1:
            yield (*key, "work"), "is 100 %, so that no work is saved: write a share such as 75 %"


def problems_come_back(offices: Offices, services: Services) -> Found:
    """What the file says of problems that come back can matter."""
    for name, office in offices.items():
        for cause, each in office.causes.items():
            key: Key = ("offices", name, "causes", cause)
            if each.after is not None and not each.recurs:
                yield (*key, "after"), "has no effect, since no problem comes back: give recurs a share"
            elif each.recurs and not any(service.orders.get(each.category) for service in services.values()):
                yield (
                    (*key, "recurs"),
                    f"brings nobody back, since no contact leaves an order of the category {each.category}: give a service orders",
                )


def _days_before(calendar: Calendar) -> range:
    """The days that are simulated, but for the first one, before which no order comes."""
    return range(1 - calendar.warm_up, calendar.days)
