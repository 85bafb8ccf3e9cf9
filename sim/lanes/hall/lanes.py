"""All lanes of a hall: each goes through a day by itself; who is under way at midnight is taken along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiling.compiled import digest, entry, inlined, woven
from sim.compiling.entries import Record, Rows, Whole
from sim.lanes import heap
from sim.lanes.changes import one_after_the_other
from sim.lanes.floor import Floor
from sim.lanes.hall import lane as one_lane
from sim.lanes.hall.lane import PARTS
from sim.lanes.hall.rulebook import PAUSE, HallRules, rules_of
from sim.lanes.hall.state import HallLane, HallState, beginning
from sim.lanes.hall.table import UNDER_WAY, VISIT, Coming, Desk, Gone, desk_of, gone, load, store
from sim.lanes.loop import NO_ROOM

Ints = NDArray[np.int64]

READ, INSIDE, OVER = range(3)
"""How far a lane is: its visits are to be read, are in the table, or the day is over."""

ALL, PLANS_SHORT, LEFT_SHORT = range(3)
"""All lanes are through; there is no room for another plan of a lane, or for all who are under way in one."""


COMMON = np.dtype([("late", "i8"), ("day", "i8")], align=True)
"""How many visits of days before are over; the day at hand."""


class Workspace(NamedTuple):
    """Where one lane after the other is gone through.

    Attributes
    ----------
    common : ndarray
        One entry of `COMMON`.
    room : Desk
        The visits of the lane at hand.
    late : ndarray
        Visits of days before that are over, of all lanes.
    numbers : ndarray
        New numbers of the rows of the table.
    """

    common: Rows
    room: Desk
    late: Rows
    numbers: Ints


@inlined
def _lane(state: HallState, number: int) -> HallLane:
    return HallLane(
        state.own[number],
        state.on_duty[number],
        state.heads[number],
        state.desks[number],
        state.lines[number],
        state.plans[number],
    )


def _entry(sources: int) -> Callable[..., Any]:
    """The function that is compiled; anew when the sources change (see :func:`sim.compiling.compiled.digest`)."""

    @entry
    def run(
        of: Coming,
        to: Gone,
        start: Ints,
        rules: HallRules,
        changes: Rows,
        state: HallState,
        desk: Workspace,
        limit: float,
    ) -> int:
        """Take each lane through a day: the visits that it has left from the day before, and those that come."""
        if sources == 0:
            return ALL
        for number in range(len(state.own)):
            own, lane = state.own[number], _lane(state, number)
            if own.stage == OVER:
                continue
            if own.stage == READ:
                _read(of, start[number], start[number + 1], own, state.left[number], desk.room)
            if one_lane.run(desk.room.table, rules, changes, lane, limit) == NO_ROOM:
                return PLANS_SHORT
            if own.waiting + one_lane.with_greeters(rules, lane) > state.left.shape[1]:
                return LEFT_SHORT
            _write(to, start[number], own, state.left[number], desk)
            if own.left:
                one_lane.renumber(state.left[number], rules, lane, desk.numbers)
        return ALL

    return run


@woven
def _read(of: Coming, first: Whole, end: Whole, own: Record, left: Rows, room: Desk) -> None:
    """Put the visits of a lane into the table: those that it has left, then those that come."""
    own.at = own.left
    for row in range(own.left):
        room.table[row] = left[row]
    load(room, of, first, end, own.at)
    own.end, own.stage = own.at + end - first, INSIDE


@woven
def _write(to: Gone, first: Whole, own: Record, left: Rows, desk: Workspace) -> None:
    """Take the visits of a lane out of the table: say what became of them, and keep those under way."""
    before, own.left, own.stage = own.left, 0, OVER
    for row in range(own.end):
        visit = desk.room.table[row]
        if row >= before:
            visit.day, visit.row = desk.common[0].day, first + row - before
            store(visit, to, visit.row)
        elif visit.outcome != UNDER_WAY:
            desk.late[desk.common[0].late] = visit
            desk.common[0].late += 1
        if visit.outcome == UNDER_WAY:
            desk.numbers[row] = own.left
            left[own.left] = visit
            own.left += 1
        else:
            desk.numbers[row] = -1


_run = _entry(digest(one_lane, *PARTS))


class HallLanes:
    """The lanes of a hall; carries what goes on from day to day. Times count from the horizon's first midnight.

    Parameters
    ----------
    floor : Floor
        The hall.
    changes : sequence of list of tuple
        What changes over the horizon, as :func:`sim.lanes.hall.rulebook.changes_of` has it: under each candidate, or in each lane.
    pauses : sequence of list of tuple
        When customers at hand have to wait, as :func:`sim.lanes.hall.rulebook.pauses_of` has it: likewise.
    lanes : int
        How many lanes there are of each; they lie together.
    """

    def __init__(
        self,
        floor: Floor,
        changes: Sequence[list[tuple[Any, ...]]],
        pauses: Sequence[list[tuple[Any, ...]]],
        lanes: int,
    ) -> None:
        every = np.array([each for own in pauses for each in own], PAUSE)
        self._floor, self._rules = floor, rules_of(floor)._replace(pauses=every)
        self._changes, first = one_after_the_other(changes)
        self._state = beginning(floor, lanes * len(changes))
        self._state.own["change"] = np.repeat(first, lanes)
        edges = np.cumsum([0, *map(len, pauses)])
        self._state.own["first_pause"] = np.repeat(edges[:-1], lanes)
        self._state.own["end_pause"] = np.repeat(edges[1:], lanes)

    def run(self, day: int, of: Coming, start: Ints, limit: float) -> tuple[Gone, Rows]:
        """Let the visits of a day get in, and go on until the limit.

        Parameters
        ----------
        day : int
            The day.
        of : Coming
            Its visits, lane by lane, each lane as they get in.
        start : ndarray
            Where each lane begins among them, and where the last one ends.
        limit : float
            Until when.

        Returns
        -------
        Gone, ndarray
            What became of them until then; and entries of `VISIT`, the visits of days before that are over now.
        """
        own, to = self._state.own, gone(self._floor, len(of.entry))
        own["stage"] = READ
        desk = _desk(day, int((own["left"] + np.diff(start)).max(initial=0)), int(own["left"].sum()))
        while short := _run(of, to, start, self._rules, self._changes, self._state, desk, limit):
            self._widen(short)
        return to, desk.late[: desk.common["late"][0]]

    def _widen(self, short: int) -> None:
        """Make room for more plans, or for more visits under way at midnight."""
        name = "plans" if short == PLANS_SHORT else "left"
        rows = getattr(self._state, name)
        self._state = self._state._replace(**{name: heap.wider(rows, rows.shape[1] + 8)})


def _desk(day: int, rows: int, left: int) -> Workspace:
    common = np.zeros(1, COMMON)
    common["day"] = day
    return Workspace(common, desk_of(rows), np.zeros(left, VISIT), np.zeros(rows, dtype=np.int64))
