"""Those who chase on a day: their draws hang on their orders alone."""

from __future__ import annotations

import numpy as np

from sim.draws.chasing import chasing_cases, chasing_site
from sim.draws.dice import Dice
from sim.draws.visits import HallDemand
from sim.time.opening import opening_of
from tests.scenarios_for_tests import small

SEEDS = np.random.default_rng(2).random(6)
ONE = np.zeros(1, dtype=np.int64)


def test_each_draws_the_same_in_whatever_company() -> None:
    scenario = small({"services.pay.handle_time": {"exponential": {"mean": "4 min"}}})
    demand = HallDemand(scenario, "north", opening_of(scenario, "north"), Dice(5))
    lane = np.array([0, 0, 1, 1, 1, 3])
    arrived = np.full(6, 540.0)
    cases = chasing_cases(0, range(4), lane, SEEDS, arrived, 0, np.zeros(6, dtype=np.int64))
    together = demand.contacts(cases, began_at=chasing_site(demand.site)).handle
    assert cases.count.tolist() == [2, 3, 0, 1]
    assert len(set(together.tolist())) == 6
    for place in range(6):
        alone = chasing_cases(
            0, range(lane[place], lane[place] + 1), ONE, SEEDS[place : place + 1], arrived[:1], 0, ONE
        )
        assert demand.contacts(alone, began_at=chasing_site(demand.site)).handle[0] == together[place]


def test_they_share_no_number_with_the_cases_of_the_door() -> None:
    scenario = small({"services.pay.handle_time": {"exponential": {"mean": "4 min"}}})
    demand = HallDemand(scenario, "north", opening_of(scenario, "north"), Dice(5))
    chasing = chasing_cases(0, range(1), ONE, np.array([0.0]), np.array([540.0]), 0, ONE)
    first = demand.cases(0, range(1))
    assert chasing.index[0] == first.index[0] == 0
    chased = demand.contacts(chasing, began_at=chasing_site(demand.site)).handle[0]
    assert chased != demand.contacts(first).handle[0]
