"""Both engines on one scenario: the same rows, and sheets that say what the rows say, to the last bit."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
from hypothesis import Phase

from sim.events import engine as events
from sim.lanes import engine as lanes
from sim.lanes import sheets
from sim.log.columns import names_of
from sim.log.order_log import OrderLog
from sim.log.records import Records
from sim.scenario import Scenario
from sim.tally import Counter, Frame, tally

REPLICATIONS = range(2, 5)

UNSHRUNK = (Phase.explicit, Phase.generate)
"""Making a failing example smaller takes many runs of two engines, minutes for each step."""

FEW = 100
"""Contacts with which days are counted together in tests: fewer than busy days of made scenarios have, and more than quiet ones."""

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
    for name in [name for name in names_of(one) if name not in but]:
        np.testing.assert_array_equal(getattr(other, name), getattr(one, name), err_msg=name)
    assert (one.orders is None) == (other.orders is None) == (not scenario.offices)
    if one.orders is not None and other.orders is not None:
        assert_same_log(other.orders, one.orders)


def assert_same_log(found: OrderLog, expected: OrderLog) -> None:
    """The same orders, steps and work, in the same order."""
    for table, other in zip(found, expected, strict=True):
        for name in names_of(table):
            np.testing.assert_array_equal(
                getattr(table, name), getattr(other, name), err_msg=f"{type(table).__name__}: {name}"
            )


def assert_same_sums(scenario: Scenario, calls: int = lanes.CALLS_OF_A_SHEET) -> None:
    """Sheets of at most so many calls, those of quiet days together, counted, against records, counted."""
    expected = tally(events.simulate(scenario, 1, REPLICATIONS), Frame(scenario), REPLICATIONS)
    counter = Counter(Frame(scenario), REPLICATIONS)
    with patch.object(lanes, "CALLS_OF_A_SHEET", calls), patch.object(sheets, "CONTACTS_TOGETHER", FEW):
        for sheet in sheets.of_several_days(lanes.sheets([scenario], 1, REPLICATIONS)):
            counter.add(sheet)
    found = counter.tally()
    assert found.keys() == expected.keys()
    for name, values in expected.items():
        np.testing.assert_array_equal(found[name], values, err_msg=name)
