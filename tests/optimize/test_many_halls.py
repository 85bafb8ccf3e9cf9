"""Halls staffed one by one, against every staffing of all of them together."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from optimize.many_halls import Halls, can_be_parted, found_by_halls
from optimize.plans.program import Choice, choice_of
from optimize.trials import Trials
from tests.scenarios_for_tests import small

REPLICATIONS = range(8)


def two_halls(total: int | None = None) -> Choice:
    """A larger hall and a smaller one, one number of heads each; the small one has the dearer clerks."""
    wait: dict[str, Any] = {"measure": "wait_mean", "at_most": "4 min"}
    changes: dict[str, Any] = {
        "halls.north.arrivals.per_day": 60,
        "services.pay.handle_time": {"exponential": {"mean": "6 min"}},
        "halls.south": {"arrivals": {"per_day": 30, "profile": "profile.csv"}, "pools": ["others"]},
        "pools.clerks.cost": "40 yuan/h",
        "pools.others": {"works_at": "counter", "heads": 1, "cost": "60 yuan/h"},
        "targets": [{**wait, "scope": "hall:north"}, {**wait, "scope": "hall:south"}],
        "staffing.pools": {
            "clerks": {"least": 1, "most": 4, "block": "2 h"},
            "others": {"least": 1, "most": 3, "block": "4 h"},
        },
    }
    if total is not None:
        changes["staffing.total"] = total
    return choice_of(small(changes))


def test_the_cheapest_of_every_staffing() -> None:
    """Each hall's slack is that of the whole scenario, and the sum of what the halls need is what all together need."""
    choice = two_halls()
    assert can_be_parted(choice)
    halls, trials = Halls(choice, REPLICATIONS, 1), Trials(choice, REPLICATIONS, 1)
    plan = found_by_halls(halls)
    every = list(
        product(*(range(low, high + 1) for low, high in map(choice.bounds, range(len(choice.places)))))
    )
    good = [heads for heads, holds in zip(every, trials.hold(every), strict=True) if holds]
    costs = [
        sum(shift.cost * count for shift, count in zip(choice.shifts, heads, strict=True)) for heads in good
    ]
    assert plan is not None
    assert plan.heads in good
    assert plan.cost == pytest.approx(min(costs))
    assert halls.slacks(plan.heads) == pytest.approx(trials.slacks([plan.heads])[0])
    assert halls.bound() <= plan.cost + 1e-9


def test_only_the_hall_that_fell_short_in_a_check_is_searched_again() -> None:
    """South falls short in a check, north does not: then nothing more of north is simulated but what goes along, and north keeps
    its heads."""
    choice = two_halls()
    halls = Halls(choice, REPLICATIONS, 1)
    first = found_by_halls(halls)
    assert first is not None
    before = {hall: set(known) for hall, known in halls.known.items()}
    slacks = halls.slacks(first.heads)
    of_south = [1, 3]  # targets of north and south, then their guards
    slacks[of_south] = -1.0
    halls.strike_out(first.heads, slacks)
    again = found_by_halls(halls)
    assert again is not None
    one, other = halls.of_halls(first.heads), halls.of_halls(again.heads)
    assert set(halls.known["north"]) == before["north"]
    assert one["north"] == other["north"]
    assert other["south"] != one["south"]
    assert sum(other["south"]) > sum(one["south"])
    np.testing.assert_array_equal(halls.known["south"][one["south"]], -1.0)


def test_a_total_that_is_too_small() -> None:
    """Two heads are too few for ninety customers of six minutes in four hours, which is more than two heads' work."""
    halls = Halls(two_halls(total=2), REPLICATIONS, 1)
    assert found_by_halls(halls) is None
    assert halls.bound() == float("inf")
