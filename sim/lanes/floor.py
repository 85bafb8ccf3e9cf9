"""What is the same in all lanes of a hall: its servers, its lines, its rules, and the moments at which these change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.draws.attendance import Attendance, attendance_of
from sim.draws.contacts import PlacedDraws
from sim.draws.dice import Dice
from sim.draws.place import HALL, Place
from sim.network.counter_lines import counter_lines_of
from sim.scenario import Scenario
from sim.scenario.hall import Hall
from sim.scenario.units import DAY
from sim.time.duty_windows import KnownServers, Servers
from sim.time.opening import Opening, opening_of
from sim.time.ticks import on_grid_one

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class LanePool:
    """A pool as the lanes see it.

    Attributes
    ----------
    number : int
        Its number in the scenario.
    first, end : int
        Its servers are ``first <= server < end`` among all of the hall.
    lines : tuple of int
        Lines that it calls from.
    speed : float
        Speed against the services' handle times.
    stage : str
        ``counter``, ``kiosk`` or ``greeter``.
    """

    number: int
    first: int
    end: int
    lines: tuple[int, ...]
    speed: float
    stage: str


@dataclass(frozen=True)
class FloorChange:
    """Something that happens in all lanes at one time.

    Attributes
    ----------
    time : float
        When.
    come, go : tuple of int
        Servers that come on duty, and that go.
    close, open : tuple of int
        Lines that are emptied and closed, and that are opened.
    """

    time: float
    come: tuple[int, ...]
    go: tuple[int, ...]
    close: tuple[int, ...]
    open: tuple[int, ...]


@dataclass(frozen=True)
class Floor:
    """A hall without its customers.

    Attributes
    ----------
    scenario : Scenario
        What holds.
    hall_name : str
        Which hall.
    opening : Opening
        Its opening windows.
    servers : dict
        The servers of each of its pools.
    """

    scenario: Scenario
    hall_name: str
    opening: Opening
    servers: dict[str, Servers]

    @cached_property
    def rules(self) -> Hall:
        """The hall in the scenario."""
        return self.scenario.halls[self.hall_name]

    def staff(self, dice: Dice, replications: range) -> list[Attendance]:
        """Who is at work of each of its pools."""
        return attendance_of(self.scenario, self.hall_name, self.servers, self.opening, dice, replications)

    def in_lanes(self, staff: Sequence[Attendance]) -> Iterator[Floor]:
        """The hall in each replication, with those who are at work in it; or just once, where that is all the same."""
        if not any(each.varies for each in staff):
            yield self
            return
        for row in range(len(staff[0].replications)):
            yield replace(self, servers={each.pool: each.present(row) for each in staff})

    @cached_property
    def pools(self) -> list[LanePool]:
        """Pools at the counters, then kiosks, then greeters, each in the hall's order."""
        names, lines = list(self.scenario.pools), counter_lines_of(self.scenario, self.hall_name)
        calls_from = iter(lines.of_pool)
        pools: list[LanePool] = []
        for stage in ("counter", "kiosk", "greeter"):
            for name in self.scenario.pools_at(self.hall_name, stage):
                first = pools[-1].end if pools else 0
                own = (
                    next(calls_from)
                    if stage == "counter"
                    else (self.kiosk_line if stage == "kiosk" else self.greeter_line,)
                )
                speed = self.scenario.pools[name].speed
                pools.append(
                    LanePool(names.index(name), first, first + len(self.servers[name]), own, speed, stage)
                )
        return pools

    @cached_property
    def draws(self) -> PlacedDraws:
        """What visits carry."""
        return PlacedDraws(Place(self.scenario, self.rules, (HALL,)))

    @cached_property
    def greeters(self) -> list[LanePool]:
        """The pools of greeters that have servers."""
        return [pool for pool in self.pools if pool.stage == "greeter" and pool.end > pool.first]

    @cached_property
    def counters(self) -> list[LanePool]:
        """The pools at counters and kiosks that have servers."""
        return [pool for pool in self.pools if pool.stage != "greeter" and pool.end > pool.first]

    @cached_property
    def line_of_service(self) -> Ints:
        """For each service the number of its line at the counters."""
        return np.array(counter_lines_of(self.scenario, self.hall_name).of_service)

    @cached_property
    def ranked(self) -> bool:
        """Whether a pool empties its first line before it calls from the next."""
        return counter_lines_of(self.scenario, self.hall_name).ranked

    @cached_property
    def kiosk_line(self) -> int:
        """The number of the line at the kiosks, behind those at the counters."""
        return counter_lines_of(self.scenario, self.hall_name).count

    @cached_property
    def greeter_line(self) -> int:
        """The number of the line before the greeter."""
        return self.kiosk_line + 1

    @cached_property
    def line_count(self) -> int:
        """Number of lines."""
        return self.greeter_line + 1

    @cached_property
    def levels(self) -> list[int]:
        """Priorities of segments, with an appointment and without, the most urgent first."""
        return sorted({priority for row in self._priorities for priority in row}, reverse=True)

    @property
    def _priorities(self) -> list[list[int]]:
        """Priorities of segments, without an appointment, and in a hall that has any also with one that is kept in time."""
        plain = [segment.priority for segment in self.scenario.segments.values()]
        rules = self.rules.appointments
        return [plain, [each + rules.priority for each in plain]] if rules and rules.share else [plain]

    @cached_property
    def level_of(self) -> Ints:
        """The number of the level of each segment, shape (1 or 2, segments): in the second row that with an appointment kept in time."""
        return np.array([[self.levels.index(priority) for priority in row] for row in self._priorities])

    @property
    def keeps_tickets(self) -> bool:
        """Whether the tickets of those who give up at the counters stay in line."""
        return self.rules.called_in_vain is not None and self.rules.patience is not None

    @property
    def in_vain(self) -> float:
        """Minutes that such a ticket takes when it is called."""
        return on_grid_one(self.rules.called_in_vain or 0.0)

    @cached_property
    def heads(self) -> tuple[Ints, Ints]:
        """For each server the number of its pool, and its own in it; one entry more, -1 for nobody, which -1 finds."""
        pool_of, head_of = (np.full(self.server_count + 1, -1) for _ in range(2))
        for pool in self.pools:
            pool_of[pool.first : pool.end] = pool.number
            head_of[pool.first : pool.end] = np.arange(pool.end - pool.first)
        return pool_of, head_of

    @cached_property
    def server_count(self) -> int:
        """Number of servers of all pools."""
        return max((pool.end for pool in self.pools), default=0)

    @cached_property
    def changes(self) -> list[FloorChange]:
        """All changes over the horizon, in order."""
        found: dict[float, tuple[list[int], list[int], list[int], list[int]]] = {}

        def at(time: float) -> tuple[list[int], list[int], list[int], list[int]]:
            return found.setdefault(time, ([], [], [], []))

        names = list(self.scenario.pools)
        for pool in self.pools:
            for server, windows in enumerate(self.servers[names[pool.number]].calls, pool.first):
                for window in windows:
                    at(window.start)[0].append(server)
                    if window.end < np.inf:
                        at(window.end)[1].append(server)
        for line in range(self.line_count):
            duties = [
                duty
                for pool in self.pools
                if line in pool.lines
                or line == self.greeter_line  # whoever waits for an absent greeter passes by
                for duty in self.servers[names[pool.number]].duty
            ]
            for stretch in self.opening.shut(duties):
                at(stretch.start)[2].append(line)
                if stretch.end < np.inf:
                    at(stretch.end)[3].append(line)
        return [FloorChange(time, *map(tuple, found[time])) for time in sorted(found)]


def ends_each_day(floor: Floor) -> bool:
    """Whether nobody can be in a hall at midnight."""
    closings = [window.end for window in floor.opening.windows if window.last]
    opened = any(window.end % DAY == 0.0 for window in floor.opening.windows[:-1] if not window.last)
    return not opened and all(
        _emptied_on_the_day(floor, line, closing) for line in range(floor.line_count) for closing in closings
    )


def _emptied_on_the_day(floor: Floor, line: int, closing: float) -> bool:
    midnight = DAY * (closing // DAY + 1)
    return any(closing <= change.time <= midnight for change in floor.changes if line in change.close)


def floor_of(scenario: Scenario, hall: str) -> Floor:
    """A hall of a scenario, without its customers."""
    (floor,) = floors_of([scenario], hall)
    return floor


def floors_of(candidates: Sequence[Scenario], hall: str, servers: KnownServers | None = None) -> list[Floor]:
    """A hall under candidates that differ in the heads and shifts of pools, and in costs, at most.

    Many of them have most pools in common, whose servers are worked out once.
    """
    opening, known = opening_of(candidates[0], hall), servers or KnownServers()
    names = candidates[0].halls[hall].pools
    return [
        Floor(scenario, hall, opening, {name: known.of(scenario, name, opening) for name in names})
        for scenario in candidates
    ]


def filled_up(floors: list[Floor]) -> list[Floor]:
    """The same halls, with as many servers in each pool as any of them has; those added never work."""
    most = {pool: max(len(floor.servers[pool]) for floor in floors) for pool in floors[0].servers}
    return [
        replace(
            floor, servers={pool: servers.with_idle(most[pool]) for pool, servers in floor.servers.items()}
        )
        for floor in floors
    ]
