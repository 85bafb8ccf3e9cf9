"""The stretches of time in each of which a plan has one number of heads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sim.scenario import Scenario
from sim.scenario.plan import overrides_of
from sim.scenario.staffing import PoolChoice
from sim.scenario.units import DAY, WEEKDAYS, Window, clock_text, window_text
from sim.time.duty_windows import servers_of
from sim.time.opening import opening_of


@dataclass(frozen=True)
class Stretch:
    """A part of a day in which a pool has the same heads.

    Attributes
    ----------
    pool : str
        Name of the pool.
    days : tuple of int
        Days of the horizon on which the heads are the same.
    parts : tuple of Window
        From when to when, in minutes after midnight: one part within one opening, or all openings of a day.
    """

    pool: str
    days: tuple[int, ...]
    parts: tuple[Window, ...]

    @property
    def span(self) -> Window:
        """From its beginning to its end, with closures in between."""
        return Window(self.parts[0].start, self.parts[-1].end)

    def has(self, time: float) -> bool:
        """Whether a time of the day lies in it."""
        return any(part.start <= time < part.end for part in self.parts)

    @property
    def minutes(self) -> float:
        """Minutes of one head on all its days."""
        return sum(part.end - part.start for part in self.parts) * len(self.days)


def stretches(scenario: Scenario) -> tuple[Stretch, ...]:
    """Every stretch whose heads are to be chosen: pool by pool, days by days, from early to late."""
    assert scenario.staffing is not None
    found = []
    for pool, choice in scenario.staffing.pools.items():
        for days in _days_alike(scenario, pool, choice):
            found += [Stretch(pool, days, parts) for parts in _of_a_day(scenario, pool, choice, days[0])]
    return tuple(found)


def _of_a_day(scenario: Scenario, pool: str, choice: PoolChoice, day: int) -> list[tuple[Window, ...]]:
    """The parts of each stretch of a day. In an office, where an order lies for days, and among crews, who are there day and night, heads are the
    same all day if nobody says otherwise."""
    hours = hours_of(scenario, pool, day)
    if scenario.site_of(pool).kind in ("office", "crews") and choice.block is None and not choice.shift_types:
        return [hours]
    return [(span,) for window in hours for span in _parts(window, choice, scenario.calendar.interval)]


def count_stretches(scenario: Scenario) -> Iterator[tuple[str, int, int]]:
    """How many stretches there are, without making them: by pool and length of the day, the pool, groups of days with heads of their own,
    and the stretches of each."""
    assert scenario.staffing is not None
    for pool, choice in scenario.staffing.pools.items():
        first = {hours_of(scenario, pool, days[0]): days[0] for days in _days_alike(scenario, pool, choice)}
        groups = Counter(hours_of(scenario, pool, days[0]) for days in _days_alike(scenario, pool, choice))
        for hours, day in first.items():
            yield pool, groups[hours], len(_of_a_day(scenario, pool, choice, day))


def _parts(window: Window, choice: PoolChoice, interval: float) -> list[Window]:
    """An opening in blocks that are counted from its beginning; where there are shift types, or no block is given, in the calendar's
    intervals, or in such parts of them as shifts begin with."""
    if choice.shift_types:
        return cut(window, choice.counted_by(interval))
    return cut(window, interval) if choice.block is None else cut(window, choice.block, window.start)


def hours_of(scenario: Scenario, pool: str, day: int) -> tuple[Window, ...]:
    """Opening hours of the site where a pool works on a day of the horizon."""
    return scenario.site_of(pool).hours(scenario.calendar, day)


def cut(window: Window, length: float, origin: float = 0.0) -> list[Window]:
    """A window cut at whole multiples of a length after an origin: midnight, if no other is given."""
    first, last = int((window.start - origin) // length), int(np.ceil((window.end - origin) / length))
    edges = [origin + number * length for number in range(first, last + 1)]
    return [Window(max(window.start, start), min(window.end, end)) for start, end in pairwise(edges)]


def _days_alike(scenario: Scenario, pool: str, choice: PoolChoice) -> list[tuple[int, ...]]:
    """Open days, those together that get the same heads: with the same hours and types of shifts."""
    assert scenario.staffing is not None
    groups: dict[object, list[int]] = {}
    for day in range(scenario.calendar.days):
        weekday = scenario.calendar.weekday(scenario.calendar.date(day))
        apart = {"alike": None, "weekdays": weekday, "apart": day}[scenario.staffing.days]
        types = frozenset(name for name, kind in choice.shift_types.items() if weekday in kind.days)
        hours = hours_of(scenario, pool, day)
        if hours:
            groups.setdefault((hours, apart, types), []).append(day)
    return [tuple(days) for days in groups.values()]


def plan_rows(
    scenario: Scenario, places: Sequence[Stretch], heads: Sequence[int]
) -> dict[str, list[dict[str, object]]]:
    """The rows of a plan by pool, in order of time: ``date``, ``start``, ``end``, ``heads``."""
    rows: dict[str, list[dict[str, object]]] = {place.pool: [] for place in places}
    order = sorted(
        (day, part, index) for index, place in enumerate(places) for day in place.days for part in place.parts
    )
    for day, span, index in order:
        rows[places[index].pool].append(
            {
                "date": scenario.calendar.date(day).isoformat(),
                "start": clock_text(span.start),
                "end": clock_text(span.end),
                "heads": int(heads[index]),
            }
        )
    return rows


def changes_of(scenario: Scenario, places: Sequence[Stretch], heads: Sequence[int]) -> dict[str, object]:
    """What a number of heads for each stretch overrides in the scenario."""
    return overrides_of(scenario, plan_rows(scenario, places, heads))


def given_heads(scenario: Scenario, pool: str, day: int, span: Window) -> int:
    """Heads that a pool has at every time of a stretch of a day, by the scenario's own schedule."""
    servers = servers_of(scenario, pool, opening_of(scenario, scenario.site_of(pool).name))
    start, end = day * DAY + span.start, day * DAY + span.end
    duties = [duty for windows in servers.duty for duty in windows if duty.start < end and start < duty.end]
    edges = {start, *(edge for duty in duties for edge in duty if start < edge < end)}
    return min(sum(duty.start <= edge < duty.end for duty in duties) for edge in edges)


def has_heads(scenario: Scenario, pool: str) -> bool:
    """Whether the scenario's own schedule of a pool has anybody."""
    schedule = scenario.pools[pool]
    return any(piece.heads for piece in schedule.heads or ()) or any(shift.heads for shift in schedule.shifts)


def name_of(scenario: Scenario, place: Stretch) -> str:
    """A stretch for people: ``clerks, mon 2024-01-01 08:00-09:00``, with how many days share it."""
    date = scenario.calendar.date(place.days[0])
    more = f" and {len(place.days) - 1} days alike" if len(place.days) > 1 else ""
    spans = " and ".join(map(window_text, place.parts))
    return f"{place.pool}, {WEEKDAYS[date.weekday()]} {date.isoformat()}{more}, {spans}"
