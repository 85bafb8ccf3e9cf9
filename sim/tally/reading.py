"""What a tally says: its sums in every kind of scope and cut, with those that follow from others."""

from __future__ import annotations

import numpy as np

from sim.tally.frame import BY_INTERVAL, Frame
from sim.tally.groups import Array, Tally

STAFF = ("busy", "overtime", "handled", "present", "worked", "cost")


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
        ``all`` (shape: rows, scopes), ``date``, ``clock`` (over all days), or ``interval`` (a third axis).
    """
    if cut == "all":
        return np.asarray(total(tally, frame, name, kind, "date").sum(axis=2))
    if name in STAFF:
        return _cut(frame, _in_scopes(frame, _of_pools(tally, frame, name), kind), cut)
    if name == "open":
        return _cut(frame, tally["replications"][:, None, None] * _opened(frame, kind), cut)
    return _counted(tally, frame, "resolved" if name == "solved" else name, kind, cut)


def statistic(tally: Tally, frame: Frame, name: str, kind: str, cut: str) -> tuple[Array, Array]:
    """A quantile or maximum added up over the replications of each row, and how many of these have one."""
    kept = frame.statistic_kind(kind)
    values = tally[f"{name}/{kept}/{cut}"]
    if name == "queue_max":
        each = tally["replications"].reshape(-1, *[1] * (values.ndim - 1))
        return values, np.broadcast_to(each, values.shape)
    return values, tally[f"having/{kept}/{cut}"]


def _counted(tally: Tally, frame: Frame, name: str, kind: str, cut: str) -> Array:
    kept = frame.sum_kind(kind)
    found = (
        _cut(frame, tally[f"{name}/{kept}/interval"], cut)
        if kept in BY_INTERVAL
        else tally[f"{name}/{kept}/{cut}"]
    )
    return found if kept == kind else found.sum(axis=1, keepdims=True)


def _of_pools(tally: Tally, frame: Frame, name: str) -> Array:
    """A sum over staff by pool and interval."""
    each = tally["replications"][:, None, None]
    present, paid = (minutes.reshape(len(frame.servers), -1) for minutes in (frame.present, frame.paid))
    if name == "present":
        return each * present
    if name == "worked":
        return np.asarray(each * present + tally["overtime/pool/interval"])
    if name == "cost":
        price, extra = (cost[:, None] for cost in frame.prices)
        return np.asarray(each * paid * price + tally["overtime/pool/interval"] * extra)
    return np.asarray(tally[f"{name}/pool/interval"])


def _in_scopes(frame: Frame, of_pools: Array, kind: str) -> Array:
    if kind == "pool":
        return of_pools
    if kind == "all":
        return np.asarray(of_pools.sum(axis=1, keepdims=True))
    hall = np.eye(len(frame.openings))[frame.hall_of_pool]
    return np.asarray(np.einsum("rpc,ph->rhc", of_pools, hall))


def _opened(frame: Frame, kind: str) -> Array:
    """Opening minutes by scope and interval."""
    opened = frame.open_minutes.reshape(len(frame.openings), -1)
    if kind == "all":
        return np.asarray(opened.max(axis=0, keepdims=True))
    return np.asarray(opened if kind == "hall" else opened[frame.hall_of_pool])


def _cut(frame: Frame, by_interval: Array, cut: str) -> Array:
    if cut == "interval":
        return by_interval
    by_day = by_interval.reshape(*by_interval.shape[:2], frame.days, frame.intervals)
    return np.asarray(by_day.sum(axis=3 if cut == "date" else 2))
