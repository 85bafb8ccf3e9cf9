"""Hall staff away from their counters: logs written out by hand from the rules, which both engines have to say (see `written_log`)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.draws.dice import Dice, Stream
from sim.events import engine as events
from sim.lanes import engine as lanes
from sim.log.records import Records, Stage
from sim.running.experiment import run
from sim.scenario import Scenario, load
from sim.time.duty_windows import servers_of
from sim.time.opening import opening_of
from tests.scenarios_for_tests import small
from tests.sim.events.written_calls import centre
from tests.sim.events.written_log import expected, log, person
from tests.sim.lanes.same_answer import assert_same_records, assert_same_sums

IN_TURNS = [{"length": "10 min", "within": "08:20-08:40", "at_once": 1}]


def duty(scenario: Scenario, pool: str = "clerks") -> list[list[tuple[float, float]]]:
    found = servers_of(scenario, pool, opening_of(scenario, "north")).duty
    return [[(window.start, window.end) for window in windows] for windows in found]


def test_lunch_in_turns() -> None:
    """Clerk 0 is away from 08:20, for a customer at hand from 08:22; clerk 1 from 08:30, for a customer at hand from 08:33."""
    people = [
        person("A", "08:18"),
        person("B", "08:21"),
        person("C", "08:22"),
        person("D", "08:28"),
        person("E", "08:30"),
        person("F", "08:31"),
        person("G", "08:39"),
        person("H", "08:40"),
    ]
    assert log(small({"pools.clerks.heads": 2, "pools.clerks.breaks": IN_TURNS}), people) == expected("""
        A counter clerks#0 08:18 08:18 08:22 resolved
        B counter clerks#1 08:21 08:21 08:25 resolved
        C counter clerks#1 08:22 08:25 08:29 resolved
        D counter clerks#1 08:28 08:29 08:33 resolved
        E counter clerks#0 08:30 08:30 08:34 resolved
        F counter clerks#0 08:31 08:34 08:38 resolved
        G counter clerks#0 08:39 08:39 08:43 resolved
        H counter clerks#1 08:40 08:40 08:44 resolved
    """)


def test_training_at_a_counter() -> None:
    training = [{"time": "09:00-10:00", "heads": 1, "days": "mon"}]
    people = [
        person("A", "08:59", handle=3.0),  # clerk 0, who is in training from 09:02 in fact
        person("B", "09:01"),
        person("C", "09:03"),
        person("D", "10:00"),
        person("E", "10:01"),
    ]
    assert log(small({"pools.clerks.heads": 2, "pools.clerks.training": training}), people) == expected("""
        A counter clerks#0 08:59 08:59 09:02 resolved
        B counter clerks#1 09:01 09:01 09:05 resolved
        C counter clerks#1 09:03 09:05 09:09 resolved
        D counter clerks#1 10:00 10:00 10:04 resolved
        E counter clerks#0 10:01 10:01 10:05 resolved
    """)


def test_leave_of_a_day() -> None:
    leave = [{"first": "2024-01-01", "last": "2024-01-01", "heads": 1}]
    changes = {"calendar.days": 2, "pools.clerks.heads": 2, "pools.clerks.leave": leave}
    people = [person(name, time) for name, time in (("A", "08:00"), ("B", "08:01"), ("C", "1/08:00"))]
    assert log(small(changes), people) == expected("""
        A counter clerks#1 08:00 08:00 08:04 resolved
        B counter clerks#1 08:01 08:04 08:08 resolved
        C counter clerks#0 1/08:00 1/08:00 1/08:04 resolved
    """)


def test_while_the_greeter_is_at_lunch_nobody_is_greeted() -> None:
    changes = {
        "halls.north.pools": ["clerks", "greeters"],
        "halls.north.greeter": {"triage": "1 min"},
        "pools.greeters": {"works_at": "greeter", "heads": 1, "breaks": IN_TURNS},
    }
    people = [person("A", "08:19"), person("B", "08:25"), person("C", "08:30")]
    assert log(small(changes), people) == expected("""
        A greeter greeters#0 08:19 08:19 08:20 served
        A counter clerks#0 08:20 08:20 08:24 resolved
        B counter clerks#0 08:25 08:25 08:29 resolved
        C greeter greeters#0 08:30 08:30 08:31 served
        C counter clerks#0 08:31 08:31 08:35 resolved
    """)


def test_never_more_at_once_than_stated_and_each_in_the_turn_of_its_number() -> None:
    """Five heads, two at once, 40 minutes from 09:00 on: two, two and one are away; the last turn ends as the stretch does."""
    breaks = [{"length": "40 min", "within": "09:00-11:00", "at_once": 2}]
    assert duty(small({"pools.clerks.heads": 5, "pools.clerks.breaks": breaks})) == [
        [(480, 540), (580, 720)],
        [(480, 540), (580, 720)],
        [(480, 580), (620, 720)],
        [(480, 580), (620, 720)],
        [(480, 620), (660, 720)],
    ]


def test_of_shifts_those_have_turns_who_work_in_the_stretch() -> None:
    """The two of the early shift are gone by then: the others take the first turn and the second."""
    shifts = [{"time": "08:00-09:00", "heads": 2}, {"time": "09:00-12:00", "heads": 2}]
    breaks = [{"length": "30 min", "within": "10:00-11:00", "at_once": 1}]
    changes = {"pools.clerks.heads": None, "pools.clerks.shifts": shifts, "pools.clerks.breaks": breaks}
    assert duty(small(changes)) == [
        [(480, 540)],
        [(480, 540)],
        [(540, 600), (630, 720)],
        [(540, 630), (660, 720)],
    ]


def test_one_head_more_is_never_fewer_at_any_time() -> None:
    """What cuts rest on: whoever is added at a time is away then, and nobody else."""
    breaks = [{"length": "25 min", "within": "09:00-10:40", "at_once": 2}]
    fewer, more = (
        small({"pools.clerks.heads": {"08:00": 3, "09:30": 5, "10:00": heads}, "pools.clerks.breaks": breaks})
        for heads in (4, 5)
    )
    for time in range(480, 720, 5):
        there = [
            sum(start <= time < end for windows in duty(each) for start, end in windows)
            for each in (fewer, more)
        ]
        assert there[0] <= there[1]


def test_breaks_training_and_leave_are_paid() -> None:
    """Three heads for four hours are twelve hours of pay; half an hour each of lunch, one of training and four of leave are no duty."""
    scenario = small(
        {
            "halls.north.arrivals.per_day": 0,
            "pools.clerks.heads": 3,
            "pools.clerks.cost": "60 yuan/h",
            "pools.clerks.breaks": [{"length": "30 min", "within": "10:00-11:30", "at_once": 1}],
            "pools.clerks.training": [{"time": "08:00-09:00", "heads": 1}],
            "pools.clerks.leave": [{"first": "2024-01-01", "last": "2024-01-01", "heads": 1}],
        }
    )
    found = run(scenario, replications=2)
    # of the three turns the first is that of the head on leave, who is not there anyway
    assert float(found.sample("heads_on_duty").mean) == pytest.approx((12 - 4 - 1 - 2 * 0.5) / 4)
    assert float(found.sample("staff_cost").mean) == 720


def test_who_is_missing_serves_nobody_and_is_not_on_duty() -> None:
    """Each head on each day by its own draw, the uniform at the pool's address held against the share; both engines."""
    scenario, replications = small({**BUSY, "pools.clerks.absence": "40 %"}), range(6)
    missing = np.stack(
        [Dice(1).uniforms(Stream.ABSENCE, "pool:clerks", day, 3, replications) < 0.4 for day in range(3)], 1
    )
    for engine in (events, lanes):
        found: Records = engine.simulate(scenario, 1, replications)
        away = found.where(found.stage == Stage.ABSENT)
        assert len(away) == missing.sum()
        assert (away.ended - away.started == 240).all()
        served = found.where(found.stage == Stage.COUNTER)
        served = served.where(served.server >= 0)
        assert len(served)
        assert not missing[served.replication, (served.started // 1440).astype(int), served.server].any()
    on_duty = run(scenario, replications=len(replications)).sample("heads_on_duty").mean
    assert float(on_duty) == pytest.approx(3 * (1 - missing.mean()))


BUSY: dict[str, Any] = {
    "calendar.days": 3,
    "halls.north.arrivals.per_day": 90,
    "pools.clerks.heads": 3,
    "services.pay.handle_time": {"exponential": {"mean": "6 min"}},
}


def test_absence_of_nobody_changes_nothing() -> None:
    scenario = small(BUSY)
    assert_same(
        run(scenario, replications=3), run(scenario.replace({"pools.clerks.absence": "0 %"}), replications=3)
    )


def assert_same(one: Any, other: Any) -> None:
    assert one.sums.keys() == other.sums.keys()
    for name, values in one.sums.items():
        np.testing.assert_array_equal(values, other.sums[name], err_msg=name)


@pytest.mark.parametrize(
    ("name", "value"), [("absence", "30 %"), ("training", [{"time": "09:00-10:00", "heads": 1}])]
)
def test_the_keys_mean_at_the_pool_what_they_mean_under_phone(name: str, value: Any) -> None:
    lines = {"one": {"arrivals": {"per_day": 100, "profile": "profile.csv"}}}
    above, below = (
        centre({"own": {"heads": 2, **own}}, lines) for own in ({name: value}, {"phone": {name: value}})
    )
    assert_same(run(above, replications=3), run(below, replications=3))


def test_whole_days_of_a_hall_with_all_of_it() -> None:
    """Through midnight, too: the same on both engines, contact by contact and in the sheets."""
    away = {
        "pools.clerks.absence": "30 %",
        "pools.clerks.breaks": [{"length": "20 min", "within": "09:00-10:30", "at_once": 1}],
        "pools.clerks.leave": [{"first": "2024-01-02", "last": "2024-01-02", "heads": 1}],
    }
    for hours in (["08:00-12:00"], ["00:00-24:00"], ["08:00-09:30", "10:00-12:00"]):
        scenario = small({**BUSY, **away, "calendar.hours": hours, "halls.north.overtime_limit": "10 min"})
        assert_same_records(scenario)
        assert_same_sums(scenario)


def test_bundled_staff_may_be_missing() -> None:
    scenario = load("lecong_hall").replace(
        {"calendar.days": 2, "calendar.warm_up": 1, "pools.clerks.absence": "20 %"}
    )
    assert_same_records(scenario)
