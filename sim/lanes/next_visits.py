"""Visits of halls that follow calls: ordinary next contacts of their cases."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.compiling.entries import Rows
from sim.draws.chasing import chasing_site
from sim.draws.contact_sampler import NewCases
from sim.lanes.centre.days import LaneCentre
from sim.lanes.hall.days import LaneHall
from sim.lanes.planned_visits import ask, planned
from sim.rules.conditional import Expected

KEYS = ["hall", "door", "day", "attempt"]
"""Calls are taken together whose cases visit one hall and began at one door on one day, at one contact."""


def expect_visits(centre: LaneCentre, site: int, halls: Sequence[LaneHall], replications: range) -> None:
    """Let halls expect those who go on there after calls, as far as these have come.

    Parameters
    ----------
    centre : LaneCentre
        The centre.
    site : int
        Its number among all sites.
    halls : sequence of LaneHall
        All halls.
    replications : range
        Those of the lanes; the lanes of a second candidate follow those of the first.
    """
    calls = centre.to_halls()
    for key in np.unique(calls[KEYS]):
        of_key = calls[calls[KEYS] == key]
        _expect(of_key[np.lexsort((of_key["index"], of_key["lane"]))], centre, site, halls, replications)


def _expect(
    calls: Rows, centre: LaneCentre, site: int, halls: Sequence[LaneHall], replications: range
) -> None:
    """The same of calls that are alike; each lane of a candidate has its own."""
    hall, door, day, attempt = calls[KEYS][0].tolist()
    lanes, asks = calls["lane"].astype(np.int64), bool(centre.asking.asks(np.array(door)))
    demand = centre.demands[door - centre.asking.first_door if asks else door]
    began_at = chasing_site(demand.site) if asks else demand.site
    row = lanes % len(replications)
    order = np.argsort(row, kind="stable")
    calls, lanes, row = calls[order], lanes[order], row[order]
    start = np.searchsorted(row, np.arange(len(replications) + 1))
    index, service, segment = (calls[name].astype(np.int64) for name in ("index", "service", "segment"))
    visits = planned(len(calls), Expected.VISIT_AFTER_CALL)
    if asks:
        ask(visits, centre.asking.whose(index))
        index = centre.asking.entity(index)
    every = np.full(len(index), door), np.full(len(index), day)
    entity = centre.about_outages.entity_of(*every, row, index)
    matter = calls["arrived"], service, segment
    cases = NewCases(day, replications, start, row, index, *matter, entity=entity)
    book = halls[hall].book
    visits["lane"], visits["site"], visits["door"], visits["address"] = lanes, site, door, book.door(began_at)
    visits["began"], visits["index"], visits["entity"] = day, index, entity
    visits["attempt"], visits["since"] = attempt + 1, calls["ended"]
    visits["service"], visits["segment"] = service, segment
    visits["fraction"] = demand.contacts(cases, attempt, began_at=began_at).move_time
    book.expect(visits)
