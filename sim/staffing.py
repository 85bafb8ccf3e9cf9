"""From schedules to servers: each head of a pool with its windows of duty, over the whole horizon.

Heads by interval become servers too: server *j* (from 0) is on duty while more than *j* heads are scheduled, so the
one with the highest number leaves first. A server of a shift is on duty in the shift without its breaks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.opening import Opening
from sim.scenario import Scenario
from sim.scenario.phone import Training
from sim.scenario.pool import Piece, Shift
from sim.scenario.units import DAY, Window


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
    """

    pool: str
    duty: tuple[tuple[Window, ...], ...]
    calls: tuple[tuple[Window, ...], ...]
    paid: tuple[Window, ...]

    def __len__(self) -> int:
        return len(self.duty)

    def with_idle(self, count: int) -> Servers:
        """As many servers as `count`: those added are never on duty."""
        idle: tuple[tuple[Window, ...], ...] = ((),) * (count - len(self))
        return replace(self, duty=self.duty + idle, calls=self.calls + idle)


def servers_of(scenario: Scenario, pool_name: str, opening: Opening) -> Servers:
    """The servers of a pool in a hall with these openings."""
    pool = scenario.pools[pool_name]
    duty: list[list[Window]] = []
    paid: list[Window] = []
    known: dict[object, list[list[Window]]] = {}
    for day in opening.days:
        date = scenario.calendar.date(day)
        open_today = [Window(window.start - day * DAY, window.end - day * DAY) for window in opening.on(day)]
        pieces = pieces_on(pool.heads, date) if pool.heads is not None else []
        today = (
            _from_heads(pieces, open_today, known)
            if pool.heads is not None
            else _from_shifts(pool.shifts, date.weekday(), open_today)
        )
        paid += [
            _shift(window, day)
            for windows in (
                today if pool.heads is not None else _paid(pool.shifts, date.weekday(), open_today)
            )
            for window in windows
        ]
        today = _trained(today, pool.phone.training, date.weekday())
        duty += [[] for _ in range(len(today) - len(duty))]
        for server, windows in enumerate(today):
            duty[server] += [_shift(window, day) for window in windows]
    merged = [merge(windows) for windows in duty]
    calls = [merge(opening.extended(list(windows))) for windows in merged]
    return Servers(pool_name, tuple(map(tuple, merged)), tuple(map(tuple, calls)), tuple(paid))


def pieces_on(heads: tuple[Piece, ...], date: object) -> list[Piece]:
    """The pieces of a schedule that hold on a date; pieces for that very date go before those for its weekday."""
    exact = [piece for piece in heads if piece.date == date]
    return exact or [piece for piece in heads if piece.date is None and date.weekday() in piece.weekdays]  # type: ignore[attr-defined]


def _from_heads(
    pieces: list[Piece], open_today: list[Window], known: dict[object, list[list[Window]]]
) -> list[list[Window]]:
    """The windows of each server on a day; days with the same pieces and hours are worked out once, and `known` then."""
    day = (tuple((piece.start, piece.end, piece.heads) for piece in pieces), tuple(open_today))
    if day not in known:
        parts = [(piece.heads, clip(Window(piece.start, piece.end), open_today)) for piece in pieces]
        known[day] = [
            merge(part for heads, windows in parts if heads > server for part in windows)
            for server in range(max((heads for heads, _ in parts), default=0))
        ]
    return known[day]


def _from_shifts(shifts: tuple[Shift, ...], weekday: int, open_today: list[Window]) -> list[list[Window]]:
    return [
        merge(part for stretch in without(shift.time, shift.breaks) for part in clip(stretch, open_today))
        if weekday in shift.days
        else []
        for shift in shifts
        for _ in range(shift.heads)
    ]


def _trained(today: list[list[Window]], trainings: tuple[Training, ...], weekday: int) -> list[list[Window]]:
    """The windows of a day without those in which heads are in training, one training after the other."""
    for training in trainings:
        if weekday in training.days:
            there = [server for server, windows in enumerate(today) if clip(training.time, windows)]
            away = set(there[: training.heads])
            rest = without(Window(0.0, DAY), (training.time,))
            today = [
                [part for window in windows for part in clip(window, rest)] if server in away else windows
                for server, windows in enumerate(today)
            ]
    return today


def _paid(shifts: tuple[Shift, ...], weekday: int, open_today: list[Window]) -> list[list[Window]]:
    return [
        clip(shift.time, open_today) for shift in shifts if weekday in shift.days for _ in range(shift.heads)
    ]


def clip(span: Window, windows: list[Window]) -> list[Window]:
    """The parts of `span` inside some ordered windows."""
    start, end = span
    return [
        Window(max(start, first), min(end, last))
        for first, last in windows
        if start < last and first < end and start < end and first < last
    ]


def without(span: Window, breaks: tuple[Window, ...]) -> list[Window]:
    """`span` without its ordered breaks."""
    edges = [span.start, *(edge for pause in breaks for edge in pause), span.end]
    return [Window(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def merge(windows: Iterable[Window]) -> list[Window]:
    """The union of windows, in order, with those that touch made one."""
    merged: list[Window] = []
    for window in sorted(windows):
        if merged and window.start <= merged[-1].end:
            merged[-1] = Window(merged[-1].start, max(merged[-1].end, window.end))
        else:
            merged.append(window)
    return merged


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
