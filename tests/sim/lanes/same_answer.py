"""Both engines on one scenario: the same rows, and sheets that say what the rows say, to the last bit."""

from __future__ import annotations

from dataclasses import fields
from unittest.mock import patch

import numpy as np
from hypothesis import Phase

from sim.events import engine as events
from sim.lanes import engine as lanes
from sim.log.records import Records
from sim.scenario import Scenario
from sim.tally import Counter, Frame, tally

REPLICATIONS = range(2, 5)

UNSHRUNK = (Phase.explicit, Phase.generate)
"""Making a failing example smaller takes many runs of two engines, minutes for each step."""

KEYS = ("started", "arrived", "stage", "attempt", "case", "pool", "replication")


def ordered(records: Records) -> Records:
    return records.where(np.lexsort([getattr(records, name) for name in KEYS]))


def assert_same_records(
    scenario: Scenario, replications: range = REPLICATIONS, but: frozenset[str] = frozenset()
) -> None:
    """Every column, `but` some."""
    assert not lanes.refuses(scenario)
    one, other = (ordered(engine.simulate(scenario, 1, replications)) for engine in (events, lanes))
    assert len(one) == len(other)
    for name in [field.name for field in fields(Records) if field.name not in but]:
        np.testing.assert_array_equal(getattr(other, name), getattr(one, name), err_msg=name)


def assert_same_sums(scenario: Scenario, calls: int = lanes.CALLS_OF_A_SHEET) -> None:
    """Sheets of at most so many calls, counted, against records, counted."""
    expected = tally(events.simulate(scenario, 1, REPLICATIONS), Frame(scenario), REPLICATIONS)
    counter = Counter(Frame(scenario), REPLICATIONS)
    with patch.object(lanes, "CALLS_OF_A_SHEET", calls):
        for sheet in lanes.sheets([scenario], 1, REPLICATIONS):
            counter.add(sheet)
    found = counter.tally()
    assert found.keys() == expected.keys()
    for name, values in expected.items():
        np.testing.assert_array_equal(found[name], values, err_msg=name)
