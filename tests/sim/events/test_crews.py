"""Crews: exact logs, written out by hand from the rules, which both engines have to say.

Without other words an outage is sensed at once, the way to the city takes 30 min, and then a crew assesses for 10 min, isolates for 10, repairs for
60 and restores for 10: two hours from being sent to the end.
"""

from __future__ import annotations

from typing import Any

import pytest

from sim.events.crews import restored as by_events
from sim.lanes.crews.lanes import restored as by_lanes
from tests.sim.events.written_log import expected
from tests.sim.events.written_outages import CALLED, NEVER, Restored, Written, crews, log_of

ONE = {"pools.line_crews.heads": 1}


@pytest.fixture(params=[by_events, by_lanes], ids=["events", "lanes"])
def engine(request: pytest.FixtureRequest) -> Restored:
    """What an engine makes of outages."""
    found: Restored = request.param
    return found


def lives(lines: list[str]) -> list[str]:
    """The lines of lives and crews alone."""
    return [line for line in lines if " back " not in line]


# -- one outage ---------------------------------------------------------------------------------------------------------


def test_two_crews_and_an_estimate_that_is_half_the_truth(engine: Restored) -> None:
    """The second crew comes on duty at 09:00. At 08:05 165 min are left, half of which leads to 09:27:30, at 08:45 125 min. From 10:00 on each
    estimate passes: half of 50 min leads to 10:25, half of 20 min from 10:30 on to 10:40. All are rounded up to half hours."""
    scenario = crews(
        {
            "pools.line_crews.heads": {"00:00": 1, "09:00": 2},
            "outages.crews.dispatch": "10 min",
            "outages.kinds.fault.repair.steps": {"isolate": "50 %"},
            "outages.estimates": {"known": {"bias": "50 %"}, "on_site": {"bias": "50 %"}},
        }
    )
    assert log_of(engine, scenario, [Written("A", "08:00", sensed=5, crews=2)]) == expected("""
        A sensed 08:05 08:15 08:45 08:55 09:40 10:50
        A line_crews#0 08:15 08:45 10:50
        A line_crews#1 09:00 09:30 10:50
        A back 09:40 50 %
        A back 10:50 100 %
        A known 08:05 09:30
        A on_site 08:45 10:00
        A revised 10:00 10:30
        A revised 10:30 11:00
    """)


def test_a_repair_that_fails_twice_is_done_three_times(engine: Restored) -> None:
    """Repair and restoring, 70 min, are done twice in vain from 08:50 on; who is back by repair, is so after the one that holds."""
    scenario = crews({"outages.kinds.fault.repair.steps": {"isolate": "30 %", "repair": "60 %"}})
    assert log_of(engine, scenario, [Written("A", "08:00", failures=2)]) == expected("""
        A sensed 08:00 08:00 08:30 08:40 08:50 12:20
        A line_crews#0 08:00 08:30 12:20
        A back 08:50 30 %
        A back 12:10 60 %
        A back 12:20 100 %
    """)


def test_work_is_quicker_at_more_speed_and_the_way_is_not(engine: Restored) -> None:
    scenario = crews({"pools.line_crews.speed": "200 %"})
    assert lives(log_of(engine, scenario, [Written("A", "08:00")])) == expected("""
        A sensed 08:00 08:00 08:30 08:35 08:40 09:15
        A line_crews#0 08:00 08:30 09:15
    """)


# -- how it is known ----------------------------------------------------------------------------------------------------


def test_the_second_call_tells_if_meters_do_not_tell_before(engine: Restored) -> None:
    """Four minutes after the second call: at 08:24, after meters at 08:20 in B. About C one call is not enough: a patrol finds it after a day."""
    scenario = crews(
        {
            **CALLED,
            "outages.kinds.fault.reported": {"calls": 2, "after": "4 min"},
            "pools.line_crews.heads": 3,
        }
    )
    calls = ("08:10", "08:20", "08:30")
    outages = [
        Written("A", "08:00", sensed=NEVER, calls=calls),
        Written("B", "08:00", sensed=20, calls=calls),
        Written("C", "08:00", sensed=NEVER, calls=calls[:1]),
    ]
    assert lives(log_of(engine, scenario, outages))[:3] == expected("""
        A reported 08:24 08:24 08:54 09:04 09:14 10:24
        B sensed 08:20 08:20 08:50 09:00 09:10 10:20
        C found 1/08:00 1/08:00 1/08:30 1/08:40 1/08:50 1/10:00
    """)


def test_a_nested_outage_is_hidden_until_the_one_in_front_of_it_ends(engine: Restored) -> None:
    """The call at 08:20 is about A. C lies behind B and begins after its end: it is hidden by nothing. Crew 0 is free longest then."""
    scenario = crews({**CALLED, "outages.kinds.fault.reported": {"calls": 1, "after": "4 min"}})
    outages = [
        Written("A", "08:00"),
        Written("B", "08:10", sensed=NEVER, behind="A", calls=("08:20", "10:02", "10:30")),
        Written("C", "12:30", behind="B"),
    ]
    assert lives(log_of(engine, scenario, outages)) == expected("""
        A sensed 08:00 08:00 08:30 08:40 08:50 10:00
        B reported 10:06 10:06 10:36 10:46 10:56 12:06
        C sensed 12:30 12:30 13:00 13:10 13:20 14:30
        A line_crews#0 08:00 08:30 10:00
        B line_crews#1 10:06 10:36 12:06
        C line_crews#0 12:30 13:00 14:30
    """)


def test_outages_that_end_by_themselves_need_no_crew(engine: Restored) -> None:
    """P is announced. Q is over before meters tell of it. R lies behind P and is over before P is: its customers are back with P's."""
    scenario = crews({"outages.estimates": {"known": {"bias": "100 %"}}})
    outages = [
        Written("P", "08:00", crews=0, ends="12:30", announced="07:00", promised="12:00"),
        Written("Q", "08:00", crews=0, ends="08:20", sensed=20),
        Written("R", "09:00", crews=0, ends="10:00", behind="P"),
    ]
    assert log_of(engine, scenario, outages) == expected("""
        P planned 08:00 - - - - 12:30
        Q unknown - - - - - 08:20
        R unknown - - - - - 12:30
        P back 12:30 100 %
        Q back 08:20 100 %
        R back 12:30 100 %
        P announced 07:00 12:00
        P revised 12:00 12:30
    """)


# -- who goes first -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "order"), [("customers", ["D", "C", "F", "B", "E"]), ("known", ["D", "C", "B", "E", "F"])]
)
def test_the_highest_priority_goes_first_then_key_customers_then_size_or_age(
    engine: Restored, first: str, order: list[str]
) -> None:
    """One crew, at A first; D has the priority, C a key customer, F most customers; E is like B and later."""
    outages = [
        Written("A", "08:00"),
        Written("B", "08:01", customers=200),
        Written("C", "08:02", customers=1, key=True),
        Written("D", "08:03", customers=1, priority=1),
        Written("E", "08:04", customers=200),
        Written("F", "08:05", customers=300),
    ]
    lines = log_of(engine, crews({**ONE, "outages.crews.first": first}), outages)
    visits = sorted((line.split()[2], line[0]) for line in lines if "line_crews#" in line)
    assert [name for _, name in visits] == ["A", *order]


def test_who_has_a_crew_gets_the_next_before_all_that_have_none(engine: Restored) -> None:
    """Were it otherwise, each of A and B would hold one of two crews and wait for the other one's for ever. A is assessed by the first one."""
    outages = [
        Written("X", "07:00"),
        Written("A", "08:00", crews=2),
        Written("B", "08:10", crews=2, priority=9),
    ]
    visits = [line for line in log_of(engine, crews(), outages) if "line_crews#" in line]
    assert visits == expected("""
        X line_crews#0 07:00 07:30 09:00
        A line_crews#1 08:00 08:30 10:50
        A line_crews#0 09:00 09:30 10:50
        B line_crews#0 10:50 11:20 12:50
        B line_crews#1 10:50 11:20 12:50
    """)


def test_pools_go_to_their_regions_and_the_one_named_first_goes(engine: Restored) -> None:
    """The country's crew goes to the country alone, an hour's way; the others go there when it is away, and only they go to the city."""
    changes: dict[str, Any] = {
        **ONE,
        "pools.country_crews": {"works_at": "field", "heads": 1},
        "outages.crews.pools": {"country_crews": {"regions": ["country"]}, "line_crews": {}},
        "outages.kinds.fault.per_day": {"city": 1, "country": 1},
    }
    outages = [
        Written("A", "08:00", region="country"),
        Written("B", "08:05", region="country"),
        Written("C", "08:10", region="city"),
        Written("D", "08:15", region="country"),
    ]
    visits = [line for line in log_of(engine, crews(changes), outages) if "#" in line]
    assert visits == expected("""
        A country_crews#0 08:00 09:00 10:30
        B line_crews#0 08:05 09:05 10:35
        C line_crews#0 10:35 11:05 12:35
        D country_crews#0 10:30 11:30 13:00
    """)


# -- duty and aid -------------------------------------------------------------------------------------------------------


def test_a_shift_that_ends_on_site_is_worked_over_and_nothing_new_is_begun(engine: Restored) -> None:
    """A goes on until 13:00, an hour of overtime. B waits for the next day, and so does C, which is ready as the other crew's shift ends."""
    scenario = crews({"pools.line_crews.heads": {"06:00": 2, "12:00": 0}})
    outages = [Written("A", "11:00"), Written("B", "11:00", crews=2), Written("C", "12:00", customers=1)]
    assert lives(log_of(engine, scenario, outages)) == expected("""
        A sensed 11:00 11:00 11:30 11:40 11:50 13:00
        B sensed 11:00 11:00 11:30 11:40 1/06:40 1/07:50
        C sensed 12:00 1/07:50 1/08:20 1/08:30 1/08:40 1/09:50
        A line_crews#0 11:00 11:30 13:00
        B line_crews#1 11:00 11:30 1/07:50
        B line_crews#0 1/06:00 1/06:30 1/07:50
        C line_crews#0 1/07:50 1/08:20 1/09:50
    """)


def test_aid_from_outside_comes_after_a_while_and_goes_again(engine: Restored) -> None:
    """300 customers are out from 08:05 on: aid is here from 10:05 to 13:05. At 12:30 the own crew is named first. The stay is over when E
    is under way, which is ended; F waits for the own crew."""
    changes: dict[str, Any] = {
        **ONE,
        "pools.neighbours": {"works_at": "field", "heads": 1},
        "outages.crews.mutual_aid": {
            "pool": "neighbours",
            "customers_out": 250,
            "after": "2 h",
            "stays": "3 h",
        },
    }
    outages = [
        Written("A", "08:00", customers=200),
        Written("B", "08:05", customers=100),
        Written("C", "08:10", customers=50),
        Written("D", "12:30", customers=10),
        Written("E", "12:40", customers=10),
        Written("F", "13:10", customers=10),
    ]
    visits = [line for line in log_of(engine, crews(changes), outages) if "#" in line]
    assert visits == expected("""
        A line_crews#0 08:00 08:30 10:00
        B line_crews#0 10:00 10:30 12:00
        C neighbours#0 10:05 10:35 12:05
        D line_crews#0 12:30 13:00 14:30
        E neighbours#0 12:40 13:10 14:40
        F line_crews#0 14:30 15:00 16:30
    """)


def test_customers_who_are_back_by_switching_no_longer_call_for_aid(engine: Restored) -> None:
    """Of A's 200 customers 150 are back at 08:50: with B's 100 that is no more than 150. With C's 100 it is 250 at 09:00, and aid is here at once."""
    changes: dict[str, Any] = {
        "pools.line_crews.heads": 2,
        "pools.neighbours": {"works_at": "field", "heads": 1},
        "outages.crews.mutual_aid": {
            "pool": "neighbours",
            "customers_out": 250,
            "after": "0 min",
            "stays": "1 h",
        },
        "outages.kinds.fault.repair.steps": {"isolate": "75 %"},
    }
    outages = [Written("A", "08:00", customers=200), Written("B", "08:55"), Written("C", "09:00")]
    visits = [line for line in log_of(engine, crews(changes), outages) if "#" in line]
    assert visits == expected("""
        A line_crews#0 08:00 08:30 10:00
        B line_crews#1 08:55 09:25 10:55
        C neighbours#0 09:00 09:30 11:00
    """)


def test_what_goes_on_at_the_end_of_the_horizon(engine: Restored) -> None:
    """A would end on the third day at 00:30: the crew is on site, and known is what had been by then. B was never begun."""
    outages = [Written("A", "1/22:30"), Written("B", "1/23:00")]
    scenario = crews({**ONE, "outages.estimates": {"known": {"bias": "100 %"}}})
    assert log_of(engine, scenario, outages) == expected("""
        A sensed 1/22:30 1/22:30 1/23:00 1/23:10 1/23:20 -
        B sensed 1/23:00 - - - - -
        A line_crews#0 1/22:30 1/23:00 -
        A known 1/22:30 2/00:30
        B known 1/23:00 2/00:00
    """)
