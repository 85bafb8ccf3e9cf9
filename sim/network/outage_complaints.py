"""Complaints after outages: how many of the customers complain, by how long they were out, whether they had been told, and how often it happened before."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.draws.counts import binomial
from sim.draws.outage_callers import CallerStream, dice_of
from sim.log.outages import Lives, Outages
from sim.network.outage_customers import Telling
from sim.network.outage_notices import Comings
from sim.network.row_search import firsts_of, last_until
from sim.rules.outage_calls import complaint_chance
from sim.scenario.outage_calls import Complaints, OftenOut
from sim.scenario.units import DAY
from sim.time.ticks import on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Complaining(NamedTuple):
    """Who complains: row of the outage, number among those who complain of it, and when."""

    outage: Ints
    number: Ints
    time: Floats


def complaints(
    rules: Complaints, outages: Outages, lives: Lives, telling: Telling, region_customers: Floats
) -> Complaining:
    """Who complains of some outages: as many as each of their customers does by the mean chance of them all."""
    told = _told(telling, np.asarray(lives.restored))
    hours = _hours_out(telling.returns, np.asarray(outages.start))
    factor = 1.0 - told + told * rules.told
    often = _often(rules.before, outages, region_customers) if rules.before else 1.0
    chance = complaint_chance(rules.share, rules.per_hour, hours, factor, often)
    rows = np.flatnonzero(~np.isnan(lives.restored))
    uniforms = dice_of(outages, rows).uniforms(CallerStream.COMPLAINTS, 0)
    count = binomial(uniforms, np.asarray(outages.customers, np.int64)[rows], chance[rows])
    outage = np.repeat(rows, count)
    number = np.arange(len(outage)) - np.repeat(np.cumsum(count) - count, count)
    after = rules.after.inverse(dice_of(outages, outage).uniforms(CallerStream.COMPLAINT_AFTER, number))
    return Complaining(outage, number, np.asarray(lives.restored)[outage] + on_grid(after))


def _hours_out(returns: Comings, start: Floats) -> Floats:
    """Hours without supply of a customer of each outage, on the mean; zero where it is not over."""
    row = np.repeat(np.arange(len(start)), np.diff(returns.first))
    share = returns.share.copy()
    share[1:] -= np.where(row[1:] == row[:-1], returns.share[:-1], 0.0)
    return np.bincount(row, share * (returns.time - start[row]), len(start)) / 60.0


def _told(telling: Telling, restored: Floats) -> Floats:
    """Share of the customers of each outage who saw a message about it before all had their supply back."""
    told, rules = np.zeros(len(restored)), telling.rules
    first, some = telling.sent_first[:-1], np.flatnonzero(np.diff(telling.sent_first))
    for channel, delay in zip(rules.channels.values() if rules else (), telling.delay, strict=False):
        seen = telling.sent_time[first[some]] + delay <= restored[some]
        told[some] += seen * channel.subscribed * channel.reach
    return told


def _often(rules: OftenOut, outages: Outages, region_customers: Floats) -> Floats:
    """The factor of each outage for those of its region before it, which count by their part of the customers."""
    place = np.asarray(outages.lane, np.int64) * len(region_customers) + outages.region
    order = np.lexsort((outages.number, outages.start, place))
    place, start = place[order], np.asarray(outages.start)[order]
    first = firsts_of(place, int(place.max(initial=-1)) + 1)
    part = np.asarray(outages.customers)[order] / region_customers[np.asarray(outages.region)[order]]
    reached = np.concatenate(([0.0], np.cumsum(part)))
    before = last_until(first, start, place, start, below=True) + 1
    too_early = last_until(first, start, place, start - rules.days * DAY, below=True) + 1
    factor = np.empty(len(order))
    factor[order] = rules.factor ** (reached[before] - reached[too_early])
    return factor
