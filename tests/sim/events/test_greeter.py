"""The greeter: logs written out by hand from the rules.

Everywhere: triage 1 min, answer 1 min, check of papers 1 min, help with a form 2 min; a clerk takes 4 min for a payment
and 10 min for a connection, of which a filled-in form saves half, and finds missing papers after half of the time.
"""

from tests.scenarios_for_tests import small
from tests.sim.events.written_log import expected, log, person


def greeted(changes=None):
    return small(
        {
            "services": {
                "pay": {"share": "50 %", "handle_time": "4 min", "quick": "20 %", "quick_time": "90 s"},
                "connect": {
                    "share": "50 %",
                    "handle_time": "10 min",
                    "papers_missing": "50 %",
                    "found_after": "50 %",
                    "form": {"help_time": "2 min", "saves": "50 %"},
                },
            },
            "pools.greeters": {"works_at": "greeter", "heads": 1},
            "halls.north.pools": ["clerks", "greeters"],
            "halls.north.greeter": {
                "triage": "1 min",
                "answers": "50 %",
                "answer_time": "1 min",
                "check_time": "1 min",
                "catches": "50 %",
                "bypass_after": "2 min",
            },
            **(changes or {}),
        }
    )


HELPS = {"halls.north.greeter.helps_with_forms": True}


def test_each_customer_passes_the_greeter_before_the_counter():
    # B waits half a minute for the greeter; at the counter the line goes by the time of the ticket
    people = [person("A", "08:00", "pay"), person("B", "08:00:30", "pay")]
    assert log(greeted(), people) == expected("""
        A greeter greeters#0 08:00    08:00 08:01 served
        A counter clerks#0   08:01    08:01 08:05 resolved
        B greeter greeters#0 08:00:30 08:01 08:02 served
        B counter clerks#0   08:02    08:05 08:09 resolved
    """)


def test_a_quick_question_is_answered_on_the_spot_or_takes_its_short_time_at_the_counter():
    people = [person("A", "08:00", quick=True, answered=True), person("B", "08:10", quick=True)]
    assert log(greeted(), people) == expected("""
        A greeter greeters#0 08:00 08:00 08:02    resolved
        B greeter greeters#0 08:10 08:10 08:11    served
        B counter clerks#0   08:11 08:11 08:12:30 resolved
    """)


def test_papers_are_checked_where_the_service_needs_papers():
    people = [
        person("A", "08:00", "connect"),
        person("B", "08:20", "connect", lacks_papers=True, caught=True),
        person("C", "08:40", "connect", lacks_papers=True),
    ]
    assert log(greeted(), people) == expected("""
        A greeter greeters#0 08:00 08:00 08:02 served
        A counter clerks#0   08:02 08:02 08:12 resolved
        B greeter greeters#0 08:20 08:20 08:22 papers_missing
        C greeter greeters#0 08:40 08:40 08:42 served
        C counter clerks#0   08:42 08:42 08:47 papers_missing
    """)


def test_a_quick_question_needs_no_papers():
    # the dice would have said that papers are missing
    people = [person("A", "08:00", "connect", quick=True, papers=0.0, caught=True)]
    scenario = greeted({"services.connect.quick": "10 %", "services.connect.quick_time": "90 s"})
    assert log(scenario, people) == expected("""
        A greeter greeters#0 08:00 08:00 08:01    served
        A counter clerks#0   08:01 08:01 08:02:30 resolved
    """)


def test_a_caught_customer_comes_back_with_complete_papers_more_often_than_one_the_clerk_sent_home():
    # the draw 0.9 is complete for who was told by the greeter (95 %), not for who was told at the counter (85 %);
    # half of the day's arrivals have come at 10:00
    changes = {"calendar.days": 2}
    back = {"papers": 0.9, "return_time": 0.5}
    people = [
        person("A", "08:00", "connect", lacks_papers=True, caught=True, comes_back=True, later=[back],
               return_time=0.5),
        person("B", "08:20", "connect", lacks_papers=True, comes_back=True, later=[back], return_time=0.75),
    ]  # fmt: skip
    changes |= {"halls.north.greeter.catches": "50 %", "come_back.most_visits": 2}
    lines = log(greeted(changes), people)
    assert lines == expected("""
        A  greeter greeters#0 08:00   08:00   08:02   papers_missing
        A2 greeter greeters#0 1/10:00 1/10:00 1/10:02 served
        A2 counter clerks#0   1/10:02 1/10:02 1/10:12 resolved
        B  greeter greeters#0 08:20   08:20   08:22   served
        B  counter clerks#0   08:22   08:22   08:27   papers_missing
        B2 greeter greeters#0 1/11:00 1/11:00 1/11:02 served
        B2 counter clerks#0   1/11:02 1/11:02 1/11:07 papers_missing
    """)


def test_help_with_the_form_keeps_the_place_in_line_and_saves_counter_time():
    # A's ticket is of 08:02, B's of 08:03:30: A goes first though B stood in line earlier
    people = [
        person("X", "08:00", "pay"),
        person("A", "08:00", "connect"),
        person("B", "08:02:30", "pay"),
    ]
    assert log(greeted({**HELPS, "pools.greeters.heads": 2}), people) == expected("""
        X greeter greeters#0 08:00    08:00    08:01    served
        X counter clerks#0   08:01    08:01    08:05    resolved
        A greeter greeters#1 08:00    08:00    08:02    served
        A form    greeters#1 08:02    08:02    08:04    served
        A counter clerks#0   08:02    08:05    08:10    resolved
        B greeter greeters#0 08:02:30 08:02:30 08:03:30 served
        B counter clerks#0   08:03:30 08:10    08:14    resolved
    """)


def test_whoever_is_called_while_the_form_is_filled_in_goes_first():
    # the clerk gets free at 08:03:45, when A is still with the form
    people = [
        person("X", "08:00", "pay", handle=2.75),
        person("A", "08:00", "connect"),
        person("B", "08:02:30", "pay"),
    ]
    assert log(greeted({**HELPS, "pools.greeters.heads": 2}), people) == expected("""
        X greeter greeters#0 08:00    08:00    08:01    served
        X counter clerks#0   08:01    08:01    08:03:45 resolved
        A greeter greeters#1 08:00    08:00    08:02    served
        A form    greeters#1 08:02    08:02    08:04    served
        A counter clerks#0   08:02    08:07:45 08:12:45 resolved
        B greeter greeters#0 08:02:30 08:02:30 08:03:30 served
        B counter clerks#0   08:03:30 08:03:45 08:07:45 resolved
    """)


def test_no_help_with_forms_while_somebody_waits_to_be_greeted():
    people = [person("A", "08:00", "connect"), person("B", "08:01", "pay")]
    assert log(greeted(HELPS), people) == expected("""
        A greeter greeters#0 08:00 08:00 08:02 served
        A counter clerks#0   08:02 08:02 08:12 resolved
        B greeter greeters#0 08:01 08:02 08:03 served
        B counter clerks#0   08:03 08:12 08:16 resolved
    """)


def test_missing_papers_are_found_in_the_shortened_service_of_a_filled_in_form():
    # 10 min, of which the form saves half, and of the rest half: 2:30
    people = [person("A", "08:00", "connect", lacks_papers=True)]
    assert log(greeted(HELPS), people) == expected("""
        A greeter greeters#0 08:00 08:00 08:02    served
        A form    greeters#0 08:02 08:02 08:04    served
        A counter clerks#0   08:02 08:04 08:06:30 papers_missing
    """)


def test_a_greeter_whose_shift_has_ended_helps_with_no_form():
    changes = {**HELPS, "pools.greeters.heads": {"08:00": 1, "08:30": 0}}
    people = [person("A", "08:29", "connect")]
    assert log(greeted(changes), people) == expected("""
        A greeter greeters#0 08:29 08:29 08:31 served
        A counter clerks#0   08:31 08:31 08:41 resolved
    """)


def test_the_greeters_speed_divides_all_that_the_greeter_does():
    people = [person("A", "08:00", "connect")]
    assert log(greeted({**HELPS, "pools.greeters.speed": "200 %"}), people) == expected("""
        A greeter greeters#0 08:00 08:00 08:01 served
        A form    greeters#0 08:01 08:01 08:02 served
        A counter clerks#0   08:01 08:02 08:07 resolved
    """)


def test_a_customer_passes_by_a_busy_greeter():
    people = [person("A", "08:00", "pay", triage=5.0), person("B", "08:01", "pay")]
    assert log(greeted(), people) == expected("""
        A greeter greeters#0 08:00 08:00 08:05 served
        A counter clerks#0   08:05 08:07 08:11 resolved
        B greeter -          08:01 -     08:03 bypassed
        B counter clerks#0   08:03 08:03 08:07 resolved
    """)


def test_a_greeter_who_gets_free_at_the_instant_of_passing_by_greets():
    people = [person("A", "08:00", "pay", triage=3.0), person("B", "08:01", "pay")]
    assert log(greeted(), people) == expected("""
        A greeter greeters#0 08:00 08:00 08:03 served
        A counter clerks#0   08:03 08:03 08:07 resolved
        B greeter greeters#0 08:01 08:03 08:04 served
        B counter clerks#0   08:04 08:07 08:11 resolved
    """)


def test_without_a_greeter_on_duty_customers_go_straight_to_the_counter():
    # from 09:00 the greeter is off; who waited then passes by when patience with the greeter ends
    changes = {"pools.greeters.heads": {"08:00": 0, "08:30": 1, "09:00": 0}}
    people = [
        person("A", "08:29", "pay"),
        person("B", "08:40", "pay"),
        person("C", "08:59", "pay", triage=3.0),
        person("D", "08:59:30", "pay"),
        person("E", "09:00", "pay"),
    ]
    assert log(greeted(changes), people) == expected("""
        A counter clerks#0   08:29    08:29    08:33    resolved
        B greeter greeters#0 08:40    08:40    08:41    served
        B counter clerks#0   08:41    08:41    08:45    resolved
        C greeter greeters#0 08:59    08:59    09:02    served
        C counter clerks#0   09:02    09:08    09:12    resolved
        D greeter -          08:59:30 -        09:01:30 bypassed
        D counter clerks#0   09:01:30 09:04    09:08    resolved
        E counter clerks#0   09:00    09:00    09:04    resolved
    """)


def test_at_closing_a_line_to_an_absent_greeter_goes_on_to_the_counter():
    # the greeter left at 11:59; the hall serves all inside, so B passes by after two minutes, and is served
    changes = {"pools.greeters.heads": {"08:00": 1, "11:59": 0}}
    people = [person("A", "11:58", "pay", triage=5.0), person("B", "11:58:30", "pay")]
    assert log(greeted(changes), people) == expected("""
        A greeter greeters#0 11:58    11:58    12:03    served
        A counter clerks#0   12:03    12:04:30 12:08:30 resolved
        B greeter -          11:58:30 -        12:00:30 bypassed
        B counter clerks#0   12:00:30 12:00:30 12:04:30 resolved
    """)


def test_at_closing_time_the_greeter_stays_for_those_inside():
    people = [person("A", "11:58:30", "pay", triage=2.0), person("B", "11:59", "pay")]
    assert log(greeted(), people) == expected("""
        A greeter greeters#0 11:58:30 11:58:30 12:00:30 served
        A counter clerks#0   12:00:30 12:00:30 12:04:30 resolved
        B greeter greeters#0 11:59    12:00:30 12:01:30 served
        B counter clerks#0   12:01:30 12:04:30 12:08:30 resolved
    """)


def test_a_hall_that_sends_home_sends_home_those_before_and_after_the_greeter():
    people = [person("A", "11:58:30", "pay", triage=2.0), person("B", "11:59", "pay")]
    assert log(greeted({"halls.north.at_closing": "send_home"}), people) == expected("""
        A greeter greeters#0 11:58:30 11:58:30 12:00:30 served
        A counter -          12:00:30 -        12:00:30 sent_home
        B greeter -          11:59    -        12:00    sent_home
    """)
