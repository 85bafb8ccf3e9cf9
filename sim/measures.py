"""The registry of measures: each figure is defined here, once. ``docs/measures.md`` is made from it.

A measure is a ratio of two sums over contacts, staff or time, a total, or an order statistic of the waits of one
replication. Its value over replications:

* **ratio**: the sum of all numerators over the sum of all denominators (a ratio of means, the long-run figure per
  customer; not the mean of the replications' ratios). Its interval is Student's t on the linearized replications
  ``numerator - ratio * denominator`` (the delta method: Law, *Simulation Modeling and Analysis*, 5th ed., 9.4).
* **total**: the mean of the replications' totals, with Student's t.
* **quantile**, **maximum**: the statistic of each replication, averaged over the replications that have one, with
  Student's t. A quantile is the smallest wait that at least that share of the waits does not exceed.

A ratio whose denominator is zero in all replications has no value, and is left out of tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Family = Literal["contact", "staff", "queue"]
Kind = Literal["ratio", "total", "quantile", "maximum"]

SCOPES: dict[Family, tuple[str, ...]] = {
    "contact": ("all", "hall", "pool", "service", "segment", "channel"),
    "staff": ("all", "hall", "pool"),
    "queue": ("all", "hall"),
}
"""Kinds of scope that the measures of a family have. A contact's pool is the one that ended it."""

SERVED = "contacts that a clerk, greeter or kiosk ended"
LEFT_OUT = "left out: they have no wait until service"
COUNTED = "counted in the denominator"


@dataclass(frozen=True)
class Measure:
    """One figure: what it divides by what, and how it is read.

    Attributes
    ----------
    name : str
        Its name in scenario files and tables.
    unit : str
        ``min``, ``share`` (0 to 1), ``count``, ``yuan``, ``1/h``.
    family : str
        What it is about: contacts (each in the interval of its arrival), staff, or the queue.
    kind : str
        ratio, total, quantile or maximum; see the module's text.
    top, bottom : str
        Names of the sums that it divides (``bottom`` only for ratios).
    quantile : float or None
        Which quantile of the waits.
    scale : float
        Factor of the ratio (60 for "an hour").
    formula, denominator, leavers : str
        For people: the formula, what it is divided by, how those who left without service are counted.
    better : str
        ``low`` or ``high``; the peak is the worst interval in this sense.
    """

    name: str
    unit: str
    family: Family
    kind: Kind
    top: str
    formula: str
    denominator: str
    leavers: str
    bottom: str = ""
    quantile: float | None = None
    scale: float = 1.0
    better: Literal["low", "high"] = "low"

    @property
    def most(self) -> float:
        """The largest value that the measure can have."""
        return 1.0 if self.unit == "share" else float("inf")


def _ratio(
    name: str,
    unit: str,
    top: str,
    bottom: str,
    formula: str,
    denominator: str,
    leavers: str,
    better: Literal["low", "high"] = "low",
    family: Family = "contact",
    scale: float = 1.0,
) -> Measure:
    return Measure(
        name, unit, family, "ratio", top, formula, denominator, leavers, bottom, None, scale, better
    )


def _quantile(name: str, quantile: float) -> Measure:
    formula = f"smallest w that at least {100 * quantile:g} % of the waits do not exceed, in each replication; averaged"
    return Measure(name, "min", "contact", "quantile", "wait", formula, SERVED, LEFT_OUT, quantile=quantile)


def _share(
    name: str, top: str, what: str, leavers: str = COUNTED, better: Literal["low", "high"] = "low"
) -> Measure:
    return _ratio(
        name, "share", top, "contacts", f"{what} / contacts", "all contacts that arrived", leavers, better
    )


REGISTRY: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        _ratio(
            "wait_mean",
            "min",
            "wait",
            "served",
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
            "contact",
            "maximum",
            "wait",
            "longest wait in each replication; averaged",
            SERVED,
            LEFT_OUT,
        ),
        _ratio(
            "time_in_hall",
            "min",
            "stay",
            "served",
            "time from arrival to leaving of served contacts / served contacts",
            SERVED,
            LEFT_OUT,
        ),
        Measure(
            "contacts",
            "count",
            "contact",
            "total",
            "contacts",
            "contacts that arrived, return visits too",
            "none: a total",
            "counted",
            better="low",
        ),
        _ratio(
            "visits_per_case",
            "count",
            "contacts",
            "cases",
            "contacts / cases begun, in the same period (return visits from earlier days stand for those still to come)",
            "cases begun",
            COUNTED,
        ),
        _ratio(
            "first_visit_resolved",
            "share",
            "first_resolved",
            "cases",
            "cases resolved at their first contact / cases begun",
            "cases begun",
            COUNTED,
            "high",
        ),
        _share("resolved", "resolved", "contacts that solved the matter", better="high"),
        _share("resolved_by_greeter", "at_greeter", "contacts that the greeter solved", better="high"),
        _share("resolved_by_kiosk", "at_kiosk", "contacts that a kiosk solved", better="high"),
        _share("papers_missing", "papers_missing", "contacts that ended because papers were missing"),
        _share(
            "papers_caught", "caught", "contacts that the greeter sent home for missing papers", better="high"
        ),
        _share("greeter_bypassed", "bypassed", "contacts that passed by a busy greeter"),
        _share("balked", "balked", "contacts that turned away from a long queue"),
        _share("reneged", "reneged", "contacts that gave up waiting"),
        _share("sent_home", "sent_home", "contacts whom the hall closed on"),
        _share("turned_away", "turned_away", "contacts that found the hall closed"),
        _share("lost", "lost", "contacts that balked, reneged, were sent home or turned away"),
        _ratio(
            "queue_mean",
            "count",
            "waiting",
            "open",
            "person-minutes of waiting while open (for greeter, kiosk and counter) / opening minutes",
            "opening minutes",
            "counted until they leave",
            family="queue",
        ),
        Measure(
            "queue_max",
            "count",
            "queue",
            "maximum",
            "waiting",
            "largest number waiting at once, in each replication; averaged",
            "none",
            "counted until they leave",
        ),
        _ratio(
            "occupancy",
            "share",
            "busy",
            "worked",
            "minutes busy with a customer / (minutes on duty + overtime)",
            "minutes on duty and overtime",
            "no part",
            family="staff",
        ),
        Measure(
            "overtime",
            "min",
            "staff",
            "total",
            "overtime",
            "minutes busy outside the schedule",
            "none: a total",
            "no part",
        ),
        _ratio(
            "served_per_head_hour",
            "1/h",
            "handled",
            "worked",
            "60 * customers handled / (minutes on duty + overtime)",
            "hours on duty and overtime",
            "no part",
            "high",
            "staff",
            60.0,
        ),
        Measure(
            "heads_on_duty",
            "count",
            "staff",
            "ratio",
            "present",
            "minutes on duty / minutes of opening",
            "opening minutes",
            "no part",
            bottom="open",
            better="high",
        ),
        Measure(
            "staff_cost",
            "yuan",
            "staff",
            "total",
            "cost",
            "paid minutes * cost + overtime * cost * overtime pay",
            "none: a total",
            "no part",
        ),
        _ratio(
            "cost_per_case",
            "yuan",
            "cost",
            "solved",
            "staff cost / cases resolved",
            "cases resolved",
            "no part of the denominator",
            family="staff",
        ),
    )
}
"""Every measure without a threshold, by name."""

_WITHIN = re.compile(r"(wait_within|service_level)_(\d+)_(s|min)")

THRESHOLDS = ("5_min", "10_min", "15_min", "20_min", "30_min")
"""Thresholds that every table has; others are had by asking for them in a target."""


def measure(name: str) -> Measure:
    """The measure called `name`.

    Raises
    ------
    KeyError
        There is none; its message suggests the nearest.
    """
    if name in REGISTRY:
        return REGISTRY[name]
    match = _WITHIN.fullmatch(name)
    if match is None:
        known = [
            *REGISTRY,
            *(f"{family}_{text}" for family in ("wait_within", "service_level") for text in THRESHOLDS),
        ]
        near = get_close_matches(name, known, n=1)
        raise KeyError(
            f"is an unknown measure, {f'did you mean {near[0]}?' if near else 'the table of measures lists all'}"
        )
    what = f"served contacts that waited at most {match[2]} {match[3]}"
    within = f"within:{threshold_minutes(name)!r}"
    if match[1] == "wait_within":
        return _ratio(
            name, "share", within, "served", f"{what} / served contacts", SERVED, "left out", "high"
        )
    return _ratio(
        name,
        "share",
        within,
        "contacts",
        f"{what} / contacts",
        "all contacts that arrived",
        "counted as missed",
        "high",
    )


def threshold_minutes(name: str) -> float:
    """The threshold in a name such as ``wait_within_15_min``, in minutes."""
    match = _WITHIN.fullmatch(name)
    assert match is not None
    return int(match[2]) * (1.0 if match[3] == "min" else 1 / 60)


def standard_measures(also: tuple[str, ...] = ()) -> tuple[Measure, ...]:
    """Measures of every table, and those in `also` (a target's)."""
    names = [*REGISTRY]
    names += [f"{family}_{text}" for family in ("wait_within", "service_level") for text in THRESHOLDS]
    return tuple(measure(name) for name in dict.fromkeys([*names, *also]))
