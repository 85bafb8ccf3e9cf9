"""Calls that an agent cannot solve and hands over: logs written out by hand from the rules, of both engines."""

from tests.sim.events.written_calls import Log, caller, centre
from tests.sim.events.written_log import expected

POOLS = {
    "hired": {"phone": {"quality": "50 %", "transfer": {"to": ["own"], "share": "80 %"}}},
    "own": {"phone": {"quality": "90 %"}},
}
ROUTING = [{"steps": [{"pools": ["hired"]}]}]


def test_what_a_pool_cannot_solve_waits_again_for_another_and_talks_anew(log: Log) -> None:
    calls = [
        caller(
            "A", "08:00", solve=0.6, after_call=1.0
        ),  # the hired agent works on after handing over, and so does the other
        caller("B", "08:06", solve=0.6, hands_over=0.8),  # not among the 80 %
        caller("C", "08:11", solve=0.6, second_solve=0.95),
        caller("D", "08:12", solve=0.4),
    ]
    assert log(centre(POOLS, routing=ROUTING), calls) == expected("""
        A agent hired#0 08:00 08:00 08:04 handed_over
        A transfer own#0 08:04 08:04 08:07 resolved
        A after_call hired#0 08:04 08:04 08:05 served
        A after_call own#0 08:07 08:07 08:08 served
        B agent hired#0 08:06 08:06 08:10 unsolved
        C agent hired#0 08:11 08:11 08:15 handed_over
        C transfer own#0 08:15 08:15 08:18 unsolved
        D agent hired#0 08:12 08:15 08:19 resolved
    """)


def test_who_was_handed_over_keeps_the_trunk_waits_behind_others_and_may_hang_up(log: Log) -> None:
    # the own agent is busy with X until 08:10; Y has waited for it since 08:02; two hired, four trunks
    routing = [{"lines": ["two"], "steps": [{"pools": ["own"]}]}, *ROUTING]
    calls = [
        caller("X", "08:00", line="two", talk=10.0),
        caller("Y", "08:02", line="two", talk=2.0),
        caller("A", "08:03", solve=0.6, second_talk=5.0, patience=6.0),  # handed over at 08:07
        caller("B", "08:04", solve=0.6, patience=1.0),  # handed over at 08:08, hangs up at 08:09
        caller("C", "08:08:30", solve=0.6),  # X, Y, A and B are inside
        caller("D", "08:09:30", solve=0.0),  # B is not any more
    ]
    pools = {**POOLS, "hired": {**POOLS["hired"], "heads": 2}}
    assert log(centre(pools, {"one": {}, "two": {}}, routing=routing, trunks=4), calls) == expected("""
        X agent own#0 08:00 08:00 08:10 resolved
        Y agent own#0 08:02 08:10 08:12 resolved
        A agent hired#0 08:03 08:03 08:07 handed_over
        A transfer own#0 08:07 08:12 08:17 resolved
        B agent hired#1 08:04 08:04 08:08 handed_over
        B transfer - 08:08 - 08:09 reneged
        C line - 08:08:30 - 08:08:30 busy
        D agent hired#0 08:09:30 08:09:30 08:13:30 resolved
    """)


def test_the_patience_of_the_first_wait_does_not_end_the_second(log: Log) -> None:
    """A would have hung up at 08:06 on its first wait; its second begins at 08:05 and may last until 08:10."""
    calls = [
        caller("Z", "08:00", talk=1.0, solve=0.0),
        caller("X", "08:01", line="two", talk=8.0),
        caller("A", "08:00:30", solve=0.6, patience=5.5),
    ]
    routing = [{"lines": ["two"], "steps": [{"pools": ["own"]}]}, *ROUTING]
    assert log(centre(POOLS, {"one": {}, "two": {}}, routing=routing), calls) == expected("""
        Z agent hired#0 08:00 08:00 08:01 resolved
        A agent hired#0 08:00:30 08:01 08:05 handed_over
        A transfer own#0 08:05 08:09 08:12 resolved
        X agent own#0 08:01 08:01 08:09 resolved
    """)


def test_without_anybody_who_can_take_it_a_call_stays_unsolved(log: Log) -> None:
    pools = {**POOLS, "own": {"phone": {"speaks": ["two"]}}}
    scenario = centre(pools, {"one": {}, "two": {}})
    assert log(scenario, [caller("A", "08:00", solve=0.6)]) == expected("""
        A agent hired#0 08:00 08:00 08:04 unsolved
    """)


def test_a_call_that_was_called_back_can_be_handed_over(log: Log) -> None:
    calls = [
        caller("A", "08:00", solve=0.4),
        caller("B", "08:01", accepts=0.0, solve=0.6),
    ]
    callback = {"wait": "0 min", "accept": "50 %"}
    assert log(centre(POOLS, routing=ROUTING, callback=callback), calls) == expected("""
        A agent hired#0 08:00 08:00 08:04 resolved
        B offer - 08:01 08:01 08:01 served
        B callback hired#0 08:01 08:04 08:08 handed_over
        B transfer own#0 08:08 08:08 08:11 resolved
    """)


def test_who_is_handed_over_as_an_earlier_case_calls_again_waits_before_it(log: Log) -> None:
    """At 08:06 A is handed over to the own agent, and then B calls again on the own agent's line: at one instant those who move on come
    before those who come in, whoever began first."""
    routing = [{"lines": ["two"], "steps": [{"pools": ["own"]}]}, *ROUTING]
    calls = [
        caller("X", "08:00", "two", talk=7.0),
        caller("B", "08:01", "two", patience=1.0, redials=0.1, redials_after=4.0),
        caller("A", "08:02", "one", solve=0.6),
    ]
    lines = {"two": {}, "one": {}}
    scenario = centre(POOLS, lines, routing=routing, redial={"reneged": "50 %"})
    assert log(scenario, calls) == expected("""
        X agent own#0 08:00 08:00 08:07 resolved
        B agent - 08:01 - 08:02 reneged
        B2 agent own#0 08:06 08:10 08:14 resolved
        A agent hired#0 08:02 08:02 08:06 handed_over
        A transfer own#0 08:06 08:07 08:10 resolved
    """)
