"""Customers who contact again because of an order: each morning it is decided who does so on that day, in all lanes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows
from sim.draws.chasing import attempts_before
from sim.draws.order_streams import OrderStream
from sim.draws.seeded_dice import SeededDice
from sim.lanes.asking import Asking
from sim.lanes.office.table import NONE, OrderTables
from sim.network.office import Chases
from sim.rules.conditional import Expected
from sim.rules.office import chase_chance, informs
from sim.scenario.units import DAY

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Askers(NamedTuple):
    """Who comes to one site, or calls one of its lines, on a day because of orders: to ask about open ones, or since their problems are back; one
    entry each, in any order.

    Attributes
    ----------
    site, language : int
        Number of the site, and of the language of its line; -1 in a hall.
    kind : Expected
        Why they come.
    lane, service, segment : ndarray of int
        Their lane, service and segment.
    seed, fraction : ndarray of float
        The seed of the order; the fraction of the day's arrivals that means the time of day.
    whose : Asking
        Whose they are in the log, and what they leave.
    """

    site: int
    language: int
    kind: Expected
    lane: Ints
    service: Ints
    segment: Ints
    seed: Floats
    fraction: Floats
    whose: Asking


def asking_on(day: int, tables: OrderTables, rules: Chases, sites: Sequence[int]) -> Iterator[Askers]:
    """Who asks on a day that begins about which of the orders that are open then, site by site and line by line; nobody does at sites that are not
    open on it."""
    orders, steps = tables
    midnight, seeds = day * DAY, SeededDice(orders["seed"].copy())
    age = day - np.floor(orders["created"] / DAY).astype(np.int64)
    told = np.flatnonzero(informs(steps["kind"]) & (steps["ended"] < midnight))
    informed = np.zeros(len(orders), np.bool_)
    informed[np.searchsorted(orders["first"], told, side="right") - 1] = True
    chance = chase_chance(rules, age, orders["promised"] <= midnight, informed)
    there = orders["chased"] & np.isin(orders["sender"], sites)
    asks = there & (age > 0) & (seeds.uniforms(OrderStream.CHASES, age) < chance)
    orders["chases"] += asks & (day >= 0)
    some = np.flatnonzero(asks)
    fraction = seeds.of(some).uniforms(OrderStream.CHASE_TIME, age[some])
    service, nothing = np.full(len(some), rules.service), np.full(len(some), NONE)
    yield from by_door(day, orders[some], Expected.CHASES, service, fraction, (nothing, nothing))


def by_door(
    day: int, orders: Rows, kind: Expected, service: Ints, fraction: Floats, leaves: tuple[Ints, Ints]
) -> Iterator[Askers]:
    """Who comes on a day because of which orders, site by site and line by line.

    Parameters
    ----------
    day : int
        The day.
    orders : ndarray
        Entries of :data:`sim.lanes.office.table.ORDER`.
    kind : Expected
        Why they come.
    service, fraction : ndarray
        Service of each; the fraction of the day's arrivals that means its time of day.
    leaves : tuple of ndarray
        Category and cause of the order that each leaves, as :class:`sim.lanes.asking.Asking` has them.
    """
    at = np.stack((orders["sender"], orders["language"]))
    age = day - np.floor(orders["created"] / DAY).astype(np.int64)
    before = attempts_before(age, orders["attempt"])
    for site, language in np.unique(at, axis=1).T.tolist():
        own = np.flatnonzero((at[0] == site) & (at[1] == language))
        lane, segment, case = (orders[name][own].astype(np.int64) for name in ("lane", "segment", "case"))
        seed, customer = orders["seed"][own], orders["customer"][own]
        category, cause = leaves
        whose = Asking(case, before[own], category[own], cause[own], customer)
        yield Askers(site, language, kind, lane, service[own], segment, seed, fraction[own], whose)
