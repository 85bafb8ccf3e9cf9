"""From a day in the lanes to the sheet that the tally reads, without a table of rows in between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lanes.bookings import no_shows_of
from sim.lanes.hall.day import HallDay
from sim.lanes.hall.table import NONE
from sim.lanes.stops import stops_of
from sim.log.columns import joined, joined_logs
from sim.log.levels import Levels
from sim.log.order_log import OrderLog
from sim.log.outage_log import OutageLog
from sim.log.records import Outcome, Stage
from sim.log.sheet import Contacted, Sheet, Waits, nobodys_sheet
from sim.log.work import Work

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

CONTACTS_TOGETHER = 50_000
"""Contacts of a sheet that is counted, at the least: a pass over so many takes longer than to begin it, and there is a pass for each family of
measures and cut (assumed)."""


def of_several_days(sheets: Iterable[Sheet]) -> Iterator[Sheet]:
    """Consecutive sheets put together until there are contacts enough on one."""
    held, contacts = list[Sheet](), 0
    for sheet in sheets:
        held.append(sheet)
        contacts += len(sheet.contacts.lane)
        if contacts >= CONTACTS_TOGETHER:
            yield _together(held)
            held, contacts = [], 0
    if held:
        yield _together(held)


def _together(sheets: list[Sheet]) -> Sheet:
    """The rows of several sheets on one."""
    absent = [sheet.absent for sheet in sheets if sheet.absent is not None]
    orders = [sheet.orders for sheet in sheets if sheet.orders is not None]
    levels = [sheet.levels for sheet in sheets if sheet.levels is not None]
    outages = joined_logs([sheet.outages for sheet in sheets])
    return sheets[0] if len(sheets) == 1 else joined_sheets(sheets, absent, orders, outages, levels)


def joined_sheets(
    sheets: list[Sheet],
    absent: list[Work] | None = None,
    orders: Sequence[OrderLog] = (),
    outages: OutageLog | None = None,
    levels: Sequence[Levels] = (),
) -> Sheet:
    """The rows of several sites or days, who is missing, the work orders of each office, the outages, and levels of warning that are over."""
    sheets = sheets or [nobodys_sheet()]
    if len(sheets) == 1 and not absent and not orders and not outages and not levels:
        return sheets[0]
    stops = [sheet.stops for sheet in sheets if sheet.stops is not None]
    no_shows = [sheet.no_shows for sheet in sheets if sheet.no_shows is not None]
    return Sheet(
        joined([sheet.contacts for sheet in sheets]),
        joined([sheet.work for sheet in sheets]),
        joined([sheet.waits for sheet in sheets]),
        joined(absent) if absent else None,
        joined(stops) if stops else None,
        joined(no_shows) if no_shows else None,
        joined_logs(orders),
        outages,
        joined(levels) if levels else None,
    )


def sheet_of_day(day: HallDay, with_cases: bool = True) -> Sheet:
    """All rows of a hall's day; with the number of each visit's case where somebody asks which contact followed which."""
    visits, gone = day.visits, day.gone
    until = np.where(np.isnan(gone.started), gone.ended, gone.started)
    pool, _ = day.floor.heads
    hall = np.broadcast_to(np.int64(day.number), len(visits))
    work = _counted(day)
    server = np.where(day.in_vain, NONE, gone.server) if day.floor.keeps_tickets else gone.server
    if not day.greeted:
        wait = until - visits.arrived
        bypassed: Flags = np.broadcast_to(np.False_, len(visits))
        waits, by = Waits(visits.lane, hall, visits.arrived, until), server
    else:
        greeted = np.where(np.isnan(gone.greeted), gone.moved_on, gone.greeted)
        before = np.flatnonzero(~np.isnan(gone.moved_on))
        after = np.flatnonzero(~day.ended_at_greeter)
        waits = joined(
            [
                Waits(visits.lane[before], hall[before], visits.arrived[before], greeted[before]),
                Waits(visits.lane[after], hall[after], day.since[after], until[after]),
            ]
        )
        wait = np.zeros(len(visits))
        wait[before] = greeted[before] - visits.arrived[before]
        wait[after] += until[after] - day.since[after]
        bypassed = ~np.isnan(gone.moved_on) & np.isnan(gone.greeted)
        by = np.where(day.ended_at_greeter, gone.greeter, server)
        greetings = _work(day, gone.greeter, gone.greeted, gone.moved_on, True)
        work = joined([work, greetings, _work(day, gone.greeter, gone.formed, gone.form_ended, False)])
    more: dict[str, Any] = {"case": visits.case_number(day.number)} if with_cases else {}
    no_shows = no_shows_of(visits, day.number)
    if no_shows is not None:
        more["appointed"] = visits.appointed
    contacts = Contacted(
        lane=visits.lane,
        hall=hall,
        service=visits.service,
        segment=visits.segment,
        pool=pool[by],
        first=visits.first,
        arrived=visits.came,
        ended=gone.ended,
        wait=wait,
        outcome=gone.outcome,
        stage=_last_stage(day),
        bypassed=bypassed,
        **more,
    )
    return Sheet(contacts, work, waits, stops=stops_of(visits, day.number), no_shows=no_shows)


def _counted(day: HallDay) -> Work:
    """What heads at counters and kiosks did; calling somebody who is gone is work, and no customer."""
    gone = day.gone
    if not day.floor.keeps_tickets:
        return _work(day, gone.server, gone.started, gone.ended, True)
    started = np.where(day.in_vain, np.nan, gone.started)
    called = np.where(day.in_vain, gone.started, np.nan)
    return joined(
        [
            _work(day, gone.server, started, gone.ended, True),
            _work(day, gone.server, called, called + day.floor.in_vain, False),
        ]
    )


def _work(day: HallDay, server: NDArray[np.int32], started: Floats, ended: Floats, customer: bool) -> Work:
    """What heads did with some customers from a time on, where they did."""
    rows = np.flatnonzero(~np.isnan(started))
    pool, head = (column[server[rows]] for column in day.floor.heads)
    flag = np.broadcast_to(np.bool_(customer), len(rows))
    return Work(day.visits.lane[rows], pool, head, started[rows], ended[rows], flag)


def _last_stage(day: HallDay) -> NDArray[Any]:
    """The stage at which each visit ended."""
    gone = day.gone
    stage = np.full(len(gone.line), Stage.COUNTER)
    if day.greeted:
        stage[(gone.line == day.floor.greeter_line) | day.ended_at_greeter] = Stage.GREETER
    stage[gone.line == day.floor.kiosk_line] = Stage.KIOSK
    stage[(gone.outcome == Outcome.TURNED_AWAY) | (gone.outcome == Outcome.BALKED)] = Stage.DOOR
    return stage
