"""Quantiles and maxima of the waits of each replication, exactly, by sorting whole numbers.

What a wait belongs to and the wait itself, in ticks, are put into one number: sorting those sorts every wait within
its own scope and period.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

import numpy as np

from sim.measures import REGISTRY
from sim.sheet import Numbers
from sim.tally.fates import AT_ONCE
from sim.tally.frame import Frame
from sim.tally.groups import Array, Ints, Tally
from sim.tally.seen import Rows, Seen
from sim.ticks import TICKS_PER_MINUTE

SHARES = {measure.name: measure.quantile for measure in REGISTRY.values() if measure.quantile is not None}
SHARES["wait_max"] = 1.0

HISTOGRAM_MINUTES = 240
"""Longest wait with a bin of its own in ``histogram``; the last bin holds all longer ones."""

KEY_BITS = 63
"""Bits of a whole number that is not negative."""


@dataclass(frozen=True)
class _Waited:
    """Served contacts of a sheet that waited: what is kept of them until all days of their replications are there."""

    lane: Numbers
    clock: Numbers
    ticks: Ints
    scopes: dict[str, Numbers]


class OrderStatistics:
    """Statistics of the waits by kind of scope; see :class:`sim.tally.seen.Part`.

    Who was served without any wait, as most callers are, is counted and not kept.
    """

    def __init__(self, frame: Frame, rows: Rows, names: Mapping[str, set[str]]) -> None:
        self._frame, self._rows, self._names = frame, rows, names
        nothing = np.empty(0, dtype=np.int64)
        self._kept = [_Waited(nothing, nothing, nothing, {kind: nothing for kind in names if kind != "all"})]
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
                for name, values in self._statistics(waited, kind, day, count.sum(axis=3)).items():
                    self._sums[f"{name}/{kind}/date"][:, :, days.start : days.stop] += values

    def _waited(self, seen: Seen) -> _Waited:
        contacts, rows = seen.sheet.contacts, seen.waiters
        return _Waited(
            contacts.lane[rows].astype(np.int32),
            (seen.cell[rows] % self._frame.intervals).astype(np.int16),
            (contacts.wait[rows] * TICKS_PER_MINUTE).astype(np.int64),
            {kind: self._frame.column(contacts, kind, rows) for kind in self._names if kind != "all"},
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
        parts, self._kept = self._kept, []
        whole = _Waited(
            np.concatenate([part.lane for part in parts]),
            np.concatenate([part.clock for part in parts]),
            np.concatenate([part.ticks for part in parts]),
            {kind: np.concatenate([part.scopes[kind] for part in parts]) for kind in parts[0].scopes},
        )
        for kind in self._names:
            at_once = self._at_once[kind]
            total = at_once.sum(axis=2, keepdims=True, dtype=np.int64)
            for name, values in self._statistics(whole, kind, None, total).items():
                self._sums[f"{name}/{kind}/all"] = values[:, :, 0]
                if self._frame.days == 1:
                    self._sums[f"{name}/{kind}/date"] = values
            by_clock = self._statistics(whole, kind, whole.clock, at_once)
            self._sums |= {f"{name}/{kind}/clock": values for name, values in by_clock.items()}
        return self._sums

    def _keyed(self, waited: _Waited, kind: str, period: Numbers | None, periods: int) -> tuple[Ints, Ints]:
        """What each wait belongs to, by lane, scope and period, and the wait in ticks."""
        key, ticks = waited.lane.astype(np.int64), waited.ticks
        if kind != "all":
            key *= self._frame.size(kind)
            key += waited.scopes[kind]
            nobody = waited.scopes[kind] < 0
            if nobody.any():
                key, ticks = key[~nobody], ticks[~nobody]
                period = None if period is None else period[~nobody]
        if period is not None:
            key *= periods
            key += period
        return key, ticks

    def _statistics(self, waited: _Waited, kind: str, period: Numbers | None, at_once: Ints) -> Tally:
        """Statistics by lane, scope and period, added up by row, and how many have them.

        `at_once` counts those who did not wait, by lane, scope and period.
        """
        key, ticks = self._keyed(waited, kind, period, at_once.shape[2])
        shares = [SHARES[name] for name in sorted(self._names[kind])]
        found = _at_shares(key, ticks, at_once.ravel(), shares)
        return {
            name: self._rows.added(values.reshape(at_once.shape)).astype(_kind_of(name), copy=False)
            for name, values in zip(("having", *sorted(self._names[kind])), found, strict=True)
        }


def _kind_of(name: str) -> type[np.float64 | np.int32]:
    return np.int32 if name == "having" else np.float64


def _at_shares(key: Ints, ticks: Ints, at_once: Ints, shares: list[float]) -> list[Array]:
    """Whether a key has any contact; and for each share the smallest wait that at least that share of a key's contacts
    does not exceed, 0 where there are none. `at_once` counts for each key those without a wait.

    Raises
    ------
    OverflowError
        Key and wait do not fit into one number.
    """
    bits = int(ticks.max(initial=0)).bit_length()
    if len(at_once).bit_length() + bits > KEY_BITS:
        raise OverflowError(
            f"{len(at_once)} statistics of waits of up to 2**{bits} ticks do not fit: use smaller batches"
        )
    joint = key << bits
    joint |= ticks
    joint.sort()
    count = np.bincount(key, minlength=len(at_once))
    start, total = np.cumsum(count) - count, count + at_once
    found = [(total > 0).astype(np.float64)]
    for share in shares:
        place = np.clip(np.ceil(total * share - 1e-9).astype(np.int64) - 1, 0, None) - at_once
        waits = ((total > 0) & (place >= 0)).nonzero()[0]
        values = np.zeros(len(at_once))
        values[waits] = (joint[start[waits] + place[waits]] & ((1 << bits) - 1)) / TICKS_PER_MINUTE
        found.append(values)
    return found


class Histogram:
    """Served contacts by whole minutes waited; see :class:`sim.tally.seen.Part`."""

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
