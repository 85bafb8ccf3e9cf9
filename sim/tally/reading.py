"""What a tally says: its sums in every kind of scope and cut, with those that follow from others."""

from __future__ import annotations

import numpy as np

from sim.measures.sums import (
    ELAPSED,
    MOST_OUT,
    PLACES,
    WAITING,
    BacklogSum,
    Column,
    ContactSum,
    DaySum,
    OutSum,
    QueueSum,
    RowSum,
    StaffSum,
    Sum,
    SuppliedSum,
)
from sim.tally.close_times import HAVING
from sim.tally.close_times import SHARES as CLOSE_TIMES
from sim.tally.frame import Frame
from sim.tally.groups import Array, Tally
from sim.tally.wanted import counted_as


def total(tally: Tally, frame: Frame, found: Sum, kind: str, cut: str) -> Array:
    """A sum, by row, scope and period.

    Parameters
    ----------
    tally : Tally
        The tally.
    frame : Frame
        Its frame.
    found : Sum
        The sum.
    kind : str
        Kind of scope.
    cut : str
        ``all`` (shape: rows, scopes), ``month``, ``date``, ``clock`` (over all days), ``interval``, or ``month_clock`` (the intervals
        of a day over all days of each month) (a third axis).
    """
    if isinstance(found, SuppliedSum):
        return _supplied(tally, frame, kind, cut)
    if cut in ("month", "all"):
        by_date = total(tally, frame, found, kind, "date")
        if isinstance(found, BacklogSum) and found.at_end:
            return by_date[:, :, frame.last_days if cut == "month" else -1]
        return _by_month(frame, by_date) if cut == "month" else np.asarray(by_date.sum(axis=2))
    if isinstance(found, StaffSum):
        finest = "interval" if frame.keeps_intervals else cut
        of_pools = _of_pools(tally, frame, found, finest)
        if found.of_people and kind != "pool":
            of_pools = of_pools * frame.people[:, None]
        in_scopes = _in_scopes(frame, of_pools, kind)
        return _cut(frame, in_scopes, cut) if frame.keeps_intervals else in_scopes
    if isinstance(found, QueueSum):
        if found is WAITING:
            return _counted(tally, frame, found, frame.sum_kind(kind), kind, cut)
        if found is ELAPSED:
            return _elapsed(tally, frame, kind, cut)
        known = _offered(frame, kind) if found is PLACES else _opened(frame, kind)
        return np.asarray(tally["replications"][:, None, None] * _cut(frame, known[None], cut))
    if isinstance(found, RowSum | BacklogSum | OutSum | DaySum):
        return _counted(tally, frame, found, frame.sum_kind(kind, found.family), kind, cut)
    parts = [_counted(tally, frame, *each, kind, cut) for each in counted_as(frame, found, kind)]
    return np.asarray(sum(parts[1:], start=parts[0]))


def statistic(tally: Tally, frame: Frame, name: str, kind: str, cut: str) -> tuple[Array, Array]:
    """A quantile or maximum added up over the replications of each row, and how many of these have one."""
    if name in CLOSE_TIMES:
        kept = frame.close_time_kind(kind)
        return tally[f"{name}/{kept}/{cut}"], tally[f"{HAVING}/{kept}/{cut}"]
    if name == MOST_OUT.name:
        return _of_every_row(tally, tally[f"{name}/{kind}/{cut}"])
    kept = frame.statistic_kind(kind)
    own = frame.slice_of(kind) if kept == "hall" else slice(None)
    values = tally[f"{name}/{kept}/{cut}"][:, own]
    if name == "queue_max":
        return _of_every_row(tally, values)
    return values, tally[f"having/{kept}/{cut}"][:, own]


def _of_every_row(tally: Tally, values: Array) -> tuple[Array, Array]:
    """A statistic that each replication has, and how many replications each row has."""
    each = tally["replications"].reshape(-1, *[1] * (values.ndim - 1))
    return values, np.broadcast_to(each, values.shape)


def _counted(
    tally: Tally,
    frame: Frame,
    each: ContactSum | RowSum | QueueSum | BacklogSum | OutSum | DaySum,
    kept: str,
    kind: str,
    cut: str,
) -> Array:
    name = f"{each.name}/{kept}"
    found = _kept(tally, frame, name, cut) if kept in each.by_interval else tally[f"{name}/{cut}"]
    if kept == kind != "hall" or kind == "pool":
        return found
    if kept == "category":
        return np.stack([found[:, own].sum(axis=1) for own in frame.offices.categories_of(kind)], axis=1)
    if kept != "hall":
        return np.asarray(found.sum(axis=1, keepdims=True))
    return np.stack([found[:, sites].sum(axis=1) for sites in frame.sites_of(kind)], axis=1)


def _kept(tally: Tally, frame: Frame, name: str, cut: str) -> Array:
    """What is kept by interval, or of a long horizon by date and month (see :mod:`sim.tally.by_interval`), in a cut."""
    if frame.keeps_intervals:
        return _cut(frame, tally[f"{name}/interval"], cut)
    if cut != "clock":
        return np.asarray(tally[f"{name}/{cut}"])
    by_month = tally[f"{name}/month_clock"]
    return np.asarray(by_month.reshape(*by_month.shape[:2], -1, frame.intervals).sum(axis=2))


def _of_pools(tally: Tally, frame: Frame, found: StaffSum, cut: str) -> Array:
    """A sum over staff by pool and period."""
    parts = []
    for term in frame.terms(found):
        columns = [_column(tally, frame, column, cut) for column in term.columns]
        added = np.asarray(sum(columns[1:], start=columns[0]))
        parts.append(added if term.weight == "one" else added * frame.weights[term.weight][:, None])
    if not parts:
        return np.zeros_like(_column(tally, frame, "paid", cut))
    return np.asarray(sum(parts[1:], start=parts[0]))


def _column(tally: Tally, frame: Frame, name: Column, cut: str) -> Array:
    """What is known of each pool in each period; calls that must be paid unanswered, evenly over the day."""
    each = tally["replications"][:, None, None]
    if name in ("paid", "present"):
        scheduled = each * _cut(frame, getattr(frame, name).reshape(1, len(frame.servers), -1), cut)
        if frame.called_in:
            scheduled[:, list(frame.called_in)] = 0.0
            scheduled = scheduled + _kept(tally, frame, "called/pool", cut)
        if name == "paid":
            return np.asarray(scheduled)
        present = scheduled
        return np.asarray(present - _kept(tally, frame, "absent/pool", cut) if frame.absence else present)
    if name == "unused":
        by_day = tally["unused/pool/date"] / frame.intervals
        return _cut(frame, np.repeat(by_day, frame.intervals, axis=2), cut)
    return _kept(tally, frame, f"{name}/pool", cut)


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


def _elapsed(tally: Tally, frame: Frame, kind: str, cut: str) -> Array:
    """Minutes of each date, or of each interval of the day over all days."""
    interval = frame.scenario.calendar.interval
    periods, minutes = {
        "clock": (frame.intervals, frame.days * interval),
        "date": (frame.days, frame.intervals * interval),
        "interval": (frame.days * frame.intervals, interval),
    }[cut]
    each = tally["replications"][:, None, None]
    return np.broadcast_to(each * minutes, (len(each), len(frame.names[kind]), periods))


def _supplied(tally: Tally, frame: Frame, kind: str, cut: str) -> Array:
    """Supplied customers of each scope, in each period of a cut."""
    every = np.full(len(frame.names[kind]), frame.supplied.sum())
    customers = frame.supplied if kind == "region" else every
    lengths = {"month": len(frame.months), "date": frame.days, "clock": frame.intervals}
    found = np.multiply.outer(tally["replications"].astype(np.float64), customers)
    if cut == "all":
        return found
    return np.broadcast_to(found[..., None], (*found.shape, lengths[cut]))


def _offered(frame: Frame, kind: str) -> Array:
    """Appointments that are offered, by scope and interval of their slots."""
    of_sites = frame.places.reshape(frame.sites, -1)
    return np.stack([of_sites[sites].sum(axis=0) for sites in frame.sites_of(kind)])


def _cut(frame: Frame, by_interval: Array, cut: str) -> Array:
    if cut == "interval":
        return by_interval
    by_day = by_interval.reshape(*by_interval.shape[:2], frame.days, frame.intervals)
    if cut == "month_clock":
        return _by_month(frame, by_day).reshape(*by_interval.shape[:2], -1)
    return np.asarray(by_day.sum(axis=3 if cut == "date" else 2))


def _by_month(frame: Frame, by_day: Array) -> Array:
    return np.add.reduceat(by_day, list(frame.months.values()), axis=2)
