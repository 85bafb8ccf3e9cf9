"""Outages that began in the horizon, with what sums ask of them: as outages, as interruptions of customers, and as estimates that were given."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.log.columns import Columns, joined
from sim.log.outage_log import OutageLog
from sim.log.outages import Outages, Steps, Told
from sim.scenario import Scenario
from sim.scenario.units import DAY
from sim.tally.frame import Frame

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.integer[Any]]

MOMENTARY = 5.0
"""Minutes up to which an interruption is momentary, and counts neither in SAIDI nor in SAIFI (IEEE 1366-2012, 3.1)."""


OF_CALLERS = ("would_call", "back", "told", "housekeeper", "calls", "complaints")
"""What is added up of the callers of an outage."""


@dataclass(frozen=True)
class BegunOutages(Columns):
    """One row an outage that began in the horizon.

    Attributes
    ----------
    lane, region : ndarray of int
        As in :class:`sim.log.outages.Outages`.
    outage_kind, outage_cause : ndarray of int
        Its kind and cause, likewise; -1: no cause is named.
    arrived : ndarray of float
        When it began, in minutes since the horizon's first midnight.
    known, on_site, restored : ndarray of float
        As in :class:`sim.log.outages.Lives`.
    by : ndarray of int
        How it became known, likewise.
    due : ndarray of float
        Until when a crew is promised on site; NaN of those that need none, or where nothing is promised.
    is_past : ndarray of bool
        Whether that passes within the horizon.
    customers : ndarray of float
        Customers at its start.
    would_call, back, told, housekeeper, calls, complaints : ndarray of float
        Customers who would have called, those of them whom supply, a message or a housekeeper kept from it, calls that were meant to be made about it,
        those that were made again among them, and complaints; zero where nothing is said of calls.
    messages, message_cost : ndarray of float
        Messages about it, and what they cost in yuan.
    """

    lane: Numbers
    region: Numbers
    outage_kind: Numbers
    outage_cause: Numbers
    arrived: Array
    known: Array
    on_site: Array
    restored: Array
    by: Numbers
    due: Array
    is_past: Flags
    customers: Array
    would_call: Array
    back: Array
    told: Array
    housekeeper: Array
    calls: Array
    complaints: Array
    messages: Array
    message_cost: Array

    @cached_property
    def was_planned(self) -> Flags:
        """Whether the utility knew of it beforehand."""
        planned: Flags = self.by == Told.PLANNED
        return planned

    @cached_property
    def is_known(self) -> Flags:
        """Whether the utility came to know of it, and had not known beforehand."""
        known: Flags = ~np.isnan(self.known) & ~self.was_planned
        return known

    @cached_property
    def is_restored(self) -> Flags:
        """Whether all supply was back within the horizon."""
        return ~np.isnan(self.restored)

    @cached_property
    def is_reached(self) -> Flags:
        """Whether a crew came within the horizon."""
        return ~np.isnan(self.on_site)

    @cached_property
    def is_judged(self) -> Flags:
        """Whether a crew was promised until some time, and came or is late."""
        judged: Flags = ~np.isnan(self.due) & (self.is_reached | self.is_past)
        return judged

    @cached_property
    def is_in_time(self) -> Flags:
        """Whether a crew came within the time that was promised."""
        in_time: Flags = self.on_site <= self.due
        return in_time


@dataclass(frozen=True)
class Interruptions(Columns):
    """One row for the customers of an outage who come back at the same time; of those who are not back, for the time until the horizon's end.

    Attributes
    ----------
    lane, region, outage_kind, outage_cause, arrived : ndarray
        Of their outage, as in :class:`BegunOutages`.
    number : ndarray of int
        Number of their outage in its lane.
    customers : ndarray of float
        How many they are.
    back : ndarray of float
        When their supply is back, or the horizon ends.
    """

    lane: Numbers
    region: Numbers
    outage_kind: Numbers
    outage_cause: Numbers
    arrived: Array
    number: Numbers
    customers: Array
    back: Array

    @cached_property
    def is_sustained(self) -> Flags:
        """Whether it is longer than a momentary interruption."""
        long: Flags = self.back - self.arrived > MOMENTARY
        return long

    @cached_property
    def customer_minutes(self) -> Array:
        """Minutes without supply of all of them together."""
        minutes: Array = self.customers * (self.back - self.arrived)
        return minutes


@dataclass(frozen=True)
class GivenEstimates(Columns):
    """One row for each time of restoration that was given, of outages that began in the horizon and were restored in it.

    Attributes
    ----------
    lane, region, outage_kind, outage_cause, arrived : ndarray
        Of their outage, as in :class:`BegunOutages`.
    estimate, restored : ndarray of float
        For when it was given, and when all supply was back.
    """

    lane: Numbers
    region: Numbers
    outage_kind: Numbers
    outage_cause: Numbers
    arrived: Array
    estimate: Array
    restored: Array


def begun_outages(log: OutageLog, frame: Frame) -> BegunOutages:
    """The outages that began in the horizon."""
    rows = np.flatnonzero((log.outages.start >= 0) & (log.outages.start < frame.horizon))
    outages, lives = log.outages.where(rows), log.lives.where(rows)
    due = np.where(outages.crews > 0, lives.known + frame.promised[outages.region], np.nan)
    more: dict[str, Any] = {
        name: values[rows] for name, values in (_callers(log) | _messages(log, frame)).items()
    }
    return BegunOutages(
        **_of(outages),
        arrived=outages.start,
        known=lives.known,
        on_site=lives.on_site,
        restored=lives.restored,
        by=lives.by,
        due=due,
        is_past=due < frame.horizon,
        customers=outages.customers.astype(np.float64),
        **more,
    )


def _callers(log: OutageLog) -> dict[str, Array]:
    """What is known of the callers of each outage."""
    callers = log.callers
    if not len(callers.lane):
        return {name: np.zeros(len(log.outages.lane)) for name in OF_CALLERS}
    found = {name: getattr(callers, name).astype(np.float64) for name in OF_CALLERS if name != "calls"}
    calls = callers.called + callers.estimate + callers.neighbours
    return found | {"calls": calls.astype(np.float64)}


def _messages(log: OutageLog, frame: Frame) -> dict[str, Array]:
    """How many messages were sent about each outage, and what they cost."""
    row, sent = _Places(log.outages).of(log.sent.lane, log.sent.number), log.sent
    count = sent.customers.astype(np.float64)
    cost = count * frame.message_costs[sent.channel]
    return {
        name: np.asarray(np.bincount(row, values, len(log.outages.lane)), dtype=np.float64)
        for name, values in (("messages", count), ("message_cost", cost))
    }


def interruptions(log: OutageLog, frame: Frame) -> Interruptions:
    """The interruptions of all outages but those that are lesser, those that began in the warm-up too."""
    outages, lanes = log.outages, _Places(log.outages)
    row, back, customers = _returns(outages, log.steps, lanes, frame.horizon)
    whole = ~frame.is_lesser[outages.kind[row]] & (customers > 0) & (outages.start[row] < frame.horizon)
    row, back, customers = row[whole], back[whole], customers[whole]
    return Interruptions(
        **_of(outages.where(row)),
        arrived=outages.start[row],
        number=outages.number[row],
        customers=customers,
        back=back,
    )


def _returns(outages: Outages, steps: Steps, places: _Places, horizon: float) -> tuple[Ints, Array, Array]:
    """The outage, the time and the number of those who come back at each step, and last of those who do not."""
    of_step = places.of(steps.lane, steps.number)
    reached = np.rint(outages.customers[of_step] * steps.share)
    first = np.ones(len(of_step), dtype=np.bool_)
    first[1:] = of_step[1:] != of_step[:-1]
    before = np.where(first, 0.0, np.concatenate(([0.0], reached[:-1]))[: len(reached)])
    rest = outages.customers - np.bincount(of_step, reached - before, len(outages.lane))
    row = np.concatenate((of_step, np.arange(len(outages.lane))))
    back = np.concatenate((np.minimum(steps.time, horizon), np.full(len(outages.lane), horizon)))
    return row, back, np.concatenate((reached - before, rest))


def first_and_last(log: OutageLog) -> tuple[Array, Array]:
    """The first and the last time of restoration that was given of each outage; NaN where none was."""
    row, given = _Places(log.outages).of(log.estimates.lane, log.estimates.number), log.estimates.estimate
    first, last = (np.full(len(log.outages.lane), np.nan) for _ in range(2))
    last[row] = given  # they are in the order in which they were given, and the last one stays
    first[row[::-1]] = given[::-1]
    return first, last


def as_told(log: OutageLog, frame: Frame) -> Interruptions:
    """Interruptions as they would be if each outage had ended at the first time of restoration that was given, where one was."""
    outages, (first, _) = log.outages, first_and_last(log)
    true = interruptions(log, frame)
    row = _Places(outages).of(true.lane, true.number)
    untold = true.where(np.isnan(first[row]))
    told = ~np.isnan(first) & ~frame.is_lesser[outages.kind] & (outages.start < frame.horizon)
    rows = np.flatnonzero(told)
    back = np.clip(first[rows], outages.start[rows], frame.horizon)
    own = outages.where(rows)
    ended = Interruptions(
        **_of(own),
        number=own.number,
        arrived=own.start,
        customers=own.customers.astype(np.float64),
        back=back,
    )
    return joined([untold, ended])


def customer_minutes(log: OutageLog, scenario: Scenario) -> Array:
    """Minutes without supply within the horizon of all customers of each outage; of lesser ones, minutes of worse supply."""
    outages, horizon = log.outages, scenario.calendar.days * DAY
    row, back, customers = _returns(outages, log.steps, _Places(outages), horizon)
    minutes = customers * np.maximum(back - np.maximum(outages.start[row], 0.0), 0.0)
    return np.asarray(np.bincount(row, minutes, len(outages.lane)), dtype=np.float64)


def given_estimates(log: OutageLog, frame: Frame) -> GivenEstimates:
    """The estimates that were given, of outages that began in the horizon and were restored in it."""
    given, row = log.estimates, _Places(log.outages).of(log.estimates.lane, log.estimates.number)
    start, restored = log.outages.start[row], log.lives.restored[row]
    some = np.flatnonzero((start >= 0) & (start < frame.horizon) & ~np.isnan(restored))
    return GivenEstimates(
        **_of(log.outages.where(row[some])),
        arrived=start[some],
        estimate=given.estimate[some],
        restored=restored[some],
    )


class _Places:
    """Where the outages of each lane begin in a table."""

    def __init__(self, outages: Outages) -> None:
        self._first = np.searchsorted(outages.lane, np.arange(outages.lane.max(initial=-1) + 2))

    def of(self, lane: Numbers, number: Numbers) -> Ints:
        """The row of each outage."""
        return np.asarray(self._first[lane] + number, dtype=np.int64)


def _of(outages: Outages) -> dict[str, Any]:
    """Columns by which scopes are told apart."""
    return {
        "lane": outages.lane,
        "region": outages.region,
        "outage_kind": outages.kind,
        "outage_cause": outages.cause,
    }
