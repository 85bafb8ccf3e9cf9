"""When the days of a hall are given on."""

from __future__ import annotations

from sim.lanes.hall.days import LaneHall
from sim.lanes.quick_dice import QuickDice
from tests.scenarios_for_tests import small


def test_days_on_which_it_is_closed_are_given_on_in_order_with_nobody() -> None:
    """1 January 2024 is a Monday: days 5 and 6 are a weekend, and day 7 goes on behind it."""
    scenario = small({"calendar.days": 8, "calendar.open": "mon-fri"})
    hall = LaneHall([scenario], 0, QuickDice(1), range(2))
    days = [each for day in range(8) for each in hall.run(day)]
    assert [each.day for each in days] == list(range(8))
    assert [len(each.visits) > 0 for each in days] == [True] * 5 + [False, False, True]
    assert [len(each.gone.ended) == len(each.visits) for each in days] == [True] * 8
