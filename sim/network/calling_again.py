"""Who of those who have called or been told calls again: when an estimate has passed, or when others have their supply back."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.draws.outage_callers import CallerStream
from sim.network.outage_customers import ROUNDS, Customers
from sim.network.outage_notices import Comings, Notices
from sim.network.row_search import last_until
from sim.rules.outage_calls import CallKind
from sim.scenario.outage_calls import Again
from sim.time.ticks import on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Heard(NamedTuple):
    """Customers who know something, or have called in vain.

    Attributes
    ----------
    customer : ndarray of int
        Rows of the customers.
    time : ndarray
        When they called, or would have.
    notice : ndarray of int
        The place of the last notice of which each knows; before the outage's first where that is none.
    """

    customer: Ints
    time: Floats
    notice: Ints

    def some(self, rows: Ints) -> Heard:
        """Some of them."""
        return Heard._make(column[rows] for column in self)


class Called(NamedTuple):
    """Calls: by whom, when, on which occasion, and why."""

    customer: Ints
    time: Floats
    occasion: Ints
    kind: Ints


class _Occasions(NamedTuple):
    """When each of some has reason to call again, why, and the last notice that it knows of then."""

    time: Floats
    kind: Ints
    notice: Ints


def call_again(
    rules: Again, customers: Customers, notices: Notices, others: Comings, heard: Heard
) -> list[Called]:
    """The further calls of some customers.

    Parameters
    ----------
    rules : Again
        Who calls again.
    customers : Customers
        The customers.
    notices : Notices
        What can be told.
    others : Comings
        When they see that others have their supply back.
    heard : Heard
        What they know.
    """
    found: list[Called] = []
    if not rules.estimate and not rules.neighbours:
        return found
    chance = np.array([1.0, rules.estimate, rules.neighbours, 0.0])
    for occasion in range(1, ROUNDS):
        reasons = _next(customers, notices, others, heard)
        out = np.flatnonzero(reasons.time < customers.back[heard.customer])
        heard, reasons = heard.some(out), _Occasions._make(column[out] for column in reasons)
        if not len(out):
            return found
        calls = customers.on_occasion(CallerStream.AGAIN, heard.customer, occasion) < chance[reasons.kind]
        stays = Heard(heard.customer, reasons.time, reasons.notice).some(np.flatnonzero(~calls))
        some = np.flatnonzero(calls)
        called, heard = _calls(rules, customers, notices, heard.customer[some], reasons, some, occasion)
        found.append(called)
        heard = Heard._make(map(np.concatenate, zip(stays, heard, strict=True)))
    raise OverflowError(f"a customer has more than {ROUNDS} occasions to call about one outage again")


def _calls(
    rules: Again,
    customers: Customers,
    notices: Notices,
    who: Ints,
    reasons: _Occasions,
    some: Ints,
    occasion: int,
) -> tuple[Called, Heard]:
    """Those who call on an occasion, and what they and those who are told meanwhile know then."""
    latent = rules.latent.inverse(customers.on_occasion(CallerStream.AGAIN_AFTER, who, occasion))
    time = reasons.time[some] + on_grid(latent)
    out = np.flatnonzero(time < customers.back[who])
    who, time, some = who[out], time[out], some[out]
    told, message = customers.is_told(who, time, reasons.time[some])
    knows = np.where(told, message, notices.at(customers.outage[who], time))
    call = np.flatnonzero(~told)
    occasions = np.full(len(call), occasion)
    return Called(who[call], time[call], occasions, reasons.kind[some][call]), Heard(who, time, knows)


def _next(customers: Customers, notices: Notices, others: Comings, heard: Heard) -> _Occasions:
    """The next reason of each to call again."""
    who, since, notice = heard
    outage = customers.outage[who]
    passes, notice = _passing(customers, notices, heard)
    place = last_until(others.first, others.time, outage, since) + 1
    seen, there = np.full(len(who), np.inf), place < others.first[outage + 1]
    seen[there] = others.time[place[there]]
    is_estimate = passes <= seen
    return _Occasions(
        np.minimum(passes, seen),
        np.where(is_estimate, CallKind.ESTIMATE, CallKind.NEIGHBOURS),
        np.where(is_estimate, notice, heard.notice),
    )


def _passing(customers: Customers, notices: Notices, heard: Heard) -> tuple[Floats, Ints]:
    """When the next estimate of which each knows passes, before a message gives another one; and the place of its notice."""
    who, seen, notice = heard.customer, heard.time.copy(), heard.notice.copy()
    first = notices.first[customers.outage[who]]

    def passing(rows: Ints) -> Floats:
        """When estimates pass; infinite where they have none, or it had passed when they saw it."""
        knows = notice[rows] >= first[rows]
        time = np.where(knows, np.append(notices.estimate, np.inf)[notice[rows]], np.inf)
        return np.where(time > seen[rows], time, np.inf)

    passes, goes_on = passing(np.arange(len(who))), np.arange(len(who))
    while len(goes_on):
        message = customers.next_message(who[goes_on], notice[goes_on])
        there = np.flatnonzero(message >= 0)
        goes_on, message = goes_on[there], message[there]
        arrives = customers.seen(who[goes_on], message)
        sooner = np.flatnonzero(arrives <= passes[goes_on])
        goes_on = goes_on[sooner]
        notice[goes_on] = message[sooner]
        seen[goes_on] = np.maximum(seen[goes_on], arrives[sooner])
        passes[goes_on] = passing(goes_on)
    return passes, notice
