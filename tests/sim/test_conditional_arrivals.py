"""Who is expected is asked at the time of coming: conditions added from outside, for calls and visits, in both engines."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings

from sim import run
from sim.events.call import Call
from sim.events.call_rows import CallRows
from sim.lanes.centre import days
from sim.lanes.engine import refuses
from sim.log.records import Outcome
from sim.rules.conditional import ALWAYS, CONDITIONS, Condition, Expected
from sim.scenario.units import DAY
from tests.hall_features import EVERYTHING
from tests.network_strategy import networks
from tests.scenarios_for_tests import small
from tests.sim.events import written_calls
from tests.sim.events.written_calls import Log, caller, centre
from tests.sim.events.written_log import expected, person
from tests.sim.events.written_log import log as log_of_hall
from tests.sim.lanes.centre.written_lanes import lane_log
from tests.sim.lanes.same_answer import UNSHRUNK, assert_same_records, assert_same_sums

BOTH = pytest.mark.parametrize("log", [written_calls.log, lane_log], ids=["events", "lanes"])
CHASING = {"redial": {"unsolved": "100 %", "after": "30 min"}}


def solved_at(time: float) -> Condition:
    """An office solves all matters at a time that it knows of by then: nobody need chase those any more."""
    return Condition(
        "the office has not solved it by then", lambda of, now: (of.expected_since >= time) | (now < time)
    )


def chaser(name: str, arrived: str, **carries: Any) -> Any:
    """A caller whom the agent cannot help, and who chases half an hour after the call; the second call solves the matter."""
    return caller(name, arrived, solve=1.0, redials=0.0, redials_after=30.0, later=[carries])


@BOTH
def test_a_chasing_call_does_not_come_if_the_matter_was_solved_in_between(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The office solves at 10:00: A chases at 09:34, C knows of its matter since 10:09; B, from 09:54 on, need not call at 10:24."""
    monkeypatch.setitem(CONDITIONS, Expected.CALL_AGAIN, solved_at(600.0))
    calls = [chaser("A", "09:00"), chaser("B", "09:50"), chaser("C", "10:05")]
    assert log(centre(**CHASING), calls) == expected("""
        A  agent own#0 09:00 09:00 09:04 unsolved
        A2 agent own#0 09:34 09:34 09:38 resolved
        B  agent own#0 09:50 09:50 09:54 unsolved
        C  agent own#0 10:05 10:05 10:09 unsolved
        C2 agent own#0 10:39 10:39 10:43 resolved
    """)


@BOTH
def test_the_condition_reads_what_the_contact_carries_that_would_come(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those whose next talk would be below 3 min find the answer themselves."""
    found_out = Condition("the matter is a long one", lambda of, _: of.talk >= 3)
    monkeypatch.setitem(CONDITIONS, Expected.CALL_AGAIN, found_out)
    calls = [chaser("A", "09:00", talk=2.0), chaser("B", "09:10", talk=3.0)]
    assert log(centre(**CHASING), calls) == expected("""
        A  agent own#0 09:00 09:00 09:04 unsolved
        B  agent own#0 09:10 09:10 09:14 unsolved
        B2 agent own#0 09:44 09:44 09:47 resolved
    """)


@BOTH
def test_who_stays_away_is_no_contact_and_frees_the_way_for_others(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one trunk, B could not get in at 09:35 if A's chasing call of 09:34 came."""
    calls = [chaser("A", "09:00"), caller("B", "09:35")]
    there = centre(trunks=1, **CHASING)
    before = log(there, calls)
    assert "B line - 09:35 - 09:35 busy" in before
    monkeypatch.setitem(CONDITIONS, Expected.CALL_AGAIN, solved_at(560.0))
    assert log(there, calls) == expected("""
        A agent own#0 09:00 09:00 09:04 unsolved
        B agent own#0 09:35 09:35 09:39 resolved
    """)


def test_a_return_is_asked_on_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers are missing on day 0. At the midnight before day 2 a letter solves all that: A comes back on day 1, B would on day 2, and C, who
    comes on day 2 for the first time, comes back on day 3. A fraction 0.25 of a day's arrivals has come at 09:00."""
    monkeypatch.setitem(CONDITIONS, Expected.VISIT_AGAIN, solved_at(2 * DAY))
    scenario = small({"calendar.days": 5, "services.pay.papers_missing": "50 %"})
    back = {"lacks_papers": True, "comes_back": True, "return_time": 0.25, "later": [{"papers": 0.0}]}
    people = [
        person("A", "08:00", return_days=1, **back),
        person("B", "08:30", return_days=2, **back),
        person("C", "2/08:00", return_days=1, **back),
    ]
    found = log_of_hall(scenario, people)  # which holds both engines to it
    assert [line.split()[0] for line in found] == ["A", "A2", "B", "C", "C2"]
    assert found[1] == "A2 counter clerks#0 1/09:00 1/09:00 1/09:04 resolved"


def some_of_them(column: str) -> Condition:
    """About half, by what they carry and how long they have been expected."""
    return Condition(
        "half", lambda of, now: (getattr(of, column) + (now - of.expected_since) / 7) % 1.0 < 0.5
    )


@given(networks(EVERYTHING))
@settings(max_examples=6, phases=UNSHRUNK)
def test_both_engines_ask_all_kinds_alike(scenario: Any) -> None:
    conditions = {kind: some_of_them("solve" if "calls" in kind else "handle") for kind in Expected}
    with patch.dict(CONDITIONS, conditions), patch.object(days, "CALLS", 16):
        assert_same_records(scenario)
        assert_same_sums(scenario)


# -- what happens meanwhile ---------------------------------------------------------------------------------------------


def until_somebody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The supply is back as soon as an agent has solved any call; nobody calls again for that."""
    known, add = list[Call](), CallRows.add

    def learn(rows: CallRows, call: Call, stage: Any, outcome: Outcome, *others: Any) -> None:
        known.extend([call] * (outcome is Outcome.RESOLVED))
        add(rows, call, stage, outcome, *others)

    monkeypatch.setattr(CallRows, "add", learn)
    condition = Condition("unless the supply is back", lambda _, __: not known, of_contact=False)
    monkeypatch.setitem(CONDITIONS, Expected.CALL_AGAIN, condition)


def test_what_happens_meanwhile_decides_at_the_time_of_coming(monkeypatch: pytest.MonkeyPatch) -> None:
    """A comes again at 09:34, since nothing is known by then; the crew's call is solved at 09:42, so B does not call again at 09:45."""
    until_somebody_knows(monkeypatch)
    calls = [chaser("A", "09:00", solve=1.0), chaser("B", "09:11"), caller("crew", "09:36")]
    assert written_calls.log(centre(**CHASING), calls) == expected("""
        A    agent own#0 09:00 09:00 09:04 unsolved
        A2   agent own#0 09:34 09:34 09:38 unsolved
        B    agent own#0 09:11 09:11 09:15 unsolved
        crew agent own#0 09:36 09:38 09:42 resolved
    """)


def test_lanes_refuse_by_name_what_depends_on_what_happens_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    until_somebody_knows(monkeypatch)
    scenario = centre(**CHASING)
    assert refuses(scenario) == ["calls again: unless the supply is back"]
    with pytest.raises(ValueError, match="does not take calls again: unless the supply is back"):
        run(scenario, 2, engine="numpy")
    assert run(scenario, 2).engine == "simpy"


def test_today_everybody_comes_whatever_has_happened() -> None:
    assert set(CONDITIONS) == set(Expected)
    assert set(CONDITIONS.values()) == {ALWAYS}
