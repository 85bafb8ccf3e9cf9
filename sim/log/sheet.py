"""What the tally reads: who came, who worked, who waited, as columns of numbers.

The columns of a table are of equal length. Numbers may be of any integer type, times are minutes on the grid of ticks,
and a column in which all rows are the same may be broadcast (stride 0).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.log.bookings import NoShows
from sim.log.columns import Columns
from sim.log.levels import Levels
from sim.log.order_log import OrderLog
from sim.log.outage_log import OutageLog
from sim.log.records import (
    AWAY,
    NO_CONTACT,
    NO_LANGUAGE,
    NO_OUTAGE,
    OFF_THE_LINE,
    Outcome,
    Records,
    Stage,
)
from sim.log.stops import Stops
from sim.log.work import Work, apart

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Numbers = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]

NO_CASE = np.int64(-1)

INDEX_BITS = 25
"""Lowest bits of the number of a case: its number among those that began with it."""

OF_OUTAGE, OF_OTHERS = 0, 1
"""The matter of a contact: an outage, or something else."""

STORM, CALM = 0, 1
"""How it is about supply when a contact arrives: so many customers are without that it is a storm, or not."""

NOT_GIVEN: dict[str, np.generic[Any]] = {
    "language": NO_LANGUAGE,
    "callback": np.int64(0),
    "callback_wait": np.float64(0),
    "transfer_wait": np.float64(0),
    "case": NO_CASE,
    "appointed": np.float64(np.nan),
    "outage": NO_OUTAGE,
    "supply": np.int64(CALM),
}
"""What columns of contacts have everywhere that are not given."""


@dataclass(frozen=True)
class Contacted(Columns):
    """One row a contact.

    Attributes
    ----------
    lane : ndarray of int
        Number of the replication, from 0 for the first of the batch.
    hall, service, segment : ndarray of int
        Numbers in the scenario's order.
    pool : ndarray of int
        Number of the pool that first answered a call, or that ended a visit; -1 where nobody did.
    first : ndarray of bool
        Whether it is the first of its case.
    arrived, ended : ndarray of float
        Minutes since the horizon's first midnight.
    wait : ndarray of float
        Minutes waited at all stages, but for :data:`~sim.log.records.LATER`.
    outcome, stage : ndarray of int
        :class:`~sim.log.records.Outcome` and :class:`~sim.log.records.Stage` of the last stage.
    bypassed : ndarray of bool
        Whether it passed by a busy greeter.
    language : ndarray of int
        Number of its language, -1 in halls (everywhere, if not given).
    callback : ndarray of int
        0 where no callback was offered (everywhere, if not given), 1 where it was declined, 2 where it was taken.
    callback_wait, transfer_wait : ndarray of float
        Minutes from taking a callback until it was made or given up; minutes waited for another agent after being handed
        over (zero everywhere, if not given).
    case : ndarray of int
        A number that all contacts of one case have, and in their lane no others (-1 everywhere, if not given).
    appointed : ndarray of float
        The slot of a visit that had an appointment, in minutes since the horizon's first midnight; NaN of others (everywhere, if not given).
    outage : ndarray of int
        Number of the outage, in its lane, that the case is about; -1 of others (everywhere, if not given).
    supply : ndarray of int
        `STORM` or `CALM` (calm everywhere, if not given).
    ended_by : ndarray of int
        Number of the pool that ended it, -1 where nobody did; another one than `pool` where a call was handed over (that of
        `pool`, if not given).
    """

    lane: Numbers
    hall: Numbers
    service: Numbers
    segment: Numbers
    pool: Numbers
    first: Flags
    arrived: Floats
    ended: Floats
    wait: Floats
    outcome: Numbers
    stage: Numbers
    bypassed: Flags
    language: Numbers = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    callback: Numbers = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    callback_wait: Floats = field(default_factory=lambda: np.empty(0))
    transfer_wait: Floats = field(default_factory=lambda: np.empty(0))
    case: Numbers = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    appointed: Floats = field(default_factory=lambda: np.empty(0))
    outage: Numbers = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    supply: Numbers = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    ended_by: Numbers = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    def __post_init__(self) -> None:
        for name, nothing in NOT_GIVEN.items():
            if len(getattr(self, name)) != len(self.hall):
                object.__setattr__(self, name, np.broadcast_to(nothing, len(self.hall)))
        if len(self.ended_by) != len(self.hall):
            object.__setattr__(self, "ended_by", self.pool)

    @property
    def matter(self) -> Ints:
        """Whether each is about an outage: `OF_OUTAGE` or `OF_OTHERS`."""
        return np.where(self.outage >= 0, OF_OUTAGE, OF_OTHERS)


@dataclass(frozen=True)
class Waits(Columns):
    """One row for each stage of a contact; those without a wait may be left out.

    Attributes
    ----------
    lane, hall : ndarray of int
        As in :class:`Contacted`.
    since, until : ndarray of float
        Minutes since the horizon's first midnight.
    """

    lane: Numbers
    hall: Numbers
    since: Floats
    until: Floats


@dataclass(frozen=True)
class Sheet:
    """All rows of the contacts that arrive on some whole days, in all halls.

    A batch is one sheet or several, of some days or of some lanes; those of several come in the order of their days.
    """

    contacts: Contacted
    work: Work
    waits: Waits
    absent: Work | None = None
    """Stretches of duty for which heads are missing, or at closed counters, as if they were work, and with a customer if the head is missing;
    none if not given."""
    stops: Stops | None = None
    """Stops of the contacts; none if not given."""
    no_shows: NoShows | None = None
    """Appointments that nobody kept; none if not given."""
    orders: OrderLog | None = None
    """Work orders, with their steps and what heads of offices did; none if not given."""
    outages: OutageLog | None = None
    """The outages of the whole run, on its first sheet; none if not given."""
    levels: Levels | None = None
    """Levels of warning; none if not given."""

    def without_work(self) -> Sheet:
        """The same contacts and orders, and nothing of who worked or waited when."""
        orders = self.orders and self.orders._replace(work=self.orders.work.where(slice(0)))
        outages = self.outages and self.outages._replace(work=self.outages.work.where(slice(0)))
        return replace(
            self,
            work=self.work.where(slice(0)),
            waits=self.waits.where(slice(0)),
            absent=None,
            orders=orders,
            outages=outages,
        )

    def split(self, parts: int, lanes: int) -> Iterator[Sheet]:
        """The rows of the first so many lanes, of as many behind them, and so on; lanes count from 0 in each part."""
        absent: Iterable[Work | None] = itertools.repeat(None)
        if self.absent:
            absent = _split(self.absent, parts, lanes)
        stops: Iterable[Stops | None] = itertools.repeat(None)
        if self.stops:
            stops = _split(self.stops, parts, lanes)
        no_shows: Iterable[NoShows | None] = itertools.repeat(None)
        if self.no_shows:
            no_shows = _split(self.no_shows, parts, lanes)
        orders: Iterable[OrderLog | None] = itertools.repeat(None)
        if self.orders:
            orders = map(OrderLog, *(_split(table, parts, lanes) for table in self.orders))
        outages: Iterable[OutageLog | None] = itertools.repeat(None)
        if self.outages:
            outages = map(OutageLog, *(_split(table, parts, lanes) for table in self.outages))
        levels: Iterable[Levels | None] = itertools.repeat(None)
        if self.levels:
            levels = _split(self.levels, parts, lanes)
        tables = (_split(self.contacts, parts, lanes), _split(self.work, parts, lanes))
        waits = _split(self.waits, parts, lanes)
        yield from itertools.starmap(
            Sheet, zip(*tables, waits, absent, stops, no_shows, orders, outages, levels, strict=False)
        )


def _split(table: Any, parts: int, lanes: int) -> Iterator[Any]:
    """Tables of so many lanes each; slices, where the lanes rise."""
    rises = bool((table.lane[1:] >= table.lane[:-1]).all())
    edges = np.searchsorted(table.lane, np.arange(parts + 1) * lanes) if rises else None
    for part in range(parts):
        low = part * lanes
        rows: slice | Ints
        if edges is None:
            rows = np.flatnonzero((table.lane >= low) & (table.lane < low + lanes))
        else:
            rows = slice(edges[part], edges[part + 1])
        own = table.where(rows)
        yield replace(own, lane=own.lane - low)


def nobodys_sheet() -> Sheet:
    """A sheet without any contact."""
    whole, times, flags = np.empty(0, np.int64), np.empty(0), np.empty(0, np.bool_)
    contacts = Contacted(
        lane=whole,
        hall=whole,
        service=whole,
        segment=whole,
        pool=whole,
        first=flags,
        arrived=times,
        ended=times,
        wait=times,
        outcome=whole,
        stage=whole,
        bypassed=flags,
    )
    return Sheet(contacts, Work(whole, whole, whole, times, times, flags), Waits(whole, whole, times, times))


def case_number(site: Numbers | int, day: Numbers | int, index: Numbers, line: Numbers | int = 0) -> Ints:
    """A number for each case of a lane, no two the same.

    Parameters
    ----------
    site : int or ndarray of int
        Where the case began: hall or centre; below 2^15.
    day, line : ndarray of int
        On which day (less than 2^14 from the horizon's first) and, in a centre, on which line (below 2^8).
    index : ndarray of int
        Its number there; below 2^25.

    Raises
    ------
    OverflowError
        One of them is larger than that.
    """
    for values, bits in ((site, 15), (np.abs(day), 14), (line, 8), (index, INDEX_BITS)):
        if np.max(values, initial=0) >= 2**bits:
            raise OverflowError(f"a case cannot be numbered: {np.max(values)} is not below 2**{bits}")
    begun = (np.asarray(site, dtype=np.int64) << 15) + np.asarray(day, dtype=np.int64)
    number: Ints = (begun * 2**8 + line) * 2**INDEX_BITS + index
    return number


def parts_of_case(number: Numbers) -> tuple[Ints, Ints, Ints, Ints]:
    """Of numbers that :func:`case_number` gives: site, day, line, and number of the case there."""
    number = np.asarray(number, dtype=np.int64)
    begun = number >> (INDEX_BITS + 8)
    site = (begun + 2**14) >> 15
    return site, begun - (site << 15), number >> INDEX_BITS & 0xFF, number & (2**INDEX_BITS - 1)


def sheet_of(records: Records, first_replication: int) -> Sheet:
    """The rows of an engine's records as one sheet; lanes count from `first_replication`."""
    absent = np.isin(records.stage, AWAY)
    kept = (
        records.where(~np.isin(records.stage, NO_CONTACT))
        if records.stage.max(initial=0) >= Stage.AFTER_CALL
        else records
    )
    waited = kept.where(~np.isin(kept.stage, OFF_THE_LINE))
    booked = records.where(records.stage == Stage.BOOKED)
    return Sheet(
        _contacted(kept, first_replication, booked),
        apart(_work(records, np.flatnonzero((records.pool >= 0) & ~absent), first_replication)),
        Waits(waited.replication - first_replication, waited.hall, waited.arrived, waited.waited_until),
        _absent(records, np.flatnonzero(absent), first_replication) if absent.any() else None,
        _stops(kept, first_replication) if kept.stage.max(initial=0) >= len(Stage) else None,
        _no_shows(booked, first_replication) if len(booked) else None,
        records.orders and records.orders.of_lanes(first_replication),
        records.outages and records.outages.of_lanes(first_replication),
        _levels(records.where(records.stage == Stage.LEVEL), first_replication),
    )


def _no_shows(booked: Records, first_replication: int) -> NoShows:
    """Of the rows of appointments, those that nobody kept."""
    missed = booked.where(booked.outcome == Outcome.NO_SHOW)
    return NoShows(
        lane=missed.replication - first_replication,
        hall=missed.hall,
        service=missed.service,
        segment=missed.segment,
        language=missed.language,
        arrived=missed.arrived,
    )


def _levels(raised: Records, first_replication: int) -> Levels | None:
    """The rows of levels of warning, if there are any."""
    if not len(raised):
        return None
    lane = raised.replication - first_replication
    return Levels(lane, raised.hall, raised.server, raised.arrived, raised.started, raised.ended)


def _stops(records: Records, first_replication: int) -> Stops:
    """The rows at stages that others have added, with the arrival of their contacts."""
    order, start = _by_contact(records)
    came = np.empty(len(records))
    came[order] = np.repeat(records.arrived[order[start]], np.diff(start, append=len(order)))
    rows = np.flatnonzero(records.stage >= len(Stage))
    return Stops(
        lane=records.replication[rows] - first_replication,
        hall=records.hall[rows],
        service=records.service[rows],
        segment=records.segment[rows],
        language=records.language[rows],
        arrived=came[rows],
        stage=records.stage[rows],
        since=records.arrived[rows],
        until=records.ended[rows],
    )


def _contacted(records: Records, first_replication: int, booked: Records) -> Contacted:
    order, start = _by_contact(records)
    stop = np.append(start[1:], len(order))[: len(start)] - 1
    begin, end = order[start], order[stop]
    bypassed = records.outcome[order] == Outcome.BYPASSED
    answered = order[stop - (records.stage[end] == Stage.TRANSFER)]  # before the second agent came the first
    return Contacted(
        lane=records.replication[begin] - first_replication,
        hall=records.hall[begin],
        service=records.service[begin],
        segment=records.segment[begin],
        pool=records.pool[answered],
        ended_by=records.pool[end],
        first=records.attempt[begin] == 1,
        arrived=records.arrived[begin],
        ended=records.ended[end],
        wait=np.add.reduceat(records.first_wait[order], start) if len(start) else np.empty(0),
        outcome=records.outcome[end],
        stage=records.stage[end],
        bypassed=np.logical_or.reduceat(bypassed, start) if len(start) else bypassed,
        language=records.language[begin],
        case=records.case[begin],
        outage=records.outage[begin],
        appointed=_appointed(records.where(begin), booked) if len(booked) else np.empty(0),
        **_later(records, order, start),
    )


def _appointed(first: Records, booked: Records) -> Floats:
    """The slot of each contact, NaN where it had none; by the first row of each, and the rows of appointments."""
    width = max(int(each.case.max(initial=0)) for each in (first, booked)) + 1

    def key(rows: Records) -> Ints:
        return rows.replication * width + rows.case

    kept = booked.where(booked.outcome != Outcome.NO_SHOW)
    kept = kept.where(np.argsort(key(kept)))
    slots, keys = np.append(kept.arrived, np.nan), key(first)
    place = np.searchsorted(key(kept), keys)
    found = np.append(key(kept), -1)[place] == keys
    return np.where(found & (first.attempt == 1), slots[place], np.nan)


def _later(records: Records, order: Ints, start: Ints) -> dict[str, Any]:
    """Columns about callbacks and transfers, where there are any."""
    stage, found = records.stage[order], dict[str, Any]()
    if (stage == Stage.OFFER).any():
        asked, taken = (
            np.logical_or.reduceat(stage == each, start).astype(np.int64)
            for each in (Stage.OFFER, Stage.CALLBACK)
        )
        found["callback"] = asked + taken
    for name, each in (("callback_wait", Stage.CALLBACK), ("transfer_wait", Stage.TRANSFER)):
        if (stage == each).any():
            found[name] = np.add.reduceat(np.where(stage == each, records.wait[order], 0.0), start)
    return found


def _by_contact(records: Records) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The order of rows by contact and stage, and where in it each contact begins."""
    order = records.by_contact()
    contact = np.stack([column[order] for column in (records.replication, records.case, records.attempt)])
    new = (contact[:, 1:] != contact[:, :-1]).any(axis=0)
    return order, np.flatnonzero(np.append(True, new)[: len(order)])


def _work(records: Records, rows: Ints, first_replication: int) -> Work:
    return Work(
        records.replication[rows] - first_replication,
        records.pool[rows],
        records.server[rows],
        records.started[rows],
        records.ended[rows],
        ~np.isin(records.stage[rows], (Stage.FORM, *NO_CONTACT)),
    )


def _absent(records: Records, rows: Ints, first_replication: int) -> Work:
    missing = records.stage[rows] == Stage.ABSENT
    return replace(_work(records, rows, first_replication), customer=missing)
