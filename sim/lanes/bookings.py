"""Appointments in the log of the lanes: rows of those that were kept, and of those that were not."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.lanes.visits import Visits
from sim.log.bookings import NoShows

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Missed(NamedTuple):
    """Appointments of a day that nobody kept; one entry each.

    Attributes
    ----------
    lane, number : ndarray of int
        Lane, and number of the case on the day.
    service, segment : ndarray of int
        Numbers in the scenario's order.
    slot : ndarray
        The slot, in minutes since the horizon's first midnight.
    """

    lane: Ints
    number: Ints
    service: Ints
    segment: Ints
    slot: Floats


def missed_of(visits: Visits) -> Missed | None:
    """The appointments of a day's visits that nobody kept; None where there are no appointments."""
    (new, _), cases = visits.parts[0], visits.cases
    if cases.bookings is None:
        return None
    lanes = len(visits.start) - 1
    # candidates: as often as the visits stand here, or, where some of them do not come and no two copies are alike, as lanes have all replications
    copies = max(new.copies, lanes // len(cases.replications))
    lanes //= copies
    rows = np.flatnonzero(cases.bookings.stays_away & (cases.lane < lanes))
    offset = np.repeat(np.arange(copies) * lanes, len(rows))
    rows = np.tile(rows, copies)
    return Missed(
        cases.lane[rows] + offset,
        cases.index[rows],
        cases.service[rows],
        cases.segment[rows],
        cases.bookings.appointed[rows],
    )


def no_shows_of(visits: Visits, hall: int) -> NoShows | None:
    """The same as the tally reads them."""
    missed = missed_of(visits)
    if missed is None:
        return None
    nowhere = np.full(len(missed.lane), -1)
    return NoShows(
        missed.lane, np.full_like(nowhere, hall), missed.service, missed.segment, nowhere, missed.slot
    )
