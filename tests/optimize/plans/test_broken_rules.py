"""Which rules a plan breaks that somebody gives; each figure is counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from optimize.plans.broken_rules import broken_rules
from optimize.plans.given import DayByDay, GivenShift, given_rows
from sim.scenario import Scenario
from sim.scenario.units import Window
from tests.scenarios_for_tests import small

MORNING, LATE = Window(480, 600), Window(600, 720)


def hall(pool: dict[str, Any], more: dict[str, Any] | None = None, days: int = 1) -> Scenario:
    """Two days at most from Monday on, 08:00 to 12:00 in blocks of two hours, clerks at 60 yuan an hour."""
    return small(
        {
            "calendar.interval": "2 h",
            "calendar.days": days,
            "pools.clerks.cost": "60 yuan/h",
            "targets": [{"measure": "wait_mean", "at_most": "60 min"}],
            "staffing": {"pools": {"clerks": {"most": 9, "block": "2 h", **pool}}, **(more or {})},
        }
    )


def heads(scenario: Scenario, *counts: int) -> list[str]:
    """What so many heads in each block break."""
    days = DayByDay(scenario)
    places = [(day, span) for day in range(scenario.calendar.days) for span in (MORNING, LATE)]
    return broken_rules(
        days.given(
            GivenShift("clerks", "", day, span, None, count)
            for (day, span), count in zip(places, counts, strict=True)
        )
    )


@pytest.mark.parametrize(
    ("pool", "more", "counts", "said"),
    [
        ({"least": 2}, {}, (2, 1), "staffing.pools.clerks.least: 1 heads (clerks, mon 2024-01-01, 10:00-12:00), at least 2"),
        ({"most": 3}, {}, (4, 1), "staffing.pools.clerks.most: 4 heads (clerks, mon 2024-01-01, 08:00-10:00), at most 3"),
        ({"change": 1}, {}, (4, 1), "staffing.pools.clerks.change: -3 heads more or fewer than before (clerks, mon 2024-01-01, 10:00-12:00 and 1 more), at least -1"),
        ({}, {"total": 3}, (1, 5), "staffing.total: 5 heads at once (clerks, mon 2024-01-01, 10:00-12:00), at most 3"),
        ({}, {"budget": "500 yuan"}, (3, 3), "staffing.budget: 720 yuan by the schedule (clerks, mon 2024-01-01, 08:00-10:00 and 1 more), at most 500"),
        ({"people": 2}, {}, (3, 1), "staffing.pools.clerks.people: 3 people (clerks, mon 2024-01-01, 08:00-10:00), at most 2"),
        ({"most_in_week": "5 h"}, {}, (2, 1), "staffing.pools.clerks.least_in_week or most_in_week: 6 paid hours in a week (clerks, mon 2024-01-01, 08:00-10:00 and 1 more), at most 5"),
        ({}, {"cover": [{"pools": ["clerks"], "least": 2}]}, (2, 1), "staffing.cover: 1 heads that cover together (clerks, mon 2024-01-01, 10:00-12:00), at least 2"),
        ({}, {}, (0, 0), "staffing.pools.clerks.most: 0 heads who can do a service that nobody else does (clerks, mon 2024-01-01, 08:00-10:00 and 1 more), at least 1"),
    ],
)  # fmt: skip
def test_a_broken_rule_says_what_is_and_what_may_be(
    pool: dict[str, Any], more: dict[str, Any], counts: tuple[int, int], said: str
) -> None:
    assert heads(hall(pool, more), *counts) == [said]
    assert heads(hall({}), 2, 2) == []


def test_a_type_of_shift_that_must_be_worked() -> None:
    """Nobody on a type that needs one a day, on two days; a type that may have one has two."""
    types = {
        "early": {"earliest": "08:00", "lengths": ["2 h"], "least": 1},
        "all": {"earliest": "08:00", "lengths": ["4 h"], "most": 1},
    }
    days = DayByDay(hall({"shift_types": types}, days=2))
    whole = Window(480, 720)
    given = days.given(GivenShift("clerks", "all", day, whole, None, 2 - day) for day in (0, 1))
    said = broken_rules(given)
    assert [each.partition(" (")[0] for each in said] == [
        "staffing.pools.clerks.shift_types: 0 people on shifts of a type",
        "staffing.pools.clerks.shift_types: 0 people on shifts of a type",
        "staffing.pools.clerks.shift_types: 2 people on shifts of a type",
    ]


def test_rows_cost_what_is_paid_and_cut_at_opening() -> None:
    """Two heads and three people paid with 50 % above from 07:00 on, open from 08:00: 3 x 4 h x 60 x 1.5 = 1,080 yuan; no rule about
    people is looked at, of whom rows do not tell."""
    row = {
        "date": "2024-01-01",
        "start": "07:00",
        "end": "12:00",
        "heads": 2,
        "paid": "3",
        "premium": "50 %",
    }
    given = given_rows(hall({"people": 1}), {"clerks": [row]})
    assert given.plan.cost == 1080
    assert given.plan.heads == (2,)
    assert broken_rules(given) == []
