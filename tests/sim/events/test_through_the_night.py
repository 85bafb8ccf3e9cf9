"""Halls that are open through midnight, overtime past midnight, and many priorities: logs written out by hand from the rules.

Day 0 is a Monday; ``1/00:10`` is ten past midnight on the Tuesday. Everybody takes 4 min if nothing else is written.
"""

from typing import Any

from sim.scenario import Scenario
from tests.scenarios_for_tests import small
from tests.sim.events.written_log import expected, log, person


def hall(changes: dict[str, Any], start: str = "00:00", end: str = "24:00", days: int = 2) -> Scenario:
    profile = {"profile.csv": f"start,end,weight\n{start},{end},1\n"}
    return small({"calendar.hours": [f"{start}-{end}"], "calendar.days": days, **changes}, profile)


def test_midnight_is_no_moment_in_a_hall_that_is_open_through_it():
    """C waits over midnight and goes before D, who came after it; nobody is sent away at 24:00 of the first day, and the
    last day ends with overtime."""
    people = [
        person("A", "23:50", handle=20.0),
        person("B", "23:52"),
        person("C", "23:58"),
        person("D", "1/00:01"),
        person("E", "1/23:58"),
        person("F", "1/23:59"),
    ]
    assert log(hall({}), people) == expected("""
        A counter clerks#0 23:50   23:50   1/00:10 resolved
        B counter clerks#0 23:52   1/00:10 1/00:14 resolved
        C counter clerks#0 23:58   1/00:14 1/00:18 resolved
        D counter clerks#0 1/00:01 1/00:18 1/00:22 resolved
        E counter clerks#0 1/23:58 1/23:58 2/00:02 resolved
        F counter clerks#0 1/23:59 2/00:02 2/00:06 resolved
    """)


def test_patience_and_a_change_of_staff_after_midnight():
    """The second clerk works from 00:00 to 00:30 of the Tuesday alone. B and C wait then; B has the earlier ticket. C gives
    up at 00:03, D is called as the night clerk is free, E as the first one is."""
    changes = {
        "halls.north.pools": ["clerks", "night"],
        "halls.north.patience": "10 min",
        "pools.night": {
            "works_at": "counter",
            "shifts": [{"time": "00:00-00:30", "heads": 1, "days": "tue"}],
        },
    }
    people = [
        person("A", "23:50", handle=30.0),
        person("B", "23:52", handle=10.0),
        person("C", "23:53"),
        person("D", "1/00:05", handle=12.0),
        person("E", "1/00:13"),
    ]
    assert log(hall(changes), people) == expected("""
        A counter clerks#0 23:50   23:50   1/00:20 resolved
        B counter night#0  23:52   1/00:00 1/00:10 resolved
        C counter -        23:53   -       1/00:03 reneged
        D counter night#0  1/00:05 1/00:10 1/00:22 resolved
        E counter clerks#0 1/00:13 1/00:20 1/00:24 resolved
    """)


def test_a_greeter_over_midnight():
    """A is greeted, helped, and served over midnight; B passes by the busy greeter two minutes after it came, at 00:01, and is
    called before A, who is not back with the form; C comes as the greeter is free."""
    changes = {
        "halls.north.pools": ["clerks", "greeters"],
        "halls.north.greeter": {"triage": "1 min", "helps_with_forms": True, "bypass_after": "2 min"},
        "services.pay.form": {"help_time": "5 min", "saves": "50 %"},
        "pools.greeters": {"works_at": "greeter", "heads": 1},
    }
    people = [person("A", "23:57"), person("B", "23:59", help=0.0), person("C", "1/00:03:30", help=0.0)]
    assert log(hall(changes), people) == expected("""
        A greeter greeters#0 23:57      23:57      23:58      served
        A form    greeters#0 23:58      23:58      1/00:03    served
        A counter clerks#0   23:58      1/00:05    1/00:07    resolved
        B greeter -          23:59      -          1/00:01    bypassed
        B counter clerks#0   1/00:01    1/00:01    1/00:05    resolved
        C greeter greeters#0 1/00:03:30 1/00:03:30 1/00:04:30 served
        C counter clerks#0   1/00:04:30 1/00:07    1/00:11    resolved
    """)


def test_who_gives_up_after_midnight_comes_back_from_that_day_on():
    """B came on the Monday and gives up on the Tuesday: the first open day after that is the Wednesday, day 2. C gives up on the
    Monday and is back on the Tuesday, at midnight, when its draw means the beginning of the day."""
    changes = {"halls.north.patience": "5 min", "come_back": {"reneged": "100 %", "after_days": ["100 %"]}}
    people = [
        person("A", "23:30", handle=60.0),
        person("C", "23:50", comes_back=True, later=[{"patience": 40.0}]),
        person("B", "23:58", comes_back=True, return_time=0.5, later=[{}]),
    ]
    assert log(hall(changes, days=3), people) == expected("""
        A  counter clerks#0 23:30   23:30   1/00:30 resolved
        C  counter -        23:50   -       23:55   reneged
        C2 counter clerks#0 1/00:00 1/00:30 1/00:34 resolved
        B  counter -        23:58   -       1/00:03 reneged
        B2 counter clerks#0 2/12:00 2/12:00 2/12:04 resolved
    """)


def test_overtime_goes_on_past_midnight():
    """Closing is at 23:00 and the overtime limit two hours: B is called at 00:40, C, who would be next at 01:10, is sent home at
    01:00; the clerk is free again when the hall opens at 20:00."""
    people = [
        person("A", "22:50", handle=110.0),
        person("B", "22:55", handle=30.0),
        person("C", "22:59"),
        person("D", "1/20:00"),
    ]
    changes = {"halls.north.overtime_limit": "2 h"}
    assert log(hall(changes, "20:00", "23:00"), people) == expected("""
        A counter clerks#0 22:50   22:50   1/00:40 resolved
        B counter clerks#0 22:55   1/00:40 1/01:10 resolved
        C counter -        22:59   -       1/01:00 sent_home
        D counter clerks#0 1/20:00 1/20:00 1/20:04 resolved
    """)


def test_twenty_priorities():
    """All wait for A to be done at 08:30, then go by priority, equals by ticket."""
    segments = {f"s{number}": {"share": "5 %", "priority": number} for number in range(20)}
    order = (3, 19, 0, 17, 3, 18, 16)
    people = [person("A", "08:00", handle=30.0)]
    people += [
        person("BCDEFGH"[place], f"08:0{place + 1}", segment=f"s{number}")
        for place, number in enumerate(order)
    ]
    assert log(small({"segments": segments}), people) == expected("""
        A counter clerks#0 08:00 08:00 08:30 resolved
        B counter clerks#0 08:01 08:46 08:50 resolved
        C counter clerks#0 08:02 08:30 08:34 resolved
        D counter clerks#0 08:03 08:54 08:58 resolved
        E counter clerks#0 08:04 08:38 08:42 resolved
        F counter clerks#0 08:05 08:50 08:54 resolved
        G counter clerks#0 08:06 08:34 08:38 resolved
        H counter clerks#0 08:07 08:42 08:46 resolved
    """)


def test_tickets_of_one_instant_go_in_the_order_of_getting_in_over_midnight_too():
    """A passes by the greeter, busy with G and gone at midnight, at 00:01, when B gets in, each the third of its day: A got in first."""
    changes = {
        "halls.north.pools": ["clerks", "greeters"],
        "halls.north.greeter": {"triage": "1 min", "bypass_after": "2 min"},
        "pools.greeters": {
            "works_at": "greeter",
            "shifts": [{"time": "12:00-24:00", "heads": 1, "days": "mon"}],
        },
    }
    people = [
        person("C", "23:50", handle=30.0),
        person("G", "23:58", triage=10.0),
        person("A", "23:59"),
        person("D", "1/00:00:10"),
        person("E", "1/00:00:20"),
        person("B", "1/00:01"),
    ]
    assert log(hall(changes), people) == expected("""
        C greeter greeters#0 23:50      23:50   23:51   served
        C counter clerks#0   23:51      23:51   1/00:21 resolved
        G greeter greeters#0 23:58      23:58   1/00:08 served
        G counter clerks#0   1/00:08    1/00:37 1/00:41 resolved
        A greeter -          23:59      -       1/00:01 bypassed
        A counter clerks#0   1/00:01    1/00:29 1/00:33 resolved
        D counter clerks#0   1/00:00:10 1/00:21 1/00:25 resolved
        E counter clerks#0   1/00:00:20 1/00:25 1/00:29 resolved
        B counter clerks#0   1/00:01    1/00:33 1/00:37 resolved
    """)


def test_help_that_takes_no_time_at_the_greeters_speed_is_help():
    """A tick at three times the speed is a third of a tick, so none."""
    changes = {
        "halls.north.pools": ["clerks", "greeters"],
        "halls.north.greeter": {"triage": "3 min", "helps_with_forms": True},
        "services.pay.form": {"help_time": "1 min", "saves": "50 %"},
        "pools.greeters": {"works_at": "greeter", "heads": 1, "speed": "300 %"},
    }
    assert log(small(changes), [person("A", "08:00", help=2.0**-20)]) == expected("""
        A greeter greeters#0 08:00 08:00 08:01 served
        A form    greeters#0 08:01 08:01 08:01 served
        A counter clerks#0   08:01 08:01 08:03 resolved
    """)
