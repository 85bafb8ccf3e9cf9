"""Servers of one lane that come, serve and go, written out by hand."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from numba import njit

from sim.lanes import crew as servers
from sim.lanes import keys
from sim.lanes.compiled import OPTIONS
from sim.lanes.crew import Crew
from sim.lanes.ranks import UNIT

FIRST, SECOND = (0, 1), (2, 3)
"""Servers of two pools."""


@njit(**OPTIONS)
def server_for(crew, lane, ready):
    return keys.number_of(servers.key_for(crew, lane, ready, servers.soonest(crew, lane)))


@njit(**OPTIONS)
def serve(crew, lane, server, start, minutes):
    return servers.serve(crew, lane, server, start, minutes)


@njit(**OPTIONS)
def turn(crew, lane):
    return servers.turn(crew, lane)


def crew(until: list[float]) -> Crew:
    """Two pools of two in the second of two lanes; the last server works at half speed, and servers 0 and 1 change places at 600."""
    own = np.array(until) + np.arange(4) * UNIT
    duty = np.array([[True, False, True, True], [False, True, True, True]])
    return Crew(
        np.array([np.full(5, inf), [*own, inf]]),
        np.full((2, 4), -inf),
        np.array([FIRST, SECOND]) + np.array([0, 1]),
        np.array([1.0, 1.0, 1.0, 0.5, 1.0]),
        np.zeros(2, dtype=np.int64),
        np.array([600.0, inf]),
        duty,
    )


@pytest.mark.parametrize(
    ("until", "ready", "server"),
    [
        ([500, 510, 480, 480], 520, 0),  # of those free, the pool named first; in it, who is free longest
        ([530, 525, 480, 490], 520, 2),  # none of the first pool is free
        ([530, 525, 522, 523], 520, 2),  # all are busy: the first to get free
        ([522, 525, 522, 523], 520, 0),  # two get free at once: the pool named first
        ([480, 480, 480, 480], 520, 0),  # equally long: the lower number
    ],
)
def test_who_serves(until: list[float], ready: float, server: int) -> None:
    assert server_for(crew(until), 1, ready) == server


def test_a_service_at_half_speed_takes_twice_as_long() -> None:
    own = crew([500, 500, 500, 500])
    assert serve(own, 1, 3, 520.0, 10.0) == 540.0
    assert own.until[1, 3] == 540.0 + 3 * UNIT


def test_who_goes_ends_the_service_under_way_and_who_comes_is_free_from_then_on() -> None:
    own = crew([630, inf, 500, 500])
    assert turn(own, 1) == 1
    assert own.until[1, 0] == inf
    assert own.away[1, 0] == 630.0
    assert own.until[1, 1] == 600.0 + UNIT
    assert own.stretch.tolist() == [0, 1]


def test_who_comes_back_ends_an_earlier_service_first() -> None:
    own = crew([500, inf, 500, 500])
    own.away[1, 1] = 615.0 + UNIT
    turn(own, 1)
    assert own.until[1, 1] == 615.0 + UNIT
