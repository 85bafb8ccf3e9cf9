"""Heads in training: paid, and not on the phone."""

from __future__ import annotations

import pytest

from sim.running.experiment import run
from sim.time.duty_windows import servers_of
from sim.time.opening import opening_of
from tests.sim.events.written_calls import Log, caller, centre
from tests.sim.events.written_log import expected

TRAINING = [{"time": "09:00-10:00", "heads": 1, "days": "mon"}]


def test_the_lowest_numbers_on_duty_are_in_training_and_finish_the_call_first(log: Log) -> None:
    scenario = centre({"own": {"heads": 2, "phone": {"training": TRAINING}}})
    calls = [
        caller("A", "08:59", talk=3.0),  # agent 0, who is in training from 09:02 in fact
        caller("B", "09:01"),
        caller("C", "09:03"),
        caller("D", "10:00"),
        caller("E", "10:01"),
    ]
    assert log(scenario, calls) == expected("""
        A agent own#0 08:59 08:59 09:02 resolved
        B agent own#1 09:01 09:01 09:05 resolved
        C agent own#1 09:03 09:05 09:09 resolved
        D agent own#1 10:00 10:00 10:04 resolved
        E agent own#0 10:01 10:01 10:05 resolved
    """)


def test_who_is_in_training_is_paid_but_not_on_duty(log: Log) -> None:
    """Three heads until 10:00 and two until 12:00: ten hours paid; 09:30-10:30 takes two hours of duty."""
    training = [{"time": "09:30-10:30", "heads": 2}]
    heads = {"08:00": 3, "10:00": 2}
    scenario = centre({"own": {"heads": heads, "cost": "60 yuan/h", "phone": {"training": training}}})
    servers = servers_of(scenario, "own", opening_of(scenario, "town"))
    assert [[tuple(window) for window in duty] for duty in servers.duty] == [
        [(480, 570), (630, 720)],
        [(480, 570), (630, 720)],
        [(480, 600)],
    ]
    found = run(scenario, replications=2)
    assert float(found.sample("heads_on_duty").mean) == pytest.approx((10 - 2) / 4)
    assert float(found.sample("staff_cost").mean) == pytest.approx(
        600, abs=10
    )  # a call at closing may add overtime


def test_on_other_days_nobody_is_in_training(log: Log) -> None:
    scenario = centre(
        {"own": {"phone": {"training": TRAINING}}}, calendar={"start": "2024-01-02"}
    )  # a Tuesday
    assert log(scenario, [caller("A", "09:00")]) == expected("""
        A agent own#0 09:00 09:00 09:04 resolved
    """)
