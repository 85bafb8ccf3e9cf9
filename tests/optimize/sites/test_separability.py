"""Which scenarios can be staffed hall by hall, and on how many replications; worked out by hand."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from optimize.plans.choice import choice_of
from optimize.sites.separability import are_separable, replications_for
from tests.scenarios_for_tests import small

TWO: dict[str, Any] = {
    "halls.south": {"arrivals": {"per_day": 30, "profile": "profile.csv"}, "pools": ["others"]},
    "pools.clerks.cost": "40 yuan/h",
    "pools.others": {"works_at": "counter", "heads": 1, "cost": "60 yuan/h"},
    "targets": [{"measure": "wait_mean", "scope": "hall:north", "at_most": "4 min"}],
    "staffing.pools": {"clerks": {"most": 4, "block": "2 h"}, "others": {"most": 3, "block": "4 h"}},
}


@pytest.mark.parametrize(
    "coupled",
    [
        {"targets": [{"measure": "wait_mean", "at_most": "4 min"}]},
        {
            "staffing.pools.others": {
                "most": 3,
                "shift_types": {"full": {"earliest": "08:00", "lengths": ["4 h"]}},
            }
        },
        {"staffing.pools.others": {"most": 3, "block": "2 h", "change": 1}},
    ],
    ids=["a target on both", "shifts", "changes of heads"],
)
def test_what_couples_halls(coupled: dict[str, Any]) -> None:
    assert are_separable(choice_of(small(deepcopy(TWO))))
    assert not are_separable(choice_of(small({**deepcopy(TWO), **coupled})))


def test_replications_for_so_many_visits() -> None:
    """Thirty staffings of 20 and 30 visits on the one day are 1,500 visits a replication: 24,000 visits are 16 replications."""
    choice = choice_of(small(deepcopy(TWO)))
    assert replications_for(choice, 100, 24_000) == 16
    assert replications_for(choice, 10, 24_000) == 10
    assert replications_for(choice, 100, 3_000) == 8
