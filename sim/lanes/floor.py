"""What is the same in all lanes of a hall: its servers, its lines, its rules, and the moments at which these change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.lines import lines_of
from sim.opening import Opening
from sim.scenario import Scenario
from sim.scenario.hall import Hall
from sim.staffing import Servers

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


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
class Change:
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

    @cached_property
    def pools(self) -> list[LanePool]:
        """Pools at the counters, then kiosks, then greeters, each in the hall's order."""
        names, lines = list(self.scenario.pools), lines_of(self.scenario, self.hall_name)
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
    def line_of_service(self) -> Ints:
        """For each service the number of its line at the counters."""
        return np.array(lines_of(self.scenario, self.hall_name).of_service)

    @cached_property
    def ranked(self) -> bool:
        """Whether a pool empties its first line before it calls from the next."""
        return lines_of(self.scenario, self.hall_name).ranked

    @cached_property
    def kiosk_line(self) -> int:
        """The number of the line at the kiosks, behind those at the counters."""
        return lines_of(self.scenario, self.hall_name).count

    @cached_property
    def greeter_line(self) -> int:
        """The number of the line before the greeter."""
        return self.kiosk_line + 1

    @cached_property
    def line_count(self) -> int:
        """Number of lines."""
        return self.greeter_line + 1

    @cached_property
    def server_count(self) -> int:
        """Number of servers of all pools."""
        return max((pool.end for pool in self.pools), default=0)

    @cached_property
    def changes(self) -> list[Change]:
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
                for duty in self.servers[names[pool.number]].duty
            ]
            for stretch in self.opening.shut(duties):
                at(stretch.start)[2].append(line)
                if stretch.end < np.inf:
                    at(stretch.end)[3].append(line)
        return [Change(time, *map(tuple, found[time])) for time in sorted(found)]
