"""Which sums and statistics the measures that somebody asks for are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sim.measures.measure import Measure
from sim.measures.registry import measure
from sim.measures.sums import (
    WAITING,
    ContactSum,
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
    cases, stops, bookings : dict
        Sums over rows of those tables, likewise.
    statistics : dict
        Names of statistics of the waits, likewise.
    longest : set of str
        Kinds of scope whose longest queues are kept.
    staff : set of str
        Names as in :class:`~sim.tally.staff_sums.StaffSums`.
    waiting, histogram, links : bool
        Whether minutes of waiting are counted, waits by length, and which contact followed which.
    """

    contacts: dict[str, set[ContactSum]] = field(default_factory=dict)
    cases: dict[str, set[RowSum]] = field(default_factory=dict)
    stops: dict[str, set[RowSum]] = field(default_factory=dict)
    bookings: dict[str, set[RowSum]] = field(default_factory=dict)
    statistics: dict[str, set[str]] = field(default_factory=dict)
    longest: set[str] = field(default_factory=set)
    staff: set[str] = field(default_factory=set)
    waiting: bool = False
    histogram: bool = False
    links: bool = False

    def add(self, frame: Frame, found: Sum, kind: str) -> None:
        """Count a sum in a kind of scope; opening hours and duty need no counting."""
        if isinstance(found, ContactSum | PoolSum):
            for part, kept in counted_as(frame, found, kind):
                self.contacts.setdefault(kept, set()).add(part)
        elif isinstance(found, RowSum):
            tables = {"cases": self.cases, "stops": self.stops, "bookings": self.bookings}
            tables[found.table].setdefault(frame.sum_kind(kind), set()).add(found)
        elif isinstance(found, StaffSum):
            for term in frame.terms(found):
                self.staff |= {*term.columns} - {"paid", "present"}
                self.staff |= {"absent"} if frame.absence and "present" in term.columns else set()
        elif found is WAITING:
            self.waiting = True


def wanted(frame: Frame, only: Only | None) -> Wanted:
    """What measures are made of: those of `only`, or every measure of the scenario's tables in every scope.

    Raises
    ------
    KeyError
        A measure is unknown, or does not have the kind of scope.
    """
    found = Wanted(histogram=only is None, links=only is None and bool(frame.scenario.centres))
    for each, kind in _every(frame) if only is None else _some(only):
        if each.kind in ("quantile", "maximum") and each.family == "contact":
            found.statistics.setdefault(frame.statistic_kind(kind), set()).add(each.name)
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
