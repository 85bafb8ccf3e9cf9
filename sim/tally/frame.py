"""What a scenario fixes of its tally."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.opening import Opening, opening_of
from sim.scenario import Scenario
from sim.scenario.units import DAY, Window
from sim.staffing import Servers, minutes_by_interval, servers_of
from sim.tally.grid import Grid

Array = NDArray[np.float64]
Ints = NDArray[np.int64]

BY_INTERVAL = ("all", "hall", "channel", "pool")
"""Kinds of scope whose sums are kept for every single interval, too."""


@dataclass(frozen=True)
class Frame:
    """What a scenario fixes of its tally: scopes, days, intervals, openings, staff on duty.

    Attributes
    ----------
    scenario : Scenario
        Whose tally.
    """

    scenario: Scenario

    @property
    def days(self) -> int:
        """Days measured."""
        return self.scenario.calendar.days

    @property
    def intervals(self) -> int:
        """Intervals of a day."""
        return round(DAY / self.scenario.calendar.interval)

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """Names of the scopes of each kind, in order."""
        scenario = self.scenario
        return {
            "all": [""],
            "hall": list(scenario.halls),
            "pool": list(scenario.pools),
            "service": list(scenario.services),
            "segment": list(scenario.segments),
            "channel": ["hall"],
        }

    def sum_kind(self, kind: str) -> str:
        """The kind of scope whose sums are kept for those of `kind`: halls together are all there is."""
        return kind if kind in ("hall", "pool") or len(self.names[kind]) > 1 else "hall"

    def statistic_kind(self, kind: str) -> str:
        """The kind of scope whose statistics are kept for those of `kind`; a contact may have no pool."""
        return kind if kind == "pool" or len(self.names[kind]) > 1 else "all"

    @cached_property
    def openings(self) -> list[Opening]:
        """The openings of each hall."""
        return [opening_of(self.scenario, hall) for hall in self.scenario.halls]

    @cached_property
    def servers(self) -> list[Servers]:
        """The servers of each pool."""
        return [
            servers_of(self.scenario, pool, self.openings[hall])
            for pool, hall in zip(self.scenario.pools, self.hall_of_pool, strict=True)
        ]

    @cached_property
    def hall_of_pool(self) -> list[int]:
        """The number of the hall in which each pool works."""
        return [
            next(number for number, hall in enumerate(self.scenario.halls.values()) if pool in hall.pools)
            for pool in self.scenario.pools
        ]

    @cached_property
    def open_windows(self) -> list[list[Window]]:
        """The opening windows of each hall."""
        return [[Window(window.start, window.end) for window in opening.windows] for opening in self.openings]

    @cached_property
    def open_minutes(self) -> Array:
        """Opening minutes of each hall in each interval, shape (halls, days, intervals)."""
        return np.stack(
            [
                minutes_by_interval(windows, self.days, self.scenario.calendar.interval)
                for windows in self.open_windows
            ]
        )

    @cached_property
    def present(self) -> Array:
        """Head-minutes on duty of each pool, shape (pools, days, intervals)."""
        return np.stack(
            [
                minutes_by_interval(
                    (window for duty in servers.duty for window in duty),
                    self.days,
                    self.scenario.calendar.interval,
                )
                for servers in self.servers
            ]
        )

    @cached_property
    def paid(self) -> Array:
        """Head-minutes paid of each pool, shape (pools, days, intervals)."""
        return np.stack(
            [
                minutes_by_interval(servers.paid, self.days, self.scenario.calendar.interval)
                for servers in self.servers
            ]
        )

    @cached_property
    def prices(self) -> tuple[Array, Array]:
        """Cost of a paid minute, and of a minute of overtime, of each pool, shape (pools,)."""
        pools = list(self.scenario.pools.values())
        return (
            np.array([pool.cost for pool in pools]),
            np.array([pool.cost * pool.overtime_pay for pool in pools]),
        )

    @cached_property
    def grid(self) -> Grid:
        """Cells within which neither the opening of a hall nor anybody's duty changes."""
        windows = [window for each in (*self.open_windows, *self._shifts) for window in each]
        return Grid(self.days, self.scenario.calendar.interval, windows)

    @cached_property
    def opened(self) -> Array:
        """1.0 where a hall is open, shape (halls, cells of the grid)."""
        return np.stack([self.grid.covered(windows) for windows in self.open_windows])

    @cached_property
    def first_server(self) -> Ints:
        """The number of each pool's first server, if servers are numbered through all pools."""
        return np.cumsum([0, *(len(servers) for servers in self.servers)][:-1])

    @cached_property
    def _shifts(self) -> list[tuple[Window, ...]]:
        """Windows of duty of each shift: servers of a pool who are always on duty together."""
        return [duty for _, duty in self._shift_numbers]

    @cached_property
    def _shift_numbers(self) -> dict[tuple[int, tuple[Window, ...]], int]:
        shifts = dict.fromkeys(
            (pool, duty) for pool, servers in enumerate(self.servers) for duty in servers.duty
        )
        return {shift: number for number, shift in enumerate(shifts)}

    @cached_property
    def shift_of_server(self) -> Ints:
        """The number of the shift of each server; servers are numbered through all pools."""
        numbers = self._shift_numbers
        return np.array(
            [numbers[pool, duty] for pool, servers in enumerate(self.servers) for duty in servers.duty],
            dtype=np.int64,
        )

    @cached_property
    def pool_of_shift(self) -> Ints:
        """The number of the pool of each shift."""
        return np.array([pool for pool, _ in self._shift_numbers], dtype=np.int64)

    @cached_property
    def off_duty(self) -> Array:
        """1.0 where a shift is not on duty, shape (shifts, cells of the grid)."""
        covered = [self.grid.covered(duty) for duty in self._shifts]
        return 1.0 - np.array(covered).reshape(len(covered), len(self.grid))
