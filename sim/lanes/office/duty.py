"""When each head of an office is on duty, lane by lane: those who are missing differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows
from sim.draws.absence import Absence
from sim.lanes.changes import CHANGE, COMES, GOES, LAST
from sim.scenario.units import Window
from sim.time.working_hours import WorkingHours, working_hours

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Duty:
    """The windows of the heads of an office.

    Attributes
    ----------
    hours : WorkingHours
        Those of each head, one roster after the other.
    first_head : ndarray
        By lane, where the heads of its roster begin.
    changes : ndarray
        Who comes and goes when, entries of :data:`sim.lanes.changes.CHANGE`.
    first_change : ndarray
        By lane, where those of its roster begin; they end with one that never comes.
    """

    hours: WorkingHours
    first_head: Ints
    changes: Rows
    first_change: Ints

    @property
    def lanes(self) -> int:
        """How many lanes there are."""
        return len(self.first_head)


def duty_of(candidates: Sequence[Sequence[Absence]], most: Sequence[int]) -> Duty:
    """The duty of an office.

    Parameters
    ----------
    candidates : sequence of sequence of Absence
        For each candidate who is missing of each pool; its lanes follow those of the candidate before.
    most : sequence of int
        Heads of each pool, where it has most; candidates with fewer have others that are never on duty.
    """
    rosters: list[list[tuple[Window, ...]]] = []
    of_lane: list[int] = []
    for pools in candidates:
        rows = range(len(pools[0].replications))
        varies = any(each.chance for each in pools)
        rosters += [_roster(pools, most, row) for row in (rows if varies else rows[:1])]
        of_lane += range(len(rosters) - len(rows), len(rosters)) if varies else [len(rosters) - 1] * len(rows)
    return _arrays(rosters, np.repeat(np.arange(len(most)), most), np.array(of_lane, dtype=np.int64))


def nobody(lanes: int) -> Duty:
    """The duty of so many lanes in which there is nobody."""
    return _arrays([[]], np.empty(0, dtype=np.int64), np.zeros(lanes, dtype=np.int64))


def _roster(pools: Sequence[Absence], most: Sequence[int], row: int) -> list[tuple[Window, ...]]:
    """The windows of all heads in one replication."""
    there = (absence.present(row).with_idle(count) for absence, count in zip(pools, most, strict=True))
    return [windows for servers in there for windows in servers.calls]


def _arrays(rosters: Sequence[Sequence[tuple[Window, ...]]], pools: Ints, of_lane: Ints) -> Duty:
    """The same as arrays, from the windows of each head in each roster, the pool of each head, and the roster of each lane."""
    hours = working_hours([windows for roster in rosters for windows in roster])
    first = np.arange(len(rosters)) * len(pools)
    changes = [_changes(hours, low, pools) for low in first.tolist()]
    starts = np.cumsum([0, *map(len, changes)])[:-1]
    return Duty(hours, first[of_lane], np.concatenate(changes), starts[of_lane])


def _changes(hours: WorkingHours, low: int, pools: Ints) -> Rows:
    """Who of a roster, whose heads begin at a number, comes and goes when, in the order of time."""
    edges = hours.first[low : low + len(pools) + 1]
    windows, head = slice(edges[0], edges[-1]), np.repeat(np.arange(len(pools)), np.diff(edges))
    found = np.zeros(2 * len(head) + 1, CHANGE)
    found["time"][:-1] = np.concatenate((hours.start[windows], hours.end[windows]))
    found["kind"][:-1] = np.repeat((COMES, GOES), len(head))
    found["number"][:-1] = np.tile(head, 2)
    found["pool"] = pools[found["number"]] if len(pools) else 0
    found[-1] = LAST
    return found[np.lexsort((found["number"], found["kind"], found["time"]))]
