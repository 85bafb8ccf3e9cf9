"""The lane engine: every replication is a lane. It gives the same records as the event engine, or refuses by name."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.draws.dice import Dice
from sim.lanes.centre.refuses import refuses_of_centre
from sim.log.columns import joined
from sim.log.records import Records
from sim.log.sheet import Sheet, Work
from sim.scenario import Scenario

if TYPE_CHECKING:  # with these comes the compiler, which a command that simulates nothing need not wait for
    from sim.lanes.centre.finished_calls import FinishedCalls
    from sim.lanes.centre.sheets import CallSheets
    from sim.lanes.hall.day import HallDay

CALLS_OF_A_SHEET = 800_000
"""Contacts of call centres on one sheet, about: few enough to be counted in little memory (assumed)."""


def refuses(scenario: Scenario) -> list[str]:
    """What the lane engine does not take in a scenario; empty where it takes all of it."""
    return [each for name in scenario.centres for each in refuses_of_centre(scenario, name)]


def each_day(
    candidates: Sequence[Scenario], seed: int, replications: range, apart: bool = False
) -> Iterator[list[HallDay]]:
    """What happens to those who come on each day of warm-up and horizon, in all halls and under all candidates."""
    from sim.lanes.hall.days import LaneHall
    from sim.lanes.quick_dice import QuickDice

    numbers = range(len(candidates[0].halls))
    halls = [LaneHall(candidates, number, QuickDice(seed), replications, apart) for number in numbers]
    calendar = candidates[0].calendar
    next_day = -calendar.warm_up
    done: list[deque[HallDay]] = [deque() for _ in halls]
    for day in range(-calendar.warm_up, calendar.days):
        for hall, over in zip(halls, done, strict=True):
            over.extend(hall.run(day))
        while next_day <= day and all(done):
            yield [over.popleft() for over in done]
            next_day += 1


def sheets(
    candidates: Sequence[Scenario], seed: int, replications: range, with_cases: bool = True
) -> Iterator[Sheet]:
    """What the tally reads, day by day; the lanes of each candidate follow those of the one before.

    Contacts have the number of their case where somebody asks which contact followed which, and calls always. Where there is one candidate and no hall, a day may come in several sheets, of some lanes each.
    """
    from sim.lanes.sheets import joined_sheets, sheet_of_day

    scenario = candidates[0]
    makers = _call_sheets(candidates, seed, replications) if scenario.centres else []
    calls = [maker.centre.calls() for maker in makers]
    absent: list[Work] | None = [maker.missing() for maker in makers]
    for day, halls in enumerate(each_day(candidates, seed, replications), -scenario.calendar.warm_up):
        tables = [next(of_centre)[1] for of_centre in calls]
        if day < 0:
            continue
        visits = [sheet_of_day(hall, with_cases) for hall in halls]
        together = len(candidates) > 1 or bool(halls)
        for lanes in _blocks(len(candidates) * len(replications), tables, together):
            own = [maker.sheet(day, of_day, lanes) for maker, of_day in zip(makers, tables, strict=True)]
            yield joined_sheets([*visits, *own], absent)
            absent = None


def sheets_apart(
    candidates: Sequence[Scenario], seed: int, replications: range, with_cases: bool = True
) -> Iterator[Sheet]:
    """The same of scenarios with halls alone, where each candidate has a replication of its own, in their order."""
    from sim.lanes.sheets import joined_sheets, sheet_of_day

    for day, halls in enumerate(
        each_day(candidates, seed, replications, apart=True), -candidates[0].calendar.warm_up
    ):
        if day >= 0:
            yield joined_sheets([sheet_of_day(hall, with_cases) for hall in halls])


def _call_sheets(candidates: Sequence[Scenario], seed: int, replications: range) -> list[CallSheets]:
    """The makers of the centres' sheets."""
    from sim.lanes.centre.days import LaneCentre
    from sim.lanes.centre.sheets import CallSheets

    scenario = candidates[0]
    return [
        CallSheets(scenario, LaneCentre(candidates, name, Dice(seed), replications))
        for name in scenario.centres
    ]


def _blocks(count: int, tables: list[list[FinishedCalls]], together: bool) -> list[range]:
    """Lanes that are put on one sheet; all of them, if they must be together."""
    calls = sum(len(part) for parts in tables for part in parts)
    size = count if together or not calls else max(1, int(count * CALLS_OF_A_SHEET / calls))
    return [range(start, min(start + size, count)) for start in range(0, count, size)]


def simulate(scenario: Scenario, seed: int, replications: range) -> Records:
    """Simulate some replications of a scenario; parameters and result as those of the event engine."""
    from sim.lanes.rows import records_of

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
