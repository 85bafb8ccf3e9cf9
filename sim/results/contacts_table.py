"""The tidy table of what happened, which people read: ``contacts.parquet``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.log.columns import narrowed
from sim.log.records import Records
from sim.log.stages import NAMES, NOBODYS, Outcome
from sim.network.channels import channel_numbers
from sim.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

Ints = NDArray[np.int64]
Numbers = NDArray[np.integer[Any]]


def contacts_table(records: Records, scenario: Scenario) -> pd.DataFrame:
    """One row a stage, sorted by replication, case, attempt and the order of stages.

    Parameters
    ----------
    records : Records
        The rows.
    scenario : Scenario
        Whose names they get.
    """
    import pandas as pd

    order = records.by_contact()
    rows = records.where(order[~np.isin(records.stage[order], NOBODYS)])
    pools = ["", *scenario.pools]
    columns: dict[str, Any] = {
        "replication": narrowed(rows.replication, np.int32),
        "case": narrowed(rows.case, np.int32),
        "contact": _numbered(rows),
        "attempt": narrowed(rows.attempt, np.int16),
        "channel": category_of(
            channel_numbers(scenario)[rows.hall, rows.language],
            scenario.channels,
        ),
        "site": category_of(rows.hall, list(scenario.sites)),
        "service": category_of(rows.service, list(scenario.services)),
        "segment": category_of(rows.segment, list(scenario.segments)),
        "stage": category_of(rows.stage, NAMES),
        "pool": category_of(rows.pool + 1, pools),
        "arrived": rows.arrived,
        "started": rows.started,
        "ended": rows.ended,
        "outcome": category_of(rows.outcome, [outcome.name.lower() for outcome in Outcome]),
    }
    if scenario.outages is not None:
        columns["outage"] = narrowed(rows.outage, np.int32)
    return pd.DataFrame(columns)


def category_of(codes: Numbers, names: list[str]) -> pd.Categorical[Any]:
    """Names by number, as pandas keeps them."""
    import pandas as pd

    return pd.Categorical.from_codes(codes, categories=pd.Index(names))


def _numbered(rows: Records) -> Ints:
    """The number of each row's contact within its replication, from 0."""
    if not len(rows):
        return np.empty(0, dtype=np.int32)
    other = (np.diff(rows.case) != 0) | (np.diff(rows.attempt) != 0)
    fresh = np.diff(rows.replication) != 0
    number = np.concatenate(([0], np.cumsum(other | fresh)))
    starts = number[np.concatenate(([0], np.flatnonzero(fresh) + 1))]
    lengths = np.diff(np.concatenate(([0], np.flatnonzero(fresh) + 1, [len(rows)])))
    numbers: Ints = number - np.repeat(starts, lengths)
    return numbers
