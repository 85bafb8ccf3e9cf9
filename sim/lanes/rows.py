"""From a day in the lanes to the rows of the records: door, greeter, form, kiosk and counter of each visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lanes.bookings import missed_of
from sim.lanes.centre.days import LaneCentre
from sim.lanes.hall.day import HallDay
from sim.lanes.hall.table import NONE
from sim.lanes.visits import Visits
from sim.log.columns import joined, joined_logs
from sim.log.order_log import OrderLog
from sim.log.orders import Orders
from sim.log.records import Outcome, Records, Stage
from sim.log.sheet import INDEX_BITS, parts_of_case

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Numbers = NDArray[np.integer[Any]]


def records_of(day: HallDay, case: Ints, first: Ints, replications: range) -> Records:
    """All rows of a hall's day.

    Parameters
    ----------
    day : HallDay
        The day.
    case : ndarray
        Number of each visit's case within its replication.
    first : ndarray
        By lane, the number of the first case that began in the hall on the day.
    replications : range
        The replications in the lanes.
    """
    return joined(_Rows(day, case, first, replications).all())


class _Rows:
    """Makes the rows of one day."""

    def __init__(self, day: HallDay, case: Ints, first: Ints, replications: range) -> None:
        self.day, self.visits, self.gone, self.floor = day, day.visits, day.gone, day.floor
        self.first, self.first_replication = first, replications.start
        self.replication = self.visits.lane + replications.start
        self.case = case
        self.pool, self.place = self.floor.heads

    def all(self) -> list[Records]:
        """Rows of all stages."""
        visits, gone = self.visits, self.gone
        at_door = np.isin(gone.outcome, (Outcome.TURNED_AWAY, Outcome.BALKED))
        door = np.flatnonzero(at_door)
        never, nobody = np.full(len(visits), np.nan), np.full(len(visits), NONE)
        waits = np.flatnonzero((gone.line >= 0) & ~at_door & ~self.day.ended_at_greeter)
        stage = np.select(
            [gone.line[waits] == self.floor.kiosk_line, gone.line[waits] == self.floor.greeter_line],
            [Stage.KIOSK, Stage.GREETER],
            Stage.COUNTER,
        )
        return [
            *self._booked(),
            *self._stopped(),
            self._rows(door, Stage.DOOR, nobody, gone.outcome, visits.arrived, never, gone.ended),
            *self._greeted(),
            *self._in_vain(),
            self._rows(
                waits,
                stage,
                np.where(self.day.in_vain, NONE, gone.server),
                gone.outcome,
                self.day.since,
                np.where(self.day.in_vain, np.nan, gone.started),
                gone.ended,
            ),
        ]

    def _in_vain(self) -> list[Records]:
        """Rows of tickets that were called when their customers were gone."""
        if not self.floor.keeps_tickets:
            return []
        gone, rows = self.gone, np.flatnonzero(self.day.in_vain)
        until, served = gone.started + self.floor.in_vain, np.full(len(gone.server), Outcome.SERVED)
        return [self._rows(rows, Stage.RING, gone.server, served, gone.started, gone.started, until)]

    def _booked(self) -> list[Records]:
        """Rows of appointments: those that were kept, and those that were not."""
        missed, visits = missed_of(self.visits), self.visits
        if missed is None:
            return []
        nobody, served = np.full(len(visits), NONE), np.full(len(visits), Outcome.SERVED)
        never = np.full(len(visits), np.nan)
        kept = np.flatnonzero(~np.isnan(visits.appointed))
        none = np.full(len(missed.lane), NONE)
        return [
            self._rows(kept, Stage.BOOKED, nobody, served, visits.appointed, never, visits.there),
            Records(
                missed.lane + self.first_replication,
                self.first[missed.lane] + missed.number,
                np.ones_like(none),
                np.full_like(none, self.day.number),
                missed.service,
                missed.segment,
                np.full_like(none, Stage.BOOKED),
                none,
                none,
                np.full_like(none, Outcome.NO_SHOW),
                missed.slot,
                np.full(len(none), np.nan),
                missed.slot,
            ),
        ]

    def _stopped(self) -> list[Records]:
        """Rows of stops before the door."""
        nobody, served = np.full(len(self.visits), NONE), np.full(len(self.visits), Outcome.SERVED)
        return [
            self._rows(np.flatnonzero(until > since), stage, nobody, served, since, since, until)
            for stage, since, until in self.visits.stops
        ]

    def _greeted(self) -> list[Records]:
        """Rows of the greeter: greetings, those who passed by, and forms."""
        gone, arrived = self.gone, self.visits.arrived
        if not self.day.greeted:
            return []
        over, bypassed = np.flatnonzero(~np.isnan(gone.moved_on)), np.isnan(gone.greeted)
        outcome = np.select(
            [bypassed, self.day.ended_at_greeter], [Outcome.BYPASSED, gone.outcome], Outcome.SERVED
        )
        formed, served = np.flatnonzero(~np.isnan(gone.form_ended)), np.full(len(outcome), Outcome.SERVED)
        return [
            self._rows(over, Stage.GREETER, gone.greeter, outcome, arrived, gone.greeted, gone.moved_on),
            self._rows(formed, Stage.FORM, gone.greeter, served, gone.formed, gone.formed, gone.form_ended),
        ]

    def _rows(
        self,
        who: Ints,
        stage: int | Ints,
        server: Numbers,
        outcome: Numbers,
        arrived: Floats,
        started: Floats,
        ended: Floats,
    ) -> Records:
        """Rows of some visits; columns have one entry a visit of the day, but for the stage."""
        return Records(
            self.replication[who],
            self.case[who],
            self.visits.attempt[who],
            np.full(len(who), self.day.number),
            self.visits.service[who],
            self.visits.segment[who],
            np.full(len(who), stage) if isinstance(stage, int) else stage,
            self.pool[server[who]],
            self.place[server[who]],
            outcome[who].astype(np.int64),
            arrived[who],
            started[who],
            ended[who],
        )


class CaseNumbers:
    """Numbers of cases within their replications: those of halls first, by hall, then by centre.

    Parameters
    ----------
    halls : sequence of sequence of HallDay
        All days of each hall.
    centres : sequence of LaneCentre
        The centres, which have run.
    lanes : int
        How many replications there are.
    """

    def __init__(self, halls: Sequence[Sequence[HallDay]], centres: Sequence[LaneCentre], lanes: int) -> None:
        self._centres, self._halls = centres, list[dict[int, Ints]]()
        first: Ints = np.zeros(lanes, dtype=np.int64)
        for days in halls:
            of_days = {}
            for each in days:
                of_days[each.day] = first
                first = first + each.visits.cases.count
            self._halls.append(of_days)
        self._firsts = []
        for centre in centres:
            self._firsts.append(first)
            first = first + centre.callers.cases

    def first_of_hall(self, hall: int, day: int) -> Ints:
        """The number of each lane's first case of a hall on a day."""
        return self._halls[hall][day]

    def of_visits(self, visits: Visits, hall: int) -> Ints:
        """The numbers of the cases of some visits of a hall."""
        return self.of_cases(visits.case_number(hall), visits.lane)

    def of_orders(self, orders: Orders) -> Ints:
        """The numbers of the cases whose contacts left some orders, which have those of :func:`sim.log.sheet.case_number`."""
        found, reported = np.full(len(orders.case), -1), np.flatnonzero(orders.sender >= 0)
        found[reported] = self.of_cases(orders.case[reported], orders.lane[reported])
        return found

    def of_cases(self, case: Numbers, lane: Numbers) -> Ints:
        """The numbers of cases of some lanes, which have those of :func:`sim.log.sheet.case_number`."""
        began, index = case >> INDEX_BITS, parts_of_case(case)[-1]
        found = np.empty(len(case), np.int64)
        for each in np.unique(began):
            own = np.flatnonzero(began == each)
            site, day, door, _ = map(int, parts_of_case(each << INDEX_BITS))
            found[own] = self._first(site, day, door)[lane[own]] + index[own]
        return found

    def _first(self, site: int, day: int, door: int) -> Ints:
        """The number of each lane's first case at a door of a site on a day."""
        if site < len(self._halls):
            return self._halls[site][day]
        number = site - len(self._halls)
        found: Ints = self._firsts[number] + self._centres[number].callers.first_case[day][door]
        return found


def orders_in_records(logs: Sequence[OrderLog], numbers: CaseNumbers, replications: range) -> OrderLog:
    """The logs of all offices as records have them: replication by replication, and there office by office."""
    orders, steps, work = joined_logs(logs)
    orders = replace(orders, case=numbers.of_orders(orders))
    in_order = (table.where(np.argsort(table.lane, kind="stable")) for table in (orders, steps, work))
    return OrderLog(*in_order).of_lanes(-replications.start)
