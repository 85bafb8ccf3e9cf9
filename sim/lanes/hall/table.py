"""The visits at hand of one lane, and the columns from which they come and to which what became of them goes."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, nan
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.compiling.compiled import woven
from sim.compiling.entries import Record, Rows, Whole
from sim.draws.place import HALL
from sim.lanes.carried import as_flags, as_numbers, columns_read, first_of
from sim.lanes.endings import TURNED_AWAY
from sim.lanes.floor import Floor
from sim.lanes.visits import Visits

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

UNDER_WAY = -1
"""Outcome of a visit that is not over."""

NONE = -1
"""The head that nobody is, and the line of who has stood in none."""

STAGES = ("door", "queue", "greeter", "kiosk", "counter")
"""Where what visits carry is read while they are in the hall."""

NUMBERS, FLAGS = columns_read((HALL,), STAGES)

VISIT = np.dtype(
    [
        ("entry", "f8"),
        ("ticket", "f8"),
        ("started", "f8"),
        ("ended", "f8"),
        ("gives_up", "f8"),
        *((name, "f8") for name in NUMBERS),
        ("ahead", "i4"),
        ("behind", "i4"),
        ("server", "i4"),
        ("service", "i4"),
        ("level", "i4"),
        ("klass", "i4"),
        ("line", "i4"),
        ("outcome", "i1"),
        ("lacks_papers", "b1"),
        ("helped", "b1"),
        ("waits", "b1"),
        *((name, "b1") for name in FLAGS),
        ("greeted", "f8"),
        ("moved_on", "f8"),
        ("formed", "f8"),
        ("form_ended", "f8"),
        ("greeter", "i4"),
        ("day", "i4"),
        ("row", "i8"),
    ],
    align=True,
)
"""A visit. Times are minutes since the horizon's first midnight, NaN where nothing of the kind happened.

entry, service, lacks_papers, level
    When it gets in; number of the service; whether papers are missing; which priority it has, the most urgent being 0.
`NUMBERS`, `FLAGS`
    What it carries, as :mod:`sim.draws.table` has it; only those are written of which the hall's rules make use.
klass, line
    The class in which it stands, line and level; the line in which it stood last, or `NONE`.
ticket
    When it drew the ticket with which it stands in line.
ahead, behind, waits
    The rows before and behind it in line, -1 at the ends; whether it stands there.
server, started, ended, outcome
    Who served it at counter or kiosk, from when on; when and how it ends. Who is gone ends when the ticket is called.
gives_up
    Until when it waits, if its ticket then stays in line; infinite of others.
greeter, greeted, moved_on
    Who greeted it, from when on; when it went on from there, or passed by.
formed, form_ended, helped
    When help with the form began and ended; whether it had any.
day, row
    Where it is among the visits of the day on which it came, if it was under way at a midnight.
"""


FIRST_NUMBER, FIRST_FLAG = first_of(VISIT, NUMBERS), first_of(VISIT, FLAGS)
"""Where in an entry what is carried begins, as :mod:`sim.lanes.carried` counts."""


class Coming(NamedTuple):
    """The visits of a day before they get in, lane by lane.

    Attributes
    ----------
    arrived : ndarray
        When each comes to the door.
    entry, service, lacks_papers, level : ndarray
        As in `VISIT`.
    numbers, flags : tuple of ndarray
        The columns `NUMBERS` and `FLAGS`, of which those are empty that no rule reads.
    greeted : bool
        Whether a greeter may greet them.
    """

    arrived: Floats
    entry: Floats
    service: Ints
    lacks_papers: Flags
    level: Ints
    numbers: tuple[Floats, ...]
    flags: tuple[Flags, ...]
    greeted: bool


class Gone(NamedTuple):
    """What became of the visits of a day: columns of `VISIT`; those of the greeter are empty where there is none."""

    outcome: NDArray[np.int8]
    line: NDArray[np.int32]
    server: NDArray[np.int32]
    started: Floats
    ended: Floats
    greeter: NDArray[np.int32]
    greeted: Floats
    moved_on: Floats
    formed: Floats
    form_ended: Floats


AT_GREETER = ("greeter", "greeted", "moved_on", "formed", "form_ended")


def coming(floor: Floor, visits: Visits, asked: bool | None = None) -> Coming:
    """The visits of a day; with what a greeter asks, if there is one, or else as `asked` says."""
    greeted = bool(floor.greeters) if asked is None else asked
    read = columns_at_work(floor, greeted)

    def column(name: str, kind: type) -> NDArray[Any]:
        return _owned(visits.carried(name) if name in read else (), kind)

    return Coming(
        _owned(visits.arrived, np.float64),
        _owned(visits.entry, np.float64),
        _owned(visits.service, np.int64),
        _owned(visits.lacks_papers, np.bool_),
        _owned(_levels(floor, visits), np.int64),
        tuple(column(name, np.float64) for name in NUMBERS),
        tuple(column(name, np.bool_) for name in FLAGS),
        greeted,
    )


def _levels(floor: Floor, visits: Visits) -> Ints:
    """The level of each visit."""
    if len(floor.level_of) == 1:
        return np.asarray(floor.level_of[0][visits.segment])
    return np.asarray(floor.level_of[visits.in_time.astype(np.int64), visits.segment])


def _owned(column: ArrayLike, kind: type) -> NDArray[Any]:
    """A column as the compiled loop takes it: of one kind, contiguous and writable, or it would be compiled anew."""
    return np.require(column, kind, ["C", "W"])


def columns_at_work(floor: Floor, greeted: bool) -> set[str]:
    """What visits of a hall carry of which its rules make use, where they are greeted or not."""
    kiosk = any(pool.stage == "kiosk" for pool in floor.counters)
    idle = {"greeter": not greeted, "kiosk": not kiosk}
    return {
        each.draw.column
        for each in floor.draws
        if each.values is not None and each.draw.at in STAGES and not idle.get(each.draw.at, False)
    }


def joined(days: Sequence[Coming]) -> Coming:
    """The visits of several days, one day after the other."""
    whole: dict[str, Any] = {
        name: np.concatenate([getattr(day, name) for day in days])
        for name in Coming._fields
        if name not in ("numbers", "flags", "greeted")
    }
    numbers, flags = (
        zip(*(day.numbers for day in days), strict=True),
        zip(*(day.flags for day in days), strict=True),
    )
    return days[0]._replace(
        **whole, numbers=tuple(map(np.concatenate, numbers)), flags=tuple(map(np.concatenate, flags))
    )


def gone(floor: Floor, count: int) -> Gone:
    """Room for what will become of so many visits."""
    greeted = bool(floor.greeters)
    return Gone(
        *(
            np.empty(count if greeted or name not in AT_GREETER else 0, dtype=VISIT[name])
            for name in Gone._fields
        )
    )


class Desk(NamedTuple):
    """Room for visits, entries of `VISIT`: the same memory as entries, as numbers and as flags.

    Attributes
    ----------
    table, numbers, flags : ndarray
        See :mod:`sim.lanes.carried`.
    """

    table: Rows
    numbers: Rows
    flags: Rows


def desk_of(rows: int) -> Desk:
    """Room for so many visits."""
    table = np.zeros(rows, VISIT)
    return Desk(table, as_numbers(table), as_flags(table))


@woven
def load(desk: Desk, of: Coming, first: Whole, end: Whole, at: Whole) -> None:
    """Put some visits with what they carry from a row of the table on; nothing has happened to them yet, unless they are turned away."""
    for row in range(first, end):
        _begin(desk.table[at + row - first], of, row)
    for place in range(len(of.numbers)):
        numbers = of.numbers[place]
        if len(numbers):
            for row in range(first, end):
                desk.numbers[at + row - first, FIRST_NUMBER + place] = numbers[row]
    for place in range(len(of.flags)):
        flags = of.flags[place]
        if len(flags):
            for row in range(first, end):
                desk.flags[at + row - first, FIRST_FLAG + place] = flags[row]


@woven
def _begin(visit: Record, of: Coming, row: Whole) -> None:
    """A visit without what it carries."""
    visit.entry, visit.service = of.entry[row], of.service[row]
    visit.lacks_papers, visit.level = of.lacks_papers[row], of.level[row]
    visit.outcome, visit.line, visit.server = UNDER_WAY, NONE, NONE
    visit.started, visit.ended, visit.waits, visit.helped = nan, nan, False, False
    visit.gives_up = inf
    if of.greeted:
        visit.greeted, visit.moved_on, visit.formed, visit.form_ended = nan, nan, nan, nan
        visit.greeter = NONE
    if visit.entry == inf:
        visit.outcome, visit.ended = TURNED_AWAY, of.arrived[row]


@woven
def store(visit: Record, to: Gone, row: Whole) -> None:
    """What became of a visit, or has until now."""
    to.outcome[row], to.line[row], to.server[row] = visit.outcome, visit.line, visit.server
    to.started[row], to.ended[row] = visit.started, visit.ended
    if len(to.greeter):
        to.greeter[row], to.greeted[row], to.moved_on[row] = visit.greeter, visit.greeted, visit.moved_on
        to.formed[row], to.form_ended[row] = visit.formed, visit.form_ended
