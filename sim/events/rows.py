"""From the rows of an engine, numbers one after the other, to records."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sim.log.records import NO_LANGUAGE, Records

COLUMNS = 11
"""Columns of a row: case, attempt, service, segment, stage, pool, server, outcome, arrived, started, ended."""

GUESTS = 1 << 52
"""In the rows of a hall, cases from here on began in a call centre: the highest bit of whole numbers that are exact in double
precision, and more than any hall has cases of its own."""

NOBODY = -1
NEVER = float("nan")


def of_hall(
    replication: int, site: int, first: int, rows: array[float], guests: Sequence[int] = ()
) -> Records:
    """The rows of a hall, whose cases are numbered from `first` on, without those who arrived in the warm-up.

    `guests` are the numbers of those cases that began in a call centre.
    """
    found = table_of(replication, site, first, np.frombuffer(rows).reshape(-1, COLUMNS))
    if len(guests):
        from_centres = np.flatnonzero(found.case >= GUESTS + first)
        found.case[from_centres] = np.array(guests)[found.case[from_centres] - GUESTS - first]
    return _measured(found)


def of_centre(replication: int, site: int, first: int, rows: array[float], languages: list[int]) -> Records:
    """The rows of a centre, likewise; their last column is the line (-1: none), and `languages` has the number of each."""
    table = np.frombuffer(rows).reshape(-1, COLUMNS + 1)
    language = np.array([*languages, NO_LANGUAGE])[table[:, COLUMNS].astype(np.int64)]
    return _measured(replace(table_of(replication, site, first, table[:, :COLUMNS]), language=language))


def table_of(replication: int, site: int, first: int, table: NDArray[np.float64]) -> Records:
    """Rows as columns."""
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
        *np.ascontiguousarray(table[:, 8:].T),
    )


def _measured(records: Records) -> Records:
    """The rows without contacts that arrived in the warm-up."""
    # a contact's first row tells when it arrived at the door; the later ones of a warm-up contact may lie in the horizon
    contact = records.case * (int(records.attempt.max(initial=0)) + 1) + records.attempt
    early = np.unique(contact[records.arrived < 0.0])
    return records.where(~np.isin(contact, early)) if len(early) else records
