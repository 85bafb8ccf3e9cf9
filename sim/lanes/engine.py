"""The lane engine: every replication is a lane. It gives the same records as the event engine, or refuses by name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sim.columns import joined
from sim.demand import HallDemand
from sim.dice import Dice
from sim.lanes.centre.refuses import refuses_of_centre
from sim.lanes.floor import Change, Floor
from sim.lanes.hall_day import HallDay
from sim.lanes.plain import PlainDay, same_plain_pool
from sim.lanes.ranks import LONGEST, MOST_LEVELS, NUMBERS
from sim.lanes.rows import records_of
from sim.lanes.sheets import joined_sheets, sheet_of_day
from sim.lanes.side_by_side import SideBySide, alike
from sim.lanes.sight import SightedDay
from sim.lanes.stepping import Day, State
from sim.lanes.track import Track
from sim.lanes.visits import Book, Visits
from sim.opening import opening_of
from sim.records import Records
from sim.scenario import Scenario
from sim.scenario.units import DAY
from sim.sheet import Sheet, Work
from sim.staffing import Servers, servers_of

if TYPE_CHECKING:
    from sim.lanes.centre.over import Over
    from sim.lanes.centre.sheets import CallSheets

CALLS_OF_A_SHEET = 800_000
"""Contacts of call centres on one sheet, about: few enough to be counted in little memory (assumed)."""

MOST_VISITS = NUMBERS // 4
"""Mean number of visits of a day: on a busier day than the mean they can still all be numbered."""


def refuses(scenario: Scenario) -> list[str]:
    """What the lane engine does not take in a scenario; empty where it takes all of it."""
    found = [each for name in scenario.centres for each in refuses_of_centre(scenario, name)]
    slowest = min(pool.speed for pool in scenario.pools.values())
    if any(each.handle_time.mean_minutes / slowest >= LONGEST for each in scenario.services.values()):
        found.append(f"services of more than {LONGEST / DAY:.0f} days")
    for name in scenario.halls:
        floor = floor_of(scenario, name)
        if any(window.end % DAY == 0.0 for window in floor.opening.windows[:-1] if not window.last):
            found.append(f"opening hours through midnight (hall {name})")
        elif any(_goes_on(floor, line) for line in range(floor.line_count)):
            found.append(f"overtime past midnight (hall {name})")
        if len(floor.levels) > MOST_LEVELS:
            found.append(f"more than {MOST_LEVELS} priorities (hall {name})")
        if _busiest(scenario, floor) > MOST_VISITS or floor.server_count >= NUMBERS:
            found.append(f"more than {MOST_VISITS:,} visits a day or {NUMBERS - 1:,} heads (hall {name})")
    return found


def is_plain(scenario: Scenario) -> bool:
    """Whether every hall is plain, so that no events are stepped through."""
    return not scenario.centres and all(
        same_plain_pool([floor_of(scenario, name)]) is not None for name in scenario.halls
    )


def _busiest(scenario: Scenario, floor: Floor) -> float:
    """Mean number of new cases on the busiest day of a hall."""
    arrivals = floor.rules.arrivals
    return max(arrivals.mean_on(scenario.calendar.date(day)) for day in floor.opening.days)


def _goes_on(floor: Floor, line: int) -> bool:
    """Whether somebody may wait in a line beyond the midnight that ends the day."""
    closings = [window.end for window in floor.opening.windows if window.last]
    emptied = [*sorted(change.time for change in floor.changes if line in change.close), np.inf]
    return any(emptied[bisect_left(emptied, end)] > DAY * (end // DAY + 1) for end in closings)


def floor_of(scenario: Scenario, hall: str) -> Floor:
    """A hall of a scenario, without its customers."""
    (floor,) = floors_of([scenario], hall)
    return floor


def floors_of(candidates: Sequence[Scenario], hall: str) -> list[Floor]:
    """A hall under candidates that differ in the heads and shifts of pools, and in costs, at most.

    Many of them have most pools in common, whose servers are worked out once.
    """
    opening, known = opening_of(candidates[0], hall), dict[object, Servers]()

    def servers(scenario: Scenario, name: str) -> Servers:
        pool = scenario.pools[name]
        schedule = (name, pool.heads, pool.shifts)
        if schedule not in known:
            known[schedule] = servers_of(scenario, name, opening)
        return known[schedule]

    names = candidates[0].halls[hall].pools
    return [
        Floor(scenario, hall, opening, {name: servers(scenario, name) for name in names})
        for scenario in candidates
    ]


class LaneHall:
    """Runs one hall day by day in all lanes.

    Parameters
    ----------
    candidates : sequence of Scenario
        What is simulated: scenarios that differ in the heads and shifts of their pools, and in costs, at most.
    number : int
        Number of the hall in the scenario.
    dice : Dice
        The random numbers.
    replications : range
        One lane each, under each candidate.
    apart : bool
        Whether each candidate has a replication of its own instead, in their order.
    """

    def __init__(
        self,
        candidates: Sequence[Scenario],
        number: int,
        dice: Dice,
        replications: range,
        apart: bool = False,
    ) -> None:
        name = list(candidates[0].halls)[number]
        self.number, self.floors = number, filled_up(floors_of(candidates, name))
        self.floor, copies = self.floors[0], 1 if apart else len(candidates)
        self.book = Book(HallDemand(candidates[0], name, self.floor.opening, dice), replications, copies)
        self._pool, self.lanes = same_plain_pool(self.floors), copies * len(replications)
        if self._pool is None:
            self._state = State(self.floor, self.lanes, len(candidates))
        else:
            self._until = np.full((self._pool.end - self._pool.first, self.lanes), np.inf)
            lanes = self.lanes // len(candidates)
            for place, each in enumerate(self.floors):
                heads = each.hired(self._pool)
                self._until[:heads, place * lanes : (place + 1) * lanes] = -np.inf

    @property
    def is_plain(self) -> bool:
        """Whether no events are stepped through."""
        return self._pool is not None

    def run(self, day: int) -> list[HallDay]:
        """The next day of the hall."""
        visits = self.book.visits(day)
        track = self.serve(visits, day)
        self.book.plan_returns(visits, track.outcome, track.ended, track.told)
        return [HallDay(self.number, self.floor, day, visits, track)]

    def serve(self, visits: Visits, day: int) -> Track:
        """What happens to the visits of the next day."""
        run: PlainDay | Day
        if self._pool is None:
            changes = [self.changes(floor, day) for floor in self.floors]
            kind = SightedDay if self.floor.rules.balking else Day
            run = kind(self.floor, self._state, visits, day, changes)
        else:
            run = PlainDay(self.floor, self._pool, self._until, visits)
        run.run()
        return run.track

    def changes(self, floor: Floor, day: int) -> list[Change]:
        """What happens on a day on one of the hall's floors."""
        days = floor.opening.days
        start = -np.inf if day == days[0] else day * DAY
        end = np.inf if day == days[-1] else (day + 1) * DAY
        return [change for change in floor.changes if start <= change.time < end]


def filled_up(floors: list[Floor]) -> list[Floor]:
    """The same halls, with as many servers in each pool as any of them has; those added never work."""
    most = {pool: max(len(floor.servers[pool]) for floor in floors) for pool in floors[0].servers}
    return [
        replace(
            floor, servers={pool: servers.with_idle(most[pool]) for pool, servers in floor.servers.items()}
        )
        for floor in floors
    ]


def each_day(
    candidates: Sequence[Scenario], seed: int, replications: range, apart: bool = False
) -> Iterator[list[HallDay]]:
    """What happens on each day of warm-up and horizon, in all halls and under all candidates."""
    numbers = range(len(candidates[0].halls))
    halls = [LaneHall(candidates, number, Dice(seed), replications, apart) for number in numbers]
    together = [SideBySide(group) if len(group) > 1 else group[0] for group in alike(halls)]
    for day in range(-candidates[0].calendar.warm_up, candidates[0].calendar.days):
        done = [of_day for group in together for of_day in group.run(day)]
        yield sorted(done, key=lambda of_day: of_day.number)


def sheets(candidates: Sequence[Scenario], seed: int, replications: range) -> Iterator[Sheet]:
    """What the tally reads, day by day; the lanes of each candidate follow those of the one before.

    Where there is one candidate and no hall, a day may come in several sheets, of some lanes each.
    """
    scenario = candidates[0]
    makers = _call_sheets(candidates, seed, replications) if scenario.centres else []
    calls = [maker.centre.calls() for maker in makers]
    absent: list[Work] | None = [maker.missing() for maker in makers]
    for day, halls in enumerate(each_day(candidates, seed, replications), -scenario.calendar.warm_up):
        tables = [next(of_centre)[1] for of_centre in calls]
        if day < 0:
            continue
        visits = [sheet_of_day(hall, bool(makers)) for hall in halls]
        together = len(candidates) > 1 or bool(halls)
        for lanes in _blocks(len(candidates) * len(replications), tables, together):
            own = [maker.sheet(day, of_day, lanes) for maker, of_day in zip(makers, tables, strict=True)]
            yield joined_sheets([*visits, *own], absent)
            absent = None


def sheets_apart(candidates: Sequence[Scenario], seed: int, replications: range) -> Iterator[Sheet]:
    """The same of scenarios with halls alone, where each candidate has a replication of its own, in their order."""
    for day, halls in enumerate(
        each_day(candidates, seed, replications, apart=True), -candidates[0].calendar.warm_up
    ):
        if day >= 0:
            yield joined_sheets([sheet_of_day(hall) for hall in halls])


def _call_sheets(candidates: Sequence[Scenario], seed: int, replications: range) -> list[CallSheets]:
    """The makers of the centres' sheets: with them comes the compiler, which only they need."""
    from sim.lanes.centre.days import LaneCentre
    from sim.lanes.centre.sheets import CallSheets

    scenario = candidates[0]
    return [
        CallSheets(scenario, LaneCentre(candidates, name, Dice(seed), replications))
        for name in scenario.centres
    ]


def _blocks(count: int, tables: list[list[Over]], together: bool) -> list[range]:
    """Lanes that are put on one sheet; all of them, if they must be together."""
    calls = sum(len(part) for parts in tables for part in parts)
    size = count if together or not calls else max(1, int(count * CALLS_OF_A_SHEET / calls))
    return [range(start, min(start + size, count)) for start in range(0, count, size)]


def simulate(scenario: Scenario, seed: int, replications: range) -> Records:
    """Simulate some replications of a scenario; parameters and result as those of the event engine."""
    days = list(each_day([scenario], seed, replications))
    first, parts = np.zeros(len(replications), dtype=np.int64), []
    for number in range(len(scenario.halls)):
        began = {}
        for of_day in days:
            began[of_day[number].day] = first
            first = first + of_day[number].visits.parts[0][0].cases.count
        parts += [
            records_of(of_day[number], began, replications) for of_day in days if of_day[number].day >= 0
        ]
    if scenario.centres:
        from sim.lanes.centre.rows import records_of_centres

        parts += records_of_centres(scenario, Dice(seed), first, replications)
    return joined(parts)
