"""Who would call about outages if nothing kept them from it, and when an outage is reported by that.

Only those who mean to call are drawn, of however many customers: their number is the inverse of a binomial distribution. All that a caller carries
follows from the seed of the outage and the caller's number, so that it is the same whatever crews, messages and other outages there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import unique
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.draws.counts import binomial
from sim.draws.seeded_dice import SeededDice, SeededStream
from sim.log.outages import Outages
from sim.scenario import Scenario
from sim.scenario.outage_calls import Asleep, KindCalls
from sim.scenario.units import DAY
from sim.time.ticks import on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

AT_ONCE = 2**18
"""Callers that are drawn at once, about (of one outage all): some 60 MB with all that they carry."""


@unique
class CallerStream(SeededStream):
    """What a random number of somebody who would call about an outage decides."""

    COUNT = "how many mean to call"
    ASLEEP = "sleeps through the beginning"
    LATENT = "time until the call"
    POSITION = "place among those whose supply comes back"
    CHANNEL = "channel of messages"
    REACHED = "sees messages"
    ENOUGH = "needs to know no more"
    TRUST = "believes messages"
    GROUP = "is in a housekeeper's group"
    HOUSEKEEPER = "whose group it is, and time of the answer"
    LINE = "line of the call"
    SEGMENT = "segment of the caller"
    AGAIN = "calls once more"
    AGAIN_AFTER = "time until calling once more"
    CALL = "what a call carries"
    OTHERS = "other customers of a channel"
    COMPLAINTS = "how many complain"
    COMPLAINT_AFTER = "time until the complaint"
    COMPLAINT = "what a complaint carries"
    COMPLAINT_LINE = "line of the complaint"
    COMPLAINT_SEGMENT = "segment of who complains"

    @property
    def entity(self) -> str:
        """What carries these numbers."""
        return "outage caller"


class WouldBe(NamedTuple):
    """Those who would call, outage by outage.

    Attributes
    ----------
    outage : ndarray of int
        Row of the outage.
    number : ndarray of int
        Which one of the outage's, from 0.
    noticed, would_call : ndarray
        When each notices the outage, and would call, in minutes since the horizon's first midnight, on the grid.
    """

    outage: Ints
    number: Ints
    noticed: Floats
    would_call: Floats


def dice_of(outages: Outages, rows: Ints) -> SeededDice:
    """The random numbers of callers of some outages, one for each of the rows."""
    return SeededDice(np.asarray(outages.seed)[rows])


def callers_of(scenario: Scenario, outages: Outages) -> Ints:
    """How many would call about each outage."""
    share = np.array([calls.share if calls else 0.0 for calls in kind_calls(scenario)])
    uniforms = dice_of(outages, np.arange(len(outages.seed))).uniforms(CallerStream.COUNT, 0)
    return binomial(uniforms, np.asarray(outages.customers), share[outages.kind])


def kind_calls(scenario: Scenario) -> list[KindCalls | None]:
    """Who calls about outages of each kind."""
    return [kind.calls for kind in scenario.outages.kinds.values()] if scenario.outages else []


def would_be_callers(scenario: Scenario, outages: Outages) -> Iterator[WouldBe]:
    """Those who would call, outage by outage, some outages at a time."""
    count = callers_of(scenario, outages)
    block = np.cumsum(count) // AT_ONCE
    edges = np.flatnonzero(np.diff(block, prepend=-1, append=np.iinfo(np.int64).max))
    for first, last in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        rows = np.repeat(np.arange(first, last), count[first:last])
        if len(rows):
            begun = np.cumsum(count[first:last]) - count[first:last]
            yield _drawn(scenario, outages, rows, np.arange(len(rows)) - np.repeat(begun, count[first:last]))


def _drawn(scenario: Scenario, outages: Outages, rows: Ints, number: Ints) -> WouldBe:
    assert scenario.outages is not None
    dice = dice_of(outages, rows)
    asleep = scenario.outages.calls.asleep if scenario.outages.calls else None
    noticed = np.asarray(outages.start)[rows]
    if asleep is not None:
        noticed = noticed_at(asleep, noticed, dice.uniforms(CallerStream.ASLEEP, number))
    latent, kinds = np.zeros(len(rows)), np.asarray(outages.kind)[rows]
    uniforms = dice.uniforms(CallerStream.LATENT, number)
    for kind, calls in enumerate(kind_calls(scenario)):
        own = np.flatnonzero(kinds == kind)
        if calls is not None and len(own):
            latent[own] = calls.latent.inverse(uniforms[own])
    return WouldBe(rows, number, noticed, noticed + on_grid(latent))


def noticed_at(asleep: Asleep, start: Floats, uniforms: Floats) -> Floats:
    """When customers notice outages of some starts: at once, or after the night, at a time that is as likely as any other of those at which they wake."""
    begins, ends = asleep.hours
    into = np.mod(start - begins, DAY)
    sleeps = (into < ends - begins) & (uniforms < asleep.share)
    woken = start - into + (ends - begins) + asleep.wakes * uniforms / max(asleep.share, np.finfo(float).tiny)
    return np.where(sleeps, on_grid(woken), start)


class ReportTimes(NamedTuple):
    """When those would call by whom outages may be reported.

    Attributes
    ----------
    first : ndarray of int
        Where the times of each outage begin, and where the last one's end: shape (outages + 1,).
    time : ndarray
        When they would, rising in each outage.
    """

    first: Ints
    time: Floats


def report_times(scenario: Scenario, outages: Outages) -> ReportTimes:
    """When those would call by whom outages may be reported; nobody of kinds that are never reported."""
    kinds = scenario.outages.kinds.values() if scenario.outages else ()
    reported = np.array([kind.reported is not None for kind in kinds], dtype=np.bool_)
    count, times = np.zeros(len(outages.kind), dtype=np.int64), [np.empty(0)]
    for block in would_be_callers(scenario, outages):
        some = np.flatnonzero(reported[np.asarray(outages.kind)[block.outage]])
        row, time = block.outage[some], block.would_call[some]
        times.append(time[np.lexsort((time, row))])
        count += np.bincount(row, minlength=len(count))
    return ReportTimes(np.concatenate(([0], np.cumsum(count))), np.concatenate(times))
