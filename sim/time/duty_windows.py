"""From schedules to servers: each head of a pool with its windows of duty, over the whole horizon.

Heads by interval become servers too: server *j* (from 0) is on duty while more than *j* heads are scheduled, so the
one with the highest number leaves first. A server of a shift is on duty in the shift without its breaks, and paid with them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.scenario import Scenario
from sim.scenario.pool import Pay, Piece, Pool, Shift, pieces_on
from sim.scenario.units import DAY, Window
from sim.time.floaters import on_the_way
from sim.time.office_time import OfficeTime
from sim.time.opening import Opening
from sim.time.ticks import on_grid_one
from sim.time.time_away import at_work
from sim.time.windows import clip, merge, without, without_any


@dataclass(frozen=True)
class Servers:
    """The heads of one pool.

    Attributes
    ----------
    pool : str
        Name of the pool.
    duty : tuple of tuple of Window
        For each server its scheduled windows of duty, in order and apart.
    calls : tuple of tuple of Window
        For each server the windows in which it calls customers: its duty, and the time it stays at a closing to serve
        those inside.
    paid : tuple of Window
        Stretches paid, one head each: duty and breaks.
    premiums : tuple of (Window, float)
        Stretches paid above the pool's cost, each with how much above it, all heads together: 0.5 is half of one head's cost.
    engaged : tuple of tuple of Window
        For each server the windows for which it is paid, in order and apart: its duty, breaks, training and leave. Work outside them is
        overtime. Where the place stays open through the horizon's last midnight they go on behind it.
    pauses : tuple of tuple of Window
        For each server when a customer at hand has to wait, in order and apart; empty where nobody has to.
    """

    pool: str
    duty: tuple[tuple[Window, ...], ...]
    calls: tuple[tuple[Window, ...], ...]
    paid: tuple[Window, ...]
    premiums: tuple[tuple[Window, float], ...]
    engaged: tuple[tuple[Window, ...], ...]
    pauses: tuple[tuple[Window, ...], ...] = ()

    def __len__(self) -> int:
        return len(self.duty)

    def with_idle(self, count: int) -> Servers:
        """As many servers as `count`: those added are never on duty."""
        idle: tuple[tuple[Window, ...], ...] = ((),) * (count - len(self))
        return replace(self, duty=self.duty + idle, calls=self.calls + idle, engaged=self.engaged + idle)


def servers_of(scenario: Scenario, pool_name: str, opening: Opening) -> Servers:
    """The servers of a pool in a hall with these openings."""
    pool, besides = scenario.pools[pool_name], OfficeTime(scenario, pool_name)
    duty: list[list[Window]] = []
    engaged: list[list[Window]] = []
    paid: list[Window] = []
    premiums: list[tuple[Window, float]] = []
    known: dict[object, _Day] = {}
    for day in opening.days:
        date = scenario.calendar.date(day)
        open_today = [Window(window.start - day * DAY, window.end - day * DAY) for window in opening.on(day)]
        weekday = scenario.calendar.weekday(date)
        today = _on(pool, date, weekday, open_today, known)
        paid += [_shift(window, day) for windows in today.engaged for window in windows]
        premiums += [(_shift(window, day), above) for window, above in today.premiums]
        _append(engaged, today.engaged, day)
        travels = _travels(scenario, pool_name, day, known)
        work = besides.without(at_work(today.duty, pool, date, weekday), day)
        _append(
            duty, [without_any(*each) for each in zip(work, travels, strict=True)] if travels else work, day
        )
    if opening.after:
        date = _following(scenario, pool)
        following = _on(pool, date, scenario.calendar.weekday(date), list(opening.after), known)
        _append(engaged, following.engaged, opening.end_day)
    merged = [merge(windows) for windows in duty]
    calls = [merge(opening.extended(list(windows))) for windows in merged]
    if pool_name == scenario.aid_pool:
        return _from_outside(pool_name, calls)
    return Servers(
        pool_name,
        tuple(map(tuple, merged)),
        tuple(map(tuple, calls)),
        tuple(paid),
        tuple(premiums),
        tuple(tuple(merge(windows)) for windows in engaged[: len(duty)]),
    )


def _from_outside(pool_name: str, hours: list[list[Window]]) -> Servers:
    """Crews from outside, who have no duty and are paid for no time here but that of their work: it is overtime."""
    nobody: tuple[tuple[Window, ...], ...] = ((),) * len(hours)
    return Servers(pool_name, nobody, tuple(map(tuple, hours)), (), (), nobody)


class KnownServers:
    """The servers of scenarios that differ in the heads and shifts of pools, and in costs, at most: each schedule is worked out once."""

    def __init__(self) -> None:
        self._known: dict[object, Servers] = {}

    def of(self, scenario: Scenario, pool_name: str, opening: Opening) -> Servers:
        """As :func:`servers_of`."""
        floaters = scenario.floaters_of(pool_name)
        together = [scenario.pools[each] for each in (floaters.pools if floaters else (pool_name,))]
        schedule = (pool_name, *((pool.heads, pool.shifts, pool.paid) for pool in together))
        if schedule not in self._known:
            self._known[schedule] = servers_of(scenario, pool_name, opening)
        return self._known[schedule]


def _travels(scenario: Scenario, pool_name: str, day: int, known: dict[object, _Day]) -> list[list[Window]]:
    """When each head of a pool is on the way on a day, if it is one of floaters."""
    floaters = scenario.floaters_of(pool_name)
    if floaters is None or not floaters.travel:
        return []
    date, duties = scenario.calendar.date(day), []
    for name in floaters.pools:
        hours = list(scenario.site_of(name).hours(scenario.calendar, day))
        duties.append(_on(scenario.pools[name], date, scenario.calendar.weekday(date), hours, known).duty)
    travels = on_the_way(duties, floaters.people, on_grid_one(floaters.travel))
    return travels[floaters.pools.index(pool_name)]


class _Day(NamedTuple):
    """What a pool's schedule says of a day, in minutes after its midnight.

    Windows of duty of each server, what it is away for not taken out; those for which each person is paid (there may be more people than
    servers, where breaks are paid); and stretches paid above the pool's cost, each with how much.
    """

    duty: list[list[Window]]
    engaged: list[list[Window]]
    premiums: list[tuple[Window, float]]


def _on(pool: Pool, date: dt.date, weekday: int, hours: list[Window], known: dict[object, _Day]) -> _Day:
    """A pool's schedule on a date, which counts as a day of the week, with some opening hours; days that are alike are worked out
    once, and `known` then."""
    if pool.heads is None:
        return _Day(_from_shifts(pool.shifts, weekday, hours), _paid(pool.shifts, weekday, hours), [])
    heads, paid = pieces_on(pool.heads, date, weekday), pieces_on(pool.paid, date, weekday)
    day = (tuple(piece[2:] for piece in heads), tuple(piece[2:] for piece in paid), tuple(hours))
    if day not in known:
        known[day] = _from_heads(heads, paid, hours)
    return known[day]


def _following(scenario: Scenario, pool: Pool) -> dt.date:
    """The date that says who is there after the horizon's last midnight: the next one, or, of a schedule of single dates, the
    horizon's first, since it goes round."""
    calendar = scenario.calendar
    dates = {piece.date for piece in pool.heads or ()}
    following = calendar.date(calendar.days)
    return calendar.date(0) if calendar.date(0) in dates and following not in dates else following


def _append(servers: list[list[Window]], today: list[list[Window]], day: int) -> None:
    """Add a day's windows to those of each server; servers that are new come last."""
    servers += [[] for _ in range(len(today) - len(servers))]
    known: dict[tuple[Window, ...], list[Window]] = {}  # most are there at the same times
    for server, windows in zip(servers, today, strict=False):
        key = tuple(windows)
        if key not in known:
            known[key] = [_shift(window, day) for window in windows]
        server += known[key]


def _from_heads(heads: list[Piece], paid: list[Pay], hours: list[Window]) -> _Day:
    """A day by number of heads, and of people who are paid: whoever is on duty, and more where that is said."""
    duty = _by_server([(each.heads, clip(Window(each.start, each.end), hours)) for each in heads])
    parts = [(each, clip(Window(each.start, each.end), hours)) for each in paid]
    said = _by_server([(each.people, windows) for each, windows in parts])
    nobody: list[Window] = []
    return _Day(
        duty,
        [merge([*there, *more]) for there, more in zip_longest(duty, said, fillvalue=nobody)],
        [
            (window, each.people * each.premium)
            for each, windows in parts
            if each.premium
            for window in windows
        ],
    )


def _by_server(parts: list[tuple[int, list[Window]]]) -> list[list[Window]]:
    """The windows of each server, from how many there are in some stretches: server *j* where there are more than *j*."""
    return [
        merge(part for count, windows in parts if count > server for part in windows)
        for server in range(max((count for count, _ in parts), default=0))
    ]


def _from_shifts(shifts: tuple[Shift, ...], weekday: int, open_today: list[Window]) -> list[list[Window]]:
    return [
        merge(part for stretch in without(shift.time, shift.breaks) for part in clip(stretch, open_today))
        if weekday in shift.days
        else []
        for shift in shifts
        for _ in range(shift.heads)
    ]


def _paid(shifts: tuple[Shift, ...], weekday: int, open_today: list[Window]) -> list[list[Window]]:
    return [
        clip(shift.time, open_today) if weekday in shift.days else []
        for shift in shifts
        for _ in range(shift.heads)
    ]


def _shift(window: Window, day: int) -> Window:
    return Window(window.start + day * DAY, window.end + day * DAY)


def minutes_by_interval(windows: Iterable[Window], days: int, interval: float) -> NDArray[np.float64]:
    """Minutes of some windows (those that overlap count as often) in each interval of each day, shape (days, intervals).

    Only time between the first midnight and the end of day ``days - 1`` counts.
    """
    count = round(DAY / interval) * days
    edges = np.arange(count + 1) * interval
    starts, ends = np.array([list(window) for window in windows] or np.empty((0, 2))).reshape(-1, 2).T
    total = np.zeros(count + 1)
    for sign, times in ((1.0, starts), (-1.0, ends)):
        inside = np.sort(np.clip(times, 0.0, edges[-1]))
        number = np.searchsorted(inside, edges, side="right")
        total += sign * (number * edges - np.concatenate(([0.0], np.cumsum(inside)))[number])
    return np.diff(total).reshape(days, -1)
