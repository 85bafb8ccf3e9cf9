"""Who waits in one lane: first come first served in each class, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from numba import njit

from sim.compiling.compiled import OPTIONS
from sim.lanes import chain
from sim.lanes.centre import queues
from sim.lanes.centre.rulebook import CENTRE, KIND, LINK, POOL, CentreRules
from sim.lanes.centre.state import DESK, LINE, OWN, SEAT, CentreLane
from sim.lanes.centre.table import CALL
from sim.lanes.heads import ON_DUTY

ROWS = 6


@njit(**OPTIONS)
def enter(calls, rules, lane, row, now):
    queues.enter(calls, rules, lane, row, now)


@njit(**OPTIONS)
def enter_again(calls, rules, lane, row):
    queues.enter_again(calls, rules, lane, row)


@njit(**OPTIONS)
def leave(calls, rules, lane, row):
    queues.leave(calls, rules, lane, row)


@njit(**OPTIONS)
def first(calls, rules, lane, now):
    return queues.first(calls, rules, lane, now)[0]


@njit(**OPTIONS)
def renumber(calls, rules, lane, numbers):
    chain.renumber(calls, lane.lines, len(rules.kinds), numbers)


class Waiting:
    """Two classes, each of which the one pool takes at once; an agent is free since 0. The second gains points by waiting."""

    def __init__(self, rises: float = 0.0) -> None:
        kinds = np.array([(0, 1, 0, 1.0, 0.0, False, True), (1, 2, 1, 0.0, rises, False, True)], KIND)
        links = np.array([(0, 0, 0.0, 1 << 40, 0, -1)] * 2, LINK)
        centre, pools = np.zeros(1, CENTRE), np.zeros(1, POOL)
        centre["first_come"] = not rises
        none = np.zeros((1, 1), CENTRE)
        self.rules = CentreRules(
            centre, kinds, links, pools, none, none, none[0], none[0], np.zeros((0, 2)), none[0], 0, 2
        )
        self.own, self.lines, desk = np.zeros(1, OWN), np.zeros(2, LINE), np.zeros(1, DESK)
        self.lines["head"], self.lines["tail"], desk["held"] = -1, -1, 1
        seats, rows = np.zeros(1, SEAT), np.zeros(0, np.int64)
        duty = np.zeros(1, ON_DUTY)
        self.lane = CentreLane(
            self.own[0], self.own[0], duty, seats, desk, self.lines, desk, desk, rows, desk, desk
        )
        self.calls = np.zeros(ROWS, CALL)

    def enter(self, row: int, klass: int = 0, now: float = 1.0) -> None:
        self.calls["klass"][row] = klass
        enter(self.calls, self.rules, self.lane, row, now)

    def first(self, now: float = 9.0) -> int:
        return first(self.calls, self.rules, self.lane, now)

    def served(self) -> list[int]:
        """Who goes first, until nobody waits."""
        found = []
        while (row := self.first()) >= 0:
            leave(self.calls, self.rules, self.lane, row)
            found.append(row)
        return found


def test_the_longest_wait_goes_first_whatever_the_class() -> None:
    waiting = Waiting()
    for row, klass in ((3, 0), (1, 1), (4, 0), (0, 1)):
        waiting.enter(row, klass)
    assert waiting.lines["length"].tolist() == [2, 2]
    assert waiting.served() == [3, 1, 4, 0]
    assert waiting.own["waiting"][0] == 0


def test_waiting_can_weigh_more_than_priority() -> None:
    """The second class has waited 3 min longer and gains half a point a minute: 1.5 points against 1."""
    waiting = Waiting(rises=0.5)
    waiting.enter(0, 0, 4.0)
    waiting.enter(1, 1, 1.0)
    assert waiting.first(now=4.0) == 1
    # after 1.5 min, three quarters of a point
    other = Waiting(rises=0.5)
    other.enter(1, 1, 2.5)
    other.enter(0, 0, 4.0)
    assert other.first(now=4.0) == 0


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_whoever_leaves_and_comes_back_has_the_old_place(gone: int) -> None:
    waiting = Waiting()
    for row in (0, 1, 2):
        waiting.enter(row)
    leave(waiting.calls, waiting.rules, waiting.lane, gone)
    waiting.enter(5)
    enter_again(waiting.calls, waiting.rules, waiting.lane, gone)
    assert waiting.served() == [0, 1, 2, 5]


def test_rows_that_are_numbered_anew_keep_their_order() -> None:
    """Rows 4, 2, 5 wait in this order; they become 1, 3, 0."""
    waiting = Waiting()
    for row in (4, 2, 5):
        waiting.enter(row)
    numbers = np.array([-1, -1, 3, -1, 1, 0])
    calls = np.zeros(ROWS, CALL)
    for old, new in enumerate(numbers.tolist()):
        if new >= 0:
            calls[new] = waiting.calls[old]
    waiting.calls = calls
    renumber(calls, waiting.rules, waiting.lane, numbers)
    waiting.enter(4)
    assert waiting.served() == [1, 3, 0, 4]
