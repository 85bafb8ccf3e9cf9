"""What a tally says: its sums in every kind of scope and cut, with those that follow from others."""

from __future__ import annotations

import numpy as np

from sim.tally.frame import BY_INTERVAL, Frame
from sim.tally.groups import Array, Tally
from sim.tally.wanted import counted_as

OF_PEOPLE = ("busy", "overtime", "handled", "present", "worked")
"""Sums over staff in which kiosks have no part, but in the scope of their own pool."""

STAFF = (*OF_PEOPLE, "cost", "customers", "calls_handled", "outsourced")


def total(tally: Tally, frame: Frame, name: str, kind: str, cut: str) -> Array:
    """A sum, by row, scope and period.

    Parameters
    ----------
    tally : Tally
        The tally.
    frame : Frame
        Its frame.
    name, kind : str
        Name of the sum, kind of scope.
    cut : str
        ``all`` (shape: rows, scopes), ``month``, ``date``, ``clock`` (over all days), ``interval``, or ``month_clock`` (the intervals
        of a day over all days of each month) (a third axis).
    """
    if cut == "month":
        return _by_month(frame, total(tally, frame, name, kind, "date"))
    if cut == "all":
        return np.asarray(total(tally, frame, name, kind, "date").sum(axis=2))
    if name in STAFF:
        of_pools = _of_pools(tally, frame, name)
        if name in OF_PEOPLE and kind != "pool":
            of_pools = of_pools * frame.people[:, None]
        return _cut(frame, _in_scopes(frame, of_pools, kind), cut)
    if name == "open":
        return _cut(frame, tally["replications"][:, None, None] * _opened(frame, kind), cut)
    parts = [_counted(tally, frame, *each, kind, cut) for each in counted_as(frame, name, kind)]
    return np.asarray(sum(parts[1:], start=parts[0]))


def statistic(tally: Tally, frame: Frame, name: str, kind: str, cut: str) -> tuple[Array, Array]:
    """A quantile or maximum added up over the replications of each row, and how many of these have one."""
    kept = frame.statistic_kind(kind)
    own = slice(None)
    if kept == "hall":
        halls = len(frame.names["hall"])
        own = slice(0, halls) if kind == "hall" else slice(halls, None)
    values = tally[f"{name}/{kept}/{cut}"][:, own]
    if name == "queue_max":
        each = tally["replications"].reshape(-1, *[1] * (values.ndim - 1))
        return values, np.broadcast_to(each, values.shape)
    return values, tally[f"having/{kept}/{cut}"][:, own]


def _counted(tally: Tally, frame: Frame, name: str, kept: str, kind: str, cut: str) -> Array:
    found = (
        _cut(frame, tally[f"{name}/{kept}/interval"], cut)
        if kept in BY_INTERVAL
        else tally[f"{name}/{kept}/{cut}"]
    )
    if kept == kind != "hall" or kind == "pool":
        return found
    if kept != "hall":
        return np.asarray(found.sum(axis=1, keepdims=True))
    return np.stack([found[:, sites].sum(axis=1) for sites in frame.sites_of(kind)], axis=1)


def _of_pools(tally: Tally, frame: Frame, name: str) -> Array:
    """A sum over staff by pool and interval."""
    each = tally["replications"][:, None, None]
    if name in ("present", "worked"):
        present = each * frame.present.reshape(len(frame.servers), -1)
        if frame.absence:
            present = present - tally["absent/pool/interval"]
        return np.asarray(present + tally["off_duty/pool/interval"] if name == "worked" else present)
    if name == "customers":
        return np.asarray(tally["handled/pool/interval"])
    if name == "calls_handled":
        return np.asarray(tally["handled/pool/interval"] * frame.at_phone[:, None])
    if name == "outsourced":
        return np.asarray(tally["handled/pool/interval"] * frame.contracts[2][:, None])
    if name == "cost":
        price, extra = (cost[:, None] for cost in frame.prices)
        paid = each * frame.paid.reshape(len(frame.servers), -1)
        of_heads = np.asarray(paid * price + tally["overtime/pool/interval"] * extra)
        return of_heads + cost_of_calls(tally, frame) if frame.contracts[0].any() else of_heads
    return np.asarray(tally[f"{name}/pool/interval"])


def cost_of_calls(tally: Tally, frame: Frame) -> Array:
    """What answered calls cost, by pool and interval; those that must be paid unanswered, evenly over the day."""
    unused = np.repeat(tally["unused/pool/date"] / frame.intervals, frame.intervals, axis=2)
    return np.asarray((tally["handled/pool/interval"] + unused) * frame.contracts[0][:, None])


def _in_scopes(frame: Frame, of_pools: Array, kind: str) -> Array:
    if kind == "pool":
        return of_pools
    if kind == "all":
        return np.asarray(of_pools.sum(axis=1, keepdims=True))
    site = np.eye(frame.sites)[frame.hall_of_pool]
    of_sites = np.einsum("rpc,ph->rhc", of_pools, site)
    return np.stack([of_sites[:, sites].sum(axis=1) for sites in frame.sites_of(kind)], axis=1)


def _opened(frame: Frame, kind: str) -> Array:
    """Opening minutes by scope and interval."""
    opened = frame.open_minutes.reshape(len(frame.openings), -1)
    if kind == "all":
        return np.asarray(opened.max(axis=0, keepdims=True))
    if kind == "pool":
        return np.asarray(opened[frame.hall_of_pool])
    return np.stack([opened[sites].max(axis=0) for sites in frame.sites_of(kind)])


def _cut(frame: Frame, by_interval: Array, cut: str) -> Array:
    if cut == "interval":
        return by_interval
    by_day = by_interval.reshape(*by_interval.shape[:2], frame.days, frame.intervals)
    if cut == "month_clock":
        return _by_month(frame, by_day).reshape(*by_interval.shape[:2], -1)
    return np.asarray(by_day.sum(axis=3 if cut == "date" else 2))


def _by_month(frame: Frame, by_day: Array) -> Array:
    return np.add.reduceat(by_day, list(frame.months.values()), axis=2)
