"""The greeter's day in every lane, run before that of counters and kiosks: nothing that happens there reaches the greeter.

Whether help with the form follows a greeting is settled as soon as it is known that nobody stands in line at its end.
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
from sim.lanes.crew import Crew, comes, crew_of, key_for, serve, soonest, turn
from sim.lanes.greetings import Greetings
from sim.lanes.joining import COMES_IN, PASSES_BY, Joining
from sim.lanes.keys import number_of, time_of
from sim.lanes.ranks import UNIT, floor_time, number_in
from sim.lanes.track import NONE, Greeted
from sim.records import Outcome
from sim.ticks import on_grid_one

if TYPE_CHECKING:
    from sim.lanes.stepping import Day

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CUSTOMER = np.dtype(
    [
        ("comes", "f8"),
        ("minutes", "f8"),
        ("help", "f8"),
        ("started", "f8"),
        ("formed", "f8"),
        ("form_ended", "f8"),
        ("sent_home", "f8"),
        ("uses_kiosk", "?"),
    ],
    align=True,
)
"""Of a customer: when it comes in; minutes of greeting and of help with the form at speed 100 %; when the greeting started, with the
greeter's number below the tick, when help started and ended, and when it was sent home, NaN if not; whether it goes to an open
kiosk."""

PLACE = np.dtype([("next", "i8"), ("end", "i8")], align=True)
"""Of a lane: the next customer, and the end of its customers."""

GREETING = np.dtype([("ends", "f8"), ("customer", "i8")], align=True)
"""Of a greeter: when a greeting ends after which help with the form may follow, and whose it is; infinite where none may."""


class Door(NamedTuple):
    """The line before the greeters in all lanes, as compiled functions take it.

    Attributes
    ----------
    customers : ndarray
        Lane by lane, in each lane as they come.
    places : ndarray
        How far each lane is.
    greetings : ndarray
        One entry a server of the hall, for the lane that is gone through.
    emptied, kiosk_open : ndarray
        Whether the line is emptied as each stretch of the day begins, and whether kiosks are open in it.
    """

    customers: Rows
    places: Rows
    greetings: Rows
    emptied: NDArray[np.bool_]
    kiosk_open: NDArray[np.bool_]


@compiled
def go_through(door: Door, crew: Crew, lane: Whole, bypass_after: float) -> None:
    """Everybody in a lane is greeted, passes by, or is sent home, one by one."""
    own = door.places[lane]
    for server in range(crew.pools[0, 0], crew.pools[-1, 1]):
        door.greetings[server].ends = inf
    while True:
        entry = door.customers[own.next].comes if own.next < own.end else inf
        change = crew.ends[crew.stretch[lane]]
        _settle(door, crew, lane, entry, change)
        key = soonest(crew, lane)
        start, passes = max(entry, time_of(key)), entry + bypass_after
        if change <= min(start, passes):
            if change == inf:
                return
            _change(door, own, crew, lane)
            continue
        if start <= passes:
            _greet(door, crew, lane, own.next, number_of(key_for(crew, lane, entry, key)), start)
        own.next += 1


@compiled
def _greet(door: Door, crew: Crew, lane: Whole, index: Whole, server: Whole, start: float) -> None:
    """A greeting starts; its end is known at once, but not whether a form follows."""
    who, greeting = door.customers[index], door.greetings[server]
    who.started = start + server * UNIT
    end = serve(crew, lane, server, start, who.minutes)
    greeting.ends, greeting.customer = end if who.help > 0.0 else inf, index


@compiled
def _settle(door: Door, crew: Crew, lane: Whole, entry: float, change: float) -> None:
    """Help with forms where a greeting ends before the next customer comes, and before anything changes; greeters off duty help nobody."""
    for server in range(crew.pools[0, 0], crew.pools[-1, 1]):
        greeting, off_duty = door.greetings[server], crew.until[lane, server] == inf
        begin = greeting.ends
        if begin < change and (off_duty or begin <= entry):
            greeting.ends = inf
            who = door.customers[greeting.customer]
            if not (off_duty or (who.uses_kiosk and door.kiosk_open[crew.stretch[lane]])):
                who.formed, who.form_ended = begin, serve(crew, lane, server, begin, who.help)


@compiled
def _change(door: Door, own: Record, crew: Crew, lane: Whole) -> None:
    """Greeters come and go, and the line is emptied; who comes on duty calls before a greeting ends."""
    stretch = turn(crew, lane)
    time = crew.ends[stretch - 1]
    if door.emptied[stretch]:
        while own.next < own.end and door.customers[own.next].comes < time:
            door.customers[own.next].sent_home = time
            own.next += 1
    for server in range(crew.pools[0, 0], crew.pools[-1, 1]):
        free = comes(crew, server, stretch) and time_of(crew.away[lane, server]) < time
        if free and own.next < own.end and door.customers[own.next].comes < time:
            _greet(door, crew, lane, own.next, server, time)
            own.next += 1


def _entry(sources: int) -> Callable[..., Any]:
    """The function that is compiled; anew when the sources change (see :func:`sim.lanes.compiled.digest`)."""

    @entry
    def run(door: Door, crew: Crew, bypass_after: float) -> int:
        """Go through all lanes."""
        for lane in range(len(door.places)):
            go_through(door, crew, lane, bypass_after)
        return sources

    return run


_run = _entry(digest(servers, keys, ranks, ticks))


class Reception:
    """Greeters, and the line before them, on one day. Times count from its midnight.

    There is one line, and everybody in it waits equally long at most, so that customers start, or pass by, in the order
    in which they came. So each lane is gone through customer by customer, and no line has to be kept.

    Parameters
    ----------
    day : Day
        The day, with its visits and staff.
    who, entry : ndarray
        Visits that go to the greeter, lane by lane, each lane in order, and when they come in.
    """

    def __init__(self, day: Day, who: Ints, entry: Floats) -> None:
        greeter = day.floor.rules.greeter
        assert greeter is not None
        self.day, self._who, self._entry = day, who, entry
        self._bypass_after = on_grid_one(greeter.bypass_after)
        self._does = Greetings(day.floor, day.visits)
        self.track = day.track.greeting = Greeted(len(day.visits))
        self._customers = self._line_up()

    def _line_up(self) -> Rows:
        """The table of the customers."""
        does, who, customers = self._does, self._who, np.zeros(len(self._who), CUSTOMER)
        customers["comes"], customers["minutes"] = self._entry, does.minutes[who]
        customers["help"] = does.help[who]
        for name in ("started", "formed", "form_ended", "sent_home"):
            customers[name] = np.nan
        if self.day.stretches.kiosk_open.any():
            customers["uses_kiosk"] = does.uses_kiosk[who]
        return customers

    def run(self) -> list[Joining]:
        """Go on until everybody has been greeted, or waits no longer; returns who then joins the other lines."""
        day, customers, who = self.day, self._customers, self._who
        crew = crew_of(day.floor, day.floor.greeters, day.staff, day.stretches, day.state.candidate)
        _run(self._door(), crew, self._bypass_after)
        crew.leave(day.staff)
        self.track.formed[who], self.track.form_ended[who] = customers["formed"], customers["form_ended"]
        home = np.flatnonzero(~np.isnan(customers["sent_home"]))
        day.track.leave(who[home], Outcome.SENT_HOME, customers["sent_home"][home])
        return self._finish()

    def _door(self) -> Door:
        """What is gone through."""
        day, places = self.day, np.zeros(self.day.lanes, PLACE)
        ends = np.searchsorted(day.visits.lane[self._who], np.arange(day.lanes + 1))
        places["next"], places["end"] = ends[:-1], ends[1:]
        emptied = np.ascontiguousarray(day.stretches.empties[:, day.floor.greeter_line])
        greetings = np.zeros(day.floor.server_count, GREETING)
        return Door(self._customers, places, greetings, emptied, day.stretches.kiosk_open)

    def _finish(self) -> list[Joining]:
        """Times of all who were greeted; who was not, waited no longer."""
        day, does, track, who = self.day, self._does, self.track, self._who
        key = self._customers["started"]
        greeted = ~np.isnan(key)
        waits = ~greeted & (day.track.outcome[who] == NONE)
        passing = who[waits]
        track.ended[passing] = self._entry[waits] + self._bypass_after
        entry, key, who = self._entry[greeted], key[greeted], who[greeted]
        track.started[who], track.server[who] = floor_time(key), number_in(key)
        track.ended[who] = track.started[who] + self.day.floor.at_speed(does.minutes[who], track.server[who])
        over = does.over[who]
        gone = who[over]
        day.track.leave(gone, does.outcome[gone], track.ended[gone])
        return self._joining(passing, who[~over], entry[~over])

    def _joining(self, passing: Ints, sent: Ints, entry: Floats) -> list[Joining]:
        """Those who have passed by, and those whom greeters send, after their forms."""
        track = self.track
        helped = ~np.isnan(track.formed[sent])
        ticket = track.ended[sent]
        time = np.where(helped, track.form_ended[sent], ticket)
        # who takes no time joins in turn with those who come in
        turn = np.where(time == entry, COMES_IN, track.server[sent] - self.day.staff.nobody)
        greeted = Joining(sent, time, ticket, turn, np.ones(len(sent), dtype=np.bool_), helped)
        passed = Joining.without_greeter(passing, track.ended[passing], PASSES_BY)
        return [greeted, passed]
