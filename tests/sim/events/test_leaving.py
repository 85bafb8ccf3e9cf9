"""Customers who lose patience, or turn away from a long queue: logs written out by hand from the rules."""

from tests.scenarios_for_tests import small
from tests.sim.events.written_log import expected, log, person


def test_patience_that_ends_leaves_the_line_and_takes_no_service():
    people = [
        person("A", "08:00", handle=10.0),
        person("B", "08:01", patience=3.0),
        person("C", "08:02", patience=9.0),
    ]
    assert log(small(), people) == expected("""
        A counter clerks#0 08:00 08:00 08:10 resolved
        B counter -        08:01 -     08:04 reneged
        C counter clerks#0 08:02 08:10 08:14 resolved
    """)


def test_patience_that_ends_at_the_instant_of_the_call_is_served():
    people = [person("A", "08:00"), person("B", "08:01", patience=3.0), person("C", "08:01", patience=3.0)]
    assert log(small(), people) == expected("""
        A counter clerks#0 08:00 08:00 08:04 resolved
        B counter clerks#0 08:01 08:04 08:08 resolved
        C counter -        08:01 -     08:04 reneged
    """)


def test_a_customer_without_patience_is_served_only_where_nobody_waits():
    people = [person("A", "08:00", patience=0.0), person("B", "08:01", patience=0.0)]
    assert log(small(), people) == expected("""
        A counter clerks#0 08:00 08:00 08:04 resolved
        B counter -        08:01 -     08:01 reneged
    """)


def test_patience_begins_in_the_line_not_at_the_door():
    people = [person("A", "07:50"), person("B", "07:55", patience=3.0)]
    assert log(small(), people) == expected("""
        A counter clerks#0 07:50 08:00 08:04 resolved
        B counter -        07:55 -     08:03 reneged
    """)


def test_balking_depends_on_how_many_wait():
    steps = [{"waiting": 1, "leave": "50 %"}, {"waiting": 2, "leave": "100 %"}]
    people = [
        person("A", "08:00", balk=0.0),  # nobody waits
        person("B", "08:01", balk=0.0),  # A is being served, nobody waits
        person("C", "08:02", balk=0.5),  # B waits: who draws below 50 % leaves, C stays
        person("D", "08:03", balk=0.75),  # B and C wait: everybody leaves
        person("E", "08:05", balk=0.25),  # C waits: E leaves
        person("F", "08:06", balk=0.75),  # C waits: F stays
    ]
    assert log(small({"halls.north.balking": steps}), people) == expected("""
        A counter clerks#0 08:00 08:00 08:04 resolved
        B counter clerks#0 08:01 08:04 08:08 resolved
        C counter clerks#0 08:02 08:08 08:12 resolved
        D door    -        08:03 -     08:03 balked
        E door    -        08:05 -     08:05 balked
        F counter clerks#0 08:06 08:12 08:16 resolved
    """)


def test_who_waits_at_the_door_sees_the_queue_on_getting_in():
    # all three get in at 08:00, one after the other; C sees B waiting
    steps = [{"waiting": 1, "leave": "100 %"}]
    people = [person("A", "07:50"), person("B", "07:51"), person("C", "07:52", balk=0.0)]
    assert log(small({"halls.north.balking": steps}), people) == expected("""
        A counter clerks#0 07:50 08:00 08:04 resolved
        B counter clerks#0 07:51 08:04 08:08 resolved
        C door    -        07:52 -     08:00 balked
    """)


def test_who_comes_in_at_the_instant_of_a_call_sees_the_line_after_it():
    # at 08:04 B is called first; C then sees nobody waiting, and D, at the same instant, sees C
    steps = [{"waiting": 1, "leave": "100 %"}]
    people = [
        person("A", "08:00"),
        person("B", "08:01"),
        person("C", "08:04", balk=0.0),
        person("D", "08:04", balk=0.0),
    ]
    assert log(small({"halls.north.balking": steps}), people) == expected("""
        A counter clerks#0 08:00 08:00 08:04 resolved
        B counter clerks#0 08:01 08:04 08:08 resolved
        C counter clerks#0 08:04 08:08 08:12 resolved
        D door    -        08:04 -     08:04 balked
    """)


STAYS = {"halls.north.called_in_vain": "30 s"}


def test_a_ticket_whose_holder_is_gone_is_called_and_costs_the_counter_some_time():
    people = [
        person("A", "08:00"),
        person("B", "08:01", patience=2.0),
        person("C", "08:02"),
    ]
    assert log(small({**STAYS, "halls.north.patience": "1 h"}), people) == expected("""
        A counter clerks#0 08:00 08:00 08:04 resolved
        B counter -        08:01 -     08:04 reneged
        B ring    clerks#0 08:04 08:04 08:04:30 served
        C counter clerks#0 08:02 08:04:30 08:08:30 resolved
    """)


def test_who_is_there_when_the_patience_ends_is_served_though_tickets_stay():
    people = [person("A", "08:00"), person("B", "08:01", patience=3.0), person("C", "08:01", patience=0.0)]
    assert log(small({**STAYS, "halls.north.patience": "1 h"}), people) == expected("""
        A counter clerks#0 08:00 08:00 08:04 resolved
        B counter clerks#0 08:01 08:04 08:08 resolved
        C counter -        08:01 -     08:08 reneged
        C ring    clerks#0 08:08 08:08 08:08:30 served
    """)


def test_tickets_in_line_are_people_to_those_who_see_the_line():
    people = [
        person("A", "08:00"),
        person("B", "08:01", patience=1.0),
        person("C", "08:03", balk=0.0),  # B is gone, and B's ticket is in line
        person("D", "08:05", balk=0.0),
    ]
    rules = {**STAYS, "halls.north.patience": "1 h", "halls.north.balking": [{"waiting": 1, "leave": "50 %"}]}
    assert log(small(rules), people) == expected("""
        A counter clerks#0 08:00 08:00 08:04 resolved
        B counter -        08:01 -     08:04 reneged
        B ring    clerks#0 08:04 08:04 08:04:30 served
        C door    -        08:03 -     08:03 balked
        D counter clerks#0 08:05 08:05 08:09 resolved
    """)


def test_at_closing_who_is_gone_has_given_up_and_the_others_are_sent_home():
    people = [
        person("A", "11:58"),
        person("B", "11:58", patience=1.0),
        person("C", "11:58", patience=9.0),
    ]
    rules = {**STAYS, "halls.north.patience": "1 h", "halls.north.at_closing": "send_home"}
    assert log(small(rules), people) == expected("""
        A counter clerks#0 11:58 11:58 12:02 resolved
        B counter -        11:58 -     12:00 reneged
        C counter -        11:58 -     12:00 sent_home
    """)


def test_a_ticket_that_takes_no_time_is_called_all_the_same():
    people = [person("A", "08:00"), person("B", "08:01", patience=2.0), person("C", "08:02")]
    rules = {"halls.north.called_in_vain": "0 s", "halls.north.patience": "1 h"}
    assert log(small(rules), people) == expected("""
        A counter clerks#0 08:00 08:00 08:04 resolved
        B counter -        08:01 -     08:04 reneged
        B ring    clerks#0 08:04 08:04 08:04 served
        C counter clerks#0 08:02 08:04 08:08 resolved
    """)
