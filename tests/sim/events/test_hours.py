"""Door, lunch, last ticket and closing: logs written out by hand from the rules."""

from tests.scenarios_for_tests import small
from tests.sim.events.written_log import expected, log, person

LUNCH = {"calendar.hours": ["08:00-09:00", "10:00-11:00"]}
AROUND_LUNCH = [
    person("A", "08:56", handle=10.0),
    person("B", "08:58"),
    person("C", "09:00"),  # closed, and 60 minutes before the afternoon: goes away
    person("D", "09:40"),  # waits at the door
]


def one_hour(changes):
    """Open 08:00 to 09:00."""
    hours = {"calendar.hours": ["08:00-09:00"]}
    return small({**hours, **changes}, {"profile.csv": "start,end,weight\n08:00,09:00,1\n"})


def test_who_comes_too_early_goes_away_and_who_comes_a_little_early_waits_at_the_door():
    people = [
        person("A", "07:29"),
        person("B", "07:30"),
        person("C", "07:50"),
        person("D", "08:00"),
    ]
    assert log(small({"halls.north.door": "30 min"}), people) == expected("""
        A door    -        07:29 -     07:29 turned_away
        B counter clerks#0 07:30 08:00 08:04 resolved
        C counter clerks#0 07:50 08:04 08:08 resolved
        D counter clerks#0 08:00 08:08 08:12 resolved
    """)


def test_at_lunch_all_inside_are_served_first():
    assert log(small({**LUNCH, "halls.north.at_lunch": "serve"}), AROUND_LUNCH) == expected("""
        A counter clerks#0 08:56 08:56 09:06 resolved
        B counter clerks#0 08:58 09:06 09:10 resolved
        C door    -        09:00 -     09:00 turned_away
        D counter clerks#0 09:40 10:00 10:04 resolved
    """)


def test_at_lunch_those_inside_wait_for_the_afternoon_and_go_before_those_at_the_door():
    assert log(small({**LUNCH, "halls.north.at_lunch": "wait"}), AROUND_LUNCH) == expected("""
        A counter clerks#0 08:56 08:56 09:06 resolved
        B counter clerks#0 08:58 10:00 10:04 resolved
        C door    -        09:00 -     09:00 turned_away
        D counter clerks#0 09:40 10:04 10:08 resolved
    """)


def test_at_lunch_those_who_wait_are_sent_home():
    assert log(small({**LUNCH, "halls.north.at_lunch": "send_home"}), AROUND_LUNCH) == expected("""
        A counter clerks#0 08:56 08:56 09:06 resolved
        B counter -        08:58 -     09:00 sent_home
        C door    -        09:00 -     09:00 turned_away
        D counter clerks#0 09:40 10:00 10:04 resolved
    """)


def test_a_long_lunch_overtime_runs_into_the_afternoon():
    # B is called at lunch and keeps the clerk until 10:06
    people = [person("A", "08:56", handle=10.0), person("B", "08:58", handle=60.0), person("C", "09:59")]
    assert log(small(LUNCH), people) == expected("""
        A counter clerks#0 08:56 08:56 09:06 resolved
        B counter clerks#0 08:58 09:06 10:06 resolved
        C counter clerks#0 09:59 10:06 10:10 resolved
    """)


def test_no_tickets_in_the_last_minutes():
    people = [person("A", "11:44:45"), person("B", "11:45"), person("C", "11:59")]
    assert log(small({"halls.north.last_ticket": "15 min"}), people) == expected("""
        A counter clerks#0 11:44:45 11:44:45 11:48:45 resolved
        B door    -        11:45    -        11:45    turned_away
        C door    -        11:59    -        11:59    turned_away
    """)


def test_who_gets_no_ticket_waits_at_the_door_for_the_afternoon_where_that_is_near():
    changes = {"calendar.hours": ["08:00-09:00", "09:15-10:00"], "halls.north.last_ticket": "15 min"}
    people = [person("A", "08:44"), person("B", "08:50")]
    assert log(small(changes), people) == expected("""
        A counter clerks#0 08:44 08:44 08:48 resolved
        B counter clerks#0 08:50 09:15 09:19 resolved
    """)


def test_those_who_wait_through_lunch_get_tickets_until_lunch():
    changes = {**LUNCH, "halls.north.last_ticket": "15 min", "halls.north.at_lunch": "wait"}
    people = [person("A", "08:59"), person("B", "10:50")]
    assert log(small(changes), people) == expected("""
        A counter clerks#0 08:59 08:59 09:03 resolved
        B door    -        10:50 -     10:50 turned_away
    """)


def test_at_closing_all_inside_are_served_within_the_overtime_limit():
    # C would be called at 09:06, after the limit
    people = [person("A", "08:58"), person("B", "08:59"), person("C", "08:59:30"), person("D", "09:00")]
    assert log(one_hour({"halls.north.overtime_limit": "5 min"}), people) == expected("""
        A counter clerks#0 08:58    08:58 09:02 resolved
        B counter clerks#0 08:59    09:02 09:06 resolved
        C counter -        08:59:30 -     09:05 sent_home
        D door    -        09:00    -     09:00 turned_away
    """)


def test_at_the_very_overtime_limit_nobody_is_called():
    people = [person("A", "08:58", handle=7.0), person("B", "08:59")]
    assert log(one_hour({"halls.north.overtime_limit": "5 min"}), people) == expected("""
        A counter clerks#0 08:58 08:58 09:05 resolved
        B counter -        08:59 -     09:05 sent_home
    """)


def test_without_overtime_those_who_wait_at_closing_are_sent_home():
    people = [person("A", "08:58"), person("B", "08:59")]
    after = expected("""
        A counter clerks#0 08:58 08:58 09:02 resolved
        B counter -        08:59 -     09:00 sent_home
    """)
    assert log(one_hour({"halls.north.at_closing": "send_home"}), people) == after
    assert log(one_hour({"halls.north.overtime_limit": "0 min"}), people) == after


def test_at_closing_a_line_that_nobody_on_duty_can_serve_is_emptied_at_once():
    changes = {"pools.clerks.heads": {"08:00": 1, "08:30": 0}}
    people = [person("A", "08:29"), person("B", "08:29:30"), person("C", "08:40")]
    assert log(one_hour(changes), people) == expected("""
        A counter clerks#0 08:29    08:29 08:33 resolved
        B counter -        08:29:30 -     09:00 sent_home
        C counter -        08:40    -     09:00 sent_home
    """)


def test_only_lines_without_a_clerk_are_emptied_at_closing():
    # the expert has gone home at 08:30; the clerk stays to serve D, who pays
    changes = {
        "services": {
            "pay": {"share": "50 %", "handle_time": "4 min"},
            "connect": {"share": "50 %", "handle_time": "10 min"},
        },
        "pools.clerks.serves": ["pay"],
        "pools.experts": {"works_at": "counter", "heads": {"08:00": 1, "08:30": 0}, "serves": ["connect"]},
        "halls.north.pools": ["clerks", "experts"],
    }
    people = [
        person("A", "08:40", "connect"),
        person("B", "08:58", "pay"),
        person("D", "08:59", "pay"),
    ]
    assert log(one_hour(changes), people) == expected("""
        A counter -        08:40 -     09:00 sent_home
        B counter clerks#0 08:58 08:58 09:02 resolved
        D counter clerks#0 08:59 09:02 09:06 resolved
    """)


def test_the_next_day_begins_with_empty_lines_and_free_clerks():
    changes = {"calendar.days": 2, "halls.north.at_closing": "send_home"}
    people = [person("A", "08:58"), person("B", "08:59"), person("C", "1/08:00")]
    assert log(one_hour(changes), people) == expected("""
        A counter clerks#0 08:58   08:58   09:02   resolved
        B counter -        08:59   -       09:00   sent_home
        C counter clerks#0 1/08:00 1/08:00 1/08:04 resolved
    """)


def test_an_overtime_limit_that_is_no_whole_tick_is_rounded_to_one():
    # 100 s is 1 2/3 min: 1747626 2/3 ticks of 2**-20 min, rounded to 1747627
    people = [person("A", "08:58", handle=10.0), person("B", "08:59")]
    rows = log(one_hour({"halls.north.overtime_limit": "100 s"}), people)
    assert rows[1] == f"B counter - 08:59 - {540 + 1747627 / 2**20!r} sent_home"
