"""Quantiles and maxima of the waits of each replication, exactly, by sorting whole numbers.

What a wait belongs to and the wait itself, in ticks, are put into one number: sorting those sorts every wait within
its own scope and period.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.measures import REGISTRY
from sim.sheet import Numbers
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
    """Served contacts of a sheet: what is kept of them until all days of their replications are there."""

    lane: Numbers
    clock: Numbers
    ticks: Ints
    scopes: dict[str, Numbers]


class OrderStatistics:
    """Statistics of the waits by kind of scope; see :class:`sim.tally.seen.Part`."""

    def __init__(self, frame: Frame, rows: Rows, names: Mapping[str, set[str]]) -> None:
        self._frame, self._rows, self._names = frame, rows, names
        nothing = np.empty(0, dtype=np.int64)
        self._kept = [_Waited(nothing, nothing, nothing, {kind: nothing for kind in names if kind != "all"})]
        self._sums: Tally = {
            f"{name}/{kind}/date": np.zeros((len(rows), frame.size(kind), frame.days), _kind_of(name))
            for kind in names
            for name in ("having", *names[kind])
        }

    def add(self, seen: Seen) -> None:
        """Take the waits of a sheet; those of a date are all there."""
        contacts, served, intervals = seen.sheet.contacts, seen.served, self._frame.intervals
        waited = _Waited(
            contacts.lane[served].astype(np.int32),
            (seen.cell[served] % intervals).astype(np.int16),
            (seen.served_wait * TICKS_PER_MINUTE).astype(np.int64),
            {kind: self._frame.column(contacts, kind)[served] for kind in self._names if kind != "all"},
        )
        self._kept.append(waited)
        if self._frame.days > 1:
            day = seen.cell[served] // intervals
            for kind in self._names:
                for name, values in self._statistics(waited, kind, day, len(seen.days)).items():
                    self._sums[f"{name}/{kind}/date"][:, :, seen.days.start : seen.days.stop] += values

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
            for name, values in self._statistics(whole, kind, None, 1).items():
                self._sums[f"{name}/{kind}/all"] = values[:, :, 0]
                if self._frame.days == 1:
                    self._sums[f"{name}/{kind}/date"] = values
            by_clock = self._statistics(whole, kind, whole.clock, self._frame.intervals)
            self._sums |= {f"{name}/{kind}/clock": values for name, values in by_clock.items()}
        return self._sums

    def _statistics(self, waited: _Waited, kind: str, period: Numbers | None, periods: int) -> Tally:
        """Statistics by lane, scope and period, added up by row, and how many have them."""
        scopes, lanes = self._frame.size(kind), len(self._rows.replications)
        key, ticks = waited.lane.astype(np.int64), waited.ticks
        if kind != "all":
            key *= scopes
            key += waited.scopes[kind]
            nobody = waited.scopes[kind] < 0
            if nobody.any():
                key, ticks = key[~nobody], ticks[~nobody]
                period = None if period is None else period[~nobody]
        if period is not None:
            key *= periods
            key += period
        count = np.bincount(key, minlength=lanes * scopes * periods)
        found = _at_shares(key, ticks, count, [SHARES[name] for name in sorted(self._names[kind])])
        found.insert(0, (count > 0).astype(np.float64))
        return {
            name: self._rows.added(values.reshape(lanes, scopes, periods)).astype(_kind_of(name), copy=False)
            for name, values in zip(("having", *sorted(self._names[kind])), found, strict=True)
        }


def _kind_of(name: str) -> type[np.float64 | np.int32]:
    return np.int32 if name == "having" else np.float64


def _at_shares(key: Ints, ticks: Ints, count: Ints, shares: list[float]) -> list[Array]:
    """For each share the smallest wait that at least that share of a key's waits does not exceed; 0 where there are none.

    Raises
    ------
    OverflowError
        Key and wait do not fit into one number.
    """
    bits = int(ticks.max(initial=0)).bit_length()
    if len(count).bit_length() + bits > KEY_BITS:
        raise OverflowError(
            f"{len(count)} statistics of waits of up to 2**{bits} ticks do not fit: use smaller batches"
        )
    joint = key << bits
    joint |= ticks
    joint.sort()
    some = np.flatnonzero(count)
    number = count[some]
    start, found = np.cumsum(number) - number, []
    for share in shares:
        place = np.clip(np.ceil(number * share - 1e-9).astype(np.int64) - 1, 0, None)
        values = np.zeros(len(count))
        values[some] = (joint[start + place] & ((1 << bits) - 1)) / TICKS_PER_MINUTE
        found.append(values)
    return found


class Histogram:
    """Served contacts by whole minutes waited; see :class:`sim.tally.seen.Part`."""

    def __init__(self, rows: Rows) -> None:
        self._bins = np.zeros((len(rows), HISTOGRAM_MINUTES + 1), np.int32)

    def add(self, seen: Seen) -> None:
        """Count the served of a sheet."""
        rows, width = self._bins.shape
        key = seen.row[seen.served] * width
        key += np.minimum(seen.served_wait, HISTOGRAM_MINUTES).astype(np.int64)
        self._bins += np.bincount(key, minlength=rows * width).reshape(rows, width)

    def sums(self) -> Tally:
        """What has been counted."""
        return {"histogram": self._bins}
