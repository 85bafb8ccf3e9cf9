"""Stops that visits make before the door, in all lanes."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.lanes.book import ticks_of_day
from sim.lanes.visits import Stopped, Visits
from sim.log.order import order_by
from sim.log.stops import Stops
from sim.rules.stops import BEFORE_DOOR
from sim.time.opening import Opening


class _Carried:
    """What visits carry, by attribute, as rules read it: a column for all of them."""

    def __init__(self, visits: Visits) -> None:
        self._visits = visits

    def __getattr__(self, name: str) -> Any:
        return self._visits.carried(name)


def after_stops(visits: Visits, opening: Opening, day: int) -> Visits:
    """The visits of a day as they come to the door, each after its stops; the same, if there are none."""
    if not BEFORE_DOOR:
        return visits
    carried, time, stops = _Carried(visits), visits.arrived, []
    for stop in BEFORE_DOOR:
        until = time + stop.minutes(carried)
        stops.append(Stopped(stop.stage, time, until))
        time = until
    order = order_by(visits.lane, ticks_of_day(time, day), visits.began, visits.index)
    place = np.argsort(order)
    return Visits(
        [(part, place[rows]) for part, rows in visits.parts],
        visits.lane,
        visits.start,
        time[order],
        opening.entry(day, time[order]),
        tuple(Stopped(each.stage, each.since[order], each.until[order]) for each in stops),
    )


def stops_of(visits: Visits, hall: int) -> Stops | None:
    """The rows of the stops that visits to a hall made; None where nobody makes any."""
    if not visits.stops:
        return None
    made = [np.flatnonzero(each.until > each.since) for each in visits.stops]
    rows = np.concatenate(made)
    return Stops(
        visits.lane[rows],
        np.full(len(rows), hall),
        visits.service[rows],
        visits.segment[rows],
        np.full(len(rows), -1),
        visits.came[rows],
        np.repeat([each.stage for each in visits.stops], [len(own) for own in made]),
        np.concatenate([each.since[own] for each, own in zip(visits.stops, made, strict=True)]),
        np.concatenate([each.until[own] for each, own in zip(visits.stops, made, strict=True)]),
    )
