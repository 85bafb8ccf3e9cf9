"""From a day in the lanes to the sheet that the tally reads, without a table of rows in between."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.columns import joined
from sim.lanes.hall_day import HallDay
from sim.lanes.track import Greeted, Track
from sim.records import Outcome, Stage
from sim.sheet import Contacted, Sheet, Waits, Work

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def joined_sheets(sheets: list[Sheet], absent: list[Work] | None = None) -> Sheet:
    """The rows of several sites on one day, and who is missing."""
    if len(sheets) == 1 and not absent:
        return sheets[0]
    return Sheet(
        joined([sheet.contacts for sheet in sheets]),
        joined([sheet.work for sheet in sheets]),
        joined([sheet.waits for sheet in sheets]),
        joined(absent) if absent else None,
    )


def sheet_of_day(day: HallDay, with_cases: bool = False) -> Sheet:
    """All rows of a hall's day; with the number of each visit's case where somebody asks which contact followed which."""
    visits, track, greeting = day.visits, day.track, day.track.greeting
    until = np.where(np.isnan(track.started), track.ended, track.started)
    pool, head = day.floor.heads
    served = np.flatnonzero(track.server >= 0)
    server, hall = track.server[served], np.broadcast_to(np.int64(day.number), len(visits))
    customer = np.broadcast_to(np.True_, len(served))
    work = Work(
        visits.lane[served], pool[server], head[server], track.started[served], track.ended[served], customer
    )
    if greeting is None:
        wait, bypassed = until - visits.arrived, np.broadcast_to(np.False_, len(visits))
        waits, by = Waits(visits.lane, hall, visits.arrived, until), track.server
    else:
        greeted = np.where(np.isnan(greeting.started), greeting.ended, greeting.started)
        before = np.flatnonzero(~np.isnan(greeting.ended))
        after = np.flatnonzero(~track.ended_at_greeter)
        waits = joined(
            [
                Waits(visits.lane[before], hall[before], visits.arrived[before], greeted[before]),
                Waits(visits.lane[after], hall[after], track.since[after], until[after]),
            ]
        )
        wait = np.zeros(len(visits))
        wait[before] = greeted[before] - visits.arrived[before]
        wait[after] += until[after] - track.since[after]
        bypassed = ~np.isnan(greeting.ended) & np.isnan(greeting.started)
        by = np.where(track.ended_at_greeter, greeting.server, track.server)
        work = joined([work, *_greeters_work(day, greeting, pool, head)])
    case: dict[str, Any] = {"case": visits.case_number(day.number)} if with_cases else {}
    contacts = Contacted(
        lane=visits.lane,
        hall=hall,
        service=visits.service,
        segment=visits.segment,
        pool=pool[by],
        first=visits.first,
        arrived=visits.arrived,
        ended=track.ended,
        wait=wait,
        outcome=track.outcome,
        stage=_last_stage(day, track),
        bypassed=bypassed,
        **case,
    )
    return Sheet(contacts, work, waits)


def _greeters_work(day: HallDay, greeting: Greeted, pool: Ints, head: Ints) -> list[Work]:
    """Greetings, and help with forms."""
    tables = []
    for started, ended, customer in (
        (greeting.started, greeting.ended, True),
        (greeting.formed, greeting.form_ended, False),
    ):
        rows = np.flatnonzero(~np.isnan(started))
        server, flag = greeting.server[rows], np.broadcast_to(np.bool_(customer), len(rows))
        tables.append(
            Work(day.visits.lane[rows], pool[server], head[server], started[rows], ended[rows], flag)
        )
    return tables


def _last_stage(day: HallDay, track: Track) -> NDArray[Any]:
    """The stage at which each visit ended."""
    stage = np.full(len(track.line), Stage.COUNTER)
    if track.greeting is not None:
        stage[(track.line == day.floor.greeter_line) | track.ended_at_greeter] = Stage.GREETER
    stage[track.line == day.floor.kiosk_line] = Stage.KIOSK
    stage[(track.outcome == Outcome.TURNED_AWAY) | (track.outcome == Outcome.BALKED)] = Stage.DOOR
    return stage
