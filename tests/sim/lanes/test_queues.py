"""Queues in lanes against plain lists, one for each class and lane."""

from __future__ import annotations

from bisect import insort

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.lanes.queues import Queues
from sim.lanes.ranks import UNIT

LANES, CLASSES, PLACES = 3, 2, 12


class Written:
    """The queues, and beside them a list of visits for each, in the order of their keys."""

    def __init__(self, by_lane: bool) -> None:
        step = 1 if by_lane else LANES
        self.base = np.arange(LANES) * (PLACES if by_lane else 1)
        self.queues, self.step = Queues(self.base, step, CLASSES, LANES * PLACES), step
        self.lists: list[list[tuple[float, int]]] = [[] for _ in range(CLASSES * LANES)]
        self.came = [0] * LANES

    def newcomer(self, lane: int, ticket: float) -> int:
        """The next visit of a lane, with a key: ticket, then place in the lane."""
        visit = int(self.base[lane]) + self.step * self.came[lane]
        self.queues.key[visit] = ticket + self.came[lane] * UNIT
        self.came[lane] += 1
        return visit

    def joins(self, queue: int, visit: int) -> None:
        insort(self.lists[queue], (float(self.queues.key[visit]), visit))

    def check(self) -> None:
        """The first of each queue is the first of its list."""
        for queue, there in enumerate(self.lists):
            first = there[0] if there else (np.inf, None)
            assert self.queues.first[divmod(queue, LANES)] == first[0]
            if there:
                assert self.queues.head(np.array([queue])).tolist() == [first[1]]

    def turn(self, actions: list[tuple[str, int]], now: float) -> None:
        """In each lane somebody joins, or the first leaves, or nothing happens."""
        queue, visit = np.zeros((2, LANES), dtype=np.int64)
        leaves, joins = np.zeros((2, LANES), dtype=bool)
        for lane, (action, of_class) in enumerate(actions):
            queue[lane], visit[lane] = of_class * LANES + lane, self.base[lane]
            there = self.lists[queue[lane]]
            if action == "leave" and there:
                leaves[lane], visit[lane] = True, there.pop(0)[1]
            elif action == "join":
                joins[lane], visit[lane] = True, self.newcomer(lane, now)
                self.joins(queue[lane], visit[lane])
        self.queues.turn(queue, visit, leaves, joins)

    def insert(self, newcomers: list[tuple[int, int, float]], now: float) -> None:
        """Somebody with a ticket of some time up to now joins in some lanes."""
        queue = [of_class * LANES + lane for lane, of_class, _ in newcomers]
        visit = [self.newcomer(lane, min(ticket, now)) for lane, _, ticket in newcomers]
        for place, who in zip(queue, visit, strict=True):
            self.joins(place, who)
        self.queues.insert(np.array(queue, dtype=np.int64), np.array(visit, dtype=np.int64))


CLASS = st.integers(0, CLASSES - 1)
TURN = st.lists(
    st.tuples(st.sampled_from(["join", "join", "leave", "nothing"]), CLASS), min_size=LANES, max_size=LANES
)
LATE = st.lists(
    st.tuples(st.integers(0, LANES - 1), CLASS, st.integers(0, 9).map(float)),
    unique_by=lambda newcomer: newcomer[0],
    max_size=LANES,
)


@pytest.mark.parametrize("by_lane", [True, False], ids=["lane by lane", "place by place"])
@given(steps=st.lists(st.tuples(TURN, LATE), max_size=PLACES // 2))
def test_queues_are_lists_in_the_order_of_keys(by_lane: bool, steps: list):
    written = Written(by_lane)
    for now, (actions, newcomers) in enumerate(steps):
        written.turn(actions, float(now))
        written.check()
        written.insert(newcomers, float(now))
        written.check()
    _take_all_out(written)


def _take_all_out(written: Written) -> None:
    """Half of the queues one by one, half at once."""
    queues, half = written.queues, CLASSES * LANES // 2
    for queue, there in enumerate(written.lists[:half]):
        while there:
            visit, following = queues.pop(np.array([queue]))
            assert visit.tolist() == [there.pop(0)[1]]
            assert following.tolist() == [there[0][1] if there else queues.nobody]
    left = {visit for there in written.lists[half:] for _, visit in there}
    gone = queues.emptied(np.arange(half, 2 * half)).tolist()
    assert len(gone) == len(left)
    assert set(gone) == left
    assert np.isinf(queues.first[:CLASSES]).all()


def test_visits_are_appended_behind_those_who_stand():
    written = Written(by_lane=True)
    for ticket in (1.0, 2.0, 3.0):
        visits = [written.newcomer(lane, ticket) for lane in (0, 2)]
        for lane, visit in zip((0, 2), visits, strict=True):
            written.joins(lane, visit)
        written.queues.append(np.array([0, 2]), np.array(visits))
        written.check()
    assert written.queues.emptied(np.array([0, 1])).tolist() == [0, 1, 2]
    assert written.queues.emptied(np.array([2])).tolist() == [24, 25, 26]
