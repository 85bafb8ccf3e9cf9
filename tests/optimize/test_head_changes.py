"""Staffings beside a plan, by hand: two pools in two halves of the morning."""

from __future__ import annotations

from optimize.head_changes import HeadChange, at_one_time, in_each_stretch, one_missing
from optimize.plans.choice import Choice, choice_of
from tests.optimize.made_centres import TWO_LINES, centre
from tests.optimize.tiny import plan_with

STAFFING = {"pools": {"agents": {"most": 4, "block": "2 h"}, "both": {"most": 5, "least": 2, "block": "2 h"}}}


def two_pools() -> Choice:
    """Agents at 60 yuan an hour, and those of both lines at 75; heads are agents early and late, then both early and late."""
    return choice_of(centre({**TWO_LINES, "staffing": STAFFING}))


def brief(cases: list[HeadChange]) -> list[tuple[int, tuple[int, ...], float, bool]]:
    """Cases without their names."""
    return [(each.more, each.heads, round(each.cost, 6), each.allowed) for each in cases]


def test_one_head_in_each_stretch() -> None:
    """Four agents are the most, two of both lines the least; nobody is taken where nobody is."""
    choice = two_pools()
    assert brief(in_each_stretch(choice, plan_with(choice, (4, 0, 2, 3)))) == [
        (1, (5, 0, 2, 3), 120, False),
        (-1, (3, 0, 2, 3), -120, True),
        (1, (4, 1, 2, 3), 120, True),
        (1, (4, 0, 3, 3), 150, True),
        (-1, (4, 0, 1, 3), -150, False),
        (1, (4, 0, 2, 4), 150, True),
        (-1, (4, 0, 2, 2), -150, True),
    ]


def test_one_head_of_a_pool_at_one_time() -> None:
    """At 10:30 the second half is on; at all times one more is one in each half, and one fewer where somebody is."""
    choice = two_pools()
    plan = plan_with(choice, (4, 0, 2, 3))
    late = at_one_time(choice, plan, "10:30")
    assert brief(late) == [
        (1, (4, 1, 2, 3), 120, True),
        (1, (4, 0, 2, 4), 150, True),
        (-1, (4, 0, 2, 2), -150, True),
    ]
    assert [each.what for each in late] == ["agents, 10:30 on 1 day", *2 * ["both, 10:30 on 1 day"]]
    assert brief(at_one_time(choice, plan, ""))[:2] == [
        (1, (5, 1, 2, 3), 240, False),
        (-1, (3, 0, 2, 3), -120, True),
    ]


def test_one_of_a_pool_is_missing_all_the_time() -> None:
    """Whoever is missing is paid; where nobody is, nobody is missing."""
    choice = two_pools()
    assert brief(one_missing(choice, plan_with(choice, (4, 0, 2, 3)))) == [
        (-1, (3, 0, 2, 3), 0, True),
        (-1, (4, 0, 1, 2), 0, True),
    ]
