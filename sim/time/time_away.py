"""When heads are away whom the schedule has on duty: on leave, in training, or at a break that they take in turns.

Who is missing by chance differs from replication to replication: see :mod:`sim.draws.absence`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sim.scenario.pool import Pool
from sim.scenario.time_away import Break, Training
from sim.scenario.units import DAY, Window
from sim.time.ticks import on_grid_one
from sim.time.windows import clip, without

Duty = list[list[Window]]
"""The windows of duty of each head on a day, in minutes after its midnight."""


def at_work(today: Duty, pool: Pool, date: dt.date, weekday: int) -> Duty:
    """The windows of a day without those in which heads are away.

    Parameters
    ----------
    today : list of list of Window
        When each head is on duty by the schedule.
    pool : Pool
        Whose heads.
    date, weekday : date, int
        The day, and the day of the week as which it counts.
    """
    turns = [
        turn
        for each in pool.breaks
        if weekday in each.days
        for turn in turns_of(each, there(today, each.within))
    ]
    for leave in pool.leave:
        if leave.first <= date <= leave.last:
            today = away(today, there(today, Window(0.0, DAY))[: leave.heads], Window(0.0, DAY))
    for training in pool.trainings:
        if weekday in training.days:
            today = _trained(today, training)
    for heads, turn in turns:
        today = away(today, heads, turn)
    return today


def turns_of(each: Break, heads: Sequence[int]) -> list[tuple[Sequence[int], Window]]:
    """Which of some heads are away in which turn of a break."""
    start, length, at_once = each.within.start, each.length, each.at_once
    return [
        (
            heads[turn * at_once : (turn + 1) * at_once],
            Window(on_grid_one(start + turn * length), on_grid_one(start + (turn + 1) * length)),
        )
        for turn in range(each.turns)
    ]


def there(today: Duty, span: Window) -> list[int]:
    """Heads on duty at some time in a stretch."""
    return [head for head, windows in enumerate(today) if clip(span, windows)]


def _trained(today: Duty, training: Training) -> Duty:
    return away(today, there(today, training.time)[: training.heads], training.time)


def away(today: Duty, heads: Sequence[int], span: Window) -> Duty:
    """The windows of a day, of some heads without a stretch."""
    gone, rest = set(heads), without(Window(0.0, DAY), (span,))
    return [
        [part for window in windows for part in clip(window, rest)] if head in gone else windows
        for head, windows in enumerate(today)
    ]
