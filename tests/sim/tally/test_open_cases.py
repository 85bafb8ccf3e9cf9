"""Cases followed from sheet to sheet, against a plain dictionary; and whole runs, in which no wait gets lost."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import run
from sim.events.engine import simulate
from sim.log.cases import Cases
from sim.log.records import NO_CONTACT, Outcome
from sim.log.sheet import Contacted
from sim.measures.sums import CASE_WAIT, CASES
from sim.network.next_contacts import longest_until_next
from sim.scenario import Scenario
from sim.tally import total
from sim.tally.open_cases import OpenCases
from tests.scenarios_for_tests import small
from tests.sim.events.test_moves import both
from tests.sim.tally.test_links import busy

DAY = 1440.0

GAP = st.integers(0, 2000)
"""Minutes from the end of a contact to the next one."""


@st.composite
def histories(draw: Any) -> list[tuple[Any, ...]]:
    """Contacts of some cases: lane, case, first, hall, arrived, ended, wait, outcome; the first of a case may be missing."""
    contacts = []
    for number in range(draw(st.integers(0, 12))):
        lane, time = draw(st.integers(0, 2)), draw(st.integers(0, 3000))
        known = draw(st.integers(0, 5)) > 0
        count = draw(st.integers(1, 4))
        for attempt in range(count):
            wait, talk = draw(st.integers(0, 20)), draw(st.integers(1, 300))
            solved = attempt == count - 1 and draw(st.booleans())
            outcome = (
                Outcome.RESOLVED if solved else draw(st.sampled_from([Outcome.UNSOLVED, Outcome.RENEGED]))
            )
            ended = time + wait + talk
            contacts.append(
                (lane, number, known and attempt == 0, draw(st.integers(0, 1)), time, ended, wait, outcome)
            )
            time = ended + draw(GAP)
    return contacts


def table(contacts: list[tuple[Any, ...]]) -> Contacted:
    lane, case, first, hall, arrived, ended, wait, outcome = (
        np.array(column) for column in zip(*contacts, strict=True)
    )
    nothing = np.zeros(len(contacts), dtype=np.int64)
    return Contacted(
        lane=lane,
        hall=hall,
        service=nothing,
        segment=nothing,
        pool=nothing,
        first=first.astype(np.bool_),
        arrived=arrived.astype(np.float64),
        ended=ended.astype(np.float64),
        wait=wait.astype(np.float64),
        outcome=outcome,
        stage=nothing,
        bypassed=nothing == 1,
        case=case,
    )


def rows_of(tables: list[Cases]) -> list[tuple[Any, ...]]:
    names = ("lane", "hall", "arrived", "ended", "wait", "contacts", "solved")
    return sorted(
        row for each in tables for row in zip(*(getattr(each, name).tolist() for name in names), strict=True)
    )


@settings(max_examples=150, deadline=None)
@given(histories())
def test_cases_are_what_a_dictionary_says(contacts: list[tuple[Any, ...]]) -> None:
    """Whatever the days on which their contacts come, and though cases of which nobody can come any more are forgotten."""
    by_case: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for each in contacts:
        by_case[each[:2]].append(each)
    expected, follows = [], []
    for own in by_case.values():
        follows += [(after[4], before[7], before[3]) for before, after in itertools.pairwise(own)]
        if own[0][2]:
            solved = own[-1][7] == Outcome.RESOLVED
            waits = sum(each[6] for each in own)
            expected.append((own[0][0], own[0][3], own[0][4], own[-1][5], waits, len(own), solved))
    open_cases, found, followed = OpenCases(3, 2000.0), [], []
    for day in range(1 + max((int(each[4] // DAY) for each in contacts), default=0)):
        for lanes in ((0, 1), (2,)):
            own = [each for each in contacts if each[4] // DAY == day and each[0] in lanes]
            if own:
                sheet = table(own)
                ended, after = open_cases.add(sheet)
                found += ended
                followed += zip(
                    sheet.arrived[after.rows].tolist(),
                    after.outcome.tolist(),
                    after.hall.tolist(),
                    strict=True,
                )
    rest = open_cases.rest()
    assert rows_of([*found, *([rest] if rest else [])]) == sorted(expected)
    assert sorted(followed) == sorted(follows)


def test_a_case_that_nobody_can_follow_is_forgotten() -> None:
    """Memory hangs on how long cases go on, and not on how long the horizon is."""
    open_cases, given_back = OpenCases(1, 2 * DAY), []
    for day in range(50):
        told = [
            (0, 10 * day + each, True, 0, day * DAY + each, day * DAY + 60, 1, Outcome.UNSOLVED)
            for each in range(9)
        ]
        ended, _ = open_cases.add(table(told))
        given_back += ended
        rest = open_cases.rest()
        assert rest is not None
        assert len(rest.lane) <= 9 * 3
    assert sum(len(each.lane) for each in given_back) + len(rest.lane) == 9 * 50


def returning(**more: object) -> Scenario:
    """A hall to which nearly all come back, for days."""
    return small(
        {
            "calendar.days": 4,
            "services.pay.papers_missing": "60 %",
            "come_back": {"papers_missing": "90 %", "complete": "40 %", "after_days": ["50 %", "50 %"]},
            "halls.north.patience": {"exponential": {"mean": "8 min"}},
            "pools.clerks.heads": 1,
            **more,
        }
    )


def at_night() -> Scenario:
    """A call centre that is never closed, with far too few agents: cases go on over midnight."""
    return busy(round_the_clock=True)


def from_calls_to_visits() -> Scenario:
    """A line on which nearly all give up, and then visit the hall on its next open day."""
    return both("100 %").replace({"calendar.warm_up": 0})


SCENARIOS = {
    "calls, and visits": busy,
    "from calls to visits": from_calls_to_visits,
    "visits": returning,
    "at night": at_night,
}


@pytest.mark.parametrize("engine", ["simpy", "numpy"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_all_waits_of_all_cases_are_all_waits_of_all_contacts(name: str, engine: str) -> None:
    """Without a warm-up every contact belongs to a case of the horizon: mean wait of a case times cases is what the rows say."""
    scenario = SCENARIOS[name]()
    result = run(scenario, 3, engine=engine)
    rows = simulate(scenario, 1, range(3))
    rows = rows.where(~np.isin(rows.stage, NO_CONTACT))
    waits = np.bincount(rows.replication, rows.wait, 3)
    np.testing.assert_array_equal(total(result.sums, result.frame, CASE_WAIT, "all", "all")[:, 0], waits)
    cases = total(result.sums, result.frame, CASES, "all", "all").sum()
    assert result.estimate("wait_per_case_mean").mean * cases == pytest.approx(waits.sum(), rel=1e-14)
    assert waits.sum() > 0
    assert (rows.attempt > 1).sum() > 20


@pytest.mark.parametrize("name", SCENARIOS)
def test_both_engines_say_the_same_of_cases(name: str) -> None:
    one, other = (run(SCENARIOS[name](), 3, engine=engine) for engine in ("simpy", "numpy"))
    names = [each for each in one.sums if each.startswith(("case_wait", "cases_solved", "resolve_time"))]
    assert len(names) >= 3 * 2  # by date and by time of day
    for each in names:
        np.testing.assert_array_equal(one.sums[each], other.sums[each], each)
    assert one.estimate("time_to_resolve_mean").mean > 0


@pytest.mark.parametrize("engine", ["simpy", "numpy"])
def test_cases_of_the_warm_up_are_left_out(engine: str) -> None:
    """So are their contacts in the horizon, though these are contacts of it."""
    scenario = returning(**{"calendar.warm_up": 2})
    result = run(scenario, 3, engine=engine)
    rows = simulate(scenario, 1, range(3))
    began = {(r, c) for r, c, a in zip(rows.replication, rows.case, rows.attempt, strict=True) if a == 1}
    own = np.array([each in began for each in zip(rows.replication, rows.case, strict=True)])
    assert not own.all()
    waits = np.bincount(rows.replication[own], rows.wait[own], 3)
    np.testing.assert_array_equal(total(result.sums, result.frame, CASE_WAIT, "all", "all")[:, 0], waits)


def test_how_long_a_case_may_pause() -> None:
    """A visitor comes on the second open day after, at the latest; closed are the second and the third of four days (by hand: from any
    time of the first day to the end of the fourth). The largest of 2**52 uniforms is the time of an exponential distribution's 52
    halvings: 180 min * 52 ln 2; and nobody is forgotten before that, though times are rounded."""
    closed = returning(**{"calendar.closed": ["2024-01-02", "2024-01-03"]})
    assert longest_until_next(closed) == pytest.approx(4 * DAY, abs=1.0)
    calls = busy(redial={"unsolved": "60 %", "after": {"exponential": {"mean": "3 h"}}})
    assert longest_until_next(calls) == pytest.approx(180 * 52 * np.log(2), abs=1.001)
