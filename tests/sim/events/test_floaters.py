"""People who work now in one hall, now in another: logs written out by hand from the rules, which both engines have to say."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.running.experiment import run
from sim.scenario import Scenario
from sim.scenario.units import Window
from sim.time.duty_windows import servers_of
from sim.time.floaters import on_the_way
from sim.time.opening import opening_of
from sim.time.windows import merge
from tests.scenarios_for_tests import small
from tests.sim.events.written_log import expected, log, person
from tests.sim.lanes.same_answer import assert_same_records, assert_same_sums

NORTH, SOUTH = "north_floaters", "south_floaters"


def two_halls(north: Any, south: Any, people: int = 1, travel: str = "20 min", **changes: Any) -> Scenario:
    """Two halls with nobody but floaters at the counters, and heads of them by hall."""
    return small(
        {
            "halls.north.pools": [NORTH],
            "halls.south": {"arrivals": {"per_day": 20, "profile": "profile.csv"}, "pools": [SOUTH]},
            "pools": {
                NORTH: {"works_at": "counter", "heads": north, "cost": "60 yuan/h"},
                SOUTH: {"works_at": "counter", "heads": south, "cost": "60 yuan/h"},
            },
            "floaters": {"both": {"pools": [NORTH, SOUTH], "people": people, "travel": travel}},
            **changes,
        }
    )


def duty(scenario: Scenario, pool: str) -> list[list[tuple[float, float]]]:
    hall = scenario.site_of(pool).name
    found = servers_of(scenario, pool, opening_of(scenario, hall)).duty
    return [[(window.start, window.end) for window in windows] for windows in found]


def test_on_shifts_they_travel_as_by_heads() -> None:
    """In the north until 10:00 with a break from 09:00 to 09:30, then in the south: on the way until 10:20."""
    floater = {"works_at": "counter", "cost": "60 yuan/h"}
    early, late = (
        {"time": "08:00-10:00", "heads": 1, "breaks": ["09:00-09:30"]},
        {"time": "10:00-12:00", "heads": 1},
    )
    scenario = two_halls(
        1,
        1,
        **{f"pools.{NORTH}": {**floater, "shifts": [early]}, f"pools.{SOUTH}": {**floater, "shifts": [late]}},
    )
    assert log(scenario, [person("A", "09:10")], "north") == expected("""
        A counter north_floaters#0 09:10 09:30 09:34 resolved
    """)
    assert log(scenario, [person("A", "10:05"), person("B", "10:21")], "south") == expected("""
        A counter south_floaters#0 10:05 10:20 10:24 resolved
        B counter south_floaters#0 10:21 10:24 10:28 resolved
    """)


def test_whoever_is_on_the_way_serves_nobody() -> None:
    """In the north until 10:00, from then on for 20 minutes on the way, and in the south from 10:20."""
    scenario = two_halls({"08:00": 1, "10:00": 0}, {"08:00": 0, "10:00": 1})
    people = [person("A", "09:58"), person("B", "10:01")]
    assert log(scenario, people, "north") == expected("""
        A counter north_floaters#0 09:58 09:58 10:02 resolved
        B counter - 10:01 - 12:00 sent_home
    """)
    people = [person("A", "09:50"), person("B", "10:05"), person("C", "10:21")]
    assert log(scenario, people, "south") == expected("""
        A counter south_floaters#0 09:50 10:20 10:24 resolved
        B counter south_floaters#0 10:05 10:24 10:28 resolved
        C counter south_floaters#0 10:21 10:28 10:32 resolved
    """)


def test_the_way_back_takes_as_long() -> None:
    scenario = two_halls({"08:00": 1, "09:00": 0, "10:00": 1}, {"08:00": 0, "09:00": 1, "10:00": 0})
    assert duty(scenario, NORTH) == [[(480, 540), (620, 720)]]
    assert duty(scenario, SOUTH) == [[(560, 600)]]


def test_a_gap_is_time_to_travel() -> None:
    """From 09:00 to 09:15 nowhere: five of the twenty minutes are left; with half an hour, none."""
    scenario = two_halls({"08:00": 1, "09:00": 0}, {"08:00": 0, "09:15": 1})
    assert duty(scenario, SOUTH) == [[(560, 720)]]
    scenario = two_halls({"08:00": 1, "09:00": 0}, {"08:00": 0, "09:30": 1})
    assert duty(scenario, SOUTH) == [[(570, 720)]]


def test_who_has_not_begun_goes_before_who_would_have_to_travel() -> None:
    scenario = two_halls({"08:00": 1, "10:00": 0}, {"08:00": 0, "10:00": 1}, people=2)
    assert duty(scenario, SOUTH) == [[(600, 720)]]


def test_who_was_there_last_comes_before_anybody_else() -> None:
    """One of two is free after an hour in the north, the other has not begun: back in the north is the first, so that the other is in the
    south at once."""
    north = {"08:00": 1, "09:00": 0, "09:30": 1, "10:00": 0}
    scenario = two_halls(north, {"08:00": 0, "09:40": 1}, people=2)
    assert duty(scenario, NORTH) == [[(480, 540), (570, 600)]]
    assert duty(scenario, SOUTH) == [[(580, 720)]]


def test_each_day_begins_where_it_begins() -> None:
    rows = "start,end,heads,days\n08:00,12:00,1,mon\n"
    other = "start,end,heads,days\n08:00,12:00,1,tue\n"
    scenario = small(
        {
            "calendar.days": 2,
            "halls.north.pools": [NORTH],
            "halls.south": {"arrivals": {"per_day": 20, "profile": "profile.csv"}, "pools": [SOUTH]},
            "pools": {
                NORTH: {"works_at": "counter", "heads": "north.csv"},
                SOUTH: {"works_at": "counter", "heads": "south.csv"},
            },
            "floaters": {"both": {"pools": [NORTH, SOUTH], "people": 1, "travel": "20 min"}},
        },
        {"north.csv": rows, "south.csv": other},
    )
    assert duty(scenario, NORTH) == [[(480, 720)]]
    assert duty(scenario, SOUTH) == [[(1440 + 480, 1440 + 720)]]


def test_who_is_on_the_way_is_paid_and_not_on_duty() -> None:
    """Four hours of pay; twenty minutes of them on the way. On duty are two hours in the north and an hour and forty minutes in the south."""
    scenario = two_halls(
        {"08:00": 1, "10:00": 0},
        {"08:00": 0, "10:00": 1},
        **{"halls.north.arrivals.per_day": 0, "halls.south.arrivals.per_day": 0},
    )
    found = run(scenario, replications=2)
    assert float(found.sample("staff_cost").mean) == 240
    assert float(found.sample("heads_on_duty", "hall:north").mean) == pytest.approx(2 / 4)
    assert float(found.sample("heads_on_duty", "hall:south").mean) == pytest.approx((2 - 1 / 3) / 4)


def test_both_engines_with_floaters() -> None:
    changes = {
        "calendar.days": 2,
        "halls.north.arrivals.per_day": 60,
        "services.pay.handle_time": {"exponential": {"mean": "4 min"}},
    }
    scenario = two_halls({"08:00": 2, "10:00": 1}, {"08:00": 1, "10:00": 2}, people=3, **changes)
    assert_same_records(scenario)
    assert_same_sums(scenario)


def test_without_travel_they_are_two_pools() -> None:
    scenario = two_halls({"08:00": 1, "10:00": 0}, {"08:00": 0, "10:00": 1}, travel="0 min")
    assert duty(scenario, SOUTH) == [[(600, 720)]]
    assert duty(two_halls({"08:00": 1, "10:00": 0}, {"08:00": 0, "10:00": 1}).without_floaters(), SOUTH) == [
        [(600, 720)]
    ]


STRETCHES = st.lists(st.integers(0, 3), min_size=6, max_size=6)


@settings(max_examples=500)
@given(STRETCHES, STRETCHES, STRETCHES, st.sampled_from([5.0, 20.0, 45.0]))
def test_enough_people_with_time_between_are_never_on_the_way_in_working_time(
    one: list[int], other: list[int], third: list[int], travel: float
) -> None:
    """What the program of the search asks of a plan: in each hall any stretch that lies within the travel's time before a moment, all halls
    together, no more than there are people. Then nobody is on the way in working time; with one person fewer than that, somebody may be."""
    halls = [one, other, third]
    length = 20.0
    near = int(-(-travel // length))  # stretches that end less than the travel before a beginning
    people = max(sum(max(heads[max(0, place - near) : place + 1]) for heads in halls) for place in range(6))
    duties = [
        [
            merge([Window(place * length, (place + 1) * length) for place in range(6) if heads[place] > head])
            for head in range(max(heads))
        ]
        for heads in halls
    ]
    travels = on_the_way(duties, people, travel)
    assert not any(windows for of_pool in travels for windows in of_pool)
