"""The worst outages of one replication, with what was known of each and when: an example of what figures are made of."""

from __future__ import annotations

import numpy as np

from sim.log.outage_log import OutageLog
from sim.tally.begun_outages import customer_minutes, first_and_last
from sim.tally.frame import Frame
from sim.tally.groups import Array, Tally
from sim.tally.seen import Rows, Seen

MOST = 10
"""Outages that are told."""

WORST = "worst_outages"
"""Their name in a tally."""

COLUMNS = (
    "kind",
    "region",
    "cause",
    "customers",
    "customer_minutes",
    "start",
    "known",
    "by",
    "assigned",
    "on_site",
    "cause_found",
    "restored",
    "first_estimate",
    "last_estimate",
)
"""What is told of each: numbers as the log has them, times in minutes since the horizon's first midnight, NaN where they have not come."""


class WorstOutages:
    """Those with most customer-minutes without supply in replication 0; zeros in the rows of others. See :class:`sim.tally.seen.TallyPart`.

    A row of the tally is added to others; only that of replication 0 has numbers, so that they stay what they are.
    """

    def __init__(self, frame: Frame, rows: Rows) -> None:
        self._frame, self._lane = frame, 0 if 0 in rows.replications else None
        self._found = np.zeros((len(rows), MOST, len(COLUMNS)))

    def add(self, seen: Seen) -> None:
        """Look for them on a sheet."""
        if seen.sheet.outages is not None and self._lane is not None:
            own = seen.sheet.outages.within(range(self._lane, self._lane + 1))
            found = worst_outages(own, self._frame)
            self._found[0, : len(found)] = found

    def sums(self) -> Tally:
        """What has been found."""
        return {f"{WORST}/all/all": self._found}


def worst_outages(log: OutageLog, frame: Frame) -> Array:
    """A row for each of the worst outages that began in the horizon, by falling customer-minutes; columns as in `COLUMNS`."""
    outages, lives = log.outages, log.lives
    minutes = np.where(frame.is_lesser[outages.kind], 0.0, customer_minutes(log, frame.scenario))
    first, last = first_and_last(log)
    whole = {
        "kind": outages.kind,
        "region": outages.region,
        "cause": outages.cause,
        "customers": outages.customers,
        "customer_minutes": minutes,
        "start": outages.start,
        "known": lives.known,
        "by": lives.by,
        "assigned": lives.assigned,
        "on_site": lives.on_site,
        "cause_found": lives.cause,
        "restored": lives.restored,
        "first_estimate": first,
        "last_estimate": last,
    }
    order = np.argsort(-minutes, kind="stable")[:MOST]
    order = order[minutes[order] > 0]
    return np.stack([np.asarray(whole[name], dtype=np.float64)[order] for name in COLUMNS], axis=1)
