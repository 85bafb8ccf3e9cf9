"""A day of one line in every lane, where forms or hours of staff keep it from being plain.

Everybody waits in one line in the order of tickets, and every server serves it. So each lane is gone through customer by
customer, in that order, and no line has to be kept: only those are set aside who have an earlier ticket than others, but
are not back yet with the form filled in when a server calls.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim import ticks
from sim.lanes import crew as servers
from sim.lanes import keys, ranks
from sim.lanes.compiled import Record, Rows, Whole, compiled, digest, entry
from sim.lanes.crew import Crew, crew_of, key_for, serve, soonest, turn
from sim.lanes.joining import PASSES_BY, Joining
from sim.lanes.keys import number_of, time_of
from sim.lanes.ranks import UNIT
from sim.order import order_by
from sim.records import Outcome
from sim.ticks import TICKS_PER_MINUTE

if TYPE_CHECKING:
    from sim.lanes.stepping import Day

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

TURN = 2.0**32
"""What a turn counts for in a rank: more than any place in the table."""
JOINS = 2.0**50
"""Rank of those who join only at the instant at which they could be called: behind all who stand in line then."""

CUSTOMER = np.dtype(
    [
        ("ready", "f8"),
        ("ticket", "f8"),
        ("rank", "f8"),
        ("minutes", "f8"),
        ("gives_up", "f8"),
        ("started", "f8"),
        ("sent_home", "f8"),
        ("late", "?"),
    ],
    align=True,
)
"""Of a customer: when it joins, and when it drew its ticket; its rank among those who join as they are called; minutes of service at
speed 100 %; when it gives up; when service started, with the server's number below the tick, and when it was sent home, NaN if
not; whether others may be called before."""

PLACE = np.dtype([("next", "i8"), ("end", "i8"), ("aside", "i8")], align=True)
"""Of a lane: the next customer in turn, the end of its customers, and how many are set aside."""

IN_TURN, NOT_YET = -1, -2
"""The next in turn is called; is to be set aside, since it is not there yet and others may be before."""


class Line(NamedTuple):
    """The line in all lanes, as compiled functions take it.

    Attributes
    ----------
    customers : ndarray
        Lane by lane, in each lane by ticket.
    places : ndarray
        How far each lane is.
    aside : ndarray
        Customers set aside in the lane that is gone through.
    emptied : ndarray
        Whether the line is emptied as each stretch of the day begins.
    """

    customers: Rows
    places: Rows
    aside: Ints
    emptied: Flags


@compiled
def go_through(line: Line, crew: Crew, lane: Whole) -> None:
    """Everybody in a lane is served, gives up, or is sent home, one by one."""
    own = line.places[lane]
    while True:
        free_key = soonest(crew, lane)
        free, change = time_of(free_key), crew.ends[crew.stretch[lane]]
        which = _whom(line, own, free)
        if which == NOT_YET:
            _set_aside(line, own)
            continue
        if which == IN_TURN and own.next == own.end:
            if change == inf:
                return
            _change(line, own, crew, lane)
            continue
        who = line.customers[own.next if which == IN_TURN else line.aside[which]]
        start = max(who.ready, free)
        if change <= min(start, who.gives_up):
            if change == inf:
                return
            _change(line, own, crew, lane)
            continue
        if start <= who.gives_up:
            server = number_of(key_for(crew, lane, who.ready, free_key))
            who.started = start + server * UNIT
            serve(crew, lane, server, start, who.minutes)
        if which == IN_TURN:
            own.next += 1
        else:
            _forget(line, own, which)


@compiled
def _whom(line: Line, own: Record, free: float) -> int:
    """Who is called next when a server is free from a time on: the place of one set aside, or `IN_TURN`, or `NOT_YET`.

    Those who stand in line when a server is free are called before those who join at that very instant; the former
    in the order of their tickets, the latter in the order in which they join.
    """
    found, begin, rank = IN_TURN, inf, inf
    if own.next < own.end:
        who = line.customers[own.next]
        if who.ready < free:
            begin, rank = free, float(own.next)
        elif who.late:
            found, begin, rank = NOT_YET, max(who.ticket, free), JOINS / 2
        else:
            begin, rank = who.ready, who.rank
    for place in range(own.aside):
        index = line.aside[place]
        other = line.customers[index]
        begins = max(other.ready, free)
        if begins <= begin:
            its_rank = float(index) if other.ready < free else other.rank
            if begins < begin or its_rank < rank:
                found, begin, rank = place, begins, its_rank
    return found


@compiled
def _set_aside(line: Line, own: Record) -> None:
    """The next customer in turn waits until it is ready, while others are called."""
    line.aside[own.aside] = own.next
    own.aside += 1
    own.next += 1


@compiled
def _forget(line: Line, own: Record, place: Whole) -> None:
    """One of those set aside has left."""
    own.aside -= 1
    line.aside[place] = line.aside[own.aside]


@compiled
def _change(line: Line, own: Record, crew: Crew, lane: Whole) -> None:
    """Staff come and go, and the line is emptied."""
    stretch = turn(crew, lane)
    if line.emptied[stretch]:
        _empty(line, own, crew.ends[stretch - 1])


@compiled
def _empty(line: Line, own: Record, time: float) -> None:
    """Send home all who stand in line, but for those who gave up before."""
    while own.next < own.end and line.customers[own.next].ticket < time:
        if line.customers[own.next].ready < time:
            _send_home(line.customers[own.next], time)
            own.next += 1
        else:
            _set_aside(line, own)
    for place in range(own.aside - 1, -1, -1):
        who = line.customers[line.aside[place]]
        if who.ready < time:
            _send_home(who, time)
            _forget(line, own, place)


@compiled
def _send_home(who: Record, time: float) -> None:
    """A customer leaves as the line is emptied; who gave up before has left already."""
    if who.gives_up >= time:
        who.sent_home = time


def _entry(sources: int) -> Callable[..., Any]:
    """The function that is compiled; anew when the sources change (see :func:`sim.lanes.compiled.digest`)."""

    @entry
    def run(line: Line, crew: Crew) -> int:
        """Go through all lanes."""
        for lane in range(len(line.places)):
            go_through(line, crew, lane)
        return sources

    return run


_run = _entry(digest(servers, keys, ranks, ticks))


class OneLine:
    """The line at the counters on one day. Times count from its midnight.

    Parameters
    ----------
    day : Day
        The day, with its visits and staff.
    joining : Joining
        Who joins, lane by lane.
    """

    def __init__(self, day: Day, joining: Joining) -> None:
        self.day = day
        lane, when = day.visits.lane[joining.visit], (joining.ticket * TICKS_PER_MINUTE).astype(np.int64)
        order = order_by(lane, when, day.place[joining.visit])
        self._visit, lane = joining.visit[order], lane[order]
        self._slot = day.slot[self._visit]
        ends = np.searchsorted(lane, np.arange(day.lanes + 1))
        places = np.zeros(day.lanes, PLACE)
        places["next"], places["end"] = ends[:-1], ends[1:]
        customers = self._customers(joining, order, lane)
        late = int(np.bincount(lane[customers["late"]], minlength=1).max())
        empties = np.ascontiguousarray(day.stretches.empties[:, 0])
        self._line = Line(customers, places, np.zeros(late + 1, dtype=np.int64), empties)

    def _customers(self, joining: Joining, order: Ints, lane: Ints) -> Rows:
        """The table of the customers."""
        counters, customers = self.day.counters, np.zeros(len(order), CUSTOMER)
        ready, ticket, turn = joining.time[order], joining.ticket[order], joining.turn[order]
        customers["ready"], customers["ticket"] = ready, ticket
        customers["late"] = (ready > ticket) | _overtaken(
            lane, ticket, np.where(ready > ticket, PASSES_BY, turn)
        )
        customers["rank"] = JOINS + TURN * turn + np.arange(len(order))
        customers["minutes"] = counters.minutes[self._slot]
        no_end = self.day.floor.rules.patience is None
        customers["gives_up"] = inf if no_end else counters.gives_up[self._slot]
        customers["started"] = customers["sent_home"] = np.nan
        return customers

    def run(self) -> None:
        """Go on until everybody has left."""
        day, customers = self.day, self._line.customers
        crew = crew_of(day.floor, day.floor.counters, day.staff, day.stretches, day.state.candidate)
        _run(self._line, crew)
        crew.leave(day.staff)
        day.counters.started[self._slot] = customers["started"]
        home = np.flatnonzero(~np.isnan(customers["sent_home"]))
        day.track.leave(self._visit[home], Outcome.SENT_HOME, customers["sent_home"][home])


def _overtaken(lane: Ints, ticket: Floats, turn: Ints) -> Flags:
    """Who may join behind others with the same ticket, though standing before them in line."""
    begins = np.append(True, (lane[1:] != lane[:-1]) | (ticket[1:] != ticket[:-1]))[: len(lane)]
    if not len(lane):
        return begins
    return np.asarray(turn > np.minimum.reduceat(turn, np.flatnonzero(begins))[np.cumsum(begins) - 1])
