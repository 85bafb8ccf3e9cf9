"""What the crews of a lane go by and what goes on among them, as arrays; all lanes use the same room, one after the other."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows
from sim.lanes.heads import ON_DUTY
from sim.lanes.heap import PLAN
from sim.network.crew_plan import CrewPlan

POOL = np.dtype([("first", "i8"), ("speed", "f8")], align=True)
"""Of a pool: its first crew, and its speed."""

DESK = np.dtype([("held", "i8")], align=True)
"""Of a pool: how many crews are on duty."""

HEAD = np.dtype([("until", "f8")], align=True)
"""Of a crew by its number: off duty, until when it is busy."""

AID = np.dtype(
    [("pool", "i8"), ("customers_out", "f8"), ("after", "f8"), ("stays", "f8"), ("until", "f8"), ("is_here", "b1")],
    align=True,
)  # fmt: skip
"""Crews from outside: their pool (-1: there are none) and rules, until when those who were called last stay, and whether they are here."""

OWN = np.dtype(
    [("now", "f8"), ("change", "i8"), ("planned", "i8"), ("out", "i8"), ("begun", "i8"), ("by_customers", "b1")],
    align=True,
)  # fmt: skip
"""Of a lane: the time that it has come to, the number of the next change of duty, how many plans there are, how many customers of known outages are
without supply, how many outages were begun; and whether those with more customers go first."""

EVENTS = 8
"""Events of an outage that can be planned at one time, at most: it is seen, known, ready, and its customers are back after each of four stages."""


class CrewLane(NamedTuple):
    """One lane of crews.

    Attributes
    ----------
    own, aid : ndarray
        One entry of `OWN` and `AID`.
    on_duty, heads : ndarray
        Entries of `ON_DUTY` and `HEAD`, by crew.
    pools, desks : ndarray
        Entries of `POOL` and `DESK`, by pool.
    goes : ndarray of bool
        Whether each pool goes to each region.
    lines : ndarray of int
        Rows of outages that wait, shape (regions, room).
    waiting : ndarray of int
        How many wait in each region.
    plans : ndarray
        What is planned, entries of `PLAN`.
    """

    own: Rows
    aid: Rows
    on_duty: Rows
    heads: Rows
    pools: Rows
    desks: Rows
    goes: NDArray[np.bool_]
    lines: NDArray[np.int64]
    waiting: NDArray[np.int64]
    plans: Rows


def room_for(plan: CrewPlan, most: list[int], outages: int) -> CrewLane:
    """Room for a lane with so many crews in each pool and at most so many outages."""
    own, aid, pools = np.zeros(1, OWN), np.zeros(1, AID), np.zeros(len(most), POOL)
    own["by_customers"] = plan.by_customers
    for name in ("pool", "customers_out", "after", "stays"):
        aid[name] = getattr(plan.aid, name)
    pools["first"], pools["speed"] = np.cumsum([0, *most])[:-1], plan.speed
    regions = plan.goes.shape[1]
    return CrewLane(
        own,
        aid,
        np.zeros(sum(most), ON_DUTY),
        np.zeros(sum(most), HEAD),
        pools,
        np.zeros(len(most), DESK),
        plan.goes,
        np.zeros((regions, outages), dtype=np.int64),
        np.zeros(regions, dtype=np.int64),
        np.zeros(EVENTS * outages + 4, PLAN),
    )
