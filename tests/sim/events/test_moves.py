"""From the app to a line, from a line to another and to a hall: logs written out by hand, and cases that keep their number."""

from __future__ import annotations

import numpy as np
import pytest

from sim.events.engine import simulate
from sim.log.records import Outcome, Records, Stage
from sim.scenario import Scenario
from tests.scenarios_for_tests import written
from tests.sim.events.written_calls import caller, centre, log
from tests.sim.events.written_log import expected

ARRIVALS = {"per_day": 1, "profile": "profile.csv"}
LINES = {"one": {}, "web": {"channel": "chat"}}
POOL = {"own": {"phone": {"chats": {"at_once": 2}}}}


def test_who_is_not_helped_in_the_app_goes_on_to_a_line_or_gives_up():
    app = {"arrivals": ARRIVALS, "contained": "70 %", "then": {"one": "50 %", "web": "30 %"}}
    calls = [
        caller("A", "06:00", line="app", contained=True),  # before the centre opens
        caller("B", "08:00", line="app", moves=0.4),
        caller("C", "08:01", line="app", moves=0.5),
        caller("D", "08:02", line="app", moves=0.8),
        caller("E", "11:56", line="app", moves=0.0),  # calls at 12:03
    ]
    assert log(centre(POOL, LINES, app=app), calls) == expected("""
        A app - 06:00 06:00 06:05 resolved
        B app - 08:00 08:00 08:05 unsolved
        B2 agent own#0 08:07 08:07 08:11 resolved
        C app - 08:01 08:01 08:06 unsolved
        C2 agent own#0 08:08 08:11 08:21 resolved
        D app - 08:02 08:02 08:07 unsolved
        E app - 11:56 11:56 12:01 unsolved
        E2 line - 12:03 - 12:03 turned_away
    """)


def test_some_of_those_who_contact_again_do_so_on_another_line():
    scenario = centre(
        POOL,
        LINES,
        redial={"reneged": "50 %", "busy": "50 %"},
        moves=[
            {"after": ["reneged"], "lines": ["one"], "line": "web", "share": "40 %"},
            {"after": ["reneged"], "lines": ["web"], "line": "one", "share": "100 %"},
        ],
    )
    again = {"patience": 1.0, "redials": 0.1}
    calls = [
        caller("A", "08:00", talk=14.0),
        caller(
            "B", "08:01", moves=0.3, **again, later=[{"moves": 0.9, **again}]
        ),  # chat at 08:12, then by phone again
        caller("C", "08:02", moves=0.4, **again),  # stays on the line
        caller("D", "08:03", moves=0.0, patience=1.0, redials=0.5),  # does not contact again
    ]
    assert log(scenario, calls) == expected("""
        A agent own#0 08:00 08:00 08:14 resolved
        B agent - 08:01 - 08:02 reneged
        B2 agent - 08:12 - 08:13 reneged
        B3 agent own#0 08:23 08:23 08:27 resolved
        C agent - 08:02 - 08:03 reneged
        C2 agent own#0 08:13 08:14 08:18 resolved
        D agent - 08:03 - 08:04 reneged
    """)


def both(share: str) -> Scenario:
    """A centre whose only agent comes at 11:00, and a hall; who hangs up contacts again, and that share visits the hall."""
    profile = {"profile.csv": "start,end,weight\n08:00,11:00,1\n"}
    return written(
        {
            "name": "line and hall",
            "calendar": {"start": "2024-01-01", "days": 3, "warm_up": 1, "hours": ["08:00-12:00"], "closed": ["2024-01-02"]},
            "services": {"ask": {"share": "100 %", "handle_time": {"exponential": {"mean": "2 min"}}, "papers_missing": "40 %"}},
            "halls": {"north": {"arrivals": {"per_day": 20, "profile": "profile.csv"}, "pools": ["clerks"]}},
            "centres": {
                "town": {
                    "lines": {"one": {"arrivals": {"per_day": 30, "profile": "profile.csv"}}},
                    "pools": ["own"],
                    "patience": {"time": "1 min"},
                    "redial": {"reneged": "100 %"},
                    "moves": [{"after": ["reneged"], "hall": "north", "share": share}],
                }
            },
            "pools": {
                "clerks": {"works_at": "counter", "heads": 3},
                "own": {"works_at": "phone", "heads": {"08:00": 0, "11:00": 1}},
            },
        },
        profile,
    )  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Records:
    return simulate(both("100 %"), 1, range(4))


def test_who_hung_up_visits_the_hall_on_the_next_open_day(found: Records):
    """Calls of the first day bring visits on the third, since the second is closed; the hall's own cases stay what they are."""
    calls = found.where((found.hall == 1) & (found.outcome == Outcome.RENEGED) & (found.attempt == 1))
    visits = found.where((found.hall == 0) & (found.stage == Stage.COUNTER) & (found.attempt == 2))
    guests = {
        (each.replication, each.case): each.arrived // 1440
        for each in _each(visits)
        if (each.replication, each.case) in {(call.replication, call.case) for call in _each(calls)}
    }
    early = [call for call in _each(calls) if call.arrived < 1440]
    assert len(early) > 50
    assert all(guests[call.replication, call.case] == 2 for call in early)
    assert not any(call.arrived >= 2880 and (call.replication, call.case) in guests for call in _each(calls))
    alone = simulate(both("0 %"), 1, range(4))
    own = [
        sorted(records.arrived[(records.hall == 0) & (records.attempt == 1)].tolist())
        for records in (found, alone)
    ]
    assert own[0] == own[1]


def test_a_case_has_one_number_in_both_places_and_may_come_back_to_the_hall(found: Records):
    contacts = found.contacts()
    keys = list(zip(contacts.first.replication, contacts.first.case, contacts.first.attempt, strict=True))
    assert len(keys) == len(set(keys))
    returns = (contacts.first.hall == 0) & (contacts.first.attempt == 2)
    assert returns.any()
    for column in ("service", "segment"):
        values = getattr(contacts.first, column)
        by_case: dict[tuple[int, int], set[int]] = {}
        for key, value in zip(keys, values, strict=True):
            by_case.setdefault(key[:2], set()).add(value)
        assert all(len(each) == 1 for each in by_case.values())


def _each(records: Records) -> list[np.record]:
    columns = [records.replication, records.case, records.arrived]
    return list(np.rec.fromarrays(columns, names="replication,case,arrived"))
