"""Quantiles and maxima of the waits of each replication, exactly.

Waits are whole numbers of ticks. Those of a replication, scope and period are a group, in which the wanted ones are selected
(:mod:`sim.tally.selection`); the intervals of a day stand side by side, so that they are one group for the horizon.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

import numpy as np

from sim.log.columns import packed
from sim.log.sheet import Numbers
from sim.measures.registry import REGISTRY
from sim.measures.sums import AT_ONCE
from sim.tally.frame import Frame
from sim.tally.groups import Array, Ints, Tally
from sim.tally.seen import Rows, Seen
from sim.time.ticks import TICKS_PER_MINUTE

SHARES = {measure.name: measure.quantile for measure in REGISTRY.values() if measure.quantile is not None}
SHARES["wait_max"] = 1.0

HISTOGRAM_MINUTES = 240
"""Longest wait with a bin of its own in ``histogram``; the last bin holds all longer ones."""


@dataclass(frozen=True)
class _Waited:
    """Served contacts of a sheet that waited: what is kept of them until all days of their replications are there."""

    lane: Numbers
    clock: Numbers
    ticks: Numbers
    scopes: dict[str, Numbers]


@dataclass(frozen=True)
class Grouped:
    """Waits in ticks, those of a group next to each other.

    Attributes
    ----------
    together : ndarray of int
        The waits; those of a group in any order.
    stop : ndarray of int, shape (groups,)
        Behind which place each group ends.
    """

    together: Ints
    stop: Ints

    @classmethod
    def of(cls, group: Ints, ticks: Ints, groups: int) -> Grouped:
        """Bring the waits of each group together."""
        from sim.tally.selection import bring_together

        grouped = cls(np.empty(len(ticks), np.int64), np.zeros(groups, np.int64))
        bring_together(group, ticks, grouped.stop, grouped.together)
        return grouped

    def at_shares(self, at_once: Ints, shares: list[float]) -> list[Array]:
        """Whether a group has any contact; and for each share, none below the one before, the smallest wait that at least that share
        of a group's contacts does not exceed, 0 where there are none. `at_once` counts for each group those without a wait."""
        from sim.tally.selection import select

        total = np.diff(self.stop, prepend=0) + at_once
        places = np.empty((len(shares), len(total)), np.int64)
        for place, share in zip(places, shares, strict=True):
            place[:] = np.ceil(total * share - 1e-9)
        places -= 1 + at_once
        selected = np.zeros_like(places)
        select(self.together, self.stop, places, selected)
        return [(total > 0).astype(np.float64), *(selected / TICKS_PER_MINUTE)]


class OrderStatistics:
    """Statistics of the waits by kind of scope; see :class:`sim.tally.seen.TallyPart`.

    Who was served without any wait, as most callers are, is counted and not kept.
    """

    def __init__(self, frame: Frame, rows: Rows, names: Mapping[str, set[str]]) -> None:
        self._frame, self._rows, self._names = frame, rows, names
        self._scoped = [kind for kind in names if kind != "all"]
        nothing: Numbers = np.empty(0, dtype=np.int8)
        self._kept = [_Waited(nothing, nothing, nothing, dict.fromkeys(self._scoped, nothing))]
        lanes, intervals = len(rows.replications), frame.intervals
        self._at_once = {kind: np.zeros((lanes, frame.size(kind), intervals), np.int64) for kind in names}
        self._sums: Tally = {
            f"{name}/{kind}/date": np.zeros((len(rows), frame.size(kind), frame.days), _kind_of(name))
            for kind in names
            for name in ("having", *names[kind])
        }

    def add(self, seen: Seen) -> None:
        """Take the waits of a sheet; those of a date are all there."""
        waited = self._waited(seen)
        self._kept.append(waited)
        days, intervals = seen.days, self._frame.intervals
        for kind in self._names:
            count = self._served_at_once(seen, kind)
            self._at_once[kind] += count.sum(axis=2)
            if self._frame.days > 1:
                day = seen.cell[seen.waiters] // intervals
                waits = self._grouped(waited, kind, day, len(days))
                for name, values in self._statistics(waits, kind, count.sum(axis=3)).items():
                    self._sums[f"{name}/{kind}/date"][:, :, days.start : days.stop] += values

    def _waited(self, seen: Seen) -> _Waited:
        contacts, rows = seen.sheet.contacts, seen.waiters
        return _Waited(
            packed(contacts.lane[rows]),
            packed(seen.cell[rows] % self._frame.intervals),
            packed((contacts.wait[rows] * TICKS_PER_MINUTE).astype(np.int64)),
            {kind: packed(self._frame.column(contacts, kind, rows)) for kind in self._scoped},
        )

    def _served_at_once(self, seen: Seen, kind: str) -> Ints:
        """Contacts served without a wait by lane, scope, day and interval."""
        shape = len(self._rows.replications), self._frame.size(kind), len(seen.days), self._frame.intervals
        contacts = seen.alike
        rows = np.flatnonzero(seen.fates.flags[AT_ONCE][contacts.fate])
        key, count = contacts.lane[rows].astype(np.int64), contacts.count
        if kind != "all":
            scope = self._frame.column(contacts, kind, rows)
            some = np.flatnonzero(scope >= 0)
            rows, key = rows[some], key[some] * shape[1] + scope[some]
        key = key * (shape[2] * shape[3]) + contacts.cell[rows]
        found = np.bincount(key, None if count is None else count[rows], prod(shape))
        return found.astype(np.int64).reshape(shape)

    def sums(self) -> Tally:
        """Statistics of each date, of each interval of the day, and of the horizon."""
        whole = self._all_kept()
        for kind in self._names:
            at_once = self._at_once[kind]
            waits = self._grouped(whole, kind, whole.clock, at_once.shape[2])
            by_clock = self._statistics(waits, kind, at_once)
            total = at_once.sum(axis=2, keepdims=True, dtype=np.int64)
            waits = Grouped(waits.together, waits.stop[at_once.shape[2] - 1 :: at_once.shape[2]])
            for name, values in self._statistics(waits, kind, total).items():
                self._sums[f"{name}/{kind}/all"] = values[:, :, 0]
                if self._frame.days == 1:
                    self._sums[f"{name}/{kind}/date"] = values
            self._sums |= {f"{name}/{kind}/clock": values for name, values in by_clock.items()}
        return self._sums

    def _all_kept(self) -> _Waited:
        """All waits in one table; no longer kept day by day."""
        parts, self._kept = self._kept, []
        return _Waited(
            np.concatenate([part.lane for part in parts]),
            np.concatenate([part.clock for part in parts]),
            np.concatenate([part.ticks for part in parts]),
            {kind: np.concatenate([part.scopes.pop(kind) for part in parts]) for kind in self._scoped},
        )

    def _grouped(self, waited: _Waited, kind: str, period: Numbers, periods: int) -> Grouped:
        """The waits in ticks, by lane, scope and period."""
        group, ticks = waited.lane.astype(np.int64), waited.ticks.astype(np.int64)
        scopes = self._frame.size(kind)
        groups = len(self._rows.replications) * scopes * periods
        if kind != "all":
            group *= scopes
            group += waited.scopes[kind]
            nobody = waited.scopes[kind] < 0
            if nobody.any():
                group, ticks, period = group[~nobody], ticks[~nobody], period[~nobody]
        group *= periods
        group += period
        return Grouped.of(group, ticks, groups)

    def _statistics(self, waits: Grouped, kind: str, at_once: Ints) -> Tally:
        """Statistics by lane, scope and period, added up by row, and how many have them.

        `at_once` counts those who did not wait, by lane, scope and period.
        """
        names = sorted(self._names[kind], key=SHARES.__getitem__)
        found = waits.at_shares(at_once.ravel(), [SHARES[name] for name in names])
        return {
            name: self._rows.added(values.reshape(at_once.shape)).astype(_kind_of(name), copy=False)
            for name, values in zip(("having", *names), found, strict=True)
        }


def _kind_of(name: str) -> type[np.float64 | np.int32]:
    return np.int32 if name == "having" else np.float64


class Histogram:
    """Served contacts by whole minutes waited; see :class:`sim.tally.seen.TallyPart`."""

    def __init__(self, rows: Rows) -> None:
        self._bins = np.zeros((len(rows), HISTOGRAM_MINUTES + 1), np.int32)

    def add(self, seen: Seen) -> None:
        """Count the served of a sheet."""
        rows, width = self._bins.shape
        contacts, served = seen.alike, seen.fates.flags[AT_ONCE][seen.alike.fate]
        at_once = np.flatnonzero(served)
        count = None if contacts.count is None else contacts.count[at_once]
        self._bins[:, 0] += np.bincount(seen.row_of(contacts.lane[at_once]), count, rows).astype(np.int32)
        waiters = seen.waiters
        key = seen.row_of(seen.sheet.contacts.lane[waiters]) * width
        key += np.minimum(seen.sheet.contacts.wait[waiters], HISTOGRAM_MINUTES).astype(np.int64)
        self._bins += np.bincount(key, minlength=rows * width).reshape(rows, width)

    def sums(self) -> Tally:
        """What has been counted."""
        return {"histogram": self._bins}
