"""The visits at hand of one lane, and the columns from which they come and to which what became of them goes."""

from __future__ import annotations

from math import inf, nan
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiling.compiled import woven
from sim.compiling.entries import Record, Whole
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

VISIT = np.dtype(
    [
        ("entry", "f8"),
        ("handle", "f8"),
        ("patience", "f8"),
        ("ticket", "f8"),
        ("started", "f8"),
        ("ended", "f8"),
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
        ("quick", "b1"),
        ("answered", "b1"),
        ("caught", "b1"),
        ("kiosk", "b1"),
        ("steered", "b1"),
        ("balk", "f8"),
        ("kiosk_time", "f8"),
        ("triage", "f8"),
        ("answer", "f8"),
        ("check", "f8"),
        ("help", "f8"),
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
handle, patience, balk, kiosk_time, triage, answer, check, help, quick, answered, caught, kiosk, steered
    As :class:`sim.draws.visits.Contacts` has them; only those are written of which the hall's rules make use.
klass, line
    The class in which it stands, line and level; the line in which it stood last, or `NONE`.
ticket
    When it drew the ticket with which it stands in line.
ahead, behind, waits
    The rows before and behind it in line, -1 at the ends; whether it stands there.
server, started, ended, outcome
    Who served it at counter or kiosk, from when on; when and how it ends.
greeter, greeted, moved_on
    Who greeted it, from when on; when it went on from there, or passed by.
formed, form_ended, helped
    When help with the form began and ended; whether it had any.
day, row
    Where it is among the visits of the day on which it came, if it was under way at a midnight.
"""


class Coming(NamedTuple):
    """The visits of a day before they get in, lane by lane: when each comes to the door, and columns of `VISIT`, of which those are empty
    that no rule reads."""

    arrived: Floats
    entry: Floats
    service: Ints
    lacks_papers: Flags
    level: Ints
    handle: Floats
    patience: Floats
    balk: Floats
    kiosk_time: Floats
    triage: Floats
    answer: Floats
    check: Floats
    help: Floats
    quick: Flags
    answered: Flags
    caught: Flags
    kiosk: Flags
    steered: Flags


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


FLAGS = ("lacks_papers", "quick", "answered", "caught", "kiosk", "steered")
AT_GREETER = ("greeter", "greeted", "moved_on", "formed", "form_ended")


def coming(floor: Floor, visits: Visits, asked: bool | None = None) -> Coming:
    """The visits of a day; with what a greeter asks, if there is one, or else as `asked` says."""
    known = ("arrived", "entry", "service", "lacks_papers")
    columns: dict[str, NDArray[Any]] = {name: getattr(visits, name) for name in known}
    columns["level"] = floor.level_of_segment[visits.segment]
    columns |= {
        name: visits.carried(name)
        for name in carried(floor, bool(floor.greeters) if asked is None else asked)
    }
    kinds = dict.fromkeys(FLAGS, np.bool_) | dict.fromkeys(("service", "level"), np.int64)
    return Coming._make(
        np.ascontiguousarray(columns.get(name, ()), dtype=kinds.get(name, np.float64))
        for name in Coming._fields
    )


def carried(floor: Floor, greeted: bool) -> list[str]:
    """What visits of a hall carry of which its rules make use, where they are greeted or not."""
    kiosk = any(pool.stage == "kiosk" for pool in floor.counters)
    wanted = {
        "patience": floor.rules.patience is not None,
        "balk": bool(floor.rules.balking),
        "kiosk": kiosk,
        "kiosk_time": kiosk,
        "steered": kiosk and greeted,
    }
    asked = ("quick", "answered", "triage", "answer", "check", "caught", "help")
    return ["handle", *(name for name, is_so in wanted.items() if is_so), *asked * greeted]


def gone(floor: Floor, count: int) -> Gone:
    """Room for what will become of so many visits."""
    greeted = bool(floor.greeters)
    return Gone(
        *(
            np.empty(count if greeted or name not in AT_GREETER else 0, dtype=VISIT[name])
            for name in Gone._fields
        )
    )


@woven
def load(visit: Record, of: Coming, row: Whole) -> None:
    """A visit with what it carries; nothing has happened to it yet, unless it is turned away."""
    visit.entry, visit.handle = of.entry[row], of.handle[row]
    visit.service, visit.lacks_papers, visit.level = of.service[row], of.lacks_papers[row], of.level[row]
    visit.outcome, visit.line, visit.server = UNDER_WAY, NONE, NONE
    visit.started, visit.ended, visit.waits, visit.helped = nan, nan, False, False
    if len(of.patience):
        visit.patience = of.patience[row]
    if len(of.balk):
        visit.balk = of.balk[row]
    if len(of.kiosk):
        visit.kiosk, visit.kiosk_time = of.kiosk[row], of.kiosk_time[row]
    visit.steered = of.steered[row] if len(of.steered) else False
    if len(of.triage):
        visit.triage, visit.answer, visit.check, visit.help = (
            of.triage[row],
            of.answer[row],
            of.check[row],
            of.help[row],
        )
        visit.quick, visit.answered, visit.caught = of.quick[row], of.answered[row], of.caught[row]
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
