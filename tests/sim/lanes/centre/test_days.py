"""When the days of a call centre are given on."""

from __future__ import annotations

from sim.draws.dice import Dice
from sim.lanes.centre.days import LaneCentre
from tests.sim.events.written_calls import centre


def test_a_day_is_given_as_soon_as_its_calls_are_over() -> None:
    """Nobody is on the line at midnight, so that no day waits for another one."""
    lanes = LaneCentre([centre(calendar={"days": 4})], "town", Dice(1), range(2))
    assert [[day for day, _ in lanes.run(each)] for each in range(4)] == [[0], [1], [2], [3]]
