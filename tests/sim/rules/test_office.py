"""The rules of an office, by hand."""

from __future__ import annotations

from math import inf
from types import SimpleNamespace

import pytest

from sim.log.orders import StepKind
from sim.rules.office import (
    NO_DESK,
    accepts,
    desk_of,
    gathers,
    has_days,
    is_closed,
    line_of,
    moves_now,
    moves_to,
    needs_approval,
    pauses,
    raised_priority,
    rank,
    stands_from,
    work_share,
)


def waiting(number: int, priority: int = 0, joined: float = 0.0, due: float = inf) -> SimpleNamespace:
    return SimpleNamespace(number=number, priority=priority, joined=joined, due=due)


def test_the_highest_priority_goes_first_then_who_has_stood_longest_then_the_lowest_number() -> None:
    line = [waiting(0, 0, 1), waiting(1, 0, 0), waiting(2, 0, 0), waiting(3, 1, 9), waiting(4, -1, 0)]
    assert [each.number for each in sorted(line, key=lambda each: rank(each, False))] == [3, 1, 2, 0, 4]


def test_or_what_is_due_first_and_what_has_no_deadline_last() -> None:
    line = [waiting(0), waiting(1, due=50.0, joined=9), waiting(2, due=40.0, joined=10), waiting(3, 1)]
    assert [each.number for each in sorted(line, key=lambda each: rank(each, True))] == [3, 2, 1, 0]


@pytest.mark.parametrize(("taken_over_by", "own", "found"), [(NO_DESK, 2, 2), (4, 2, 4), (0, 2, 0)])
def test_who_has_taken_an_order_over_does_its_steps(taken_over_by: int, own: int, found: int) -> None:
    kinds = [kind for kind in StepKind if kind is not StepKind.APPROVE]
    assert [desk_of(taken_over_by, own, kind) for kind in kinds] == [found] * len(kinds)
    assert desk_of(taken_over_by, own, StepKind.APPROVE) == own


def test_an_order_is_accepted_once_when_it_stands_in_line_for_work() -> None:
    assert accepts(StepKind.WORK, inf)
    assert not accepts(StepKind.WORK, 5.0)
    assert not any(accepts(kind, inf) for kind in StepKind if kind is not StepKind.WORK)


def test_a_level_adds_to_the_priority_and_names_who_goes_on() -> None:
    raises, moves = SimpleNamespace(priority=2, desk=NO_DESK), SimpleNamespace(priority=0, desk=3)
    assert (raised_priority(1, raises), moves_to(NO_DESK, raises), moves_to(3, raises)) == (3, NO_DESK, 3)
    assert (raised_priority(1, moves), moves_to(NO_DESK, moves), moves_to(2, moves)) == (1, 3, 3)


def test_an_order_that_waits_for_an_approval_does_not_move() -> None:
    raises, moves = SimpleNamespace(desk=NO_DESK), SimpleNamespace(desk=3)
    assert [kind for kind in StepKind if moves_now(kind, moves)] == [
        kind for kind in StepKind if kind is not StepKind.APPROVE
    ]
    assert not any(moves_now(kind, raises) for kind in StepKind)


def test_each_level_that_asks_needs_an_approval_of_its_own() -> None:
    assert [
        needs_approval(asked, approved) for asked, approved in ((0, 0), (1, 0), (1, 1), (2, 1), (2, 2))
    ] == [
        False,
        True,
        False,
        True,
        False,
    ]


def test_orders_stand_for_those_who_can_do_the_work_alone_and_else_for_everybody() -> None:
    assert [line_of(kind, 2) for kind in StepKind] == [2 if kind is StepKind.WORK else 0 for kind in StepKind]


def test_an_order_is_closed_at_the_instant_at_which_it_is() -> None:
    assert is_closed(10.0, 10.0)
    assert not is_closed(10.5, 10.0)
    assert not is_closed(inf, 10.0)


def test_a_clock_stops_for_a_time_before_its_end_alone() -> None:
    assert pauses(due=100.0, pause=5.0, now=99.0)
    assert not pauses(due=100.0, pause=5.0, now=100.0)  # it is over
    assert not pauses(due=100.0, pause=0.0, now=50.0)
    assert not pauses(due=inf, pause=5.0, now=50.0)  # no deadline


def test_who_waits_for_the_customer_stands_in_line_later_and_who_only_stops_the_clock_at_once() -> None:
    assert stands_from(pause=5.0, for_customer=True, now=50.0) == 55.0
    assert stands_from(pause=5.0, for_customer=False, now=50.0) == 50.0


def test_only_work_waits_for_a_day_or_for_others_and_for_these_once() -> None:
    others = [kind for kind in StepKind if kind is not StepKind.WORK]
    assert has_days(StepKind.WORK, 0)
    assert not has_days(StepKind.WORK, -1)
    assert not any(has_days(kind, 0) for kind in others)
    assert gathers(StepKind.WORK, 0, has_gathered=False)
    assert not gathers(StepKind.WORK, 0, has_gathered=True)
    assert not gathers(StepKind.WORK, -1, has_gathered=False)
    assert not any(gathers(kind, 0, has_gathered=False) for kind in others)


@pytest.mark.parametrize(("together", "share"), [(1, 1.0), (2, 0.7), (10, 0.7)])
def test_two_save_work_and_one_does_not(together: int, share: float) -> None:
    assert work_share(0.7, together) == share
