"""Counters that close while their clerk is on duty: logs written out by hand from the rules, which both engines have to say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.draws.attendance import attendance_of
from sim.draws.dice import Dice
from sim.events import engine as events
from sim.lanes import engine as lanes
from sim.lanes.floor import floor_of
from sim.log.records import Stage
from sim.running.experiment import run
from sim.scenario import Scenario
from sim.scenario.units import DAY, Window
from tests.scenarios_for_tests import small
from tests.sim.events.written_log import expected, log, person
from tests.sim.lanes.same_answer import assert_same_records, assert_same_sums

DOWN = [{"date": "2024-01-01", "start": "08:10", "end": "08:30"}]


def hall(**changes: Any) -> Scenario:
    return small({"halls.north.closures": DOWN, **changes})


def test_who_is_at_hand_is_served_to_the_end_and_nobody_is_called_until_it_is_open_again() -> None:
    people = [person("A", "08:08"), person("B", "08:09"), person("C", "08:20"), person("D", "08:29")]
    assert log(hall(), people) == expected("""
        A counter clerks#0 08:08 08:08 08:12 resolved
        B counter clerks#0 08:09 08:30 08:34 resolved
        C counter clerks#0 08:20 08:34 08:38 resolved
        D counter clerks#0 08:29 08:38 08:42 resolved
    """)


def test_who_is_at_hand_waits_until_it_is_open_again() -> None:
    """A has been served for two minutes of four when the system goes down, and for the other two from 08:30 on."""
    people = [person("A", "08:08"), person("B", "08:09"), person("C", "08:31")]
    assert log(hall(**{"halls.north.at_outage": "wait"}), people) == expected("""
        A counter clerks#0 08:08 08:08 08:32 resolved
        B counter clerks#0 08:09 08:32 08:36 resolved
        C counter clerks#0 08:31 08:36 08:40 resolved
    """)


def test_a_service_may_pause_twice_and_one_that_ends_as_it_closes_does_not() -> None:
    twice = [*DOWN, {"date": "2024-01-01", "start": "08:31", "end": "08:41"}]
    changes = {"halls.north.at_outage": "wait", "halls.north.closures": twice}
    assert log(hall(**changes), [person("A", "08:08"), person("B", "08:50")]) == expected("""
        A counter clerks#0 08:08 08:08 08:42 resolved
        B counter clerks#0 08:50 08:50 08:54 resolved
    """)
    assert log(hall(**changes), [person("A", "08:06")]) == expected("""
        A counter clerks#0 08:06 08:06 08:10 resolved
    """)


def test_a_ticket_called_in_vain_needs_no_system() -> None:
    """B is gone since 08:08; the five minutes that the call costs begin before the system goes down, and end while it is down."""
    changes = {
        "halls.north.at_outage": "wait",
        "halls.north.patience": "1 h",
        "halls.north.called_in_vain": "5 min",
    }
    people = [person("A", "08:05"), person("B", "08:06", patience=2.0), person("C", "08:07")]
    assert log(hall(**changes), people) == expected("""
        A counter clerks#0 08:05 08:05 08:09 resolved
        B counter -        08:06 -     08:09 reneged
        B ring    clerks#0 08:09 08:09 08:14 served
        C counter clerks#0 08:07 08:30 08:34 resolved
    """)


@pytest.mark.parametrize("rule", ["finish", "wait"])
def test_of_two_counters_one_is_down(rule: str) -> None:
    """That of the lower number: B is with clerk 1, who goes on."""
    one = [DOWN[0] | {"pool": "clerks", "heads": 1}]
    people = [person("A", "08:05"), person("B", "08:08"), person("C", "08:11"), person("D", "08:12")]
    changes = {"halls.north.closures": one, "pools.clerks.heads": 2, "halls.north.at_outage": rule}
    assert log(hall(**changes), people) == expected("""
        A counter clerks#0 08:05 08:05 08:09 resolved
        B counter clerks#1 08:08 08:08 08:12 resolved
        C counter clerks#1 08:11 08:12 08:16 resolved
        D counter clerks#1 08:12 08:16 08:20 resolved
    """)


def test_a_greeter_and_a_kiosk_that_are_down_are_passed_by() -> None:
    changes = {
        "halls.north.pools": ["clerks", "greeters", "kiosks"],
        "halls.north.greeter": {"triage": "1 min"},
        "services.pay.kiosk": {"handle_time": "2 min", "chosen": "50 %"},
        "pools.greeters": {"works_at": "greeter", "heads": 1},
        "pools.kiosks": {"works_at": "kiosk", "heads": 1},
        "halls.north.closures": [DOWN[0] | {"pool": "greeters"}, DOWN[0] | {"pool": "kiosks"}],
    }
    people = [person("A", "08:07", kiosk=True), person("B", "08:15", kiosk=True)]
    assert log(hall(**changes), people) == expected("""
        A greeter greeters#0 08:07 08:07 08:08 served
        A kiosk kiosks#0 08:08 08:08 08:10 resolved
        B counter clerks#0 08:15 08:15 08:19 resolved
    """)


def test_a_greeting_waits_too() -> None:
    changes = {
        "halls.north.pools": ["clerks", "greeters"],
        "halls.north.greeter": {"triage": "3 min"},
        "pools.greeters": {"works_at": "greeter", "heads": 1},
        "halls.north.at_outage": "wait",
        "halls.north.closures": [DOWN[0] | {"pool": "greeters"}],
    }
    assert log(hall(**changes), [person("A", "08:09")]) == expected("""
        A greeter greeters#0 08:09 08:09 08:32 served
        A counter clerks#0 08:32 08:32 08:36 resolved
    """)


def test_who_stays_at_closing_goes_on_when_it_is_open_again() -> None:
    """Down over the closing at 12:00: who is inside waits, and is served in overtime."""
    over = [{"date": "2024-01-01", "start": "11:50", "end": "12:20"}]
    people = [person("A", "11:45", handle=4.0), person("B", "11:55")]
    assert log(hall(**{"halls.north.closures": over}), people) == expected("""
        A counter clerks#0 11:45 11:45 11:49 resolved
        B counter clerks#0 11:55 12:20 12:24 resolved
    """)


# -- by chance ------------------------------------------------------------------------------------------------------------

OFTEN = {
    "calendar.days": 3,
    "halls.north.arrivals.per_day": 60,
    "pools.clerks.heads": 2,
    "services.pay.handle_time": {"exponential": {"mean": "5 min"}},
    "halls.north.outages": [{"every": "1 h", "lasts": {"exponential": {"mean": "10 min"}}}],
}


def closed(scenario: Scenario, replications: range) -> list[list[Window]]:
    """When clerk 0 is closed, by replication."""
    floor = floor_of(scenario, "north")
    (staff,) = attendance_of(scenario, "north", floor.servers, floor.opening, Dice(1), replications)
    assert staff.closures is not None
    return [
        staff.closures.of_pool("clerks", row, floor.servers["clerks"].duty)[0]
        for row in range(len(replications))
    ]


def test_outages_are_an_alternating_renewal_process() -> None:
    """Over a long day the share of time closed is 10 min of 60 + 10, and its number one in 70 min: of 20,000 cycles the mean lies within
    four standard errors of the renewal theorem's (a time up and a time down, both exponential: Ross, Introduction to Probability Models)."""
    scenario = small(OFTEN | {"calendar.hours": ["00:00-24:00"], "calendar.days": 1})
    found = closed(scenario, range(1000))
    per_day = np.array(
        [sum(window.end - window.start for window in row if window.start < DAY) for row in found]
    )
    begun = np.array([sum(window.start < DAY for window in row) for row in found])
    # from an opening on it is up: m(t) = t / (a + b) - a b / (a + b)^2 (1 - exp(-(1/a + 1/b) t)) + ... with a = 60, b = 10
    a, b = 60.0, 10.0
    began = DAY / (a + b) + (b / (a + b)) ** 2 * (1 - np.exp(-(1 / a + 1 / b) * DAY))
    assert abs(begun.mean() - began) < 4 * begun.std() / np.sqrt(1000)
    assert abs(per_day.mean() - b * began) < 4 * per_day.std() / np.sqrt(1000)


def test_each_day_begins_anew_at_its_opening() -> None:
    """No outage begins while the hall is closed, whatever the night is long."""
    for row in closed(small(OFTEN), range(50)):
        for window in row:
            assert 480 <= window.start % DAY < 720


@pytest.mark.parametrize("rule", ["finish", "wait"])
def test_both_engines_with_outages_by_chance(rule: str) -> None:
    scenario = small({**OFTEN, "halls.north.at_outage": rule, "pools.clerks.absence": "20 %"})
    assert_same_records(scenario)
    assert_same_sums(scenario)


@pytest.mark.parametrize("engine", [events, lanes])
def test_nobody_is_called_at_a_closed_counter(engine: Any) -> None:
    scenario, replications = small(OFTEN), range(4)
    windows = closed(scenario, replications)
    found = engine.simulate(scenario, 1, replications)
    counter = found.where((found.stage == Stage.COUNTER) & (found.server >= 0))
    assert sum(map(len, windows)) > 20
    for row, start in zip(counter.replication, counter.started, strict=True):
        assert not any(window.start <= start < window.end for window in windows[row])


# -- hours lost -----------------------------------------------------------------------------------------------------------


def test_hours_lost_are_hours_of_duty() -> None:
    """Two of three heads for two hours, one of which lies behind the closing: two hours, and (12 - 2) of 4 hours on duty."""
    late = [{"date": "2024-01-01", "start": "11:00", "end": "13:00", "heads": 2}]
    scenario = hall(
        **{"halls.north.closures": late, "pools.clerks.heads": 3, "halls.north.arrivals.per_day": 0}
    )
    found = run(scenario, replications=2)
    assert float(found.sample("hours_lost").mean) == 2.0
    assert float(found.sample("hours_lost", "pool:clerks").mean) == 2.0
    assert float(found.sample("hours_lost", period="2024-01-01T11:00").mean) == 1.0
    assert float(found.sample("heads_on_duty").mean) == pytest.approx((12 - 2) / 4)


def test_who_is_missing_loses_no_hours() -> None:
    scenario = hall(**{"pools.clerks.absence": "100 %"})
    assert float(run(scenario, replications=2).sample("hours_lost").mean) == 0.0


def test_tables_have_hours_lost_where_counters_close() -> None:
    for scenario, there in ((hall(), True), (small(), False), (small(OFTEN), True)):
        assert ("hours_lost" in {measure.name for measure in run(scenario, replications=1).measures}) == there


def test_an_outage_of_no_time_changes_nothing() -> None:
    never = [{"every": "1 h", "lasts": "0 min"}]
    one, other = (
        run(small({**OFTEN, "halls.north.outages": outages}), replications=3) for outages in (never, [])
    )
    for name, values in other.sums.items():
        np.testing.assert_array_equal(values, one.sums[name], err_msg=name)
