"""Levels of warning over a call centre: logs written out by hand from the rules, of both engines."""

from tests.sim.events.written_calls import Log, caller, centre
from tests.sim.events.written_log import expected

ROUTE = [{"steps": [{"pools": ["own"]}, {"pools": ["hired"], "level": "red"}]}]


def test_a_level_rises_acts_when_help_has_come_and_falls(log: Log) -> None:
    """Two wait at 08:05: red. Those called in are there ten minutes later; at 08:30 nobody waits."""
    watch = {
        "every": "5 min",
        "levels": {"red": {"at": {"waiting": 2}, "ends": {"waiting": 0}, "after": "8 min"}},
    }
    calls = [
        caller("A", "08:01", talk=30.0),
        caller("B", "08:02", talk=6.0),
        caller("C", "08:03", talk=7.0),
        caller("D", "08:05", talk=5.0),  # comes behind the look of this instant
        caller("E", "08:26", talk=1.0),
        caller("F", "08:30", talk=1.0),  # hired go at the look of this instant
    ]
    scenario = centre({"own": {}, "hired": {}}, watch=watch, routing=ROUTE)
    assert log(scenario, calls) == expected("""
        A agent own#0 08:01 08:01 08:31 resolved
        B agent hired#0 08:02 08:15 08:21 resolved
        C agent hired#0 08:03 08:21 08:28 resolved
        D agent hired#0 08:05 08:28 08:33 resolved
        E agent own#0 08:26 08:31 08:32 resolved
        F agent own#0 08:30 08:32 08:33 resolved
    """)


def test_a_level_that_stays_acts_although_nobody_waits(log: Log) -> None:
    watch = {"levels": {"red": {"at": {"waiting": 1}, "stays": "15 min"}}}
    calls = [
        caller("A", "08:01", talk=9.0),
        caller("B", "08:02", talk=1.0),  # red from 08:05 to 08:20
        caller("C", "08:17", talk=8.0),
        caller("D", "08:18", talk=1.0),
        caller("E", "08:20", talk=1.0),
    ]
    scenario = centre({"own": {}, "hired": {}}, watch=watch, routing=ROUTE)
    assert log(scenario, calls) == expected("""
        A agent own#0 08:01 08:01 08:10 resolved
        B agent hired#0 08:02 08:05 08:06 resolved
        C agent own#0 08:17 08:17 08:25 resolved
        D agent hired#0 08:18 08:18 08:19 resolved
        E agent own#0 08:20 08:25 08:26 resolved
    """)


def test_trunks_are_opened_while_a_share_of_them_is_taken(log: Log) -> None:
    """At 08:05 both trunks are taken: one more is open. The talk that ends at 08:10 still takes its one then, two of three: the level ends."""
    watch = {"levels": {"red": {"at": {"trunks": "100 %"}, "ends": {"trunks": "70 %"}, "trunks": 1}}}
    calls = [
        caller("A", "08:01", talk=9.0),
        caller("B", "08:02", talk=20.0),
        caller("C", "08:03"),
        caller("D", "08:06", talk=3.0),
        caller("E", "08:10:30", talk=1.0),
        caller("F", "08:11", talk=1.0),
    ]
    scenario = centre({"own": {"heads": 3}}, watch=watch, trunks=2)
    assert log(scenario, calls) == expected("""
        A agent own#0 08:01 08:01 08:10 resolved
        B agent own#1 08:02 08:02 08:22 resolved
        C line - 08:03 - 08:03 busy
        D agent own#2 08:06 08:06 08:09 resolved
        E agent own#2 08:10:30 08:10:30 08:11:30 resolved
        F line - 08:11 - 08:11 busy
    """)
