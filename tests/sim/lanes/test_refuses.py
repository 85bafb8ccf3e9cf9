"""What the lane engine does not take is named, with its hall."""

from __future__ import annotations

import pytest

from sim.lanes.engine import refuses
from tests.scenarios_for_tests import small


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        (
            {"calendar.hours": ["00:00-24:00"], "calendar.days": 2},
            "opening hours through midnight (hall north)",
        ),
        (
            {"calendar.hours": ["08:00-23:00"], "halls.north.overtime_limit": "4 h"},
            "overtime past midnight (hall north)",
        ),
        (
            {"segments": {f"s{n}": {"share": f"{100 / 20} %", "priority": n} for n in range(20)}},
            "more than 16 priorities (hall north)",
        ),
        (
            {"halls.north.arrivals.per_day": 40_000},
            "more than 32,768 visits a day or 131,071 heads (hall north)",
        ),
    ],
)
def test_it_says_what_it_does_not_take(changes, named):
    assert refuses(small(changes)) == [named]


def test_it_takes_a_small_hall():
    assert refuses(small()) == []
