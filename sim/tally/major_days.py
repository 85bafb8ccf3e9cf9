"""Major event days: days so bad that reliability is told without them too (IEEE 1366-2012, 3.5 and annex B)."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from sim.measures.sums import MAJOR_DAYS, ORDINARY_MINUTES
from sim.scenario.units import DAY
from sim.tally.begun_outages import Interruptions
from sim.tally.frame import Frame
from sim.tally.groups import Array, Tally
from sim.tally.seen import Rows, Seen

Flags = NDArray[np.bool_]

DEVIATIONS = 2.5
"""Standard deviations of the logarithm above its mean from which a day is a major event day."""

ROUNDING = 1e-9
"""By how much a logarithm may lie above the threshold through rounding alone."""


def thresholds(daily: Array) -> Array:
    """The SAIDI of a day above which it is a major event day, of each row of days: exp(alpha + 2.5 beta).

    Alpha and beta are mean and standard deviation (of a sample) of the logarithms of the days' SAIDI; days without any are left out. Infinite
    where fewer than two days have any.
    """
    return np.exp(_bounds(_logarithms(daily)))


def major_event_days(daily: Array) -> Flags:
    """Which days are major event days, by the SAIDI of each day, row by row: shape (rows, days)."""
    logarithm = _logarithms(daily)
    found: Flags = logarithm > _bounds(logarithm)[:, None] + ROUNDING
    return found


def _logarithms(daily: Array) -> Array:
    """The logarithm of each day's SAIDI; minus infinity of days without any."""
    return np.log(daily, out=np.full(daily.shape, -np.inf), where=daily > 0)


def _bounds(logarithm: Array) -> Array:
    """The logarithm of the threshold of each row."""
    some = np.isfinite(logarithm)
    values, count = np.where(some, logarithm, 0.0), some.sum(axis=1)
    alpha = values.sum(axis=1) / np.maximum(count, 1)
    squares = np.square(np.where(some, values - alpha[:, None], 0.0)).sum(axis=1)
    beta = np.sqrt(squares / np.maximum(count - 1, 1))
    return np.where(count > 1, alpha + DEVIATIONS * beta, np.inf)


class MajorDays:
    """Counts major event days, and minutes of interruptions that began on others; see :class:`sim.tally.seen.TallyPart`.

    Whether a day is one is decided in each replication by the days of its own horizon, and of all regions together.
    """

    def __init__(self, frame: Frame, rows: Rows, kinds: Collection[str]) -> None:
        self._frame, self._rows, self._kinds = frame, rows, kinds
        self._lanes = len(rows.replications)
        self._minutes = {
            kind: np.zeros((self._lanes, frame.size(kind), frame.days)) for kind in {*kinds, "region"}
        }

    def add(self, seen: Seen) -> None:
        """Add up the interruptions of a sheet."""
        found = seen.interruptions
        if found is None:
            return
        for kind, minutes in self._minutes.items():
            own = found.where(found.is_sustained & (found.arrived >= 0) & (getattr(found, kind) >= 0))
            minutes += self._by_day(own, kind)

    def _by_day(self, found: Interruptions, kind: str) -> Array:
        shape = self._lanes, self._frame.size(kind), self._frame.days
        key = found.lane.astype(np.int64) * shape[1] + getattr(found, kind)
        key = key * shape[2] + (found.arrived // DAY).astype(np.int64)
        minutes = np.bincount(key, found.customer_minutes, int(np.prod(shape)))
        return np.asarray(minutes.reshape(shape), dtype=np.float64)

    def sums(self) -> Tally:
        """What has been counted."""
        major = major_event_days(self._minutes["region"].sum(axis=1) / self._frame.supplied.sum())
        ordinary = {kind: np.where(major[:, None], 0.0, self._minutes[kind]) for kind in self._kinds}
        return {f"{MAJOR_DAYS.name}/all/date": self._rows.added(major[:, None].astype(np.float64))} | {
            f"{ORDINARY_MINUTES.name}/{kind}/date": self._rows.added(minutes)
            for kind, minutes in ordinary.items()
        }
