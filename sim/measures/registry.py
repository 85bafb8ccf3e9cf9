"""The registry of measures: each figure is defined here, once. ``docs/measures.md`` is made from it.

A measure is a ratio of two sums (:mod:`sim.measures.sums`) over contacts, cases, staff or time, a total, or an order statistic of the waits of one
replication. Its value over replications:

* **ratio**: the sum of all numerators over the sum of all denominators (a ratio of means, the long-run figure per
  customer; not the mean of the replications' ratios). Its interval is Student's t on the linearized replications
  ``numerator - ratio * denominator`` (the delta method: Law, *Simulation Modeling and Analysis*, 5th ed., 9.4).
* **total**: the mean of the replications' totals, with Student's t.
* **quantile**, **maximum**: the statistic of each replication, averaged over the replications that have one, with
  Student's t. A quantile is the smallest wait that at least that share of the waits does not exceed.
* **gap**, **multiple**: the worst scope of a kind against the best, as a difference or a ratio of another measure's figures.
  Which are worst and best say the figures over all replications, as with the peak; the interval is Student's t on the
  paired (for a ratio, linearized) replications of those two.

A ratio whose denominator is zero in all replications has no value, and is left out of tables.
"""

from __future__ import annotations

import copyreg
import re
from difflib import get_close_matches
from itertools import chain

from sim.measures import sums
from sim.measures.appointment_measures import APPOINTMENTS, slot_kept
from sim.measures.call_measures import PHONE, calls_within
from sim.measures.closure_measures import CLOSURES
from sim.measures.gap_measures import STANDARD, STANDARD_OF_CALLS, STANDARD_OF_ORDERS, base_name, compared
from sim.measures.measure import COUNTED, LEFT_OUT, SERVED, Better, Kind, Measure, ratio
from sim.measures.order_measures import (
    APPROVALS,
    MEETINGS,
    OF_RECURRENCE,
    ORDERS,
    PAUSES,
    escalated,
    escalation_names,
)
from sim.measures.outage_measures import CALLS, CREWS, ESTIMATES, OUTAGES, WATER
from sim.measures.sums import SCOPES, Family
from sim.measures.visit_measures import VISITS
from sim.measures.watch_measures import WATCHED


def _quantile(name: str, quantile: float) -> Measure:
    formula = f"smallest w that at least {100 * quantile:g} % of the waits do not exceed, in each replication; averaged"
    return Measure(name, "min", "quantile", sums.WAIT, formula, SERVED, LEFT_OUT, quantile=quantile)


def _share(name: str, top: sums.Sum, what: str, leavers: str = COUNTED, better: Better = "low") -> Measure:
    return ratio(
        name, "share", top, sums.CONTACTS, f"{what} / contacts", "all contacts that arrived", leavers, better
    )


REGISTRY: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        ratio(
            "wait_mean",
            "min",
            sums.WAIT,
            sums.SERVED,
            "waiting time at all stages, door and greeter too, of served contacts / served contacts",
            SERVED,
            LEFT_OUT,
        ),
        _quantile("wait_median", 0.5),
        _quantile("wait_p80", 0.8),
        _quantile("wait_p90", 0.9),
        _quantile("wait_p95", 0.95),
        Measure(
            "wait_max",
            "min",
            "maximum",
            sums.WAIT,
            "longest wait in each replication; averaged",
            SERVED,
            LEFT_OUT,
        ),
        ratio(
            "time_in_hall",
            "min",
            sums.STAY,
            sums.SERVED,
            "time from arrival to leaving of served contacts / served contacts",
            SERVED,
            LEFT_OUT,
        ),
        Measure(
            "contacts",
            "count",
            "total",
            sums.CONTACTS,
            "contacts that arrived, return visits too",
            "none: a total",
            "counted",
            better="low",
        ),
        ratio(
            "visits_per_case",
            "count",
            sums.CONTACTS,
            sums.CASES,
            "contacts / cases begun, in the same period (return visits from earlier days stand for those still to come)",
            "cases begun",
            COUNTED,
        ),
        ratio(
            "first_visit_resolved",
            "share",
            sums.FIRST_RESOLVED,
            sums.CASES,
            "cases resolved at their first contact / cases begun",
            "cases begun",
            COUNTED,
            "high",
        ),
        ratio(
            "wait_per_case_mean",
            "min",
            sums.CASE_WAIT,
            sums.CASES,
            "waiting time at all stages of all contacts of the cases begun, for a callback or another agent too / cases begun; each case counts "
            "where and when its first contact came, with its contacts on other days and in other halls and centres of the horizon",
            "cases begun",
            "counted, with the time that they waited",
        ),
        ratio(
            "time_to_resolve_mean",
            "min",
            sums.RESOLVE_TIME,
            sums.CASES_SOLVED,
            "time from the arrival of a case's first contact to the end of the contact that solved it, nights and days between them too / cases "
            "begun that were solved; each case counts where and when its first contact came",
            "cases begun in the horizon and solved by a contact that came in it",
            "left out, unless a later contact solves the case: so are cases never solved, and those still open at the end of the horizon",
        ),
        _share("resolved", sums.RESOLVED, "contacts that solved the matter", better="high"),
        _share("resolved_by_greeter", sums.AT_GREETER, "contacts that the greeter solved", better="high"),
        _share("resolved_by_kiosk", sums.AT_KIOSK, "contacts that a kiosk solved", better="high"),
        _share("papers_missing", sums.PAPERS_MISSING, "contacts that ended because papers were missing"),
        _share(
            "papers_caught",
            sums.CAUGHT,
            "contacts that the greeter sent home for missing papers",
            better="high",
        ),
        _share("greeter_bypassed", sums.BYPASSED, "contacts that passed by a busy greeter"),
        _share("balked", sums.BALKED, "contacts that turned away from a long queue"),
        _share("reneged", sums.RENEGED, "contacts that gave up waiting"),
        _share("sent_home", sums.SENT_HOME, "contacts whom the hall closed on"),
        _share("turned_away", sums.TURNED_AWAY, "contacts that found the hall closed"),
        _share("lost", sums.LOST, "contacts that balked, reneged, were sent home or turned away"),
        ratio(
            "queue_mean",
            "count",
            sums.WAITING,
            sums.OPEN,
            "person-minutes of waiting while open (for greeter, kiosk and counter) / opening minutes",
            "opening minutes",
            "counted until they leave",
        ),
        Measure(
            "queue_max",
            "count",
            "maximum",
            sums.WAITING,
            "largest number waiting at once, in each replication; averaged",
            "none",
            "counted until they leave",
        ),
        ratio(
            "occupancy",
            "share",
            sums.BUSY,
            sums.WORKED,
            "minutes busy with a customer / (minutes on duty + minutes busy off duty)",
            "minutes on duty, and busy off duty",
            "no part",
        ),
        Measure(
            "overtime",
            "min",
            "total",
            sums.OVERTIME,
            "minutes busy outside the time that the schedule pays: duty, breaks and training",
            "none: a total",
            "no part",
        ),
        ratio(
            "served_per_head_hour",
            "1/h",
            sums.HANDLED,
            sums.WORKED,
            "60 * customers handled, or in an office steps of work orders / (minutes on duty + minutes busy off duty)",
            "hours on duty, and busy off duty",
            "no part",
            "high",
            60.0,
        ),
        Measure(
            "heads_on_duty",
            "count",
            "ratio",
            sums.PRESENT,
            "minutes on duty / minutes of opening",
            "opening minutes",
            "no part",
            bottom=sums.OPEN,
            better="high",
        ),
        Measure(
            "staff_cost",
            "yuan",
            "total",
            sums.COST,
            "paid minutes (with breaks and premiums) * cost + overtime * cost * overtime pay",
            "none: a total",
            "no part",
        ),
        ratio(
            "cost_per_case",
            "yuan",
            sums.COST,
            sums.SOLVED,
            "staff cost / cases resolved",
            "cases resolved",
            "no part of the denominator",
            pools="last",
        ),
    )
}
"""Every measure without a threshold, by name."""

_WITHIN = re.compile(
    r"(wait_within|service_level|abandoned_after|slot_kept)_(\d+)_(s|min)(?:_(missed|met|left_out))?"
)

THRESHOLDS = ("5_min", "10_min", "15_min", "20_min", "30_min")
"""Thresholds that every table has; others are had by asking for them in a target."""

PHONE_THRESHOLDS = ("20_s", "30_s")
"""Thresholds that tables of call centres have (the usual 80 % in 20 s; China Southern's 30 s of 2008)."""

TREATMENTS = ("missed", "met", "left_out")
"""How a call that was abandoned within the threshold counts in a service level of calls."""


BY_NAME = (
    REGISTRY,
    PHONE,
    CLOSURES,
    APPOINTMENTS,
    VISITS,
    ORDERS,
    PAUSES,
    MEETINGS,
    OUTAGES,
    CREWS,
    ESTIMATES,
    CALLS,
    WATER,
    WATCHED,
    APPROVALS,
)
"""All measures without a threshold."""


def measure(name: str) -> Measure:
    """The measure called `name`.

    Raises
    ------
    KeyError
        There is none; its message suggests the nearest.
    """
    prefix, base = base_name(name)
    found = next((each[base] for each in BY_NAME if base in each), None) or _within(base) or escalated(base)
    if found is None:
        others = [*_with_thresholds(phone=True, booked=True), *escalation_names(1)]
        near = get_close_matches(base, [*chain.from_iterable(BY_NAME), *others], n=1)
        which = f"did you mean {prefix}{near[0]}?" if near else "the table of measures lists all"
        raise KeyError(f"{name} is an unknown measure, {which}")
    return compared(prefix, found) if prefix else found


def base_of(found: Measure) -> Measure:
    """The measure that a gap or multiple compares; any other one itself."""
    return measure(found.of) if found.of else found


copyreg.pickle(
    Measure, lambda each: (measure, (each.name,))
)  # predicates of its sums are functions, which have no value of their own


def _within(name: str) -> Measure | None:
    """The measure with a threshold that a name means, if it means one."""
    match = _WITHIN.fullmatch(name)
    if match is None or (match[4] and match[1] != "service_level"):
        return None
    limit, text = threshold_minutes(name), f"{match[2]} {match[3]}"
    if match[1] == "slot_kept":
        return slot_kept(name, text, limit)
    if match[1] == "abandoned_after" or match[4]:
        return calls_within(name, match[4], text, limit)
    what, within = f"served contacts that waited at most {text}", sums.within(limit)
    if match[1] == "wait_within":
        return ratio(
            name, "share", within, sums.SERVED, f"{what} / served contacts", SERVED, "left out", "high"
        )
    return _share(name, within, what, "counted as missed", "high")


def threshold_minutes(name: str) -> float:
    """The threshold in a name such as ``wait_within_15_min``, in minutes."""
    match = _WITHIN.fullmatch(name)
    assert match is not None
    return int(match[2]) * (1.0 if match[3] == "min" else 1 / 60)


def _with_thresholds(phone: bool, booked: bool) -> list[str]:
    names = [f"{family}_{text}" for family in ("wait_within", "service_level") for text in THRESHOLDS]
    if phone:
        names += [
            f"service_level_{text}_{treatment}" for text in PHONE_THRESHOLDS for treatment in TREATMENTS
        ]
        names.append("abandoned_after_5_s")
    if booked:
        names += [f"slot_kept_{text}" for text in THRESHOLDS[:3]]
    return names


def standard_measures(
    also: tuple[str, ...] = (),
    phone: bool = False,
    closes: bool = False,
    booked: bool = False,
    both: bool = False,
    levels: int | None = None,
    pauses: bool = False,
    meetings: bool = False,
    recurs: bool = False,
    watched: bool = False,
    outages: bool = False,
    crews: bool = False,
    estimates: bool = False,
    outage_calls: bool = False,
    water: bool = False,
    approvals: bool = False,
) -> tuple[Measure, ...]:
    """Measures of every table, those of calls where there is a call centre, of closed counters where there can be any, of levels of warning where somebody watches a centre, of appointments where a
    hall has them, of visits alone where there are both, halls and centres, of orders where there are offices (with so many `levels` of
    escalation, and of problems that come back where some do), of pauses where their clocks can be stopped, of joint meetings and approvals where there are any,
    of outages and of crews where there are any, of estimates where customers are told when supply will be back, of calls about outages where these are made, and those in `also` (a target's)."""
    names = [
        *REGISTRY,
        *(CLOSURES if closes else ()),
        *(PHONE if phone else ()),
        *(WATCHED if watched else ()),
        *(APPOINTMENTS if booked else ()),
        *(VISITS if both else ()),
        *(_of_orders(levels, recurs) if levels is not None else ()),
        *(PAUSES if pauses else ()),
        *(MEETINGS if meetings else ()),
        *(OUTAGES if outages else ()),
        *(CREWS if crews else ()),
        *(ESTIMATES if estimates else ()),
        *(CALLS if outage_calls else ()),
        *(WATER if water else ()),
        *(APPROVALS if approvals else ()),
        *_with_thresholds(phone, booked),
    ]
    names += [base_name(name)[1] for name in also]
    names += [*STANDARD, *(STANDARD_OF_CALLS if phone else ())]
    names += [*(STANDARD_OF_ORDERS if levels is not None else ()), *also]
    return tuple(measure(name) for name in dict.fromkeys(names))


def _of_orders(levels: int, recurs: bool) -> list[str]:
    return [*(name for name in ORDERS if recurs or name not in OF_RECURRENCE), *escalation_names(levels)]


__all__ = [
    "APPOINTMENTS",
    "APPROVALS",
    "CALLS",
    "CLOSURES",
    "CREWS",
    "ESTIMATES",
    "MEETINGS",
    "ORDERS",
    "OUTAGES",
    "PAUSES",
    "PHONE",
    "PHONE_THRESHOLDS",
    "REGISTRY",
    "SCOPES",
    "THRESHOLDS",
    "TREATMENTS",
    "VISITS",
    "WATCHED",
    "WATER",
    "Family",
    "Kind",
    "Measure",
    "base_of",
    "measure",
    "standard_measures",
    "threshold_minutes",
]
