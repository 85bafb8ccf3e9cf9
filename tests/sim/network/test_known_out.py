"""Customers without supply of known outages, by hand: from when an outage is known until its customers are back."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.network.known_out import KnownOut


def table(**columns: Any) -> Any:
    return SimpleNamespace(**{name: np.array(values) for name, values in columns.items()})


def test_known_customers_by_hand() -> None:
    """In the first lane 100 customers from 10 on, of whom 40 are back at 20 and all at 30; 50 of an outage that is known at 25 and of whom a fifth was back
    before. In the second one of a lesser kind, one that nobody ever knows, and 7 customers whose outage never ends."""
    outages = table(
        lane=[0, 0, 1, 1, 1], number=[0, 1, 0, 1, 2], kind=[0, 0, 1, 0, 0], customers=[100, 50, 9, 8, 7]
    )
    lives = table(known=[10.0, 25.0, 1.0, np.nan, 5.0])
    steps = table(
        lane=[0, 0, 0, 0, 1, 1],
        number=[0, 0, 1, 1, 0, 1],
        time=[20.0, 30.0, 15.0, 40.0, 2.0, 3.0],
        share=[0.4, 1.0, 0.2, 1.0, 1.0, 1.0],
    )
    kinds = {"fault": SimpleNamespace(lesser=False), "pressure": SimpleNamespace(lesser=True)}
    scenario: Any = SimpleNamespace(outages=SimpleNamespace(kinds=kinds))
    log: Any = SimpleNamespace(outages=outages, lives=lives, steps=steps)
    found = KnownOut.of(scenario, log, 2)
    times = [9.0, 10.0, 20.0, 25.0, 30.0, 39.0, 40.0]
    assert found.at(times).tolist() == [[0, 100, 60, 100, 40, 40, 0], [7] * 7]
    assert found.of_lane(1).at(times).tolist() == [[7] * 7]
    assert KnownOut.of(scenario, None, 2).at([1.0]).tolist() == [[0], [0]]
