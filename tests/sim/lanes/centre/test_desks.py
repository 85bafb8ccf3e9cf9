"""Who takes the next contact in one lane, worked out by hand."""

from __future__ import annotations

from math import inf

from sim.lanes.centre.desks import ChatDesk, Desk
from sim.lanes.ranks import TICK
from sim.scenario.phone import Chats


def time_of(key: float) -> float:
    return key - key % TICK


def test_the_agent_free_longest_answers_and_of_equals_the_lower_number() -> None:
    """Seats 4 and 6 come at 10, seat 5 at 12; the first answers until 30, the second until 20."""
    desk = Desk()
    desk.change([4, 6], [], 10.0)
    desk.change([5], [], 12.0)
    taken = []
    for until in (30.0, 20.0, 25.0):
        seat, _ = desk.take(15.0)
        desk.busy(seat, until)
        taken.append(seat)
    assert taken == [4, 6, 5]
    assert time_of(desk.free[0]) == 20.0  # all are busy: seat 6 is free next
    assert desk.take(20.0)[0] == 6


def test_an_agent_who_comes_back_ends_the_call_at_hand_first() -> None:
    """Off duty from 5 to 8 in a call until 9: free from 9 on, not from 8."""
    desk = Desk()
    desk.change([0], [], 0.0)
    desk.busy(0, 9.0)
    desk.change([], [0], 5.0)
    assert desk.free == [inf]
    desk.change([0], [], 8.0)
    assert time_of(desk.free[0]) == 9.0


def test_agents_kept_free_make_others_wait_for_the_second() -> None:
    """One free since 0, one until 7: more than one is free from 7 on, more than two never."""
    desk = Desk()
    desk.change([0, 1], [], 0.0)
    desk.busy(0, 7.0)
    assert [time_of(desk.behind(0)), time_of(desk.behind(1)), desk.behind(2)] == [0.0, 7.0, inf]


def test_chats_go_to_whoever_has_fewest_and_slow_down() -> None:
    """Two agents with two chats each: one each at full pace, then one more each at half, then nobody until a chat ends."""
    desk = ChatDesk(10, 2, Chats(at_once=2, pace=("100 %", "50 %")))
    desk.change([10, 11, 12, 13], [], 0.0)
    taken = []
    for now, until in ((1.0, 50.0), (2.0, 40.0), (3.0, 60.0), (4.0, 70.0)):
        seat, pace = desk.take(now)
        desk.busy(seat, until)
        taken.append((seat, pace))
    assert taken == [(10, 1.0), (12, 1.0), (10, 0.5), (12, 0.5)]
    assert time_of(desk.free[0]) == 40.0  # the second agent's first chat ends
    assert desk.take(40.0) == (12, 0.5)


def test_chats_in_hand_count_when_an_agent_comes_back() -> None:
    """Two chats in hand until 30 and 90; away from 20 to 60: one of them is left then, so that there is room for one more."""
    desk = ChatDesk(0, 1, Chats(at_once=2, pace=("100 %", "50 %")))
    desk.change([0, 1], [], 0.0)
    for until in (30.0, 90.0):
        desk.busy(desk.take(1.0)[0], until)
    desk.change([], [0, 1], 20.0)
    assert desk.free == [inf]
    desk.change([0, 1], [], 60.0)
    assert desk.free[0] <= 60.0
    assert desk.take(60.0) == (0, 0.5)
