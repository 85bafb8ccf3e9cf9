"""Callers who are called back: logs written out by hand from the rules, of both engines."""

from tests.sim.events.written_calls import Log, caller, centre
from tests.sim.events.written_log import expected

RULES = {"wait": "1 min", "accept": "50 %", "ring": "30 s", "attempts": 2, "again_after": "5 min"}


def test_a_callback_is_offered_at_a_long_wait_and_made_when_the_turn_comes(log: Log) -> None:
    # announced: 0 for B, 9 min for C, D and E, 3 min for F, 1.5 min for G
    calls = [
        caller("A", "08:00", talk=10.0),
        caller("B", "08:01", accepts=0.0),
        caller("C", "08:11", accepts=0.2, patience=1.0),
        caller("D", "08:12", accepts=0.5, patience=3.0),
        caller("E", "08:13", accepts=0.2, reached_at=3),
        caller("F", "08:17"),
        caller("G", "08:23:45"),  # the agent rings E in vain
    ]
    assert log(centre(callback=RULES), calls) == expected("""
        A agent own#0 08:00 08:00 08:10 resolved
        B agent own#0 08:01 08:10 08:14 resolved
        C offer - 08:11 08:11 08:11 served
        C callback own#0 08:11 08:14 08:18 resolved
        D offer - 08:12 08:12 08:12 served
        D agent - 08:12 - 08:15 reneged
        E offer - 08:13 08:13 08:13 served
        E callback - 08:13 - 08:23:30 not_reached
        E ring own#0 08:18 08:18 08:18:30 served
        E ring own#0 08:23:30 08:23:30 08:24 served
        F offer - 08:17 08:17 08:17 served
        F agent own#0 08:17 08:18:30 08:22:30 resolved
        G offer - 08:23:45 08:23:45 08:23:45 served
        G agent own#0 08:23:45 08:24 08:28 resolved
    """)


def test_who_takes_a_callback_frees_the_trunk_and_needs_none_for_the_talk(log: Log) -> None:
    calls = [
        caller("A", "08:00"),
        caller("B", "08:01", accepts=0.0),
        caller("C", "08:02"),  # with A the second call inside
        caller("D", "08:03"),
        caller("E", "08:05"),  # B talks on no trunk, only C is inside
    ]
    assert log(centre(trunks=2, callback=RULES | {"wait": "0 min"}), calls) == expected("""
        A agent own#0 08:00 08:00 08:04 resolved
        B offer - 08:01 08:01 08:01 served
        B callback own#0 08:01 08:04 08:08 resolved
        C offer - 08:02 08:02 08:02 served
        C agent own#0 08:02 08:08 08:12 resolved
        D line - 08:03 - 08:03 busy
        E offer - 08:05 08:05 08:05 served
        E agent own#0 08:05 08:12 08:16 resolved
    """)


def test_who_could_not_be_reached_is_back_at_the_old_place(log: Log) -> None:
    calls = [
        caller("A", "08:00"),
        caller("B", "08:01", accepts=0.0, reached_at=2),
        caller("C", "08:02"),
        caller("D", "08:03"),
    ]
    scenario = centre(callback=RULES | {"wait": "0 min", "again_after": "1 min"})
    assert log(scenario, calls) == expected("""
        A agent own#0 08:00 08:00 08:04 resolved
        B offer - 08:01 08:01 08:01 served
        B callback own#0 08:01 08:08:30 08:12:30 resolved
        B ring own#0 08:04 08:04 08:04:30 served
        C offer - 08:02 08:02 08:02 served
        C agent own#0 08:02 08:04:30 08:08:30 resolved
        D offer - 08:03 08:03 08:03 served
        D agent own#0 08:03 08:12:30 08:16:30 resolved
    """)


def test_at_closing_those_who_wait_to_be_called_are_not_called_any_more(log: Log) -> None:
    calls = [
        caller("A", "11:50", talk=8.0),
        caller("B", "11:51", accepts=0.0, reached_at=2),  # rung at 11:58, back in the queue at 12:03:30
        caller("C", "11:52", talk=9.0),
        caller("D", "11:53", accepts=0.0),
    ]
    scenario = centre(callback=RULES | {"wait": "0 min"}, at_closing="send_home")
    assert log(scenario, calls) == expected("""
        A agent own#0 11:50 11:50 11:58 resolved
        B offer - 11:51 11:51 11:51 served
        B callback - 11:51 - 12:03:30 sent_home
        B ring own#0 11:58 11:58 11:58:30 served
        C offer - 11:52 11:52 11:52 served
        C agent own#0 11:52 11:58:30 12:07:30 resolved
        D offer - 11:53 11:53 11:53 served
        D callback - 11:53 - 12:00 sent_home
    """)


def test_who_was_not_reached_may_call_again_and_who_took_a_callback_does_not_balk(log: Log) -> None:
    calls = [
        caller("A", "08:00", talk=3.0),
        caller("B", "08:01", accepts=0.0, balk=0.0, reached_at=2, redials=0.1),
    ]
    scenario = centre(
        callback=RULES | {"wait": "0 min", "attempts": 1},
        balking=[{"wait": "0 min", "leave": "100 %"}],
        redial={"not_reached": "50 %"},
    )
    assert log(scenario, calls) == expected("""
        A agent own#0 08:00 08:00 08:03 resolved
        B offer - 08:01 08:01 08:01 served
        B callback - 08:01 - 08:03 not_reached
        B ring own#0 08:03 08:03 08:03:30 served
        B2 agent own#0 08:13 08:13 08:17 resolved
    """)


OVERFLOW = [{"steps": [{"pools": ["own"]}, {"pools": ["hired"], "after": "2 min"}]}]
SOON = RULES | {"wait": "0 min", "again_after": "1 min"}
"""Each call is offered to be called back; who is rung in vain at 08:02 is back in the queue at 08:03:30."""


def test_who_is_back_as_another_pool_may_take_a_later_case_goes_first(log: Log) -> None:
    """At 08:03:30 the other pool may take C, and B is back, whose case is the earlier one."""
    calls = [
        caller("A", "08:00", talk=2.0),
        caller("B", "08:00:30", accepts=0.0, reached_at=2),
        caller("E", "08:00:45", talk=10.0),
        caller("C", "08:01:30"),
    ]
    scenario = centre({"own": {}, "hired": {}}, callback=SOON, routing=OVERFLOW)
    assert log(scenario, calls) == expected("""
        A agent own#0 08:00 08:00 08:02 resolved
        B offer - 08:00:30 08:00:30 08:00:30 served
        B callback hired#0 08:00:30 08:03:30 08:07:30 resolved
        B ring own#0 08:02 08:02 08:02:30 served
        E offer - 08:00:45 08:00:45 08:00:45 served
        E agent own#0 08:00:45 08:02:30 08:12:30 resolved
        C offer - 08:01:30 08:01:30 08:01:30 served
        C agent hired#0 08:01:30 08:07:30 08:11:30 resolved
    """)


def test_who_is_back_as_another_pool_may_take_an_earlier_case_waits_on(log: Log) -> None:
    """At 08:03:30 the other pool may take C, whose case is the earlier one, and takes it before B is back, who is more urgent."""
    calls = [
        caller("A", "08:00", "one", talk=2.0),
        caller("C", "08:01:30", "one"),
        caller("B", "08:01:45", "urgent", accepts=0.0, reached_at=2),
        caller("E", "08:02:15", "urgent", talk=10.0),
    ]
    lines = {"one": {}, "urgent": {"priority": 1}}
    sooner = {"lines": ["urgent"], "steps": [{"pools": ["own"]}, {"pools": ["hired"], "after": "1 min"}]}
    scenario = centre({"own": {}, "hired": {}}, lines, callback=SOON, routing=[sooner, *OVERFLOW])
    assert log(scenario, calls) == expected("""
        A agent own#0 08:00 08:00 08:02 resolved
        C offer - 08:01:30 08:01:30 08:01:30 served
        C agent hired#0 08:01:30 08:03:30 08:07:30 resolved
        B offer - 08:01:45 08:01:45 08:01:45 served
        B callback hired#0 08:01:45 08:07:30 08:11:30 resolved
        B ring own#0 08:02 08:02 08:02:30 served
        E offer - 08:02:15 08:02:15 08:02:15 served
        E agent own#0 08:02:15 08:02:30 08:12:30 resolved
    """)
