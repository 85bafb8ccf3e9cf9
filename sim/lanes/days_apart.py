"""Staffings tried on visits that are known already: all days side by side, each as if the night before had left nothing.

Who comes back, when, and with which papers, is found out once, with one staffing. Other staffings change that little: a return
depends on what a customer was told, not on how long the wait was. So days no longer wait for one another; with every staffing
under which the same customers come back with the same papers, measures are those of the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.draws.dice import Dice
from sim.draws.visits import HallDemand
from sim.lanes.absent import can_be_away, records_of_away, work_missed
from sim.lanes.book import Book
from sim.lanes.floor import Floor, FloorChange, filled_up, floor_of, floors_of
from sim.lanes.hall.day import HallDay
from sim.lanes.hall.lanes import HallLanes
from sim.lanes.hall.rulebook import changes_at, pauses_of
from sim.lanes.hall.table import Gone, coming, joined
from sim.lanes.quick_dice import QuickDice
from sim.lanes.sheets import joined_sheets, sheet_of_day
from sim.lanes.visit_groups import VisitGroup
from sim.lanes.visits import Rows, Visits
from sim.log.sheet import Sheet, sheet_of
from sim.log.work import Work
from sim.scenario import Scenario
from sim.scenario.units import DAY
from sim.time.duty_windows import KnownServers
from sim.time.opening import opening_of

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

    Raises
    ------
    ValueError
        The scenario has offices, whose orders go on from day to day: days cannot stand side by side.
    """
    if scenario.offices:
        raise ValueError(
            "visits of a scenario with offices cannot be known beforehand: their orders go on from day to day"
        )
    calendar, dice = scenario.calendar, QuickDice(seed)
    days = range(-calendar.warm_up, calendar.days)
    opening = [opening_of(scenario, name) for name in scenario.halls]
    demands = [HallDemand(scenario, *each, dice) for each in zip(scenario.halls, opening, strict=True)]
    books = [KeptBook(demand, replications) for demand in demands]
    floors = [floor_of(scenario, name) for name in scenario.halls]
    for _ in range(ROUNDS):
        known = _known(books, days, seed, replications)
        for number, (floor, book) in enumerate(zip(floors, books, strict=True)):
            for of_day in _days([floor], number, known):
                book.plan_returns(of_day.visits, of_day.gone.outcome, of_day.gone.ended, of_day.told)
    return _known(books, range(calendar.days), seed, replications)


def _known(books: Sequence[Book], days: range, seed: int, replications: range) -> KnownVisits:
    """The visits of some days, with the returns planned until now; these are planned anew afterwards."""
    visits = [{day: book.visits(day) for day in days} for book in books]
    some = [{day: own for day, own in of_hall.items() if len(own)} for of_hall in visits]
    return KnownVisits(some, seed, replications)


class KeptBook(Book):
    """The cases of all lanes, kept so that days can be read again with other returns."""

    def _new(self, day: int) -> VisitGroup:
        if day not in self._kept:
            self._kept[day] = super()._new(day)
        return self._kept[day]

    @cached_property
    def _kept(self) -> dict[int, VisitGroup]:
        return {}


def _first(visits: Visits, lanes: int) -> Visits:
    """The visits in the first so many lanes of a day."""
    count, parts = int(visits.start[lanes]), list[tuple[VisitGroup, Rows]]()
    for part, rows in visits.parts:
        own = np.flatnonzero(part.lane < lanes)
        parts.append((part.only(own), rows if isinstance(rows, slice) else rows[own]))
    return Visits(
        parts,
        visits.lane[:count],
        visits.start[: lanes + 1],
        visits.arrived[:count],
        visits.entry[:count],
    )


def sheets_of_known(
    candidates: Sequence[Scenario],
    known: KnownVisits,
    with_cases: bool = True,
    servers: KnownServers | None = None,
) -> Iterator[Sheet]:
    """What the tally reads, day by day; lanes as those of :func:`sim.lanes.engine.sheets`."""
    floors = [floors_of(candidates, name, servers) for name in candidates[0].halls]
    done = [of_day for number, own in enumerate(floors) for of_day in _days(own, number, known)]
    absent: list[Work] | None = list(_missed(floors, known))
    for day in range(candidates[0].calendar.days):
        own = [each for each in done if each.day == day]
        if own:
            yield joined_sheets([sheet_of_day(each, with_cases) for each in own], absent)
            absent = None
    if absent:  # nobody has come on any day
        nobody = sheet_of(records_of_away(candidates[0], next(iter(candidates[0].halls)), [], range(0)), 0)
        yield joined_sheets([nobody], absent)


def _missed(floors: Sequence[list[Floor]], known: KnownVisits) -> Iterator[Work]:
    """Who cannot serve anybody though on duty, in each hall where somebody may not."""
    for own in floors:
        staff = [floor.staff(Dice(known.seed), known.replications) for floor in own]
        if can_be_away(staff):
            yield work_missed(own[0].scenario, staff)


def _days(candidates: list[Floor], number: int, known: KnownVisits) -> Iterator[HallDay]:
    """What happens in a hall: each day of each candidate has lanes of its own."""
    own, lanes, copies = known.by_hall[number], len(known.replications), len(candidates)
    if not own:
        return
    floors = filled_up(candidates)
    apart = [
        each for floor in floors for each in floor.in_lanes(floor.staff(Dice(known.seed), known.replications))
    ]
    mornings, pauses = [_mornings(each) for each in apart], [pauses_of(each) for each in apart]
    visits = {day: copied(each, copies, lanes) for day, each in own.items()}
    changes = [of_floor[day] for day in own for of_floor in mornings]
    edges = np.cumsum([0, *map(len, visits.values())]).tolist()
    starts = [each.start[:-1] + first for each, first in zip(visits.values(), edges, strict=False)]
    whole = joined([coming(floors[0], each) for each in visits.values()])
    gone, _ = HallLanes(floors[0], changes, pauses * len(own), copies * lanes // len(apart)).run(
        0, whole, np.concatenate([*starts, edges[-1:]]), np.inf
    )
    for (day, each), first, end in zip(visits.items(), edges, edges[1:], strict=False):
        yield HallDay(number, floors[0], day, each, Gone._make(column[first:end] for column in gone))


def _mornings(floor: Floor) -> dict[int, list[tuple[Any, ...]]]:
    """What changes on each day, and before it: all on duty at midnight came a day before, at one instant."""
    on_duty, closed, found = frozenset[int](), frozenset[int](), dict[int, list[tuple[Any, ...]]]()
    changes = {day: list(own) for day, own in groupby(floor.changes, lambda change: int(change.time // DAY))}
    for day in sorted({*changes, *floor.opening.days}):
        before = FloorChange((day - 1) * DAY, tuple(on_duty), (), tuple(closed), ())
        own = [before, *changes.get(day, [])]
        found[day] = [each for change in own for each in changes_at(floor, change)]
        for change in own:
            on_duty = on_duty.difference(change.go).union(change.come)
            closed = closed.union(change.close).difference(change.open)
    return found


def copied(visits: Visits, copies: int, lanes: int) -> Visits:
    """So many copies of the visits of a day, one behind the other: those of each candidate have lanes of their own."""
    if copies == 1:
        return copy(visits)
    size, repeats = len(visits), np.arange(copies)

    def moved(values: Ints, by: int) -> Ints:
        return np.asarray((values + by * repeats[:, None]).reshape(-1))

    parts: list[tuple[VisitGroup, Rows]] = [
        (part.copied(copies, lanes), rows if isinstance(rows, slice) else moved(rows, size))
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
