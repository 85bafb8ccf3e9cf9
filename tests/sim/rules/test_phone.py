"""Rules of a call centre, worked out by hand; and compiled they say the same of an entry of a table."""

from __future__ import annotations

from math import inf
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numba import njit

from sim.compiling.compiled import OPTIONS
from sim.lanes.centre import rulings
from sim.lanes.centre.rulebook import BALK, CENTRE, LINK, MOVE, POOL, SKILL
from sim.lanes.centre.table import CALL
from sim.network.retrial_rules import moves
from sim.network.routing import Offer
from sim.rules import phone
from tests.scenarios_for_tests import small
from tests.sim.events.written_calls import centre

CARRIES: dict[str, Any] = {
    "attempt": 2,
    "leaves_menu": False,
    "in_menu": False,
    "balk": 0.3,
    "accepts": 0.3,
    "called_back": False,
    "tries": 0,
    "reached_at": 2.0,
    "handed_over": False,
    "hands_over": 0.3,
    "talk": 4.0,
    "second_talk": 3.0,
    "solve": 0.3,
    "second_solve": 0.8,
    "redials": 0.3,
}

NAMES = ("wait", "accept", "attempts")
CALLBACK = (5.0, 0.4, 2)
"""Offered from 5 min on, 40 % accept, two tries."""
ANNOUNCED = [(2.0, 0.2), (6.0, 0.5)]
"""From 2 min on 20 % hang up, from 6 min on half of them."""
SOLVED = 0.6
SHARE, MOST_CALLS = 0.5, 3


@njit(**OPTIONS)
def compiled(call, announced, centre, steps, skill, found):
    found[0] = rulings.holds_trunk(call, False)
    found[1] = rulings.is_served_by_menu(call)
    found[2] = rulings.hangs_up(call, announced, steps)
    found[3] = rulings.is_offered_callback(call, False, announced, centre)
    found[4] = rulings.takes_callback(call, centre)
    found[5] = rulings.sets_announced_wait(call)
    found[6] = rulings.is_to_be_called(call)
    found[7] = rulings.is_reached(call)
    found[8] = rulings.is_called_once_more(call, centre)
    found[9] = rulings.talk_minutes(call)
    found[10] = rulings.is_solved(call, skill)
    found[11] = rulings.is_handed_over(call, 0.5)
    found[12] = rulings.contacts_again(call, 0.5, 3)


def plain(call: Any, announced: float, callback: Any, steps: Any, skill: Any) -> list[float]:
    return [
        phone.holds_trunk(call, False),
        phone.is_served_by_menu(call),
        phone.hangs_up(call, announced, steps),
        phone.is_offered_callback(call, False, announced, callback),
        phone.takes_callback(call, callback),
        phone.sets_announced_wait(call),
        phone.is_to_be_called(call),
        phone.is_reached(call),
        phone.is_called_once_more(call, callback),
        phone.talk_minutes(call),
        phone.is_solved(call, skill),
        phone.is_handed_over(call, SHARE),
        phone.contacts_again(call, SHARE, MOST_CALLS),
    ]


# on a trunk, served by the menu, hangs up, offered a callback, takes it, sets the announced wait, to be called, reached, called once
# more, minutes, solved, handed over, contacts again
BY_HAND: list[tuple[dict[str, Any], float, list[float]]] = [
    ({}, 0.0, [1, 0, 0, 0, 1, 1, 0, 0, 1, 4.0, 1, 1, 1]),
    ({}, 4.0, [1, 0, 0, 0, 1, 1, 0, 0, 1, 4.0, 1, 1, 1]),  # 20 % leave, and the draw is 0.3
    ({}, 7.0, [1, 0, 1, 1, 1, 1, 0, 0, 1, 4.0, 1, 1, 1]),
    ({"balk": 0.1}, 2.0, [1, 0, 1, 0, 1, 1, 0, 0, 1, 4.0, 1, 1, 1]),
    ({"in_menu": True}, 0.0, [1, 1, 0, 0, 1, 1, 0, 0, 1, 4.0, 1, 1, 1]),
    ({"in_menu": True, "leaves_menu": True}, 0.0, [1, 0, 0, 0, 1, 1, 0, 0, 1, 4.0, 1, 1, 1]),
    ({"accepts": 0.4}, 5.0, [1, 0, 0, 1, 0, 1, 0, 0, 1, 4.0, 1, 1, 1]),
    ({"called_back": True}, 0.0, [0, 0, 0, 0, 1, 1, 1, 0, 1, 4.0, 1, 1, 1]),
    ({"called_back": True, "tries": 1}, 0.0, [0, 0, 0, 0, 1, 0, 1, 0, 1, 4.0, 1, 1, 1]),
    ({"called_back": True, "tries": 2}, 0.0, [0, 0, 0, 0, 1, 0, 1, 1, 0, 4.0, 1, 1, 1]),
    ({"handed_over": True}, 9.0, [1, 0, 0, 0, 1, 0, 0, 0, 1, 3.0, 0, 0, 1]),
    ({"handed_over": True, "called_back": True, "second_solve": 0.5}, 9.0, [0, 0, 0, 0, 1, 0, 0, 0, 1, 3.0, 1, 0, 1]),
    ({"solve": 0.6, "hands_over": 0.5}, 0.0, [1, 0, 0, 0, 1, 1, 0, 0, 1, 4.0, 0, 0, 1]),
    ({"attempt": 3}, 0.0, [1, 0, 0, 0, 1, 1, 0, 0, 1, 4.0, 1, 1, 0]),
    ({"redials": 0.5}, 0.0, [1, 0, 0, 0, 1, 1, 0, 0, 1, 4.0, 1, 1, 0]),
]  # fmt: skip


@pytest.mark.parametrize(("carries", "announced", "expected"), BY_HAND)
def test_each_rule_by_hand_as_python_and_compiled(
    carries: dict[str, Any], announced: float, expected: list[float]
) -> None:
    own = CARRIES | carries
    steps = [SimpleNamespace(wait=wait, leave=leave) for wait, leave in ANNOUNCED]
    callback = SimpleNamespace(**dict(zip(NAMES, CALLBACK, strict=True)))
    assert (
        plain(SimpleNamespace(**own), announced, callback, steps, SimpleNamespace(solved=SOLVED)) == expected
    )
    call, rules, skill = np.zeros(1, CALL), np.zeros(1, CENTRE), np.zeros(1, SKILL)
    for name, value in own.items():
        call[name] = value
    for name, value in zip(NAMES, CALLBACK, strict=True):
        rules[name] = value
    skill["solved"], found = SOLVED, np.zeros(len(expected))
    compiled(call[0], announced, rules[0], np.array(ANNOUNCED, BALK), skill[0], found)
    assert found.tolist() == expected


def test_who_gets_in_where_trunks_are_short() -> None:
    """With three trunks the fourth call finds none; chats need none; without a limit all get in."""
    assert [phone.gets_in(False, taken, 3) for taken in (0, 2, 3)] == [True, True, False]
    assert phone.gets_in(True, 3, 3)
    assert phone.gets_in(False, 10**6, inf)
    assert not phone.holds_trunk(SimpleNamespace(called_back=False), True)  # type: ignore[arg-type]


@njit(**OPTIONS)
def in_hand(pool, found):
    for chats in range(4):
        found[0, chats] = rulings.can_take_call(False, chats, pool)
        found[1, chats] = rulings.can_take_call(True, chats, pool)
        found[2, chats] = rulings.can_take_chat(False, chats, pool)
        found[3, chats] = rulings.can_take_chat(True, chats, pool)


def test_what_agents_can_take_beside_what_they_have() -> None:
    """Three chats at once, one beside a call."""
    expected = [[1, 1, 0, 0], [0, 0, 0, 0], [1, 1, 1, 0], [1, 0, 0, 0]]
    rules: Any = SimpleNamespace(at_once=3, during_call=1)
    takes = (phone.can_take_call, phone.can_take_chat)
    assert [
        [rule(in_call, chats, rules) for chats in range(4)] for rule in takes for in_call in (False, True)
    ] == expected
    pool, found = np.zeros(1, POOL), np.zeros((4, 4))
    pool["at_once"], pool["during_call"] = 3, 1
    in_hand(pool[0], found)
    assert found.tolist() == expected


@njit(**OPTIONS)
def opens(link, waited, waiting):
    return rulings.may_take(link, waited, waiting)


STEPS = [
    ((0.0, 0), [True, True, True, True]),
    ((2.0, 0), [False, True, False, True]),
    ((0.0, 4), [False, False, True, True]),
    ((2.0, 4), [False, True, True, True]),
]
"""After so long and from so many waiting on; whether after 1 min and after 2 min, with three and with four waiting."""


@pytest.mark.parametrize(("step", "expected"), STEPS)
def test_from_when_on_a_step_takes_a_call(step: tuple[float, int], expected: list[bool]) -> None:
    """Without a time the length alone decides, if it is given."""
    offer = Offer((0,), *step, 0)
    seen = [(waited, waiting) for waiting in (3, 4) for waited in (1.0, 2.0)]
    assert [phone.may_take(offer, *each) for each in seen] == expected
    link = np.array([(0, 0, offer.opens_after, offer.waiting, 0, -1)], LINK)
    assert [opens(link[0], *each) for each in seen] == expected


def test_urgency_grows_with_the_wait() -> None:
    assert phone.urgency(2, 0.5, 4.0) == 4.0


@njit(**OPTIONS)
def chosen(draw, table):
    return rulings.move_of(draw, table, 0, len(table))


def test_where_cases_go_on() -> None:
    """After giving up 30 % go to the chat and 20 % to the hall; the rest, and after no answer all, stay on the line."""
    town = centre(
        {"own": {"phone": {"chats": {"at_once": 2}}}},
        {"one": {}, "web": {"channel": "chat"}},
        redial={"reneged": "50 %"},
        moves=[{"after": ["reneged"], "lines": ["one"], "line": "web", "share": "30 %"}],
    ).centres["town"]
    hall = town.moves[0].model_copy(update={"line": None, "hall": "north", "share": 0.2})
    rules = town.model_copy(update={"moves": (*town.moves, hall)})
    halls = list(small({}).halls)
    found = moves(rules, "one", "reneged", halls)
    assert [tuple(each) for each in found] == [(0.3, 1, -1), (0.5, -1, halls.index("north"))]
    draws = (0.0, 0.29, 0.3, 0.49, 0.5, 0.99)
    expected = [0, 0, 1, 1, -1, -1]
    assert [phone.move_of(draw, found, 0, 2) for draw in draws] == expected
    assert [chosen(draw, np.array(found, MOVE)) for draw in draws] == expected
    assert moves(rules, "one", "busy", halls) == moves(rules, "web", "reneged", halls) == []
