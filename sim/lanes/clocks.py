"""Clocks of deadlines and of work, compiled as they stand in :mod:`sim.time`; the library's search in sorted values is written out."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from sim.compiling.compiled import known_to_compiled, woven
from sim.compiling.entries import Whole
from sim.time import deadlines, meetings, working_hours
from sim.time.ticks import on_grid_one


def _search(values: Any, value: float, low: Whole, end: Whole) -> Whole:
    while low < end:
        middle = (low + end) // 2
        if value < values[middle]:
            end = middle
        else:
            low = middle + 1
    return low


known_to_compiled(bisect_right, _search)
for _function in (
    on_grid_one,
    working_hours.worked,
    working_hours.worked_by,
    deadlines.minutes_run,
    deadlines.count,
    deadlines.count_at_start,
    deadlines.count_reaches,
):
    known_to_compiled(_function)

inside_from: Any = woven(working_hours.inside_from)
inside_until: Any = woven(working_hours.inside_until)
work_end: Any = woven(working_hours.work_end)
works_within: Any = woven(working_hours.works_within)
due: Any = woven(deadlines.due)
due_after_pause: Any = woven(deadlines.due_after_pause)
time_at_share: Any = woven(deadlines.time_at_share)
minutes_run: Any = woven(deadlines.minutes_run)
next_meeting: Any = woven(meetings.next_meeting)
on_list: Any = woven(deadlines.on_list)
