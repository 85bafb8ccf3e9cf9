"""Which sums and statistics the measures that somebody asks for are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sim.measures.measure import Measure
from sim.measures.registry import measure
from sim.measures.sums import (
    MAJOR_DAYS,
    ORDINARY_MINUTES,
    WAITING,
    BacklogSum,
    ContactSum,
    OutSum,
    PoolSum,
    RowSum,
    StaffSum,
    Sum,
)
from sim.tally.frame import Frame

Only = frozenset[tuple[str, str]]
"""Names of measures, each with a kind of scope."""


@dataclass
class Wanted:
    """What is counted.

    Attributes
    ----------
    contacts : dict
        Sums over contacts, by the kind of scope for which they are kept.
    cases, stops, bookings, orders, levels, outages, interruptions, estimates : dict
        Sums over rows of those tables, likewise.
    customers_out : dict
        Sums of customers without supply over time, with the kinds of scope for which they are kept.
    ordinary : set of str
        Kinds of scope for which customer-minutes of days are kept that are no major event days.
    backlog : dict
        Sums over open orders, likewise.
    close_times : dict
        Names of quantiles of the time to close, likewise.
    statistics : dict
        Names of statistics of the waits, likewise.
    longest : set of str
        Kinds of scope whose longest queues are kept.
    staff : set of str
        Names as in :class:`~sim.tally.staff_sums.StaffSums`.
    waiting, histogram, links, steps, most_out, worst_outages, major_days : bool
        Whether minutes of waiting are counted, waits by length, which contact followed which, from which desk to which orders went, the most
        customers without supply, the worst outages, and major event days.
    """

    contacts: dict[str, set[ContactSum]] = field(default_factory=dict)
    cases: dict[str, set[RowSum]] = field(default_factory=dict)
    stops: dict[str, set[RowSum]] = field(default_factory=dict)
    bookings: dict[str, set[RowSum]] = field(default_factory=dict)
    orders: dict[str, set[RowSum]] = field(default_factory=dict)
    levels: dict[str, set[RowSum]] = field(default_factory=dict)
    backlog: dict[str, set[BacklogSum]] = field(default_factory=dict)
    outages: dict[str, set[RowSum]] = field(default_factory=dict)
    interruptions: dict[str, set[RowSum]] = field(default_factory=dict)
    estimates: dict[str, set[RowSum]] = field(default_factory=dict)
    customers_out: dict[OutSum, set[str]] = field(default_factory=dict)
    ordinary: set[str] = field(default_factory=set)
    close_times: dict[str, set[str]] = field(default_factory=dict)
    statistics: dict[str, set[str]] = field(default_factory=dict)
    longest: set[str] = field(default_factory=set)
    staff: set[str] = field(default_factory=set)
    waiting: bool = False
    histogram: bool = False
    links: bool = False
    steps: bool = False
    most_out: bool = False
    worst_outages: bool = False
    major_days: bool = False

    def add(self, frame: Frame, found: Sum, kind: str) -> None:
        """Count a sum in a kind of scope; opening hours and duty need no counting."""
        if isinstance(found, ContactSum | PoolSum):
            for part, kept in counted_as(frame, found, kind):
                self.contacts.setdefault(kept, set()).add(part)
        elif isinstance(found, RowSum):
            tables: dict[str, set[RowSum]] = getattr(self, found.table)
            tables.setdefault(frame.sum_kind(kind, found.family), set()).add(found)
        elif isinstance(found, BacklogSum):
            self.backlog.setdefault(frame.sum_kind(kind, found.family), set()).add(found)
        elif isinstance(found, StaffSum):
            for term in frame.terms(found):
                self.staff |= {*term.columns} - {"paid", "present"}
                self.staff |= {"absent"} if frame.absence and "present" in term.columns else set()
                self.staff |= (
                    {"called"} if frame.called_in and {"paid", "present"} & {*term.columns} else set()
                )
        elif isinstance(found, OutSum):
            self.customers_out.setdefault(found, set()).add(frame.sum_kind(kind, found.family))
        elif found is ORDINARY_MINUTES:
            self.ordinary.add(frame.sum_kind(kind, found.family))
        elif found is MAJOR_DAYS:
            self.major_days = True
        elif found is WAITING:
            self.waiting = True


def wanted(frame: Frame, only: Only | None) -> Wanted:
    """What measures are made of: those of `only`, or every measure of the scenario's tables in every scope.

    Raises
    ------
    KeyError
        A measure is unknown, or does not have the kind of scope.
    """
    scenario, everything = frame.scenario, only is None
    found = Wanted(
        histogram=everything,
        links=everything and bool(scenario.centres),
        steps=everything and bool(scenario.offices),
        worst_outages=everything and scenario.outages is not None,
    )
    for each, kind in _every(frame) if only is None else _some(only):
        if each.kind == "maximum" and each.family == "supply":
            found.most_out = True
            continue
        if each.kind in ("quantile", "maximum") and each.family == "contact":
            found.statistics.setdefault(frame.statistic_kind(kind), set()).add(each.name)
        elif each.kind == "quantile":
            found.close_times.setdefault(frame.close_time_kind(kind), set()).add(each.name)
        elif each.kind == "maximum":
            found.longest.add(frame.statistic_kind(kind))
            continue
        for needed in each.sums:
            found.add(frame, needed, kind)
    return found


def counted_as(frame: Frame, found: ContactSum | PoolSum, kind: str) -> list[tuple[ContactSum, str]]:
    """The sums that are counted for one over contacts in a kind of scope, each with the kind for which it is kept."""
    kept = frame.sum_kind(kind)
    if isinstance(found, ContactSum):
        return [(found, kept)]
    if kind != "pool":
        return [(found.elsewhere, kept)]
    parts = ((found.of_first, kept), (found.of_last, frame.last_pool))
    return [(part, of) for part, of in parts if part]


def _every(frame: Frame) -> Iterable[tuple[Measure, str]]:
    return (
        (each, kind) for each in frame.measures for kind in each.scopes if frame.names[kind] and not each.of
    )


def _some(only: Only) -> Iterable[tuple[Measure, str]]:
    for name, kind in sorted(only):
        found = measure(name)
        if kind not in found.scopes:
            raise KeyError(f"{name} has no scope of kind {kind!r}")
        yield measure(found.of) if found.of else found, kind
