"""Minutes of waiting while a hall is open, and the longest queue of each day."""

from __future__ import annotations

import numpy as np

from sim.scenario.units import DAY
from sim.tally import by_interval
from sim.tally.frame import Frame
from sim.tally.groups import Array, Ints, Tally
from sim.tally.seen import Rows, Seen


class WaitingMinutes:
    """Minutes of waiting in each hall and centre while it is open, by interval; see :class:`sim.tally.seen.TallyPart`."""

    def __init__(self, frame: Frame, rows: Rows) -> None:
        self._frame, self._rows = frame, rows
        self._sums = by_interval.nothing_yet(
            frame, "waiting/hall", len(rows), len(frame.openings), np.float64
        )

    def add(self, seen: Seen) -> None:
        """Count the waits of a sheet."""
        waits, frame, halls = seen.waits, self._frame, len(self._frame.openings)
        if not len(waits.since):
            return
        key = seen.row_of(waits.lane) * halls
        key += waits.hall
        first, minutes = frame.grid.minutes(key, len(self._rows) * halls, waits.since, waits.until)
        minutes = minutes.reshape(len(self._rows), halls, -1)
        minutes *= frame.opened[:, first : first + minutes.shape[2]]
        by_interval.add(frame, self._sums, "waiting/hall", *frame.grid.by_interval(first, minutes))

    def sums(self) -> Tally:
        """What has been counted."""
        return self._sums


class LongestQueue:
    """The largest number who wait at once on each day, by kind of scope; see :class:`sim.tally.seen.TallyPart`.

    Who waits longer than the sheet's last day counts with the day on which the wait began, which may be one of the
    next sheet: such rows are held back until then.
    """

    def __init__(self, frame: Frame, rows: Rows, kinds: set[str]) -> None:
        self._frame, self._rows, lanes = frame, rows, len(rows.replications)
        self._longest = {kind: np.zeros((lanes, frame.size(kind), frame.days)) for kind in sorted(kinds)}
        self._held: tuple[Ints, Ints, Array, Array] | None = None

    def add(self, seen: Seen) -> None:
        """Count the waits of a sheet, and those held back that began on its days."""
        waits = seen.waits
        columns = (waits.lane.astype(np.int64), waits.hall.astype(np.int64), waits.since, waits.until)
        self._count(self._with_held(columns), seen.days.stop)

    def sums(self) -> Tally:
        """The longest queues of each date, and of the horizon, added up by row."""
        if self._held is not None:
            self._count(self._held, self._frame.days)
        sums: Tally = {}
        for kind, longest in self._longest.items():
            sums[f"queue_max/{kind}/date"] = self._rows.added(longest)
            sums[f"queue_max/{kind}/all"] = self._rows.added(longest.max(axis=2))
        return sums

    def _with_held(self, columns: tuple[Ints, Ints, Array, Array]) -> tuple[Ints, Ints, Array, Array]:
        held = self._held
        if held is None:
            return columns
        lane, hall, since, until = (np.concatenate(pair) for pair in zip(held, columns, strict=True))
        return lane, hall, since, until

    def _count(self, columns: tuple[Ints, Ints, Array, Array], stop: int) -> None:
        """Count the waits that began before day `stop`, and hold back the others."""
        lane, hall, since, until = columns
        day = np.clip((since / DAY).astype(np.int64), 0, self._frame.days - 1)
        self._held = None
        if day.max(initial=0) >= stop:
            now, later = np.flatnonzero(day < stop), np.flatnonzero(day >= stop)
            self._held = (lane[later], hall[later], since[later], until[later])
            lane, hall, since, until, day = lane[now], hall[now], since[now], until[now], day[now]
        if not len(lane):
            return
        first = int(day.min())
        days = int(day.max()) + 1 - first
        for kind, longest in self._longest.items():
            scopes = longest.shape[1]
            key = ((lane * scopes + hall if kind == "hall" else lane) * days) + day - first
            found = _longest(key, len(longest) * scopes * days, since, until)
            place = longest[:, :, first : first + days]
            np.maximum(place, found.reshape(place.shape), out=place)


def _longest(key: Ints, keys: int, since: Array, until: Array) -> Ints:
    """The largest number of stretches of a key that overlap; who leaves makes room before the next one comes."""
    from sim.tally.overlaps import most_at_once
    from sim.tally.selection import bring_together

    begins, ends, longest = np.empty_like(since), np.empty_like(until), np.zeros(keys, np.int64)
    for times, together in ((since, begins), (until, ends)):
        stop = np.zeros(keys, np.int64)
        bring_together(key, times, stop, together)
    most_at_once(begins, ends, stop, longest)
    return longest
