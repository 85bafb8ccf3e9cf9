"""Calls from the trunk to the end of the work after the call: logs written out by hand from the rules."""

from tests.sim.events.written_calls import Log, caller, centre
from tests.sim.events.written_log import expected


def test_agents_answer_first_come_first_served_and_the_one_free_longest(log: Log) -> None:
    calls = [
        caller("A", "08:00", talk=10.0),
        caller("B", "08:01"),
        caller("C", "08:02"),
        caller("D", "08:11", talk=1.0),  # agent 1 is free since 08:09, agent 0 since 08:10
    ]
    assert log(centre({"own": {"heads": 2}}), calls) == expected("""
        A agent own#0 08:00 08:00 08:10 resolved
        B agent own#1 08:01 08:01 08:05 resolved
        C agent own#1 08:02 08:05 08:09 resolved
        D agent own#1 08:11 08:11 08:12 resolved
    """)


def test_work_after_the_call_keeps_the_agent_but_not_the_trunk(log: Log) -> None:
    # one trunk: B comes while A talks, C when A has hung up but the agent still works
    calls = [
        caller("A", "08:00", after_call=2.0),
        caller("B", "08:03"),
        caller("C", "08:04:30"),
    ]
    assert log(centre(trunks=1), calls) == expected("""
        A agent own#0 08:00 08:00 08:04 resolved
        A after_call own#0 08:04 08:04 08:06 served
        B line - 08:03 - 08:03 busy
        C agent own#0 08:04:30 08:06 08:10 resolved
    """)


def test_a_trunk_that_gets_free_at_an_instant_serves_who_calls_then(log: Log) -> None:
    calls = [caller("A", "08:00"), caller("B", "08:04"), caller("C", "08:04")]
    assert log(centre(trunks=1), calls) == expected("""
        A agent own#0 08:00 08:00 08:04 resolved
        B agent own#0 08:04 08:04 08:08 resolved
        C line - 08:04 - 08:04 busy
    """)


def test_the_menu_serves_some_loses_some_and_takes_time_and_a_trunk(log: Log) -> None:
    menu = {"menu": {"time": "1 min"}}
    calls = [
        caller("A", "08:00", menu=1.0, in_menu=True),
        caller("B", "08:00:30", menu=1.0, leaves_menu=True),
        caller("C", "08:00:45", menu=1.0),
        caller("D", "08:01:15", menu=1.0),  # A's trunk is free, B's and C's are not: busy with two trunks
        caller("E", "08:01:30", menu=1.0),  # B's menu ends at this instant
    ]
    assert log(centre(trunks=2, **menu), calls[:2] + calls[3:]) == expected("""
        A menu - 08:00 08:00 08:01 resolved
        B menu - 08:00:30 08:00:30 08:01:30 left_menu
        D menu - 08:01:15 08:01:15 08:02:15 served
        D agent own#0 08:02:15 08:02:15 08:06:15 resolved
        E menu - 08:01:30 08:01:30 08:02:30 served
        E agent own#0 08:02:30 08:06:15 08:10:15 resolved
    """)
    assert log(centre(trunks=2, **menu), calls[:3]) == expected("""
        A menu - 08:00 08:00 08:01 resolved
        B menu - 08:00:30 08:00:30 08:01:30 left_menu
        C line - 08:00:45 - 08:00:45 busy
    """)


def test_callers_hang_up_when_their_patience_ends_and_some_at_once(log: Log) -> None:
    calls = [
        caller("A", "08:00"),
        caller("B", "08:01", patience=2.0),
        caller("C", "08:02", patience=0.0),
        caller("D", "08:03", patience=1.0),  # answered at the instant at which it ends
        caller("E", "08:08", patience=0.0),  # somebody is free: it need not wait
    ]
    assert log(centre(), calls) == expected("""
        A agent own#0 08:00 08:00 08:04 resolved
        B agent - 08:01 - 08:03 reneged
        C agent - 08:02 - 08:02 reneged
        D agent own#0 08:03 08:04 08:08 resolved
        E agent own#0 08:08 08:08 08:12 resolved
    """)


def test_a_long_announced_wait_makes_callers_hang_up(log: Log) -> None:
    # announced is the wait of the call answered last: 0 for B, 3 min for C and D, which draw 0.3 and 0.5
    scenario = centre(balking=[{"wait": "3 min", "leave": "40 %"}])
    calls = [
        caller("A", "08:00", balk=0.0),
        caller("B", "08:01", balk=0.0),
        caller("C", "08:05", balk=0.3),
        caller("D", "08:06", balk=0.5),
    ]
    assert log(scenario, calls) == expected("""
        A agent own#0 08:00 08:00 08:04 resolved
        B agent own#0 08:01 08:04 08:08 resolved
        C agent - 08:05 - 08:05 balked
        D agent own#0 08:06 08:08 08:12 resolved
    """)


def test_who_was_not_helped_calls_again_up_to_a_number_of_times(log: Log) -> None:
    redial = {"busy": "50 %", "reneged": "50 %", "unsolved": "50 %", "most_calls": 3}
    calls = [
        caller("A", "08:00", talk=60.0),
        caller(
            "B",
            "08:01",
            patience=1.0,
            redials=0.4,
            later=[{"patience": 2.0, "redials": 0.4}, {"patience": 3.0, "redials": 0.0}],
        ),
        caller("C", "08:02", patience=1.0, redials=0.5),
        caller("D", "09:00", solve=0.95, redials=0.1, redials_after=30.0),
    ]
    scenario = centre({"own": {"phone": {"quality": "90 %"}}}, redial=redial)
    assert log(scenario, calls) == expected("""
        A agent own#0 08:00 08:00 09:00 resolved
        B agent - 08:01 - 08:02 reneged
        B2 agent - 08:12 - 08:14 reneged
        B3 agent - 08:24 - 08:27 reneged
        C agent - 08:02 - 08:03 reneged
        D agent own#0 09:00 09:00 09:04 unsolved
        D2 agent own#0 09:34 09:34 09:38 resolved
    """)


def test_out_of_hours_callers_hear_a_message_and_may_call_the_next_day(log: Log) -> None:
    calls = [caller("A", "13:00", redials=0.5, redials_after=20 * 60.0), caller("B", "07:59")]
    scenario = centre(calendar={"days": 2}, redial={"closed": "60 %"})
    assert log(scenario, calls) == expected("""
        B line - 07:59 - 07:59 turned_away
        A line - 13:00 - 13:00 turned_away
        A2 agent own#0 1/09:00 1/09:00 1/09:04 resolved
    """)


def test_at_closing_those_who_wait_are_answered_or_hear_a_message(log: Log) -> None:
    calls = [caller("A", "11:58"), caller("B", "11:59")]
    assert log(centre(), calls) == expected("""
        A agent own#0 11:58 11:58 12:02 resolved
        B agent own#0 11:59 12:02 12:06 resolved
    """)
    assert log(centre(at_closing="send_home"), calls) == expected("""
        A agent own#0 11:58 11:58 12:02 resolved
        B agent - 11:59 - 12:00 sent_home
    """)


def test_round_the_clock_calls_are_carried_over_midnight(log: Log) -> None:
    # one agent until 06:00, two from then on; the talk that begins before midnight goes on
    scenario = centre(
        {"own": {"heads": {"00:00": 1, "06:00": 2}}}, calendar={"days": 2}, round_the_clock=True
    )
    calls = [
        caller("A", "23:58", talk=5.0),
        caller("B", "23:59", talk=60.0),
        caller("C", "1/00:05", talk=300.0),
        caller("D", "1/05:59"),
    ]
    assert log(scenario, calls) == expected("""
        A agent own#0 23:58 23:58 1/00:03 resolved
        B agent own#1 23:59 23:59 1/00:59 resolved
        C agent own#0 1/00:05 1/00:05 1/05:05 resolved
        D agent own#0 1/05:59 1/05:59 1/06:03 resolved
    """)


def test_an_agent_whose_duty_ends_finishes_the_call_and_takes_no_other(log: Log) -> None:
    scenario = centre({"own": {"heads": {"08:00": 1, "09:00": 0, "10:00": 1}}})
    calls = [caller("A", "08:58"), caller("B", "08:59")]
    assert log(scenario, calls) == expected("""
        A agent own#0 08:58 08:58 09:02 resolved
        B agent own#0 08:59 10:00 10:04 resolved
    """)


def test_levels_change_how_long_a_call_takes(log: Log) -> None:
    # 4 min at 80 % speed are 5 min, and so is the work after the call: 2 min become 2.5 min
    scenario = centre({"own": {"phone": {"levels": {"ask": {"speed": "80 %"}}}}})
    assert log(scenario, [caller("A", "08:00", after_call=2.0)]) == expected("""
        A agent own#0 08:00 08:00 08:05 resolved
        A after_call own#0 08:05 08:05 08:07:30 served
    """)
