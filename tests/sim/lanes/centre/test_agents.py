"""Who takes the next contact in one lane, worked out by hand."""

from __future__ import annotations

from math import inf

import numpy as np
from numba import njit

from sim.compiling.compiled import OPTIONS
from sim.lanes.centre import agents
from sim.lanes.centre.rulebook import POOL
from sim.lanes.centre.state import DESK, OWN, SEAT, CentreLane
from sim.lanes.changes import COMES, GOES
from sim.lanes.heads import ON_DUTY


@njit(**OPTIONS)
def take(lane, pools, now, until):
    seat, _ = agents.take(lane, pools[0], False, now)
    agents.keep_busy(lane, pools[0], 0, seat, until, now)
    return seat


@njit(**OPTIONS)
def change(lane, pools, kind, seat, now):
    agents.change(lane, pools[0], 0, kind, seat, now)


@njit(**OPTIONS)
def behind(lane, pools, reserve):
    return agents.more_free_for(lane, pools[0], 0, False, reserve)


@njit(**OPTIONS)
def free_for(lane, pools):
    return agents.free_for(lane, pools[0], 0, False)


class Pool:
    """A pool of ten seats, one for each agent."""

    def __init__(self) -> None:
        self.rules = np.zeros(1, POOL)
        self.rules["end"], self.rules["width"] = 10, 1
        seats, none = np.zeros(10, SEAT), np.zeros(1, OWN)
        seats["until"] = -inf
        of_pool = np.zeros(10, ON_DUTY), seats, np.zeros(1, DESK)
        self.lane = CentreLane(
            none[0], none[0], *of_pool, none, none, none, np.zeros(0, np.int64), none, none
        )

    def change(self, come: list[int], go: list[int], now: float) -> None:
        for seat in come:
            change(self.lane, self.rules, COMES, seat, now)
        for seat in go:
            change(self.lane, self.rules, GOES, seat, now)

    def take(self, now: float, until: float) -> int:
        """The seat."""
        return take(self.lane, self.rules, now, until)

    def behind(self, reserve: int) -> float:
        return behind(self.lane, self.rules, reserve)

    @property
    def free(self) -> float:
        return free_for(self.lane, self.rules)


def test_the_agent_free_longest_answers_and_of_equals_the_lower_number() -> None:
    """Seats 4 and 6 come at 10, seat 5 at 12; the first answers until 30, the second until 20."""
    pool = Pool()
    pool.change([4, 6], [], 10.0)
    pool.change([5], [], 12.0)
    assert [pool.take(15.0, until) for until in (30.0, 20.0, 25.0)] == [4, 6, 5]
    assert pool.free == 20.0  # all are busy: seat 6 is free next
    assert pool.take(20.0, 40.0) == 6
    assert pool.take(26.0, 40.0) == 5


def test_an_agent_who_comes_back_ends_the_call_at_hand_first() -> None:
    """Off duty from 5 to 8 in a call until 9: free from 9 on, not from 8."""
    pool = Pool()
    pool.change([0], [], 0.0)
    pool.take(1.0, 9.0)
    pool.change([], [0], 5.0)
    assert pool.free == inf
    pool.change([0], [], 8.0)
    assert pool.free == 9.0


def test_who_goes_leaves_the_others_in_their_order() -> None:
    """Four are free since 1, 2, 3 and 4; the second goes: the first, third and fourth answer."""
    pool = Pool()
    for seat, now in ((3, 1.0), (2, 2.0), (1, 3.0), (0, 4.0)):
        pool.change([seat], [], now)
    pool.change([], [2], 5.0)
    assert [pool.take(6.0, 50.0) for _ in range(3)] == [3, 1, 0]


def test_agents_kept_free_make_others_wait_for_the_second() -> None:
    """One free since 0, one until 7: more than one is free from 7 on, more than two never."""
    pool = Pool()
    pool.change([0, 1], [], 0.0)
    pool.take(0.0, 7.0)
    assert [pool.behind(reserve) for reserve in range(3)] == [0.0, 7.0, inf]


def test_agents_who_get_free_at_one_instant_are_all_counted() -> None:
    """Three are free since 0, one gets free at 7: more than two are free from 0 on, more than three from 7 on."""
    pool = Pool()
    pool.change([0, 1, 2, 3], [], 0.0)
    pool.take(0.0, 7.0)
    assert [pool.behind(reserve) for reserve in range(5)] == [0.0, 0.0, 0.0, 7.0, inf]
