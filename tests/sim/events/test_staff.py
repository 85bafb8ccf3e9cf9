"""Clerks who come and go: logs written out by hand from the rules."""

from tests.scenarios_for_tests import small
from tests.sim.events.written_log import expected, log, person


def shifts(*rows):
    return {"pools.clerks.heads": None, "pools.clerks.shifts": list(rows)}


def test_a_clerk_whose_shift_ends_finishes_the_customer_at_hand():
    changes = shifts({"time": "08:00-08:30", "heads": 1}, {"time": "08:30-09:00", "heads": 1})
    people = [person("A", "08:28", handle=5.0), person("B", "08:29", handle=5.0), person("C", "08:31")]
    assert log(small(changes), people) == expected("""
        A counter clerks#0 08:28 08:28 08:33 resolved
        B counter clerks#1 08:29 08:30 08:35 resolved
        C counter clerks#1 08:31 08:35 08:39 resolved
    """)


def test_who_comes_as_a_shift_begins_is_served_at_once_and_who_comes_as_it_ends_is_not():
    changes = shifts({"time": "08:30-09:00", "heads": 1}, {"time": "10:00-11:00", "heads": 1})
    people = [person("A", "08:30"), person("B", "09:00")]
    assert log(small(changes), people) == expected("""
        A counter clerks#0 08:30 08:30 08:34 resolved
        B counter clerks#1 09:00 10:00 10:04 resolved
    """)


def test_a_service_that_ends_with_the_shift_is_the_last():
    changes = shifts({"time": "08:00-08:30", "heads": 1}, {"time": "09:00-10:00", "heads": 1})
    people = [person("A", "08:26"), person("B", "08:27")]
    assert log(small(changes), people) == expected("""
        A counter clerks#0 08:26 08:26 08:30 resolved
        B counter clerks#1 08:27 09:00 09:04 resolved
    """)


def test_in_a_break_nobody_is_called():
    changes = shifts({"time": "08:00-10:00", "heads": 1, "breaks": ["08:20-08:30"]})
    people = [person("A", "08:18"), person("B", "08:19"), person("C", "08:25")]
    assert log(small(changes), people) == expected("""
        A counter clerks#0 08:18 08:18 08:22 resolved
        B counter clerks#0 08:19 08:30 08:34 resolved
        C counter clerks#0 08:25 08:34 08:38 resolved
    """)


def test_a_customer_at_hand_may_cost_the_clerk_the_break():
    changes = shifts({"time": "08:00-10:00", "heads": 1, "breaks": ["08:20-08:30"]})
    people = [person("A", "08:18", handle=15.0), person("B", "08:19")]
    assert log(small(changes), people) == expected("""
        A counter clerks#0 08:18 08:18 08:33 resolved
        B counter clerks#0 08:19 08:33 08:37 resolved
    """)


def test_heads_that_change_by_interval():
    # a second head from 08:30 to 08:45; the one with the higher number leaves first
    changes = {"pools.clerks.heads": {"08:00": 1, "08:30": 2, "08:45": 1}}
    people = [person(name, f"08:{25 + place}", handle=10.0) for place, name in enumerate("ABCDEF")]
    assert log(small(changes), people) == expected("""
        A counter clerks#0 08:25 08:25 08:35 resolved
        B counter clerks#1 08:26 08:30 08:40 resolved
        C counter clerks#0 08:27 08:35 08:45 resolved
        D counter clerks#1 08:28 08:40 08:50 resolved
        E counter clerks#0 08:29 08:45 08:55 resolved
        F counter clerks#0 08:30 08:55 09:05 resolved
    """)


def test_while_no_heads_are_scheduled_customers_wait():
    changes = {"pools.clerks.heads": {"08:00": 1, "08:10": 0, "08:20": 1}}
    people = [person("A", "08:09"), person("B", "08:10"), person("C", "08:11")]
    assert log(small(changes), people) == expected("""
        A counter clerks#0 08:09 08:09 08:13 resolved
        B counter clerks#0 08:10 08:20 08:24 resolved
        C counter clerks#0 08:11 08:24 08:28 resolved
    """)


def test_heads_of_a_table_hold_on_their_weekdays():
    table = "start,end,heads,days\n08:00,12:00,1,mon\n08:30,12:00,2,tue-sun\n"
    changes = {"calendar.days": 2, "pools.clerks.heads": "heads.csv"}
    people = [
        person("A", "08:00"),
        person("B", "08:01"),
        person("C", "1/08:00"),
        person("D", "1/08:01"),
    ]
    assert log(small(changes, {"heads.csv": table}), people) == expected("""
        A counter clerks#0 08:00   08:00   08:04   resolved
        B counter clerks#0 08:01   08:04   08:08   resolved
        C counter clerks#0 1/08:00 1/08:30 1/08:34 resolved
        D counter clerks#1 1/08:01 1/08:30 1/08:34 resolved
    """)


def test_a_clerk_off_duty_at_closing_does_not_stay():
    # at 12:00 only the clerk of the second shift is on duty, and stays
    changes = {
        **shifts({"time": "08:00-11:30", "heads": 1}, {"time": "11:30-12:00", "heads": 1}),
    }
    people = [person("A", "11:57"), person("B", "11:58"), person("C", "11:59")]
    assert log(small(changes), people) == expected("""
        A counter clerks#1 11:57 11:57 12:01 resolved
        B counter clerks#1 11:58 12:01 12:05 resolved
        C counter clerks#1 11:59 12:05 12:09 resolved
    """)
