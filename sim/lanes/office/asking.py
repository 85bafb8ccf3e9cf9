"""Customers with open orders who contact again: each morning it is decided who does so on that day, in all lanes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.draws.chasing import ATTEMPTS
from sim.draws.order_dice import OrderDice, OrderStream
from sim.lanes.office.table import OrderTables
from sim.network.office import Chases
from sim.rules.office import chase_chance, informs
from sim.scenario.units import DAY

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Askers(NamedTuple):
    """Who comes to one site, or calls one of its lines, on a day to ask about open orders: one entry each, in any order.

    Attributes
    ----------
    site, language : int
        Number of the site, and of the language of its line; -1 in a hall.
    service : int
        Number of their service.
    lane, segment, case : ndarray of int
        Their lane, segment, and the number of the case, as :func:`sim.log.sheet.case_number` has it.
    before : ndarray of int
        What is added to the number of their attempts in the log.
    seed, fraction : ndarray of float
        The seed of the order; the fraction of the day's arrivals that means the time of day.
    """

    site: int
    language: int
    service: int
    lane: Ints
    segment: Ints
    case: Ints
    before: Ints
    seed: Floats
    fraction: Floats


def asking_on(day: int, tables: OrderTables, rules: Chases, sites: Sequence[int]) -> Iterator[Askers]:
    """Who asks on a day that begins about which of the orders that are open then, site by site and line by line; nobody does at sites that are not
    open on it."""
    orders, steps = tables
    midnight, seeds = day * DAY, OrderDice(orders["seed"].copy())
    age = day - np.floor(orders["created"] / DAY).astype(np.int64)
    told = np.flatnonzero(informs(steps["kind"]) & (steps["ended"] < midnight))
    informed = np.zeros(len(orders), np.bool_)
    informed[np.searchsorted(orders["first"], told, side="right") - 1] = True
    chance = chase_chance(rules, age, orders["promised"] <= midnight, informed)
    there = orders["chased"] & np.isin(orders["sender"], sites)
    asks = there & (age > 0) & (seeds.uniforms(OrderStream.CHASES, age) < chance)
    orders["chases"] += asks & (day >= 0)
    some = np.flatnonzero(asks)
    at = np.stack((orders["sender"][some], orders["language"][some]))
    fraction = seeds.of(some).uniforms(OrderStream.CHASE_TIME, age[some])
    for site, language in np.unique(at, axis=1).T.tolist():
        here = np.flatnonzero((at[0] == site) & (at[1] == language))
        own = some[here]
        lane, segment, case = (orders[name][own].astype(np.int64) for name in ("lane", "segment", "case"))
        before, seed = ATTEMPTS * age[own], orders["seed"][own]
        yield Askers(site, language, rules.service, lane, segment, case, before, seed, fraction[here])
