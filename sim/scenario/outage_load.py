"""How many calls about outages a scenario has, about."""

from __future__ import annotations

from sim.scenario.outages import OutageKind, Outages


def expected_calls(outages: Outages | None, days: int) -> float:
    """First calls about outages in so many days, of all who would call, if it is no special season."""
    if outages is None or outages.calls is None:
        return 0.0
    by_day = sum(sum(kind.per_day.values()) * _callers(kind) for kind in outages.kinds.values())
    storms = sum(
        (len(storm.begins) or (storm.a_year or 0.0) * days / 365.25)
        * storm.outages
        * _callers(outages.kinds[storm.kind])
        for storm in outages.storms.values()
    )
    listed = sum(row.customers * _share(outages.kinds[row.kind]) for row in outages.listed)
    return by_day * days + storms + listed


def _share(kind: OutageKind) -> float:
    """Share of the customers of an outage who call."""
    return kind.calls.share if kind.calls else 0.0


def _callers(kind: OutageKind) -> float:
    """How many call about an outage that is drawn."""
    return kind.customers.mean * _share(kind) if kind.customers else 0.0
