"""The ways to work a type of shift: when it begins, how long it is, where its break lies."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.scenario.choices import ShiftType
from sim.scenario.units import DAY, Window

EDGE = 60.0
"""Minutes at both ends of a shift in which no break lies where the scenario does not say (assumed)."""


def count_ways(kind: ShiftType) -> int:
    """How many ways there are at most, without going through them."""
    latest = kind.earliest if kind.latest is None else kind.latest
    starts = (latest - kind.earliest) // kind.step + 1
    within = kind.pause_within
    room = max(kind.lengths) if within is None else within.end - within.start
    pauses = room // kind.step + 1 if kind.pause else 1
    return int(starts * len(kind.lengths) * pauses)


def ways(kind: ShiftType) -> Iterator[tuple[Window, Window | None]]:
    """Times and breaks of all shifts of a type, from early to late."""
    latest = kind.earliest if kind.latest is None else kind.latest
    for start in np.arange(kind.earliest, latest + 1e-9, kind.step).tolist():
        for length in kind.lengths:
            time = Window(start, start + length)
            if not kind.pause:
                yield time, None
                continue
            first, last = kind.pause_within or Window(time.start + EDGE, time.end - EDGE)
            if last <= time.start:  # after the midnight that the shift passes
                first, last = first + DAY, last + DAY
            first, last = max(first, time.start), min(last, time.end) - kind.pause
            for begin in np.arange(first, last + 1e-9, kind.step).tolist():
                yield time, Window(begin, begin + kind.pause)
