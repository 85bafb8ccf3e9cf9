"""Ways for one person to work: shifts expanded from their types, or single stretches where there are no types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from optimize.load import hours_on
from optimize.stretches import Stretch, hall_of
from sim.scenario import Scenario
from sim.scenario.choices import ShiftType
from sim.scenario.units import Window
from sim.staffing import clip, without

EDGE = 60.0
"""Minutes at both ends of a shift in which no break lies where the scenario does not say (assumed)."""


@dataclass(frozen=True)
class Shift:
    """One way for one person to work on some days.

    Attributes
    ----------
    pool : str
        Of which pool.
    kind : str
        Name of its type; empty for a single stretch.
    days : tuple of int
        Days of the horizon on which it is worked.
    time : Window
        From start to end, in minutes after midnight.
    pause : Window or None
        The break.
    covers : tuple of int
        Numbers of the stretches that it covers whole.
    cost : float
        Yuan over all its days.
    minutes : float
        Minutes paid to one person on one of its days.
    part_time : bool
        Whether it is part-time work.
    """

    pool: str
    kind: str
    days: tuple[int, ...]
    time: Window
    pause: Window | None
    covers: tuple[int, ...]
    cost: float
    minutes: float
    part_time: bool = False


def shifts_of(scenario: Scenario, places: Sequence[Stretch]) -> tuple[Shift, ...]:
    """Every shift that may be chosen: days by days, then stretch by stretch or type by type."""
    assert scenario.staffing is not None
    found: list[Shift] = []
    by_days: dict[tuple[str, tuple[int, ...]], list[int]] = {}
    for index, place in enumerate(places):
        by_days.setdefault((place.pool, place.days), []).append(index)
    for (pool, days), indices in by_days.items():
        types = scenario.staffing.pools[pool].shift_types
        if not types:
            price = scenario.pools[pool].cost
            found += [
                Shift(
                    pool,
                    "",
                    days,
                    places[index].span,
                    None,
                    (index,),
                    price * places[index].minutes,
                    places[index].minutes / len(days),
                )
                for index in indices
            ]
        for name, kind in types.items():
            if scenario.calendar.date(days[0]).weekday() in kind.days:
                found += _of_type(
                    scenario, pool, name, days, {index: places[index].span for index in indices}
                )
    return tuple(found)


def _of_type(
    scenario: Scenario, pool: str, name: str, days: tuple[int, ...], spans: dict[int, Window]
) -> Iterator[Shift]:
    """The shifts of one type; of those that cover the same for the same price only the first."""
    assert scenario.staffing is not None
    kind = scenario.staffing.pools[pool].shift_types[name]
    opened = list(hours_on(scenario, hall_of(scenario, pool), days[0]))
    seen = set()
    for time, pause in ways(kind):
        worked = without(time, (pause,) if pause else ())
        covers = tuple(
            index
            for index, span in spans.items()
            if any(part.start <= span.start and span.end <= part.end for part in worked)
        )
        paid = paid_minutes(scenario, pool, days[0], time)
        cost = paid * scenario.pools[pool].cost * (1 + kind.premium) * len(days)
        if covers and (covers, cost) not in seen and time.end <= opened[-1].end:
            seen.add((covers, cost))
            yield Shift(pool, name, days, time, pause, covers, cost, paid, kind.part_time)


def paid_minutes(scenario: Scenario, pool: str, day: int, time: Window) -> float:
    """Minutes of a shift that are paid: those inside the opening hours of its hall."""
    opened = list(hours_on(scenario, hall_of(scenario, pool), day))
    return sum(part.end - part.start for part in clip(time, opened))


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
            first, last = max(first, time.start), min(last, time.end) - kind.pause
            for begin in np.arange(first, last + 1e-9, kind.step).tolist():
                yield time, Window(begin, begin + kind.pause)
