"""Who of a pool calls next, against a plain list of those on duty."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numba import njit

from sim.compiling.compiled import OPTIONS
from sim.lanes import heads
from sim.lanes.hall.rulebook import POOL
from sim.lanes.hall.state import DESK, HEAD, LINE, OWN, HallLane
from sim.lanes.heads import ON_DUTY
from sim.lanes.heap import PLAN

FIRST, COUNT = 2, 6
"""The pool's heads are those from 2 to 7 of the hall."""

COMES, GOES, SERVES, GREETS, ENDS = range(5)


@njit(**OPTIONS)
def happens(lane, pool, kind, head, now):
    if kind == COMES:
        heads.come(lane, pool, 0, head, now)
    elif kind == GOES:
        heads.go(lane, pool, 0, head)
    elif kind == ENDS:
        heads.release(lane, pool, 0, head, now)
    else:
        heads.keep_busy(lane, pool, 0, now)


@njit(**OPTIONS)
def free_at(lane, pool):
    return heads.free_at(lane, pool, 0)


class Model:
    """Until when each head is busy, or since when it is free; who is on duty; who is busy until nobody knows when."""

    def __init__(self) -> None:
        self.until = dict.fromkeys(range(FIRST, FIRST + COUNT), -np.inf)
        self.on_duty: set[int] = set()

    def next(self) -> int | None:
        return min(self.on_duty, key=lambda head: (self.until[head], head), default=None)

    def can(self, kind: int, head: int, now: float) -> bool:
        busy = self.until[head] == np.inf
        if kind in (COMES, GOES):
            return (head in self.on_duty) == (kind == GOES)
        if kind == ENDS:
            return busy
        following = self.next()
        return following is not None and self.until[following] < np.inf

    def happens(self, kind: int, head: int, now: float) -> None:
        if kind == COMES:
            self.on_duty.add(head)
            self.until[head] = max(self.until[head], now)
        elif kind == GOES:
            self.on_duty.remove(head)
        elif kind == ENDS:
            self.until[head] = now
        else:
            following = self.next()
            assert following is not None
            self.until[following] = now


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(FIRST, FIRST + COUNT - 1), st.integers(0, 3)), max_size=60
    )
)
def test_who_is_free_longest_of_those_on_duty_is_next(written: list[tuple[int, int, int]]) -> None:
    """Many are free since one instant: then the lower number goes first. Greetings end when nobody knows beforehand."""
    own, pool, desks = np.zeros(1, OWN), np.zeros(1, POOL), np.zeros(1, DESK)
    room, aways = np.zeros(FIRST + COUNT, ON_DUTY), np.zeros(FIRST + COUNT, HEAD)
    aways["until"], pool["first"] = -np.inf, FIRST
    lane = HallLane(own[0], room, aways, desks, np.zeros(0, LINE), np.zeros(0, PLAN))
    model, now = Model(), 0.0
    for kind, head, minutes in written:
        if not model.can(kind, head, now):
            continue
        now += minutes / 2 if kind in (COMES, GOES, ENDS) else 0.0
        until = np.inf if kind == GREETS else now + minutes if kind == SERVES else now
        happens(lane, pool[0], kind, head, until)
        model.happens(kind, head, until)
        following = model.next()
        assert free_at(lane, pool[0]) == (np.inf if following is None else model.until[following])
        assert following is None or room["number"][FIRST] == following
