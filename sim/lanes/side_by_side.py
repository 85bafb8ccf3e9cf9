"""Halls that differ in customers and staff alone, stepped through together: the lanes of one hall beside those of the next.

A step costs its calls, however many lanes it moves, so that twelve halls side by side take little longer than the busiest of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.lanes.floor import Floor
from sim.lanes.hall_day import HallDay
from sim.lanes.sight import SightedDay
from sim.lanes.stepping import Day, State
from sim.lanes.visits import Visits
from sim.lines import lines_of

if TYPE_CHECKING:
    from sim.lanes.engine import LaneHall

Ints = NDArray[np.int64]


class SideBySide:
    """Runs some halls day by day.

    Parameters
    ----------
    halls : sequence of LaneHall
        Halls with the same rules, none of them plain, with equally many candidates and replications.
    """

    def __init__(self, halls: Sequence[LaneHall]) -> None:
        self.halls, self._lanes = halls, halls[0].lanes
        floors = filled_by_place([floor for hall in halls for floor in hall.floors])
        copies = len(halls[0].floors)
        self._floors = [floors[first : first + copies] for first in range(0, len(floors), copies)]
        self._state = State(floors[0], self._lanes * len(halls), len(floors))

    def run(self, day: int) -> list[HallDay]:
        """The next day of each hall."""
        visits = [hall.book.visits(day) for hall in self.halls]
        changes = [
            hall.changes(floor, day)
            for hall, own in zip(self.halls, self._floors, strict=True)
            for floor in own
        ]
        floor = self._floors[0][0]
        kind = SightedDay if floor.rules.balking else Day
        run = kind(floor, self._state, beside(visits, self._lanes), day, changes)
        run.run()
        days, first = [], 0
        for hall, (floor, *_), own in zip(self.halls, self._floors, visits, strict=True):
            track = run.track.part(slice(first, first + len(own)))
            hall.book.plan_returns(own, track.outcome, track.ended, track.told)
            days.append(HallDay(hall.number, floor, day, own, track))
            first += len(own)
        return days


def beside(visits: Sequence[Visits], lanes: int) -> Visits:
    """The visits of some halls as those of one, each of which has so many lanes."""
    firsts = np.cumsum([0, *(len(own) for own in visits)])
    parts = [
        (part, _moved(rows, int(first), len(own)))
        for first, own in zip(firsts, visits, strict=False)
        for part, rows in own.parts
    ]
    return Visits(
        parts,
        np.concatenate([own.lane + number * lanes for number, own in enumerate(visits)]),
        np.concatenate(
            [*(own.start[:-1] + first for first, own in zip(firsts, visits, strict=False)), firsts[-1:]]
        ),
        np.concatenate([own.arrived for own in visits]),
        np.concatenate([own.entry for own in visits]),
    )


def _moved(rows: Ints | slice, first: int, count: int) -> Ints | slice:
    """Rows of one hall's visits among those of all; a slice is all of them."""
    return slice(first, first + count) if isinstance(rows, slice) else rows + first


def filled_by_place(floors: Sequence[Floor]) -> list[Floor]:
    """The same halls, with as many servers in each pool as the pool at its place has in any of them; those added never work."""
    names = [[*floor.scenario.pools] for floor in floors]
    own = [[of_one[pool.number] for pool in floor.pools] for floor, of_one in zip(floors, names, strict=True)]
    counts = [[len(floor.servers[name]) for name in pools] for floor, pools in zip(floors, own, strict=True)]
    most = np.max(counts, axis=0)
    return [
        replace(
            floor,
            servers=floor.servers
            | {
                name: floor.servers[name].with_idle(count)
                for name, count in zip(pools, most.tolist(), strict=True)
            },
        )
        for floor, pools in zip(floors, own, strict=True)
    ]


def alike(halls: Sequence[LaneHall]) -> list[list[LaneHall]]:
    """Halls that can be stepped through together, group by group; plain ones are by themselves, since nothing is stepped through."""
    groups: list[tuple[object, list[LaneHall]]] = []
    for hall in halls:
        key = None if hall.is_plain else _rules(hall.floor)
        fitting = [members for known, members in groups if key is not None and known == key]
        if fitting:
            fitting[0].append(hall)
        else:
            groups.append((key, [hall]))
    return [members for _, members in groups]


def _rules(floor: Floor) -> object:
    """What must be the same in halls that go side by side: all but who comes, and how many work."""
    rules = {name: getattr(floor.rules, name) for name in type(floor.rules).model_fields}
    pools = [(pool.stage, pool.speed) for pool in floor.pools]
    lines = lines_of(floor.scenario, floor.hall_name)
    return {**rules, "arrivals": None, "pools": pools, "lines": lines, "opening": floor.opening}
