"""The lane engine: every replication is a lane. It gives the same records as the event engine, or refuses by name."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sim.draws.attendance import Attendance
from sim.draws.crew_staff import crew_staff
from sim.draws.dice import Dice
from sim.lanes.centre.refuses import refuses_of_centre
from sim.log.columns import joined, joined_logs
from sim.log.order_log import OrderLog
from sim.log.outage_log import OutageLog
from sim.log.records import Records
from sim.log.sheet import Sheet
from sim.log.work import Work
from sim.network.outage_calls import PlannedCalls, with_calls
from sim.network.outage_doors import with_outages
from sim.network.outage_log import drawn_outages, outage_log
from sim.network.prevention import Prevention
from sim.rules.conditional import unknown_before
from sim.scenario import Scenario
from sim.scenario.crews import CREWS

if TYPE_CHECKING:  # with these comes the compiler, which a command that simulates nothing need not wait for
    from sim.lanes.centre.days import LaneCentre
    from sim.lanes.centre.finished_calls import FinishedCalls
    from sim.lanes.centre.sheets import CallSheets
    from sim.lanes.hall.day import HallDay
    from sim.lanes.hall.days import LaneHall
    from sim.lanes.left_orders import LeftOrders
    from sim.lanes.office.days import LaneOffice
    from sim.lanes.office.table import OrderTables
    from sim.lanes.rows import CaseNumbers

CALLS_OF_A_SHEET = 800_000
"""Contacts of call centres on one sheet, about: few enough to be counted in little memory (assumed)."""


def refuses(scenario: Scenario) -> list[str]:
    """What the lane engine does not take in a scenario; empty where it takes all of it."""
    of_centres = [each for name in scenario.centres for each in refuses_of_centre(scenario, name)]
    return of_centres + unknown_before()


class LaneCrews(NamedTuple):
    """All crews together: the name of their site, and who of each pool is at work under each candidate."""

    name: str
    staff: list[list[Attendance]]


class Sites(NamedTuple):
    """All sites of a scenario in lanes.

    Attributes
    ----------
    halls, centres, offices : list
        Its halls, call centres and offices.
    replications : range
        One lane each, under each candidate.
    outages : OutageLog or None
        The outages under each candidate, whose lanes follow those of the one before.
    crews : list of LaneCrews
        All crews together, if there are any.
    """

    halls: list[LaneHall]
    centres: list[LaneCentre]
    offices: list[LaneOffice]
    replications: range
    outages: OutageLog | None
    crews: list[LaneCrews]

    @staticmethod
    def of(candidates: Sequence[Scenario], seed: int, replications: range) -> Sites:
        """The sites under all candidates."""
        from sim.lanes.hall.days import LaneHall
        from sim.lanes.quick_dice import QuickDice

        numbers = range(len(candidates[0].halls))
        offices = _offices(candidates, seed, replications)
        prevention = Prevention.by(
            [office.months for office in offices], [office.needs for office in offices]
        )
        halls = [
            LaneHall(candidates, number, QuickDice(seed), replications, prevention) for number in numbers
        ]
        crews = [crew_staff(each, Dice(seed), replications) for each in candidates]
        outages, about_outages = _outages(candidates, seed, replications, crews)
        centres = _centres(candidates, seed, replications, prevention, outages, about_outages)
        of_each = [LaneCrews(CREWS, crews)] if crews[0] else []
        return Sites(halls, centres, offices, replications, outages, of_each)

    @property
    def every(self) -> list[LaneHall | LaneCentre | LaneOffice | LaneCrews]:
        """All halls, then all centres, then all offices, and then the crews."""
        return [*self.halls, *self.centres, *self.offices, *self.crews]

    def days(self, days: range, kept: dict[int, list[LeftOrders]] | None = None) -> Iterator[Day]:
        """What happens to those who come on each day, when it is known of all sites. Who goes from a call to a hall comes on a later day.

        Parameters
        ----------
        days : range
            The days.
        kept : dict, optional
            Gets the orders that contacts leave until the end of each day.
        """
        visits: list[deque[HallDay]] = [deque() for _ in self.halls]
        calls: list[deque[list[FinishedCalls]]] = [deque() for _ in self.centres]
        orders: deque[list[OrderTables]] = deque()
        next_day = days.start
        for day in days:
            self._ask(day)
            self._begin_halls(day)
            for number, (centre, done) in enumerate(zip(self.centres, calls, strict=True), len(self.halls)):
                done.extend(tables for _, tables in centre.run(day))
                self._expect_visits(centre, number)
            for hall, over in zip(self.halls, visits, strict=True):
                over.extend(hall.run(day))
            left = self._left()
            if kept is not None:
                kept[day] = left
            orders.append(self._orders(day, left))
            while next_day <= day and all(visits) and all(calls):
                of_halls, of_centres = [each.popleft() for each in visits], [each.popleft() for each in calls]
                yield Day(next_day, of_halls, of_centres, orders.popleft())
                next_day += 1

    def _ask(self, day: int) -> None:
        """Let those come on a day that begins who ask about their orders."""
        openings = [*(each.floor.opening for each in self.halls), *(each.opening for each in self.centres)]
        sites = [number for number, opening in enumerate(openings) if opening.on(day)]
        for office in self.offices:
            office.begin(day)
            for asking in office.asking(day, sites):
                if asking.site < len(self.halls):
                    self.halls[asking.site].expect_asking(day, asking)
                else:
                    self.centres[asking.site - len(self.halls)].expect_asking(day, asking)

    def _begin_halls(self, day: int) -> None:
        """Draw who comes to halls before centres use up what has been found at customers."""
        if any(office.needs is not None for office in self.offices):
            for hall in self.halls:
                hall.book.begin(day)

    def _left(self) -> list[LeftOrders]:
        """The orders that contacts have left since this was asked last."""
        of_halls, of_centres = (
            [left for each in sites for left in each.left_orders()] for sites in (self.halls, self.centres)
        )
        return of_halls + of_centres

    def _orders(self, day: int, left: list[LeftOrders]) -> list[OrderTables]:
        """Let orders that contacts leave until the end of a day come to the offices."""
        for own in left:
            for office in self.offices:
                office.expect(own)
        return [office.run(day) for office in self.offices]

    def _expect_visits(self, centre: LaneCentre, number: int) -> None:
        from sim.lanes.next_visits import expect_visits

        expect_visits(centre, number, self.halls, self.replications)


def _centres(
    candidates: Sequence[Scenario],
    seed: int,
    replications: range,
    prevention: Prevention | None,
    outages: OutageLog | None,
    about_outages: PlannedCalls | None,
) -> list[LaneCentre]:
    """The call centres; without any, nothing of them is imported."""
    if not candidates[0].centres:
        return []
    from sim.lanes.centre.days import LaneCentre

    return [
        LaneCentre(candidates, name, Dice(seed), replications, prevention, outages, about_outages)
        for name in candidates[0].centres
    ]


def _offices(candidates: Sequence[Scenario], seed: int, replications: range) -> list[LaneOffice]:
    """The offices; without any, nothing of them is imported."""
    if not candidates[0].offices:
        return []
    from sim.lanes.office.days import LaneOffice

    return [LaneOffice(candidates, name, Dice(seed), replications) for name in candidates[0].offices]


class Day(NamedTuple):
    """What happened to those who came on a day.

    Attributes
    ----------
    number : int
        Day of the horizon.
    visits : list of HallDay
        By hall.
    calls : list of list of FinishedCalls
        By centre.
    orders : list of OrderTables
        By office, the orders that were closed on it; on the last day also those that are open.
    """

    number: int
    visits: list[HallDay]
    calls: list[list[FinishedCalls]]
    orders: list[OrderTables]


def days_of(scenario: Scenario) -> range:
    """The days of warm-up and horizon."""
    return range(-scenario.calendar.warm_up, scenario.calendar.days)


def sheets(
    candidates: Sequence[Scenario], seed: int, replications: range, with_cases: bool = True
) -> Iterator[Sheet]:
    """What the tally reads, day by day; the lanes of each candidate follow those of the one before.

    Contacts have the number of their case where somebody asks which contact followed which, and calls always. Where there is one
    candidate and no hall, a day may come in several sheets, of some lanes each.
    """
    from sim.lanes.absent import can_be_away, work_missed
    from sim.lanes.sheets import joined_sheets, sheet_of_day

    scenario = candidates[0]
    sites = Sites.of(candidates, seed, replications)
    makers = _call_sheets(scenario, sites.centres)
    absent: list[Work] | None = [
        work_missed(scenario, site.staff) for site in sites.every if can_be_away(site.staff)
    ]
    outages = sites.outages
    somewhere = sites.halls or sites.centres or sites.offices
    days = days_of(scenario) if somewhere else range(1)  # all of outages is on the first sheet
    for day, halls, tables, orders in sites.days(days):
        if day < 0:
            continue
        logs, levels = order_logs(sites.offices, orders), [each.levels() for each in sites.centres]
        visits = [sheet_of_day(hall, with_cases) for hall in halls]
        together = len(candidates) > 1 or bool(halls)
        for lanes in _blocks(len(candidates) * len(replications), tables, together):
            own = [maker.sheet(day, of_day, lanes) for maker, of_day in zip(makers, tables, strict=True)]
            yield joined_sheets([*visits, *own], absent, [log.within(lanes) for log in logs], outages, levels)
            absent, outages, levels = None, None, []


def _outages(
    candidates: Sequence[Scenario], seed: int, replications: range, crews: list[list[Attendance]]
) -> tuple[OutageLog | None, PlannedCalls | None]:
    """The outages under each candidate, whose lanes follow those of the one before, and the calls about them; none where there are none.

    Candidates have the same outages, and where somebody calls about these the same crews.
    """
    scenario = candidates[0]
    if scenario.outages is None:
        return None, None
    from sim.lanes.crews.lanes import restored

    drawn = drawn_outages(scenario, Dice(seed), replications)
    own = crews if scenario.outages.calls is None else crews[:1]
    found = [
        with_calls(each, outage_log(each, drawn, staff, restored))
        for each, staff in zip(candidates, own, strict=False)
    ]
    logs = [log for log, _ in found] if len(found) > 1 else [found[0][0]] * len(candidates)
    lanes = len(replications)
    return joined_logs([log.of_lanes(-number * lanes) for number, log in enumerate(logs)]), found[0][1]


def order_logs(offices: list[LaneOffice], orders: list[OrderTables]) -> list[OrderLog]:
    """The log of some orders of each office."""
    if not offices:
        return []
    from sim.lanes.office.log import log_of

    return [log_of(office, done) for office, done in zip(offices, orders, strict=True)]


def _call_sheets(scenario: Scenario, centres: list[LaneCentre]) -> list[CallSheets]:
    """The makers of the centres' sheets."""
    if not centres:
        return []
    from sim.lanes.centre.sheets import CallSheets

    return [CallSheets(scenario, centre) for centre in centres]


def _blocks(count: int, tables: list[list[FinishedCalls]], together: bool) -> list[range]:
    """Lanes that are put on one sheet; all of them, if they must be together."""
    calls = sum(len(part) for parts in tables for part in parts)
    size = count if together or not calls else max(1, int(count * CALLS_OF_A_SHEET / calls))
    return [range(start, min(start + size, count)) for start in range(0, count, size)]


def simulate(scenario: Scenario, seed: int, replications: range) -> Records:
    """Simulate some replications of a scenario; parameters and result as those of the event engine."""
    from sim.lanes.absent import records_of_away
    from sim.lanes.centre.raised import records_of_levels
    from sim.lanes.centre.rows import records_of_calls
    from sim.lanes.rows import CaseNumbers, records_of

    sites = Sites.of([scenario], seed, replications)
    days = list(sites.days(days_of(scenario)))
    of_halls = [[each.visits[number] for each in days] for number in range(len(sites.halls))]
    numbers = CaseNumbers(of_halls, sites.centres, len(replications))
    parts = [
        records_of(
            visits,
            numbers.of_visits(visits.visits, visits.number),
            numbers.first_of_hall(visits.number, each.number),
            replications,
        )
        for each in days
        for visits in each.visits
        if each.number >= 0
    ]
    for number, centre in enumerate(sites.centres):
        parts.append(records_of_levels(centre.levels(), replications))
        parts += [
            records_of_calls(scenario, centre, each.calls[number], numbers.of_cases, replications)
            for each in days
            if each.number >= 0
        ]
    parts += [records_of_away(scenario, each.name, each.staff, replications) for each in sites.every]
    outages = sites.outages and sites.outages.of_lanes(-replications.start)
    found = replace(joined(parts), orders=_orders_in_records(sites, days, numbers), outages=outages)
    for number, centre in enumerate(sites.centres, len(sites.halls)):
        lane, case, outage = centre.about_outages.cases(number)
        found = with_outages(found, lane + replications.start, numbers.of_cases(case, lane), outage)
    return found


def _orders_in_records(sites: Sites, days: list[Day], numbers: CaseNumbers) -> OrderLog | None:
    """The orders of some days as records have them; none where there is no office."""
    if not sites.offices:
        return None
    from sim.lanes.office.table import together
    from sim.lanes.rows import orders_in_records

    of_offices = zip(*(each.orders for each in days if each.number >= 0), strict=True)
    logs = order_logs(sites.offices, [together(parts) for parts in of_offices])
    return orders_in_records(logs, numbers, sites.replications)
