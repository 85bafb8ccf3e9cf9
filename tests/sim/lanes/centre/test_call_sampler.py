"""What calls carry in lanes: the uniforms of the dice, at any door, day, contact and lane."""

from __future__ import annotations

import numpy as np

from sim.draws.calls import LineDemand
from sim.draws.dice import Dice, Stream
from sim.lanes.centre.call_columns import COLUMNS, PLACE, Who
from sim.lanes.centre.days import LaneCentre
from sim.lanes.quick_dice import QuickDice
from sim.time.opening import opening_of
from tests.sim.events.written_calls import centre

REPLICATIONS = range(3, 8)


def who_of(count: int) -> Who:
    """Contacts of the lines one and two, of three days from the second on, the first to the third of their cases."""
    place = np.arange(count)
    none = np.zeros(count, dtype=np.int64)
    lane, line, day, attempt = place % 5, place % 2, 1 + place % 3, 1 + place // 7 % 3
    return Who(lane, line, none, none, line, day, place * 13, attempt, np.zeros(count))


def test_numbers_are_those_of_the_dice_at_their_addresses() -> None:
    """`solve` is a bare uniform of every contact; more contacts than are drawn at once."""
    scenario = centre(lines={"one": {}, "two": {}})
    who, dice = who_of(10_000), Dice(4)
    drawn = LaneCentre([scenario], "town", dice, REPLICATIONS).all.draws.draw(who)
    assert drawn.shape == (len(COLUMNS), 10_000)
    for line, name in enumerate(scenario.centres["town"].lines):
        site = LineDemand(scenario, "town", name, opening_of(scenario, "town"), dice).site
        for day in (1, 2, 3):
            for attempt in (1, 2, 3):
                rows = (who.line == line) & (who.day == day) & (who.attempt == attempt)
                expected = dice.at(
                    "agent solves", site, day, who.lane[rows], who.number[rows], REPLICATIONS, attempt
                )
                assert rows.any()
                np.testing.assert_array_equal(drawn[PLACE["solve"], rows], expected)


def test_quick_dice_give_the_numbers_of_the_dice() -> None:
    row, entity = np.arange(1000) * 3 % 5, np.arange(1000) * 71
    address = Stream.GAP, "hall:north", -2
    dice, quick = Dice(4), QuickDice(4)
    np.testing.assert_array_equal(
        quick.at(*address, row, entity, REPLICATIONS, 2), dice.at(*address, row, entity, REPLICATIONS, 2)
    )
    np.testing.assert_array_equal(
        quick.uniforms(*address, 100, REPLICATIONS), dice.uniforms(*address, 100, REPLICATIONS)
    )
