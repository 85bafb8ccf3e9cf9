"""Sums over contacts, each in the interval in which it arrived.

Whether a contact was served, caught, within ten minutes … depends on its fate (:mod:`sim.tally.fates`). A table turns that
into a number with one group of digits for each such question, so that one weighted count adds up several.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.log.sheet import Contacted
from sim.measures.sums import ContactSum
from sim.tally import by_interval
from sim.tally.fates import Fates, Flags
from sim.tally.frame import Frame
from sim.tally.groups import Array, Ints, Tally
from sim.tally.seen import Rows, Seen

EXACT_BITS = 53
"""Whole numbers of so many bits are exact in double precision (IEEE 754)."""

NOBODY = ("pool", "ended_by", "language")
"""Kinds of scope of which a contact may have none."""


class ContactSums:
    """Sums over contacts by kind of scope; see :class:`sim.tally.seen.TallyPart`."""

    def __init__(self, frame: Frame, rows: Rows, fates: Fates, sums: Mapping[str, set[ContactSum]]) -> None:
        self._frame, self._rows, self._fates, self._of = frame, rows, fates, sums
        every = sorted(set().union(*sums.values()), key=lambda each: each.name)
        self._counted = [each for each in every if not each.minutes and each.counts]
        self._minutes = [each for each in every if each.minutes]
        self._sums: Tally = {}
        for kind in sums:
            for each in sums[kind]:
                self._sums |= self._nothing_yet(each, kind)

    def _nothing_yet(self, each: ContactSum, kind: str) -> Tally:
        frame, name, rows = self._frame, f"{each.name}/{kind}", len(self._rows)
        numbers = np.float64 if each.minutes else np.int32
        if kind in each.by_interval:
            return by_interval.nothing_yet(frame, name, rows, frame.size(kind), numbers)
        return {
            f"{name}/{cut}": np.zeros((rows, frame.size(kind), length), numbers)
            for cut, length in (("date", frame.days), ("clock", frame.intervals))
        }

    def add(self, seen: Seen) -> None:
        """Count the contacts of a sheet."""
        contacts = seen.alike
        keys = {kind: self._key(seen, kind) for kind in self._of}
        counts = {
            kind: np.bincount(key, contacts.count, self._cells(seen, kind)).astype(np.int64)
            for kind, key in keys.items()
        }
        for kind in keys:
            for each in self._of[kind]:
                if each.counts is None:
                    self._keep(seen, each, kind, counts[kind])
        there = np.bincount(contacts.fate, minlength=len(self._fates)) > 0
        self._count(
            seen, keys, max((int(count.max(initial=1)) for count in counts.values()), default=1), there
        )
        self._add_minutes(seen, keys, there)

    def _add_minutes(self, seen: Seen, keys: dict[str, Ints], there: Flags) -> None:
        """Add up minutes of those whose are counted, if there are any."""
        found: dict[str, Array] = {}
        for each in self._minutes:
            kinds = [kind for kind in keys if each in self._of[kind]]
            counts = self._fates.flags[each]
            if not counts[there].any():
                continue
            if each.minutes not in found:
                found[each.minutes] = seen.alike.added(_minutes(seen.sheet.contacts, each.minutes))
            rows = np.flatnonzero(counts[seen.alike.fate])
            minutes = found[each.minutes][rows]
            for kind in kinds:
                added = np.bincount(keys[kind][rows], minutes, self._cells(seen, kind))
                self._keep(seen, each, kind, added)

    def _cells(self, seen: Seen, kind: str) -> int:
        """Cells of a sheet: row that is there, scope (for pools and languages one more, for none, the first), interval."""
        scopes = self._frame.size(kind) + (kind in NOBODY)
        return len(seen.rows_there) * scopes * len(seen.days) * self._frame.intervals

    def _key(self, seen: Seen, kind: str) -> Ints:
        key = seen.row_of(seen.alike.lane) - seen.rows_there.start
        key *= self._frame.size(kind) + (kind in NOBODY)
        key += self._frame.column(seen.alike, kind)
        key += kind in NOBODY
        key *= len(seen.days) * self._frame.intervals
        key += seen.alike.cell
        return key

    def _count(self, seen: Seen, keys: dict[str, Ints], most: int, there: Flags) -> None:
        """Add up the flags of the fates that are there, as many at a time as have room in one number if none exceeds `most`."""
        bits, contacts, flags = most.bit_length(), seen.alike, self._fates.flags
        some = [each for each in self._counted if flags[each][there].any()]
        together = EXACT_BITS // bits
        for start in range(0, len(some), together):
            group = some[start : start + together]
            digits = np.zeros(len(there))
            for place, each in enumerate(group):
                digits += np.ldexp(flags[each].astype(np.float64), bits * place)
            weights = digits[contacts.fate]
            if contacts.count is not None:
                weights *= contacts.count
            for kind, key in keys.items():
                if self._of[kind].isdisjoint(group):
                    continue
                packed = np.bincount(key, weights, self._cells(seen, kind)).astype(np.int64)
                for place, each in enumerate(group):
                    if each in self._of[kind]:
                        self._keep(seen, each, kind, (packed >> bits * place) & ((1 << bits) - 1))

    def _keep(self, seen: Seen, each: ContactSum, kind: str, values: Array | Ints) -> None:
        rows = slice(seen.rows_there.start, seen.rows_there.stop)
        by_day = values.reshape(len(seen.rows_there), -1, len(seen.days), self._frame.intervals)
        by_day = by_day[:, 1:] if kind in NOBODY else by_day
        first, last = seen.days.start, seen.days.stop
        name = f"{each.name}/{kind}"
        if kind in each.by_interval:
            whole, start = by_day.reshape(*by_day.shape[:2], -1), first * self._frame.intervals
            by_interval.add(self._frame, self._sums, name, start, whole, rows)
        else:
            self._sums[f"{name}/date"][rows, :, first:last] += by_day.sum(axis=3)
            self._sums[f"{name}/clock"][rows] += by_day.sum(axis=2)

    def sums(self) -> Tally:
        """What has been counted."""
        return self._sums


def _minutes(contacts: Contacted, name: str) -> Array:
    if name == "stay":
        return contacts.ended - contacts.arrived
    minutes: Array = getattr(contacts, name)
    return minutes
