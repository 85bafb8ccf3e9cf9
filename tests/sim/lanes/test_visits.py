"""The visits of a day in all lanes, against a plain sort of new cases and planned returns.

Times are cut to whole minutes, so that many are equal: then the case that began first goes first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pytest

from sim.draws.arrivals import ArrivalSampler
from sim.draws.dice import Dice
from sim.draws.visits import HallDemand
from sim.lanes.book import Book
from sim.lanes.visits import Visits
from sim.log.records import Outcome
from sim.time.opening import opening_of
from tests.scenarios_for_tests import small

LANES = range(3, 7)
CLOSED = 2
CASES = 1000
"""More than the cases of a day: case number 3017 is the 17th of day 3 (both from 0)."""


class Visit(NamedTuple):
    """A visit, in the order in which visits get in."""

    lane: int
    arrived: float
    case: int
    attempt: int
    lacks: bool


@pytest.fixture
def demand(monkeypatch: pytest.MonkeyPatch) -> HallDemand:
    """Half of the customers come without papers; most of these come back, some of them again without."""
    exact = ArrivalSampler.time_of_day
    monkeypatch.setattr(ArrivalSampler, "time_of_day", lambda *given: np.floor(exact(*given)))
    changes = {
        "calendar.days": 6,
        "calendar.closed": ["2024-01-03"],
        "services.pay.papers_missing": "50 %",
        "halls.north.arrivals.per_day": 200,
        "come_back": {
            "papers_missing": "80 %",
            "after_days": ["50 %", "0 %", "50 %"],
            "complete": "40 %",
            "complete_when_told": "70 %",
            "most_visits": 3,
        },
    }
    scenario = small(changes)
    return HallDemand(scenario, "north", opening_of(scenario, "north"), Dice(1))


def new(demand: HallDemand, day: int) -> list[Visit]:
    """First visits of a day."""
    cases = demand.cases(day, LANES)
    lacks = demand.contacts(cases).papers < 0.5
    columns = (cases.lane, cases.arrived, cases.index + CASES * day)
    rows = zip(*(column.tolist() for column in columns), lacks.tolist(), strict=True)
    return [Visit(lane, arrived, case, 1, lack) for lane, arrived, case, lack in rows]


def told(visit: Visit) -> bool:
    """Whether the greeter told which papers are needed: by the last digit of the case."""
    return visit.case % 10 < 5


def again(demand: HallDemand, visit: Visit, day: int) -> Iterator[tuple[int, Visit]]:
    """The next visit of a case, if there is one, and its day: all days but one are open."""
    began, index = divmod(visit.case, CASES)
    cases = demand.cases(began, LANES)
    place = int(cases.start[visit.lane]) + index
    contacts, following = (demand.contacts(cases, visit.attempt + more) for more in (0, 1))
    if not visit.lacks or visit.attempt == 3 or contacts.comes_back[place] >= 0.8:
        return
    later = [each for each in range(day + 1, 6) if each != CLOSED]
    after = int(contacts.return_days[place])
    if after <= len(later):
        back = later[after - 1]
        arrived = float(demand.time_of_day(back, contacts.return_time[place : place + 1])[0])
        lacks = bool(following.papers[place] >= (0.7 if told(visit) else 0.4))
        yield back, Visit(visit.lane, arrived, visit.case, visit.attempt + 1, lacks)


def found(visits: Visits) -> list[Visit]:
    """A day's visits as the lanes have them."""
    case = CASES * visits.began + visits.index
    columns = (visits.lane, visits.arrived, case, visits.attempt, visits.lacks_papers)
    return [Visit(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def test_visits_of_each_day_are_new_cases_and_planned_returns_in_order(demand: HallDemand):
    book, planned = Book(demand, LANES), defaultdict[int, list[Visit]](list)
    for day in range(6):
        expected = sorted([*new(demand, day), *planned.pop(day, [])])
        visits = book.visits(day)
        assert found(visits) == expected
        starts = [sum(visit.lane < lane for visit in expected) for lane in range(len(LANES) + 1)]
        assert visits.start.tolist() == starts
        lacks = visits.lacks_papers
        outcome = np.where(lacks, int(Outcome.PAPERS_MISSING), int(Outcome.RESOLVED))
        book.plan_returns(
            visits, outcome, visits.arrived + 1.0, np.array([told(visit) for visit in expected])
        )
        for visit in expected:
            for back, following in again(demand, visit, day):
                planned[back].append(following)
        # several visits of one lane at one time, some of them returns, or the test would say little
        assert day < 3 or _ties(expected) > 10
    assert not planned


def _ties(visits: list[Visit]) -> int:
    """How many visits that are returns come at the same time as another of their lane."""
    at = [(visit.lane, visit.arrived) for visit in visits]
    return sum(visit.attempt > 1 and at.count((visit.lane, visit.arrived)) > 1 for visit in visits)


def test_what_a_visit_carries_is_that_of_its_case_and_attempt(demand: HallDemand):
    book = Book(demand, LANES)
    for day in (0, 1):
        visits = book.visits(day)
        outcome = np.where(visits.lacks_papers, int(Outcome.PAPERS_MISSING), int(Outcome.RESOLVED))
        book.plan_returns(visits, outcome, visits.arrived, np.zeros(len(visits), dtype=bool))
    drawn = {(day, attempt): _drawn(demand, day, attempt) for day in (0, 1) for attempt in (1, 2)}
    expected = [
        drawn[visit.case // CASES, visit.attempt][visit.lane, visit.case % CASES] for visit in found(visits)
    ]
    assert visits.carried("comes_back").tolist() == expected
    assert visits.first.tolist() == [visit.attempt == 1 for visit in found(visits)]


def _drawn(demand: HallDemand, day: int, attempt: int) -> dict[tuple[int, int], float]:
    """The uniform of coming back for each lane and number of a day's cases."""
    cases = demand.cases(day, LANES)
    column = demand.contacts(cases, attempt).comes_back
    places = zip(cases.lane.tolist(), cases.index.tolist(), strict=True)
    return dict(zip(places, column.tolist(), strict=True))
