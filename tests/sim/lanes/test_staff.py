"""Servers in lanes that come, serve and go: until when each is busy, written out by hand."""

from __future__ import annotations

import numpy as np

from sim.lanes.engine import floor_of
from sim.lanes.ranks import UNIT
from sim.lanes.staff import Staff
from tests.scenarios_for_tests import small

NOBODY = np.inf


def two_clerks(lanes: int = 3) -> Staff:
    """Two clerks, off duty; a clerk's number is written below the tick."""
    return Staff(lanes, floor_of(small({"pools.clerks.heads": 2}), "north"))


def at(*lanes: int) -> np.ndarray:
    return np.array(lanes, dtype=np.int64)


def change(staff: Staff, server: int, lanes: np.ndarray, time: float, comes: bool) -> None:
    """One server comes on duty in some lanes at a time, or goes."""
    who = np.zeros((2, len(lanes)), dtype=np.bool_)
    who[server] = True
    nobody = np.zeros_like(who)
    staff.change(lanes, np.full(len(lanes), time), who if comes else nobody, nobody if comes else who)


def come(staff: Staff, server: int, lanes: np.ndarray, time: float) -> None:
    """One server comes on duty."""
    change(staff, server, lanes, time, comes=True)


def test_at_first_nobody_is_on_duty():
    staff = two_clerks()
    assert (staff.until == NOBODY).all()
    assert staff.until.shape == (3, 3), "the last row is no server's"
    assert staff.nobody == 2


def test_who_comes_is_free_from_then_on():
    staff = two_clerks()
    come(staff, 0, at(0, 1, 2), 480.0)
    come(staff, 1, at(1), 510.0)
    second = 510.0 + UNIT
    assert staff.until[:2].tolist() == [[480.0, 480.0, 480.0], [NOBODY, second, NOBODY]]
    # the least is the server free longest
    assert staff.until[:, 1].argmin() == 0


def test_who_serves_is_free_at_the_end():
    staff = two_clerks()
    come(staff, 0, at(0, 1, 2), 480.0)
    staff.start(np.array([0, staff.nobody, 0]), at(0, 1, 2), np.array([485.0, 99.0, 490.0]))
    assert staff.until[0].tolist() == [485.0, 480.0, 490.0]


def test_of_servers_free_equally_long_the_lower_number_is_the_least():
    staff = two_clerks(1)
    for server in (1, 0):
        come(staff, server, at(0), 480.0)
    assert staff.until[:, 0].argmin() == 0


def test_who_goes_ends_the_service_under_way_and_is_free_no_earlier_on_coming_back():
    staff = two_clerks()
    come(staff, 1, at(0, 1, 2), 480.0)
    staff.start(np.array([1, 1, 1]), at(0, 1, 2), np.array([500.0, 720.0, 720.0]))
    change(staff, 1, at(0, 1), 490.0, comes=False)
    assert staff.until[1].tolist() == [NOBODY, NOBODY, 720.0 + UNIT]
    come(staff, 1, at(0, 1), 600.0)
    assert staff.until[1].tolist() == [600.0 + UNIT, 720.0 + UNIT, 720.0 + UNIT]


def test_some_come_as_others_go_each_lane_at_its_own_time():
    staff = two_clerks()
    come(staff, 0, at(0, 1, 2), 480.0)
    comes = np.array([[False, False], [True, False]])
    goes = np.array([[True, False], [False, False]])
    staff.change(at(2, 0), np.array([600.0, 610.0]), comes, goes)
    assert staff.until[:2].tolist() == [[480.0, 480.0, NOBODY], [NOBODY, NOBODY, 600.0 + UNIT]]
    assert staff.away[0].tolist() == [-np.inf, -np.inf, 480.0]


def test_times_count_from_the_midnight_of_the_day():
    staff = two_clerks(1)
    for server in (0, 1):
        come(staff, server, at(0), 1000.0)
    staff.start(np.array([1]), at(0), np.array([1450.0]))
    change(staff, 1, at(0), 1440.0, comes=False)
    staff.turn_to(1)
    assert (staff.until[0, 0], staff.away[1, 0]) == (-440.0, 10.0 + UNIT)
    staff.turn_to(-1)
    assert (staff.until[0, 0], staff.away[1, 0]) == (2440.0, 2890.0 + UNIT)
    assert staff.until[1, 0] == NOBODY
