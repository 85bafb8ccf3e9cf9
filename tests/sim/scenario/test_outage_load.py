"""How many calls about outages are expected, by hand: so many that batches keep within memory."""

from __future__ import annotations

import pytest

from sim.running.experiment import contacts_of
from sim.scenario.outage_load import expected_calls
from tests.sim.outages_by_hand import LISTED, one_line


def test_calls_that_are_expected() -> None:
    # 10 % of 3,000 and of 300 listed customers; and in each of 2 days 0.5 outages of 1,000 customers
    kind = {"outages.kinds.fault.per_day": {"city": 0.5}, "outages.kinds.fault.customers": 1000}
    scenario = one_line({**kind, "outages.listed": "list.csv"}, LISTED)
    assert expected_calls(scenario.outages, 2) == pytest.approx(330.0 + 2 * 0.5 * 1000 * 0.1)
    assert contacts_of(scenario) == pytest.approx(430.0 + 48)  # and a bill an hour
    assert expected_calls(None, 2) == 0
