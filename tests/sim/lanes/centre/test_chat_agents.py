"""Agents who take chats and calls in one lane, worked out by hand."""

from __future__ import annotations

from math import inf

import numpy as np
from numba import njit

from sim.compiling.compiled import OPTIONS
from sim.lanes.centre import chat_agents
from sim.lanes.centre.rulebook import POOL
from sim.lanes.centre.state import DESK, SEAT

CALL, CHAT = 0, 1


@njit(**OPTIONS)
def take(seats, pools, pool_desks, chat, now, until):
    seat, chats = chat_agents.take(seats, pools[0], chat, now)
    chat_agents.hold(seats, pools[0], pool_desks[0], seat, until, now)
    return (seat - pools[0].first) // pools[0].width, chats + chat


@njit(**OPTIONS)
def change(seats, pools, pool_desks, agent, comes, now):
    first = pools[0].first + agent * pools[0].width
    if comes:
        chat_agents.change(seats, pools[0], first, now)
    else:
        chat_agents.go(seats, first)
    chat_agents.look(seats, pools[0], pool_desks[0])


@njit(**OPTIONS)
def more_than(seats, pools, chat, reserve):
    return chat_agents.more_than(seats, pools[0], chat, reserve)


class Pool:
    """Three agents, behind five seats of others."""

    def __init__(self, at_once: int, during_call: int = 0) -> None:
        self.rules, self.desk = np.zeros(1, POOL), np.zeros(1, DESK)
        width, first = at_once + 1, 5
        for name, value in (
            ("first", first),
            ("end", first + 3 * width),
            ("width", width),
            ("chats", True),
            ("at_once", at_once),
            ("during_call", during_call),
        ):
            self.rules[name] = value
        self.seats = np.zeros(first + 3 * width, SEAT)
        self.seats["until"], self.seats["room"] = -inf, inf

    def comes(self, agent: int, now: float) -> None:
        change(self.seats, self.rules, self.desk, agent, True, now)

    def goes(self, agent: int, now: float) -> None:
        change(self.seats, self.rules, self.desk, agent, False, now)

    def take(self, chat: int, now: float, until: float) -> tuple[int, int]:
        """The agent, and how many chats that one has in hand then."""
        return take(self.seats, self.rules, self.desk, chat, now, until)

    def more_than(self, chat: int, reserve: int) -> float:
        return more_than(self.seats, self.rules, chat, reserve)

    @property
    def free(self) -> tuple[float, float]:
        """From when on somebody can take a call, and a chat."""
        return float(self.desk["call"][0]), float(self.desk["chat"][0])


def test_chats_go_to_whoever_has_fewest() -> None:
    """Two agents with two chats each: one each, then one more each, then nobody until a chat ends."""
    pool = Pool(at_once=2)
    pool.comes(0, 0.0)
    pool.comes(1, 0.0)
    taken = [
        pool.take(CHAT, now, until) for now, until in ((1.0, 50.0), (2.0, 40.0), (3.0, 60.0), (4.0, 70.0))
    ]
    assert taken == [(0, 1), (1, 1), (0, 2), (1, 2)]
    assert pool.free == (60.0, 40.0)  # a call waits until both chats of the first agent have ended
    assert pool.take(CHAT, 40.0, 80.0) == (1, 2)


def test_of_two_with_as_many_chats_the_one_longest_unchanged() -> None:
    """Agents 0 and 1 have a chat each, until 9 and 8, agent 2 comes at 5. Agent 2 has none; then 1 has changed at 8, 0 at 9."""
    pool = Pool(at_once=2)
    pool.comes(0, 0.0)
    pool.comes(1, 0.0)
    assert pool.take(CHAT, 1.0, 9.0) == (0, 1)
    assert pool.take(CHAT, 2.0, 8.0) == (1, 1)
    pool.comes(2, 5.0)
    assert pool.take(CHAT, 6.0, 90.0) == (2, 1)
    assert [pool.take(CALL, 10.0, 30.0)[0] for _ in range(2)] == [1, 0]


def test_chats_in_hand_count_when_an_agent_comes_back() -> None:
    """Two chats in hand until 30 and 90; away from 20 to 60: one of them is left then, so that there is room for one more."""
    pool = Pool(at_once=2)
    pool.comes(0, 0.0)
    for until in (30.0, 90.0):
        pool.take(CHAT, 1.0, until)
    pool.goes(0, 20.0)
    assert pool.free == (inf, inf)
    pool.comes(0, 60.0)
    assert pool.free == (90.0, 60.0)
    assert pool.take(CHAT, 60.0, 95.0) == (0, 2)
    assert pool.free == (95.0, 90.0)


def test_calls_and_chats_by_turns() -> None:
    """With a chat until 10 no call is taken before, and in a call until 20 no chat."""
    pool = Pool(at_once=2)
    pool.comes(0, 0.0)
    pool.take(CHAT, 1.0, 10.0)
    assert pool.free == (10.0, 1.0)
    pool.take(CALL, 10.0, 20.0)
    assert pool.free == (20.0, 20.0)


def test_a_chat_beside_a_call() -> None:
    """Three chats at once, one beside a call. With chats until 30, 40 and 50 a call is taken once one is left, at 40; in a call
    from then until 60 a chat is taken once none is left, at 50, and with a call until 45 at its end."""
    for until, chat in ((60.0, 50.0), (45.0, 45.0)):
        pool = Pool(at_once=3, during_call=1)
        pool.comes(0, 0.0)
        for end in (30.0, 40.0, 50.0):
            pool.take(CHAT, 1.0, end)
        assert pool.free == (40.0, 30.0)
        assert pool.take(CALL, 40.0, until) == (0, 1)
        assert pool.free == (until, chat)


def test_agents_kept_free_are_counted_by_what_they_can_take() -> None:
    """Agents 0 and 1 in calls until 7 and 9, agent 2 without; one chat at once, none beside a call."""
    pool = Pool(at_once=1)
    for agent in range(3):
        pool.comes(agent, 0.0)
    pool.take(CALL, 1.0, 7.0)
    pool.take(CALL, 1.0, 9.0)
    pool.take(CHAT, 2.0, 4.0)
    assert [pool.more_than(CHAT, reserve) for reserve in range(4)] == [4.0, 7.0, 9.0, inf]


def test_agents_who_get_free_at_once_are_all_counted() -> None:
    pool = Pool(at_once=2)
    for agent in range(3):
        pool.comes(agent, 3.0)
    assert [pool.more_than(CALL, reserve) for reserve in range(4)] == [3.0, 3.0, 3.0, inf]
