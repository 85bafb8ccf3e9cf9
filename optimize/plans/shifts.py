"""Ways for one person to work: shifts expanded from their types, or single stretches where there are no types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from optimize.plans.stretches import Stretch, hours_of
from sim.scenario import Scenario
from sim.scenario.staffing import shift_times
from sim.scenario.units import DAY, WEEKDAYS, Window, window_text
from sim.time.windows import clip, without


@dataclass(frozen=True)
class ShiftOption:
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
        From start to end, in minutes after the midnight before it; the end may be on the day after.
    pause : Window or None
        The break.
    covers : tuple of int
        Numbers of the stretches that it covers whole, on its days and on the days after them.
    cost : float
        Yuan over all its days.
    paid : tuple of Window
        What of it is paid: its parts inside the opening hours, each before or after the midnight that it may pass.
    premium : float
        Pay above the pool's cost, as a fraction.
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
    paid: tuple[Window, ...]
    premium: float = 0.0
    part_time: bool = False

    @property
    def minutes(self) -> float:
        """Minutes paid to one person on one of its days."""
        return minutes_of(self.paid)

    @property
    def passes_midnight(self) -> bool:
        """Whether some of it lies on the day after."""
        return self.time.end > DAY


def shifts_of(scenario: Scenario, places: Sequence[Stretch]) -> tuple[ShiftOption, ...]:
    """Every shift that may be chosen: days by days, then stretch by stretch or type by type."""
    assert scenario.staffing is not None
    found: list[ShiftOption] = []
    by_days: dict[tuple[str, tuple[int, ...]], list[int]] = {}
    for index, place in enumerate(places):
        by_days.setdefault((place.pool, place.days), []).append(index)
    for (pool, days), indices in by_days.items():
        types = scenario.staffing.pools[pool].shift_types
        if not types:
            found += [stretch_alone(scenario, places, index) for index in indices]
        for name, kind in types.items():
            if scenario.calendar.weekday(scenario.calendar.date(days[0])) in kind.days:
                found += _of_type(scenario, pool, name, days, _spans(places, pool, days, scenario))
    return tuple(found)


def stretch_alone(scenario: Scenario, places: Sequence[Stretch], index: int) -> ShiftOption:
    """The way to work one stretch and nothing else."""
    place = places[index]
    cost = scenario.pools[place.pool].cost * place.minutes
    return ShiftOption(place.pool, "", place.days, place.span, None, (index,), cost, place.parts)


Spans = Mapping[tuple[int, int], Window]
"""Stretches of a pool by 0, or 1 for the day after, and number."""


def _spans(places: Sequence[Stretch], pool: str, days: tuple[int, ...], scenario: Scenario) -> Spans:
    """Stretches of a pool on some days, and on the days after those, from the midnight before the former: by 0 or 1 and
    number. The horizon goes round: after its last day comes its first."""
    after = tuple(sorted(day_after(scenario, day) for day in days))
    spans = {}
    for index, place in enumerate(places):
        if place.pool == pool and place.days == days:
            spans[0, index] = place.span
        if place.pool == pool and place.days == after:
            spans[1, index] = Window(place.span.start + DAY, place.span.end + DAY)
    return spans


def _of_type(
    scenario: Scenario, pool: str, name: str, days: tuple[int, ...], spans: Spans
) -> Iterator[ShiftOption]:
    """The shifts of one type; of those that cover the same for the same price only the first."""
    assert scenario.staffing is not None
    seen = set()
    for time, pause in shift_times(scenario.staffing.pools[pool].shift_types[name]):
        shift = _option(scenario, pool, name, days, spans, time, pause)
        if shift and shift.covers and (shift.covers, shift.cost) not in seen:
            seen.add((shift.covers, shift.cost))
            yield shift


def _option(
    scenario: Scenario,
    pool: str,
    name: str,
    days: tuple[int, ...],
    spans: Spans,
    time: Window,
    pause: Window | None,
) -> ShiftOption | None:
    """A shift of a type at a time with a break; None where it ends after closing."""
    if time.end > _latest_end(scenario, pool, days[0], spans):
        return None
    return _made(scenario, pool, name, days, spans, time, pause)


def _made(
    scenario: Scenario,
    pool: str,
    name: str,
    days: tuple[int, ...],
    spans: Spans,
    time: Window,
    pause: Window | None,
) -> ShiftOption:
    """A shift at a time with a break; of a type that the scenario does not know, with a paid break and no premium."""
    assert scenario.staffing is not None
    kind = scenario.staffing.pools[pool].shift_types.get(name)
    worked = without(time, (pause,) if pause else ())
    covers = tuple(
        index
        for (_, index), span in spans.items()
        if any(part.start <= span.start and span.end <= part.end for part in worked)
    )
    paid = paid_parts(scenario, pool, days[0], worked if kind and not kind.pause_paid else (time,))
    premium, part_time = (kind.premium, kind.part_time) if kind else (0.0, False)
    cost = minutes_of(paid) * scenario.pools[pool].cost * (1 + premium) * len(days)
    return ShiftOption(pool, name, days, time, pause, covers, cost, paid, premium, part_time)


def shift_at(
    scenario: Scenario,
    places: Sequence[Stretch],
    pool: str,
    name: str,
    day: int,
    time: Window,
    pause: Window | None,
) -> ShiftOption:
    """A shift on a day that has its own heads, whether the types of shifts allow it or not."""
    return _made(scenario, pool, name, (day,), _spans(places, pool, (day,), scenario), time, pause)


def shifts_of_day(
    scenario: Scenario, places: Sequence[Stretch], pool: str, name: str, day: int
) -> dict[tuple[Window, Window | None], ShiftOption]:
    """Every shift of a type on a day that has its own heads, by time and break, whether or not another covers the same."""
    assert scenario.staffing is not None
    kind = scenario.staffing.pools[pool].shift_types[name]
    spans = _spans(places, pool, (day,), scenario)
    weekday = scenario.calendar.weekday(scenario.calendar.date(day))
    if not hours_of(scenario, pool, day) or weekday not in kind.days:
        return {}
    found = (
        (time, pause, _option(scenario, pool, name, (day,), spans, time, pause))
        for time, pause in shift_times(kind)
    )
    return {(time, pause): shift for time, pause, shift in found if shift}


def day_after(scenario: Scenario, day: int) -> int:
    """The day after one of the horizon, which goes round, or of the days before it."""
    return 0 if day + 1 == scenario.calendar.days else day + 1


def _latest_end(scenario: Scenario, pool: str, day: int, spans: Spans) -> float:
    """When shifts of a day end at the latest: at closing, or, where it is open through midnight, at closing on the day after."""
    closing = hours_of(scenario, pool, day)[-1].end
    after = hours_of(scenario, pool, day_after(scenario, day))
    through = closing == DAY and after and after[0].start == 0 and any(later for later, _ in spans)
    return DAY + after[0].end if through else closing


def paid_parts(scenario: Scenario, pool: str, day: int, parts: Sequence[Window]) -> tuple[Window, ...]:
    """What is paid of some parts of a shift: what lies inside the opening hours, cut at midnight."""
    opened = list(hours_of(scenario, pool, day))
    after = hours_of(scenario, pool, day_after(scenario, day))
    opened += [Window(window.start + DAY, window.end + DAY) for window in after]
    return tuple(clipped for part in parts for clipped in clip(part, opened))


def minutes_of(parts: Sequence[Window]) -> float:
    """The length of some parts together."""
    return sum(part.end - part.start for part in parts)


def shift_name(scenario: Scenario, shift: ShiftOption) -> str:
    """A shift for people: ``own, early, mon 2024-01-01 and 4 days alike, 06:00-14:00, break 11:00-11:30``."""
    date = scenario.calendar.date(shift.days[0])
    more = f" and {len(shift.days) - 1} days alike" if len(shift.days) > 1 else ""
    kind = f", {shift.kind}" if shift.kind else ""
    pause = f", break {window_text(shift.pause)}" if shift.pause else ""
    return f"{shift.pool}{kind}, {WEEKDAYS[date.weekday()]} {date.isoformat()}{more}, {window_text(shift.time)}{pause}"
