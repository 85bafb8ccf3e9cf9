"""From the rows of an engine, numbers one after the other, to records."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sim.draws.attendance import Attendance
from sim.log.levels import Raised
from sim.log.records import NO_LANGUAGE, Outcome, Records, Stage

COLUMNS = 12
"""Columns of a row: case, attempt, service, segment, stage, pool, server, outcome, arrived, started, ended; and behind them the line of a
call (-1: none), or of a visit where its case began: `OWN`, or the number of a centre."""

OWN = -1
"""Cases that began in the hall itself."""

NOBODY = -1
NEVER = float("nan")


def of_hall(replication: int, site: int, first: Sequence[int], rows: array[float]) -> Records:
    """The rows of a hall without those who arrived in the warm-up.

    Cases are numbered from the entry of `first` on that is of the centre where they began; those of the hall itself from the last one on.
    """
    table = np.frombuffer(rows).reshape(-1, COLUMNS)
    return _measured(table_of(replication, site, np.array(first)[table[:, -1].astype(np.int64)], table))


def of_centre(replication: int, site: int, first: int, rows: array[float], languages: list[int]) -> Records:
    """The rows of a centre, likewise; its cases are numbered from `first` on, and `languages` has the number of each line."""
    table = np.frombuffer(rows).reshape(-1, COLUMNS)
    language = np.array([*languages, NO_LANGUAGE])[table[:, -1].astype(np.int64)]
    return _measured(replace(table_of(replication, site, first, table), language=language))


def of_away(replication: int, site: int, row: int, names: list[str], pools: Iterable[Attendance]) -> Records:
    """A row for each stretch of duty in which a head of some pools cannot serve anybody; `names` are those of all pools."""
    found = [away for each in pools for away in each.away(row)]
    stages = [Stage.ABSENT if away.missing else Stage.CLOSED for away in found]
    rows = [
        (-1, 0, -1, -1, stage, names.index(pool), head, Outcome.SERVED, *[start] * 2, end, -1)
        for stage, (pool, _, head, (start, end), _) in zip(stages, found, strict=True)
    ]
    return table_of(replication, site, 0, np.array(rows, dtype=np.float64).reshape(-1, COLUMNS))


def of_levels(replication: int, site: int, raised: Iterable[Raised]) -> Records:
    """A row for each level of warning that was raised over a centre and had not ended when the horizon began."""
    rows = [
        (-1, 0, -1, -1, Stage.LEVEL, -1, level, Outcome.SERVED, max(since, 0.0), max(acts, 0.0), end, -1)
        for level, since, acts, end in raised
        if end > 0
    ]
    return table_of(replication, site, 0, np.array(rows, dtype=np.float64).reshape(-1, COLUMNS))


def table_of(
    replication: int, site: int, first: int | NDArray[np.int64], table: NDArray[np.float64]
) -> Records:
    """Rows as columns; cases are numbered from `first` on."""
    whole = table[:, :8].astype(np.int64).T
    case, attempt, service, segment, stage, pool, server, outcome = whole
    return Records(
        np.full(len(table), replication),
        case + first,
        attempt,
        np.full(len(table), site),
        service,
        segment,
        stage,
        pool,
        server,
        outcome,
        *np.ascontiguousarray(table[:, 8:11].T),
    )


def _measured(records: Records) -> Records:
    """The rows without contacts that arrived in the warm-up."""
    # a contact's first row tells when it arrived at the door; the later ones of a warm-up contact may lie in the horizon
    contact = records.case * (int(records.attempt.max(initial=0)) + 1) + records.attempt
    early = np.unique(contact[records.arrived < 0.0])
    return records.where(~np.isin(contact, early)) if len(early) else records
