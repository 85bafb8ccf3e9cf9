"""Chats, several at a time, beside calls: logs written out by hand from the rules. A chat takes 10 min, a call 4 min."""

from typing import Any

from sim.scenario import Scenario
from tests.sim.events.written_calls import Log, caller, centre
from tests.sim.events.written_log import expected


def both(chats: dict[str, Any], heads: int = 1, **rules: Any) -> Scenario:
    """A centre with a phone line and a chat line, and one pool for both."""
    lines = {"one": {}, "web": {"channel": "chat"}}
    return centre({"own": {"heads": heads, "phone": {"chats": chats}}}, lines, **rules)


def test_calls_and_chats_by_turns_and_chats_are_slower_the_more_are_in_hand(log: Log) -> None:
    calls = [
        caller("A", "08:00", line="web"),
        caller("B", "08:02", line="web"),  # half the speed
        caller("C", "08:03", line="web"),  # two are in hand
        caller("D", "08:04"),  # waits until no chat is in hand
        caller("E", "08:31", line="web"),  # waits until D has hung up
    ]
    assert log(both({"at_once": 2, "pace": ["100 %", "50 %"]}), calls) == expected("""
        A agent own#0 08:00 08:00 08:10 resolved
        B agent own#0 08:02 08:02 08:22 resolved
        C agent own#0 08:03 08:10 08:30 resolved
        D agent own#0 08:04 08:30 08:34 resolved
        E agent own#0 08:31 08:34 08:44 resolved
    """)


def test_fewest_chats_first_then_longest_unchanged_and_one_chat_beside_a_call(log: Log) -> None:
    calls = [
        caller("A", "08:00", line="web"),
        caller("B", "08:01", line="web"),  # agent 1 has none
        caller("C", "08:02", line="web"),  # both have one, agent 0 since 08:00
        caller("D", "08:03"),  # agent 0 has two chats, agent 1 has one
        caller("E", "08:04", line="web"),  # agent 1 has a chat and a call
        caller("F", "08:05"),  # E comes first at 08:07, then agent 1 has two
    ]
    assert log(both({"at_once": 2, "during_call": 1}, heads=2), calls) == expected("""
        A agent own#0 08:00 08:00 08:10 resolved
        B agent own#1 08:01 08:01 08:11 resolved
        C agent own#0 08:02 08:02 08:12 resolved
        D agent own#1 08:03 08:03 08:07 resolved
        E agent own#1 08:04 08:07 08:17 resolved
        F agent own#0 08:05 08:10 08:14 resolved
    """)


def test_chats_need_no_trunk_and_no_menu_and_work_after_them_keeps_the_seat(log: Log) -> None:
    calls = [
        caller("A", "08:00", menu=1.0),
        caller("B", "08:00:30", line="web", menu=1.0, leaves_menu=True, after_call=2.0),
        caller("C", "08:00:45"),
        caller("D", "08:03", line="web"),
    ]
    scenario = both({"at_once": 1, "during_call": 1, "pace": ["50 %"]}, trunks=1, menu={"time": "1 min"})
    assert log(scenario, calls) == expected("""
        A menu - 08:00 08:00 08:01 served
        A agent own#0 08:01 08:01 08:05 resolved
        B agent own#0 08:00:30 08:00:30 08:20:30 resolved
        B after_call own#0 08:20:30 08:20:30 08:24:30 served
        C line - 08:00:45 - 08:00:45 busy
        D agent own#0 08:03 08:24:30 08:44:30 resolved
    """)


def test_chats_are_offered_no_callback_and_lose_patience(log: Log) -> None:
    calls = [
        caller("A", "08:00", line="web"),
        caller("B", "08:01", line="web", accepts=0.0, patience=2.0),
    ]
    assert log(both({"at_once": 1}, callback={"wait": "0 min", "accept": "100 %"}), calls) == expected("""
        A agent own#0 08:00 08:00 08:10 resolved
        B agent - 08:01 - 08:03 reneged
    """)


def test_a_pool_without_chats_takes_calls_alone(log: Log) -> None:
    lines = {"one": {}, "web": {"channel": "chat"}}
    scenario = centre({"phones": {}, "mixed": {"phone": {"chats": {"at_once": 1}}}}, lines)
    calls = [caller("A", "08:00", line="web"), caller("B", "08:01"), caller("C", "08:02", line="web")]
    assert log(scenario, calls) == expected("""
        A agent mixed#0 08:00 08:00 08:10 resolved
        B agent phones#0 08:01 08:01 08:05 resolved
        C agent mixed#0 08:02 08:10 08:20 resolved
    """)


def test_a_chat_can_be_handed_over_and_an_agent_off_duty_finishes_what_is_in_hand(log: Log) -> None:
    scenario = centre(
        {
            "hired": {
                "heads": {"08:00": 1, "08:05": 0},
                "phone": {"chats": {"at_once": 2}, "quality": "50 %", "transfer": {"to": ["own"]}},
            },
            "own": {"phone": {"chats": {"at_once": 1}}},
        },
        {"web": {"channel": "chat"}},
    )
    calls = [
        caller("A", "08:00", line="web", solve=0.6),
        caller("B", "08:04", line="web", solve=0.4),
        caller("C", "08:06", line="web"),
    ]
    assert log(scenario, calls) == expected("""
        A agent hired#0 08:00 08:00 08:10 handed_over
        A transfer own#0 08:10 08:16 08:22 resolved
        B agent hired#0 08:04 08:04 08:14 resolved
        C agent own#0 08:06 08:06 08:16 resolved
    """)
