"""Which sums and statistics the measures that somebody asks for are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sim.measures.gap_measures import kinds_of_scope
from sim.measures.registry import Measure, measure, standard_measures
from sim.tally.frame import Frame

Only = frozenset[tuple[str, str]]
"""Names of measures, each with a kind of scope."""

STAFF = {
    "busy": "busy",
    "handled": "handled",
    "customers": "handled",
    "calls_handled": "handled",
    "worked": "off_duty",
    "overtime": "overtime",
    "cost": "overtime",
    "outsourced": "handled",
}
"""Sums over staff, each with the one that is counted for it; minutes on duty and paid follow from the schedule."""

WEIGHTS = {"contact": "served", "staff": "present", "queue": "open"}
"""What lies behind a measure that has no denominator, by family."""


@dataclass
class Wanted:
    """What is counted.

    Attributes
    ----------
    contacts : dict
        Names of sums over contacts, by the kind of scope for which they are kept.
    statistics : dict
        Names of statistics of the waits, likewise.
    longest : set of str
        Kinds of scope whose longest queues are kept.
    staff : set of str
        Names as in :class:`~sim.tally.staff_sums.StaffSums`.
    waiting, histogram, links : bool
        Whether minutes of waiting are counted, waits by length, and which contact followed which.
    """

    contacts: dict[str, set[str]] = field(default_factory=dict)
    statistics: dict[str, set[str]] = field(default_factory=dict)
    longest: set[str] = field(default_factory=set)
    staff: set[str] = field(default_factory=set)
    waiting: bool = False
    histogram: bool = False
    links: bool = False


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
        for name in sums_of(each):
            _add(found, frame, name, kind)
    return found


BY_THE_LAST = {"solved": "resolved", "agent_solved": "agent_solved"}
"""Sums that in the scope of a pool hold what that pool ended, and what they count."""


def counted_as(frame: Frame, name: str, kind: str) -> list[tuple[str, str]]:
    """The sums over contacts that one is made of in a kind of scope, each with the kind for which it is kept.

    In the scope of a pool, ``talks`` are calls that it answered first, and those that it took over.
    """
    kept = frame.sum_kind(kind)
    if name == "talks":
        return [("answered", kept), *[("taken_over", frame.last_pool)] * (kind == "pool")]
    if name in BY_THE_LAST:
        return [(BY_THE_LAST[name], frame.last_pool if kind == "pool" else kept)]
    return [(name, kept)]


def sums_of(found: Measure) -> list[str]:
    """Names of the sums that a measure divides, and of the one that lies behind it."""
    tops = [] if found.kind == "quantile" else [top_of(found)]
    return [*tops, found.bottom or WEIGHTS[found.family]]


def top_of(found: Measure) -> str:
    """The name of a measure's numerator in a tally."""
    return found.top


def within(minutes: float, what: str = "within") -> str:
    """The name of a sum of contacts by their wait, such as those of at most so many minutes."""
    return f"{what}:{minutes!r}"


def limit_of(name: str) -> float:
    """The minutes in the name of such a sum."""
    return float(name.partition(":")[2])


def _every(frame: Frame) -> Iterable[tuple[Measure, str]]:
    targets = tuple(target.measure for target in frame.scenario.targets)
    every = standard_measures(targets, bool(frame.scenario.centres))
    return (
        (each, kind) for each in every for kind in kinds_of_scope(each) if frame.names[kind] and not each.of
    )


def _some(only: Only) -> Iterable[tuple[Measure, str]]:
    for name, kind in sorted(only):
        found = measure(name)
        if kind not in kinds_of_scope(found):
            raise KeyError(f"{name} has no scope of kind {kind!r}")
        yield measure(found.of) if found.of else found, kind


def _add(found: Wanted, frame: Frame, name: str, kind: str) -> None:
    if name in STAFF:
        found.staff.add(STAFF[name])
        if name == "cost" and frame.contracts[0].any():
            found.staff |= {"handled", "unused"}
        if name in ("worked", "present") and frame.absence:
            found.staff.add("absent")
    elif name == "waiting":
        found.waiting = True
    elif name == "present":
        found.staff |= {"absent"} if frame.absence else set()
    elif name != "open":
        for counted, kept in counted_as(frame, name, kind):
            found.contacts.setdefault(kept, set()).add(counted)
