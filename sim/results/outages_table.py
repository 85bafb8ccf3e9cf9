"""The tidy table of outages, which people read: ``outages.parquet``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.log.columns import narrowed
from sim.log.outage_log import OutageLog
from sim.log.outages import Told
from sim.log.records import Records
from sim.results.contacts_table import category_of
from sim.scenario import Scenario
from sim.tally.begun_outages import customer_minutes, first_and_last

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]

TIMES = (
    "start",
    "announced",
    "known",
    "assigned",
    "on_site",
    "cause_known",
    "isolated",
    "restored",
    "first_estimate",
    "last_estimate",
)
"""Columns that are times."""


def outages_table(records: Records, scenario: Scenario) -> pd.DataFrame:
    """One row an outage, those of the warm-up too. Times that have not come by the end of the horizon are missing.

    Parameters
    ----------
    records : Records
        Of a scenario with outages.
    scenario : Scenario
        Whose names they get.
    """
    import pandas as pd

    log, section = records.outages, scenario.outages
    assert log is not None
    assert section is not None
    outages, lives = log.outages, log.lives
    first, last = first_and_last(log)
    columns: dict[str, Any] = {
        "replication": narrowed(outages.lane, np.int32),
        "outage": narrowed(outages.number, np.int32),
        "kind": category_of(outages.kind, list(section.kinds)),
        "region": category_of(outages.region, list(scenario.regions)),
        "cause": category_of(outages.cause + 1, ["", *section.causes]),
        "customers": narrowed(outages.customers, np.int32),
        "priority": narrowed(outages.priority, np.int16),
        "key": outages.key,
        "start": outages.start,
        "behind": narrowed(outages.behind, np.int32),
        "announced": outages.announced,
        "known": lives.known,
        "by": category_of(lives.by + 1, ["", *(each.name.lower() for each in Told)]),
        "assigned": lives.assigned,
        "on_site": lives.on_site,
        "cause_known": lives.cause,
        "isolated": lives.isolated,
        "restored": lives.restored,
        "crews": narrowed(outages.crews, np.int16),
        "failures": narrowed(outages.failures, np.int16),
        "customer_minutes": customer_minutes(log, scenario),
        "estimates": narrowed(_estimates(log), np.int16),
        "first_estimate": first,
        "last_estimate": last,
    }
    return pd.DataFrame(columns)


def _estimates(log: OutageLog) -> NDArray[np.int64]:
    """How many estimates each outage had."""
    row = np.searchsorted(log.outages.lane, log.estimates.lane) + log.estimates.number
    return np.bincount(row, minlength=len(log.outages.lane))
