"""Some servers of a hall in one lane, compiled: who serves next, and who comes and goes as stretches of the day begin."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.lanes.compiled import Whole, compiled
from sim.lanes.floor import Floor, LanePool
from sim.lanes.keys import grid_of, time_of
from sim.lanes.ranks import TICK, UNIT
from sim.lanes.staff import Staff
from sim.lanes.stretches import Stretches

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Crew(NamedTuple):
    """The servers, as compiled functions take them.

    Attributes
    ----------
    until, away : ndarray
        As those of :class:`sim.lanes.staff.Staff`, but shape (lanes, servers): one lane's lie together.
    pools : ndarray
        First server of each pool, and the one behind its last, shape (pools, 2).
    speed : ndarray
        Speed of each server.
    stretch : ndarray
        In which stretch of the day each lane is.
    ends : ndarray
        When each stretch ends.
    on_duty : ndarray
        Who is on duty then, shape (stretches, servers).
    """

    until: Floats
    away: Floats
    pools: Ints
    speed: Floats
    stretch: Ints
    ends: Floats
    on_duty: Flags

    def leave(self, staff: Staff) -> None:
        """Tell what the day has made of the servers."""
        staff.until[:], staff.away[:] = self.until.T, self.away.T


def crew_of(floor: Floor, pools: list[LanePool], staff: Staff, stretches: Stretches, candidate: Ints) -> Crew:
    """The servers of some pools, which follow one another, at the beginning of a day."""
    return Crew(
        np.ascontiguousarray(staff.until.T),
        np.ascontiguousarray(staff.away.T),
        np.array([(pool.first, pool.end) for pool in pools], dtype=np.int64).reshape(-1, 2),
        floor.speed,
        stretches.first[candidate],
        stretches.ends,
        stretches.on_duty,
    )


@compiled
def least(crew: Crew, lane: Whole, pool: Whole) -> float:
    """Key of the server of a pool free longest or, if all are busy, of the one who gets free first."""
    found = inf
    for server in range(crew.pools[pool, 0], crew.pools[pool, 1]):
        found = min(found, crew.until[lane, server])
    return found


@compiled
def soonest(crew: Crew, lane: Whole) -> float:
    """The least key of all pools."""
    found = inf
    for pool in range(len(crew.pools)):
        found = min(found, least(crew, lane, pool))
    return found


@compiled
def key_for(crew: Crew, lane: Whole, ready: float, soonest: float) -> float:
    """Key of the server who serves a customer ready at a time: of those free then, one of the pool named first; if all are busy, the
    one that gets free first."""
    soon = max(ready, time_of(soonest)) + TICK
    key = least(crew, lane, 0)
    for pool in range(1, len(crew.pools)):
        other = least(crew, lane, pool)
        if not (key < soon or other >= soon):
            key = other
    return key


@compiled
def serve(crew: Crew, lane: Whole, server: Whole, start: float, minutes: float) -> float:
    """A server serves for some minutes at speed 100 %; when that ends."""
    end = start + grid_of(minutes / crew.speed[server])
    crew.until[lane, server] = end + server * UNIT
    return end


@compiled
def comes(crew: Crew, server: Whole, stretch: Whole) -> bool:
    """Whether a server comes on duty as a stretch begins."""
    return bool(crew.on_duty[stretch, server] and not crew.on_duty[stretch - 1, server])


@compiled
def turn(crew: Crew, lane: Whole) -> int:
    """Go on to the next stretch: servers come, free or still busy from before, or go, and end the services under way."""
    stretch: int = crew.stretch[lane] + 1
    time = crew.ends[stretch - 1]
    crew.stretch[lane] = stretch
    for server in range(crew.pools[0, 0], crew.pools[-1, 1]):
        if comes(crew, server, stretch):
            crew.until[lane, server] = max(crew.away[lane, server], time + server * UNIT)
        elif crew.on_duty[stretch - 1, server] and not crew.on_duty[stretch, server]:
            crew.away[lane, server] = crew.until[lane, server]
            crew.until[lane, server] = inf
    return stretch
