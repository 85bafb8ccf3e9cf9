"""Customers with appointments: logs written out by hand from the rules. A clerk takes four minutes a customer."""

from __future__ import annotations

from typing import Any

from tests.scenarios_for_tests import small
from tests.sim.events.written_log import expected, log, person

BOOKED: dict[str, Any] = {
    "halls.north.appointments": {
        "share": "50 %",
        "slots": [{"hours": "08:00-12:00", "every": "10 min", "places": 1}],
        "grace": "5 min",
    }
}


def test_who_is_early_waits_for_the_slot_and_goes_before_those_who_walked_in():
    people = [
        person("A", "08:00"),
        person("B", "08:01"),
        person("C", "08:02"),
        person("D", "08:04", slot="08:04", came="07:55"),
    ]
    assert log(small(BOOKED), people) == expected("""
        A counter clerks#0 08:00 08:00 08:04 resolved
        B counter clerks#0 08:01 08:04 08:08 resolved
        C counter clerks#0 08:02 08:12 08:16 resolved
        D counter clerks#0 08:04 08:08 08:12 resolved
        D booked  -        08:04 -     07:55 served
    """)


def test_a_free_clerk_waits_with_the_early_customer_for_the_slot():
    people = [person("A", "08:30", slot="08:30", came="08:10"), person("B", "08:20")]
    assert log(small(BOOKED), people) == expected("""
        B counter clerks#0 08:20 08:20 08:24 resolved
        A counter clerks#0 08:30 08:30 08:34 resolved
        A booked  -        08:30 -     08:10 served
    """)


def test_who_is_late_keeps_the_priority_within_the_grace_and_loses_it_later():
    people = [
        person("A", "08:10"),
        person("B", "08:11"),
        person("C", "08:12"),
        person("D", "08:13", slot="08:08"),  # five minutes late: in time for the priority
        person("E", "08:13:01", slot="08:08"),
    ]
    assert log(small(BOOKED), people) == expected("""
        A counter clerks#0 08:10 08:10 08:14 resolved
        B counter clerks#0 08:11 08:18 08:22 resolved
        C counter clerks#0 08:12 08:22 08:26 resolved
        D counter clerks#0 08:13 08:14 08:18 resolved
        D booked  -        08:08 -     08:13 served
        E counter clerks#0 08:13:01 08:26 08:30 resolved
        E booked  -        08:08 -     08:13:01 served
    """)


def test_a_no_show_leaves_nothing_but_the_lost_slot():
    people = [person("A", "08:10", slot="08:10", came="never"), person("B", "08:11")]
    assert log(small(BOOKED), people) == expected("""
        A booked  -        08:10 -     08:10 no_show
        B counter clerks#0 08:11 08:11 08:15 resolved
    """)


def test_an_appointment_adds_to_the_priority_of_the_segment():
    segments = {"plain": {"share": "50 %"}, "urgent": {"share": "50 %", "priority": 2}}
    people = [
        person("A", "08:10", segment="plain"),
        person("B", "08:11", segment="urgent"),
        person("C", "08:12", segment="plain", slot="08:12"),
        person("D", "08:13", segment="urgent", slot="08:13"),
    ]
    assert log(small({**BOOKED, "segments": segments}), people) == expected("""
        A counter clerks#0 08:10 08:10 08:14 resolved
        B counter clerks#0 08:11 08:18 08:22 resolved
        C counter clerks#0 08:12 08:22 08:26 resolved
        C booked  -        08:12 -     08:12 served
        D counter clerks#0 08:13 08:14 08:18 resolved
        D booked  -        08:13 -     08:13 served
    """)


def test_who_comes_when_no_more_tickets_are_given_is_turned_away():
    people = [person("A", "11:55", slot="11:50")]
    assert log(small({**BOOKED, "halls.north.last_ticket": "10 min"}), people) == expected("""
        A door    -        11:55 -     11:55 turned_away
        A booked  -        11:50 -     11:55 served
    """)


def test_who_comes_back_walks_in():
    again = {"services.pay.papers_missing": "50 %", "calendar.days": 2}
    people = [person("A", "08:10", slot="08:10", lacks_papers=True, comes_back=True, return_time=0.5)]
    found = log(small({**BOOKED, **again, "halls.north.arrivals.profile": "profile.csv"}), people)
    assert [line.split()[:2] for line in found] == [["A", "counter"], ["A", "booked"], ["A2", "counter"]]
