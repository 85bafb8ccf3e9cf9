"""Staffings tried on visits that are known already: all days side by side, each as if the night before had left nothing.

Who comes back, when, and with which papers, is found out once, with one staffing. Other staffings change that little: a return
depends on what a customer was told, not on how long the wait was. So days no longer wait for one another; with every staffing
under which the same customers come back with the same papers, measures are those of the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from sim.dice import Dice
from sim.lanes.engine import LaneHall
from sim.lanes.floor import Change, Floor
from sim.lanes.hall_day import HallDay
from sim.lanes.ranks import UNIT
from sim.lanes.sheets import joined_sheets, sheet_of_day
from sim.lanes.side_by_side import alike, beside, filled_by_place
from sim.lanes.sight import SightedDay
from sim.lanes.stepping import Day, State
from sim.lanes.visits import Book, Part, Rows, Visits
from sim.scenario import Scenario
from sim.scenario.units import DAY
from sim.sheet import Sheet

Ints = NDArray[np.int64]

ROUNDS = 2
"""Rounds in which who comes back is found out (assumed: third visits are few)."""


@dataclass(frozen=True)
class KnownVisits:
    """The visits of the days of a horizon.

    Attributes
    ----------
    by_hall : list of dict
        For each hall the visits of each day that has any, in lanes of one replication each.
    seed : int
        Seed of the dice.
    replications : range
        Numbers of the replications.
    """

    by_hall: list[dict[int, Visits]]
    seed: int
    replications: range

    @cached_property
    def count(self) -> int:
        """How many there are."""
        return sum(len(visits) for days in self.by_hall for visits in days.values())

    def first(self, count: int) -> KnownVisits:
        """Those of the first so many replications; asked for again, the same with all that was drawn for them."""
        if count == len(self.replications):
            return self
        if count not in self._firsts:
            halls = [{day: _first(visits, count) for day, visits in days.items()} for days in self.by_hall]
            self._firsts[count] = KnownVisits(halls, self.seed, self.replications[:count])
        return self._firsts[count]

    @cached_property
    def _firsts(self) -> dict[int, KnownVisits]:
        return {}


def known_visits(scenario: Scenario, seed: int, replications: range) -> KnownVisits:
    """The visits under the staffing of a scenario, nearly: those that a few rounds lead to.

    In the first round there are new customers alone; each round says who comes back in the next one. As many rounds as visits of a
    case, and those for what greeters told in the meantime, would give them to the last.
    """
    calendar, dice, numbers = scenario.calendar, Dice(seed), range(len(scenario.halls))
    days = range(-calendar.warm_up, calendar.days)
    books = [
        KeptBook(LaneHall([scenario], number, dice, replications).book.demand, replications)
        for number in numbers
    ]
    for _ in range(ROUNDS):
        known = _known(books, days, seed, replications)
        halls = [LaneHall([scenario], number, dice, replications) for number in numbers]
        for of_day in (each for group in alike(halls) for each in _days(group, known, 1)):
            track = of_day.track
            books[of_day.number].plan_returns(of_day.visits, track.outcome, track.ended, track.told)
    return _known(books, range(calendar.days), seed, replications)


def _known(books: Sequence[Book], days: range, seed: int, replications: range) -> KnownVisits:
    """The visits of some days, with the returns planned until now; these are planned anew afterwards."""
    visits = [{day: book.visits(day) for day in days} for book in books]
    some = [{day: own for day, own in of_hall.items() if len(own)} for of_hall in visits]
    return KnownVisits(some, seed, replications)


class KeptBook(Book):
    """The cases of all lanes, kept so that days can be read again with other returns."""

    def _new(self, day: int) -> Part:
        if day not in self._kept:
            self._kept[day] = super()._new(day)
        return self._kept[day]

    @cached_property
    def _kept(self) -> dict[int, Part]:
        return {}


def _first(visits: Visits, lanes: int) -> Visits:
    """The visits in the first so many lanes of a day."""
    count, parts = int(visits.start[lanes]), list[tuple[Part, Rows]]()
    for part, rows in visits.parts:
        own = np.flatnonzero(part.lane < lanes)
        some = Part(part.some(own, part.attempt), part.lane[own], part.arrived[own], part.lacks_papers[own])
        parts.append((some, rows if isinstance(rows, slice) else rows[own]))
    return Visits(
        parts,
        visits.lane[:count],
        visits.start[: lanes + 1],
        visits.arrived[:count],
        visits.entry[:count],
    )


def sheets_of_known(candidates: Sequence[Scenario], known: KnownVisits) -> Iterator[Sheet]:
    """What the tally reads, day by day; lanes as those of :func:`sim.lanes.engine.sheets`."""
    replications = known.replications
    halls = [
        LaneHall(candidates, number, Dice(known.seed), replications)
        for number in range(len(candidates[0].halls))
    ]
    done = [of_day for group in alike(halls) for of_day in _days(group, known, len(candidates))]
    for day in range(candidates[0].calendar.days):
        own = sorted((each for each in done if each.day == day), key=lambda each: each.number)
        if own:
            yield joined_sheets([sheet_of_day(each) for each in own])


def _days(halls: list[LaneHall], known: KnownVisits, copies: int) -> Iterator[HallDay]:
    """What happens in halls with the same rules; in plain ones, which are by themselves, day by day."""
    lanes = len(known.replications)
    own = [
        (hall, day, copied(visits, copies, lanes))
        for hall in halls
        for day, visits in known.by_hall[hall.number].items()
    ]
    if not own:
        return
    if halls[0].is_plain:
        for hall, day, visits in own:
            yield HallDay(hall.number, hall.floor, day, visits, hall.serve(visits, day))
        return
    floors = filled_by_place([floor for hall in halls for floor in hall.floors])
    places = {hall.number: place for place, hall in enumerate(halls)}
    of_days = [floors[places[hall.number] * copies :][:copies] for hall, _, _ in own]
    track = _run(of_days, [day for _, day, _ in own], [visits for _, _, visits in own]).track
    first = 0
    for (hall, day, visits), (floor, *_) in zip(own, of_days, strict=True):
        part = track.part(slice(first, first + len(visits)))
        yield HallDay(hall.number, floor, day, visits, part.after(day * DAY))
        first += len(visits)


def _run(floors: list[list[Floor]], days: list[int], visits: list[Visits]) -> Day:
    """Step through some days of some halls as if they were one day: by day, the hall under each candidate."""
    lanes = len(visits[0].start) - 1
    floor = floors[0][0]
    state = State(floor, lanes * len(days), sum(map(len, floors)))
    pairs = [(of_one, day) for of_day, day in zip(floors, days, strict=True) for of_one in of_day]
    mornings = {key: _mornings(of_one) for key, of_one in {id(each): each for each, _ in pairs}.items()}
    begun = [mornings[id(of_one)].get(day, Morning()) for of_one, day in pairs]
    for row, morning in enumerate(begun):
        _wake(state, row, morning)
    changes = [morning.changes for morning in begun]
    together = beside([_at_midnight(own, day) for own, day in zip(visits, days, strict=True)], lanes)
    kind = SightedDay if floor.rules.balking else Day
    run = kind(floor, state, together, 0, changes)
    run.run()
    return run


@dataclass(frozen=True)
class Morning:
    """How a day begins in a hall, and what changes on it.

    Attributes
    ----------
    on_duty, closed : frozenset of int
        Servers on duty, and lines closed, at midnight.
    changes : list of Change
        The changes of the day, in minutes after that midnight.
    """

    on_duty: frozenset[int] = frozenset()
    closed: frozenset[int] = frozenset()
    changes: list[Change] = field(default_factory=list)


def _mornings(floor: Floor) -> dict[int, Morning]:
    """How each day begins."""
    on_duty, closed, found = frozenset[int](), frozenset[int](), dict[int, Morning]()
    changes = {day: list(own) for day, own in groupby(floor.changes, lambda change: int(change.time // DAY))}
    for day in sorted({*changes, *floor.opening.days}):
        own = changes.get(day, [])
        found[day] = Morning(on_duty, closed, [change.after(day * DAY) for change in own])
        for change in own:
            on_duty = on_duty.difference(change.go).union(change.come)
            closed = closed.union(change.close).difference(change.open)
    return found


def _wake(state: State, row: int, morning: Morning) -> None:
    """Who is on duty, and which lines are closed, when a day begins; all are free since the day before."""
    state.on_duty[row, list(morning.on_duty)], state.closed[row, list(morning.closed)] = True, True
    servers, lanes = (
        np.array(sorted(morning.on_duty), dtype=np.int64),
        np.flatnonzero(state.candidate == row),
    )
    state.staff.until[np.ix_(servers, lanes)] = (-DAY + servers * UNIT)[:, None]


def copied(visits: Visits, copies: int, lanes: int) -> Visits:
    """So many copies of the visits of a day, one behind the other: those of each candidate have lanes of their own."""
    if copies == 1:
        return copy(visits)
    size, repeats = len(visits), np.arange(copies)

    def moved(values: Ints, by: int) -> Ints:
        return np.asarray((values + by * repeats[:, None]).reshape(-1))

    parts: list[tuple[Part, Rows]] = [
        (
            replace(
                part,
                lane=moved(part.lane, lanes),
                arrived=np.tile(part.arrived, copies),
                lacks_papers=np.tile(part.lacks_papers, copies),
                copies=copies,
            ),
            rows if isinstance(rows, slice) else moved(rows, size),
        )
        for part, rows in visits.parts
    ]
    start = np.append(moved(visits.start[:-1], size), copies * size)
    return Visits(
        parts,
        moved(visits.lane, lanes),
        start,
        np.tile(visits.arrived, copies),
        np.tile(visits.entry, copies),
    )


def _at_midnight(visits: Visits, day: int) -> Visits:
    """The same visits, with times since the midnight of their day."""
    return Visits(
        visits.parts, visits.lane, visits.start, visits.arrived - day * DAY, visits.entry - day * DAY
    )
